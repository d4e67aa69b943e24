// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import Services
@testable import Simulation

/// A request that a test makes, and what came back.
struct Asked: Sendable {
  var at: Double
  var operation: RequestOperation
  var key: UInt32
}

/// What came back of the requests of a test, in order of the answers.
final class AskLog: @unchecked Sendable {
  struct Answer: Sendable {
    /// The number of the request, from 0.
    var number: Int
    var at: Double
    var status: UInt16
    var isAbsent: Bool
    var isStale: Bool
    var waited: Double
  }

  var answers: [Answer] = []

  subscript(number: Int) -> Answer? { answers.first { $0.number == number } }
}

/// Asks a cache or a database at instants of a test's choice.
struct CacheAsker: Producer {
  let name: String
  let target: String
  let plan: [Asked]
  let log = AskLog()

  var kind: String { "asker" }
  var rateChanges: [Instant] { [0] }
  func rate(at time: Instant) -> Double? { nil }
  var requests: [Request] {
    [RequestOperation.read, .write, .delete].map { Request(caller: name, to: target, $0) }
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let words = [RequestOperation.read, .write, .delete].indices.map {
      CallWord.word(CallKind.request, request: model.parts.requestNumber(of: name, place: $0, to: target))
    }
    return CacheAskerComponent(
      id: model.component(name), target: model.component(target), flow: model.flow(of: name), words: words, plan: plan,
      log: log)
  }
}

struct CacheAskerComponent: Component {
  let id, target: ComponentID
  let flow: FlowID
  let words: [UInt16]
  let plan: [Asked]
  let log: AskLog

  func start(_ timeline: inout Timeline) {
    for (number, step) in plan.enumerated() {
      timeline.schedule(Event(to: id, ConsumerSignal.own, a: UInt32(number)), at: s(step.at))
    }
  }

  func handle(_ event: Event, _ timeline: inout Timeline) {
    if event.signal == CallSignal.answer {
      let message = event.a
      let status = AnswerWord.status(event.small)
      log.answers.append(
        AskLog.Answer(
          number: Int(timeline.messages[message].number), at: timeline.now.seconds, status: status,
          isAbsent: event.small & AnswerWord.absent != 0, isStale: event.small & AnswerWord.stale != 0,
          waited: AnswerWord.length(event.d).seconds))
      if status == CallStatus.ok { timeline.deliver(message, work: 0) } else { timeline.end(message, as: .rejected) }
      return timeline.messages.release(message)
    }
    let step = plan[Int(event.a)]
    let message = timeline.send(
      number: UInt64(event.a), flow: flow, size: 100, sentAt: timeline.now, key: step.key)
    timeline.messages.retain(message)
    let word = step.operation == .read ? words[0] : step.operation == .write ? words[1] : words[2]
    timeline.schedule(Event(to: target, CallSignal.call, small: word, a: message, b: message, d: id), after: 0)
  }
}

/// What a fake database was asked.
final class StoreLog: @unchecked Sendable {
  var queries: [(at: Double, operation: RequestOperation, key: UInt32)] = []
  func count(_ operation: RequestOperation) -> Int { queries.count { $0.operation == operation } }
}

/// A database whose every query takes the same time: what it reads is what it held when the query came, what it writes
/// is committed when it answers.
struct FakeStore: DataStore {
  var name = "db"
  var time: Nanoseconds = 100_000_000
  var absentFrom: UInt32 = .max
  /// Between these instants every query fails.
  var fails: Range<Double> = 0..<0
  let log = StoreLog()

  var kind: String { "fake database" }
  var readsPerSecond: Double? { nil }

  func build(_ model: inout ModelBuilder) -> any Component {
    FakeStoreComponent(
      id: model.component(name), plan: self, operations: model.parts.requests(to: name).map(\.operation),
      caches: model.parts.caches(before: name).map { model.component($0.name) }, spaces: model.keySpaces)
  }
}

struct FakeStoreComponent: Component {
  let id: ComponentID
  let plan: FakeStore
  let operations: [RequestOperation]
  let caches: [ComponentID]
  let spaces: KeySpaces
  var open: [Event] = []

  func start(_ timeline: inout Timeline) {}

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    guard event.signal == CallSignal.call else {
      let call = open[Int(event.a)]
      let message = timeline.messages[call.a]
      let isRead = operations[CallWord.request(call.small)] == .read
      let failed = plan.fails.contains(timeline.now.seconds)
      if !isRead, !failed {
        for cache in caches {
          timeline.schedule(
            Event(
              to: cache, CommitSignal.committed, a: message.key, b: spaces.space(of: message.flow), c: call.d),
            after: 0)
        }
      }
      let word = failed ? CallStatus.failed : CallStatus.ok | (message.key >= plan.absentFrom ? AnswerWord.absent : 0)
      timeline.messages.release(call.a)
      return timeline.schedule(
        Event(
          to: call.d, CallSignal.answer, small: word, a: call.b, b: call.c,
          c: isRead ? AnswerWord.microseconds(plan.time) : 0), after: 0)
    }
    let operation = operations[CallWord.request(event.small)]
    plan.log.queries.append((timeline.now.seconds, operation, timeline.messages[event.a].key))
    open.append(event)
    timeline.schedule(Event(to: id, 100, a: UInt32(open.count - 1)), after: plan.time)
  }
}
