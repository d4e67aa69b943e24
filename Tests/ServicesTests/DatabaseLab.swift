// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Testing

@testable import Services
@testable import Simulation

/// What a test asks of a database.
struct Ask: Sendable {
  var at: Double
  var operation: RequestOperation
  var key: UInt32

  static func read(_ at: Double, key: UInt32 = 0) -> Ask { Ask(at: at, operation: .read, key: key) }
  static func write(_ at: Double, key: UInt32 = 0) -> Ask { Ask(at: at, operation: .write, key: key) }
  static func delete(_ at: Double, key: UInt32 = 0) -> Ask { Ask(at: at, operation: .delete, key: key) }
}

/// What came back: when, to which question, and what the words of the answer say.
struct Answer: Sendable, Equatable {
  var at: Double
  var number: Int
  var status: UInt16
  var isAbsent = false
  /// Seconds.
  var age = 0.0
  var waited = 0.0
}

final class AnswerLog: @unchecked Sendable {
  var answers: [Answer] = []
}

/// Asks a database as planned, and notes the answers.
struct AskerPart: Producer {
  let name: String
  let target: String
  let plan: [Ask]
  let log = AnswerLog()

  var kind: String { "asker" }
  var rateChanges: [Instant] { [0] }
  var requests: [Request] {
    [RequestOperation.read, .write, .delete].map { Request(caller: name, to: target, $0) }
  }
  func rate(at time: Instant) -> Double? { nil }

  func build(_ model: inout ModelBuilder) -> any Component {
    Asker(
      id: model.component(name), part: self, flow: model.flow(of: name), target: model.component(target),
      words: (0..<3).map {
        CallWord.word(CallKind.request, request: model.parts.requestNumber(of: name, place: $0, to: target))
      })
  }
}

struct Asker: Component {
  let id: ComponentID
  let part: AskerPart
  let flow: FlowID
  let target: ComponentID
  let words: [UInt16]

  mutating func start(_ timeline: inout Timeline) {
    for (number, ask) in part.plan.enumerated() {
      timeline.schedule(Event(to: id, ChannelSignal.own, a: UInt32(number)), at: s(ask.at))
    }
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    if event.signal == CallSignal.answer { return take(event, &timeline) }
    let ask = part.plan[Int(event.a)]
    let message = timeline.send(
      number: UInt64(event.a), flow: flow, size: 100, sentAt: timeline.now, key: ask.key)
    timeline.messages.retain(message)
    let place = ask.operation == .read ? 0 : ask.operation == .write ? 1 : 2
    timeline.schedule(
      Event(to: target, CallSignal.call, small: words[place], a: message, b: message, c: event.a, d: id), after: 0)
  }

  private func take(_ event: Event, _ timeline: inout Timeline) {
    part.log.answers.append(
      Answer(
        at: timeline.now.seconds, number: Int(event.b), status: AnswerWord.status(event.small),
        isAbsent: event.small & AnswerWord.absent != 0, age: AnswerWord.length(event.c).seconds,
        waited: AnswerWord.length(event.d).seconds))
    if AnswerWord.status(event.small) == CallStatus.ok {
      timeline.deliver(event.a, work: 0)
    } else {
      timeline.end(event.a, as: .rejected)
    }
    timeline.messages.release(event.a)
  }
}

/// What a cache is told of commits.
final class CommitLog: @unchecked Sendable {
  struct Commit: Equatable {
    var at: Double
    var key: Int
    var space: Int
    var writer: Int
  }
  var commits: [Commit] = []
}

/// A cache in front of a database that only listens.
struct ListeningCachePart: CacheFront {
  let name: String
  let database: String?
  let log = CommitLog()

  var kind: String { "listening cache" }

  func build(_ model: inout ModelBuilder) -> any Component { ListeningCache(log: log) }
}

struct ListeningCache: Component {
  let log: CommitLog

  mutating func start(_ timeline: inout Timeline) {}

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    guard event.signal == CommitSignal.committed else {
      Issue.record("an unknown signal \(event.signal)")
      return
    }
    log.commits.append(
      CommitLog.Commit(at: timeline.now.seconds, key: Int(event.a), space: Int(event.b), writer: Int(event.c)))
  }
}

/// A run with one database `db` and what was asked of it.
struct DatabaseRun {
  let outcomes: Outcomes
  /// By the number of the question.
  let answers: [Answer]

  init(
    _ settings: String, _ plan: [Ask], faults: String = "", others: [any Part] = [], until duration: Double = 1000,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let text =
      "databases: { db: { \(settings) } }" + (faults.isEmpty ? "" : "\nfaults: { \(faults) }")
    let asker = AskerPart(name: "asker", target: "db", plan: plan)
    outcomes = try Outcomes(
      [asker] + others + parts(text, sourceLocation: sourceLocation), until: s(duration), sourceLocation: sourceLocation
    )
    let all = asker.log.answers.sorted { $0.number < $1.number }
    #expect(all.map(\.number) == Array(plan.indices), "each is answered once", sourceLocation: sourceLocation)
    answers = all
  }

  func count(_ name: String) -> Int64 { outcomes.count("db", name) }
  func level(_ name: String) -> Measurements.Level { outcomes.level("db", name) }
}

/// A run of traffic sources, each written as in a scenario, against a database `db`.
func databaseTraffic(
  _ settings: String, _ traffic: String, faults: String = "", until duration: Double, seed: UInt64 = 1,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> Outcomes {
  let text =
    "traffic: { \(traffic) }\ndatabases: { db: { \(settings) } }" + (faults.isEmpty ? "" : "\nfaults: { \(faults) }")
  return try Outcomes(
    parts(text, sourceLocation: sourceLocation), until: s(duration), seed: seed, sourceLocation: sourceLocation)
}

/// Whether a figure is within a share of what theory says.
func isNear(_ measured: Double, _ expected: Double, within share: Double) -> Bool {
  abs(measured - expected) <= share * abs(expected)
}
