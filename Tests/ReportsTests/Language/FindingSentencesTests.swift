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
    // Words of English grammar are no names of settings or parts.
    let left = korean.replacing(#/`[^`]*`/#, with: "").firstMatch(
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
    for (kind, least) in ["message": 400, "advice": 60, "reason": 200, "assumption": 110, "ability": 15, "meter": 80] {
      #expect(sentences.byKind[kind]?.count ?? 0 >= least, "\(kind)")
    }
    for (kind, texts) in sentences.byKind.sorted(by: { $0.key < $1.key }) {
      print("SENTENCES \(kind) \(texts.count)")
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

  private static func check(
    _ written: [(place: String, sentences: [String])], _ what: String, calls: Int
  ) {
    let found = written.filter { $0.sentences.contains { $0.contains(#/[a-z] [a-z]|[a-z]{4}/#) } }
    let sentences = Set(found.flatMap(\.sentences))
    print("WRITTEN \(what): \(found.count) calls, \(sentences.count) sentences")
    #expect(found.count >= calls, "calls with \(what)")
    for one in found {
      for sentence in one.sentences {
        let problem = problem(with: sentence)
        #expect(problem == nil, "\(one.place)")
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
    Self.check(all.filter { !$0.place.contains(": message") }, "messages", calls: 90)
  }

  @Test("every reason that is put beside a figure") func reasons() throws {
    let reason = { (call: SwiftSource.Call) in call.arguments.first { $0.label == "reason" }?.text }
    let all = try Self.written("Finding", reason) + Self.written("finding", reason) + Self.written("Certainty", reason)
    Self.check(all, "reasons", calls: 60)
  }

  @Test("every advice") func advice() throws {
    let what = { (call: SwiftSource.Call) in call.arguments.first { $0.label == nil && $0.text.contains("\"") }?.text }
    let all = try Self.written("Advice", what) + Self.written("moreBrokers", what) + Self.written("tasks", what)
    Self.check(all, "advice", calls: 60)
  }

  @Test("every assumption") func assumptions() throws {
    let first = { (call: SwiftSource.Call) in call.arguments.first?.text }
    let second = { (call: SwiftSource.Call) in call.arguments.dropFirst().first?.text }
    let third = { (call: SwiftSource.Call) in call.arguments.dropFirst(2).first?.text }
    let all =
      try Self.written("assumed", first) + Self.written("latency", second) + Self.written("lag", second)
      + Self.written("cost", third)
    Self.check(all.filter { !$0.place.contains(": why") }, "assumptions", calls: 120)
  }

  @Test("every answer to what a scenario requires") func abilities() throws {
    let first = { (call: SwiftSource.Call) in call.arguments.first?.text }
    let all = try Self.written("yes", first) + Self.written("no", first)
    Self.check(all.filter { $0.place.contains("\"") }, "abilities", calls: 60)
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
