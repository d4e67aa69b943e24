// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Testing

@testable import Services
@testable import Simulation

/// What was asked of a cache or database, in order.
final class RequestLog: @unchecked Sendable {
  struct Ask: Equatable {
    var at: Double
    var number: Int
    var key: UInt32
    var request: Int
    var size: Int
    var attempts: Int
    var timeToLive: Double?
  }

  var asks: [Ask] = []
  /// All bits that the draws of each call would come from.
  var draws: [UInt64] = []
}

/// A cache or database that answers as a test has planned.
struct FakeServer: Component {
  let id: ComponentID
  /// The answers to the first calls, ``CallStatus`` and ``AnswerWord``; later ones succeed.
  let answers: [UInt16]
  let time, waited: Nanoseconds
  let log: RequestLog
  var keySpaces: KeySpaces

  mutating func start(_ timeline: inout Timeline) { keySpaces.start(timeline.key) }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    guard event.signal == CallSignal.call else {
      Issue.record("an unknown signal \(event.signal)")
      return
    }
    let message = timeline.messages[event.a]
    let answer = log.asks.count < answers.count ? answers[log.asks.count] : CallStatus.ok
    #expect(event.small & 15 == CallKind.request)
    log.asks.append(
      RequestLog.Ask(
        at: timeline.now.seconds, number: Int(message.number), key: message.key,
        request: CallWord.request(event.small), size: Int(keySpaces.bytes(of: message)),
        attempts: Int(message.attempts), timeToLive: keySpaces.timeToLive(of: message)?.seconds))
    timeline.messages.release(event.a)
    timeline.schedule(
      Event(
        to: event.d, CallSignal.answer, small: answer, a: event.b, b: event.c, c: 0,
        d: AnswerWord.microseconds(waited)), after: time)
  }
}

/// A database.
struct FakeDatabasePart: RequestServer {
  let name: String
  var answers: [UInt16] = []
  var time: Nanoseconds = 0
  var waited: Nanoseconds = 0
  let log = RequestLog()

  var kind: String { "fake database" }

  func build(_ model: inout ModelBuilder) -> any Component {
    FakeServer(
      id: model.component(name), answers: answers, time: time, waited: waited, log: log, keySpaces: model.keySpaces)
  }
}

/// A cache in front of it.
struct FakeCachePart: CacheFront {
  let name: String
  var database: String? = "db"
  var isMemcached = false
  var time: Nanoseconds = 0
  let log = RequestLog()

  var kind: String { isMemcached ? "fake Memcached cluster" : "fake Redis cluster" }

  func build(_ model: inout ModelBuilder) -> any Component {
    FakeServer(
      id: model.component(name), answers: [], time: time, waited: 0, log: log, keySpaces: model.keySpaces)
  }
}

/// The errors of a text's parts among further parts, as `code line:column message`, with their hints.
func errorsOfParts(_ text: String, among others: [any Part]) -> [(message: String, hint: String)] {
  let reading = Reading(text)
  var all = reading.diagnostics
  if !all.hasErrors {
    let directory = PartDirectory(reading.parts + others)
    for part in directory.parts { part.validate(directory, &all) }
  }
  return all.sorted.map {
    ("\($0.code) \($0.location.map { "\($0.line):\($0.column)" } ?? "-") \($0.message)", $0.hint ?? "")
  }
}
