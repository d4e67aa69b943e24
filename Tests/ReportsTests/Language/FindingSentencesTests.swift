// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports
@testable import Services
@testable import Simulation

/// Every sentence that a result carries is said in Korean, and taken apart at the right places.
@Suite("Sentences of results in Korean") struct FindingSentencesTests {
  /// The same templates, which say what they were given again, with a mark before it.
  private static let again = Catalogue(
    Catalogue.korean.texts.keys.map { template in
      var number = 0
      let pieces = template.split(separator: "{}", omittingEmptySubsequences: false)
      let numbered = pieces.dropFirst().reduce(String(pieces.first ?? "")) { text, piece in
        number += 1
        return text + "{\(number)}" + piece
      }
      return [template: "\u{1}" + numbered]
    })

  /// What is wrong with the Korean of a sentence; nil if nothing is.
  static func problem(with sentence: String) -> String? {
    let korean = Catalogue.korean.text(sentence: sentence)
    if korean == sentence { return "no template: \(sentence)" }
    if again.text(sentence: sentence) != "\u{1}" + sentence { return "values that do not give it: \(sentence)" }
    // Words of English grammar are no names of settings or parts; `on-call-sms` is one.
    let left = korean.replacing(#/`[^`]*`|\w+(-\w+)+/#, with: "").firstMatch(
      of: #/(?i)\b(the|of|is|are|its|has|have|and|which|that|than|with|more|for|to|from|as|on|by)\b/#)
    if let left { return "\(left.1) is left: \(korean)" }
    return korean.contains(#/\{\d/#) ? "a place without a value: \(korean)" : nil
  }

  // MARK: What the checks really say

  @Test("nothing that a scenario's results carry is left in English") func scenarios() throws {
    var sentences = ResultSentences()
    let scenarios = try CheckScenarios.all()
    for scenario in scenarios { sentences.add(scenario) }
    // That the cases are found at all; a few are added now and then.
    #expect(scenarios.count > 300)
    for (kind, least) in ["message": 400, "advice": 70, "reason": 140, "assumption": 110, "meter": 130] {
      #expect(sentences.byKind[kind]?.count ?? 0 >= least, "\(kind)")
    }
    for (kind, texts) in sentences.byKind.sorted(by: { $0.key < $1.key }) {
      for text in texts.sorted() where !Self.isName(text, kind) {
        #expect(Self.problem(with: text) == nil)
      }
    }
  }

  /// Titles and labels that are names and nothing else: `resizer x24`, `products (RDS db.t4g.medium Multi-AZ x2)`.
  private static func isName(_ text: String, _ kind: String) -> Bool {
    switch kind {
    case "title":
      let services = #/.* \((S[QN]S|HTTP|SMS|Firehose|MSK|Redis|Valkey|Memcached|CloudWatch|RDS|Aurora)[^,]*\)/#
      return text.wholeMatch(of: services) != nil
        || (text.wholeMatch(of: #/[\w -]+( x\d+(\.\.\d+)?)?/#) != nil && !text.contains(" on Lambda"))
    case "limit": return text == "MiB"
    case "meter":
      let machines =
        #/(EC2|MSK|RDS|Aurora) [\w.]+( Multi-AZ)?|(EBS|RDS) \w+ IOPS|ElastiCache ([\w.]+|Serverless ECPUs), \w+/#
      return ["Fargate vCPU", "MSK Connect MCU", "MSK Serverless"].contains(text)
        || text.wholeMatch(of: machines) != nil
    default: return false
    }
  }

  @Test("values stand where Korean wants them, and words among them are said too") func examples() {
    let examples = [
      "its 2 replicas answer nothing: all reads go to the primary (reads: replicas would send them there)":
        "복제본 2개는 아무것에도 응답하지 않습니다. 모든 읽기가 프라이머리로 갑니다(reads: replicas면 복제본으로 갑니다)",
      "resize and bill read jobs: they share the messages, none sees all":
        "resize와 bill이 jobs를 함께 읽습니다. 메시지를 나누어 가지므로 누구도 전부를 보지 못합니다",
      "index has up to 9 tasks for the 6 partitions of changes: 3 stand idle, for only one of a group reads each":
        "index에는 changes의 파티션 6개에 태스크가 최대 9개 있습니다. 파티션마다 그룹에서 하나만 읽으므로 3개가 놉니다",
      "tasks of index crash 12 times an hour: a partition of changes would be read by nobody about 4.0% of the time: "
        + "static_membership keeps the partitions of a task that is soon back, a shorter session_timeout notices a "
        + "lost task sooner":
        "index의 태스크는 시간당 12번 비정상 종료합니다. changes의 파티션은 시간의 약 4.0% 동안 아무도 읽지 않게 됩니다. "
        + "static_membership은 곧 돌아오는 태스크의 파티션을 그대로 둡니다. 더 짧은 session_timeout은 잃은 태스크를 더 빨리 알아챕니다",
    ]
    for (english, korean) in examples { #expect(Catalogue.korean.text(sentence: english) == korean) }
  }

  // MARK: What the sources can say

  private static let folders = ["Sources/Services", "Sources/Scenarios", "Sources/Experiments"]

  /// The sentences of one argument of all calls of a function.
  private static func written(
    _ function: String, _ argument: (SwiftSource.Call) -> String?
  ) throws -> [(place: String, sentences: [String])] {
    try SwiftSource.all(below: folders, with: [function + "("]).flatMap { source -> [(String, [String])] in
      let reading = SwiftSentences(source: source, words: WordsOfSources.all)
      return source.calls(of: function).compactMap { call in
        guard let text = argument(call) else { return nil }
        return ("\(source.name): \(text.prefix(60))", reading.cases(text, at: call.place).map(filled))
      }
    }
  }

  /// A sentence with something in each of its places.
  private static func filled(_ one: SwiftSentences.Case) -> String {
    var number = 0
    return one.text.reduce(into: "") { text, character in
      if String(character) == SwiftSentences.hole {
        number += 1
        text += "v\(number)"
      } else {
        text.append(character)
      }
    }
  }

  /// - Parameters:
  ///   - calls: at least so many must have been found.
  ///   - sentences: and in them so many different sentences.
  private static func check(
    _ written: [(place: String, sentences: [String])], calls: Int, sentences: Int
  ) {
    // What has no words is a value, which another call says.
    let found = written.map { one in (one.place, one.sentences.filter { $0.contains(#/[A-Za-z] [a-z]|[a-z]{4}/#) }) }
      .filter { !$0.1.isEmpty }
    #expect(found.count >= calls)
    #expect(Set(found.flatMap(\.1)).count >= sentences)
    for (place, sentences) in found {
      for sentence in sentences {
        let problem = problem(with: sentence)
        #expect(problem == nil, "\(place)")
      }
    }
  }

  @Test("every message of a check that is written in the sources") func messages() throws {
    let message = { (call: SwiftSource.Call) -> String? in
      call.arguments.filter { $0.label == nil }.map(\.text).first { text in
        text.contains("\"") || text == "message"
      }
    }
    let all = try Self.written("Finding", message) + Self.written("finding", message)
    Self.check(all.filter { !$0.place.contains(": message") }, calls: 100, sentences: 280)
  }

  @Test("every reason that is put beside a figure") func reasons() throws {
    let reason = { (call: SwiftSource.Call) in call.arguments.first { $0.label == "reason" }?.text }
    let all = try Self.written("Finding", reason) + Self.written("finding", reason) + Self.written("Certainty", reason)
    Self.check(all, calls: 70, sentences: 80)
  }

  @Test("every advice") func advice() throws {
    let what = { (call: SwiftSource.Call) in call.arguments.first { $0.label == nil && $0.text.contains("\"") }?.text }
    let all = try Self.written("Advice", what) + Self.written("moreBrokers", what) + Self.written("tasks", what)
    Self.check(all, calls: 80, sentences: 80)
  }

  @Test("every assumption") func assumptions() throws {
    let first = { (call: SwiftSource.Call) in call.arguments.first?.text }
    let second = { (call: SwiftSource.Call) in call.arguments.dropFirst().first?.text }
    let third = { (call: SwiftSource.Call) in call.arguments.dropFirst(2).first?.text }
    let all =
      try Self.written("assumed", first) + Self.written("latency", second) + Self.written("lag", second)
      + Self.written("cost", third)
    Self.check(all.filter { !$0.place.contains(": why") }, calls: 140, sentences: 120)
  }

  @Test("every answer to what a scenario requires") func abilities() throws {
    let first = { (call: SwiftSource.Call) in call.arguments.first?.text }
    let all = try Self.written("yes", first) + Self.written("no", first)
    Self.check(all.filter { $0.place.contains("\"") }, calls: 60, sentences: 50)
    #expect(Catalogue.korean.text(sentence: "no: at least once") == "아니요: 최소 한 번")
    #expect(Catalogue.korean.text(sentence: "yes via SNS") == "예 SNS를 거쳐")
  }

  @Test("what a result says of verdicts, replications and bills besides") func others() {
    let sentences = [
      "none of its windows was simulated", "something of it has no price in eu-west-1", "no data",
      "text messages have no price in eu-west-1, and their limit holds only below $0.02 each",
      "stopped early: more than 8 million messages in flight", "replication 3: more than 16 million events pending",
      "promo, replication 3: the clock stands still: a loop of calls that take no time",
      "clear at 95%, but not for one who looks again and again", "needs about 60 replications",
      "too close to the bound to tell", "too few replications for an interval",
      "the text message limit is used up on day 21 of the month",
      "no price found for eu-west-1", "no price found for the units from 1,000 to 2,000",
      "the price is per GB, the count in request", "the quantity is not a usable number",
      "sqs standard:request in eu-west-1: the documented price is used, the list price is $0.40, $0.30",
      "2.1 M empty", "limit reached on day 21", "Discount 10%", "Credits of a new account ($100.00, once)",
      "Free tier: lambda, 400,000.000 GB-second", "Graviton where there is one", "discount 7.5%",
      "credits $100.00, once", "ec2: savings plan 1 year, no upfront",
      "elasticache: reserved 3 years, partial upfront for 50%, 20% off",
      "ElastiCache cache.m5.large, Redis as cache.m6g.large", "Fargate memory as Arm",
      "RDS db.m5.large, replicas, reserved 3 years, all upfront", "undelivered", "failed", "failed 3 times",
    ]
    for sentence in sentences { #expect(Self.problem(with: sentence) == nil) }
    let text = { (sentence: String) in Catalogue.korean.text(sentence: sentence) }
    #expect(
      text("RDS db.m5.large, replicas, reserved 3 years, all upfront") == "RDS db.m5.large, 복제본, 예약 3년, 전액 선결제")
    #expect(
      text("elasticache: reserved 3 years, partial upfront for 50%, 20% off")
        == "elasticache: 예약 3년, 일부 선결제, 50%에 대해, 20% 할인")
    #expect(text("stopped early: more than 8 million messages in flight") == "일찍 멈춤: 처리 중인 메시지가 800만 개를 넘음")
  }
}
