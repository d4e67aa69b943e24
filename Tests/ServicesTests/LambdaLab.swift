// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

/// Messages that are sent one by one at an instant.
func sends(_ numbers: Range<Int>, at instant: Double = 0, size: UInt32 = 1024) -> [Step] {
  numbers.map { at(instant, .send($0, size: size)) }
}

/// A function `f` behind a queue `q`, with a queue `d` for dead letters and a script of what is sent.
struct MappingRun {
  let log = Log()
  let outcomes: Outcomes

  init(
    queue: String = "", function: String, more: String = "", _ steps: [Step], until duration: Double = 300,
    seed: UInt64 = 1, builtInLatencies: Bool = false, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let read = try parts(
      """
      channels:
        q: { type: sqs\(queue.isEmpty ? "" : ", ")\(queue) }
        d: { type: sqs, retention: 14d }
      workers: { f: { type: lambda, from: q, \(function) } }
      \(more)
      """, builtInLatencies: builtInLatencies, sourceLocation: sourceLocation)
    outcomes = try Outcomes(
      read + [ScriptPart(steps: steps, log: log)], until: s(duration), seed: seed, sourceLocation: sourceLocation)
  }

  /// What a counter of `f` has counted.
  func count(_ name: String) -> Int64 { outcomes.count("f", name) }
  /// What became of the messages.
  var flow: Measurements.FlowTotals { outcomes.measured.flows[0] }
  /// What a gauge of the part that was looked at showed.
  func gauge(_ name: String, at look: String) -> Double? { log.looks[look]?.gauges[name] }
}

/// What a caller was answered.
final class CallerLog: @unchecked Sendable {
  var answers: [(at: Double, number: Int, status: UInt16)] = []
}

/// Calls a function with an event at each of these instants, as a topic does.
struct EventSender: Component {
  let id: ComponentID
  let target: ComponentID
  let flow: FlowID
  let part: EventSenderPart

  func start(_ timeline: inout Timeline) {
    timeline.mostAtOnce = 200_000
    for (number, time) in part.times.enumerated() {
      timeline.schedule(Event(to: id, ConsumerSignal.own, a: UInt32(number)), at: s(time))
    }
  }

  func handle(_ event: Event, _ timeline: inout Timeline) {
    if event.signal == ConsumerSignal.own {
      let message = timeline.send(number: UInt64(event.a), flow: flow, size: part.size, sentAt: timeline.now)
      timeline.messages.retain(message)
      let call = Event(to: target, CallSignal.call, small: CallKind.push, a: message, b: event.a, c: message, d: id)
      timeline.schedule(call, after: 0)
    } else if event.signal == CallSignal.answer {
      part.log.answers.append((timeline.now.seconds, Int(event.a), event.small))
      if event.small != CallStatus.ok { timeline.end(event.b, as: .rejected) }
      timeline.messages.release(event.b)
    } else {
      Issue.record("an unknown signal \(event.signal)")
    }
  }
}

/// The caller as a part.
struct EventSenderPart: Part {
  let times: [Double]
  var size: UInt32 = 1024
  let log = CallerLog()

  var name: String { "caller" }
  var kind: String { "caller" }

  func build(_ model: inout ModelBuilder) -> any Component {
    EventSender(
      id: model.component(name), target: model.component("f"), flow: model.instruments.flow(name), part: self)
  }
}

/// A function `f` that is called with events, with a queue `d` and a script that looks.
struct EventRun {
  let caller: EventSenderPart
  let log = Log()
  let outcomes: Outcomes

  init(
    _ function: String, calls times: [Double], size: UInt32 = 1024, more: String = "", _ steps: [Step] = [],
    until duration: Double = 300, seed: UInt64 = 1, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let read = try parts(
      """
      channels: { d: { type: sqs } }
      workers: { f: { type: lambda, from: topic, \(function) } }
      \(more)
      """, sourceLocation: sourceLocation)
    caller = EventSenderPart(times: times, size: size)
    outcomes = try Outcomes(
      read + [caller, ScriptPart(steps: steps, log: log)], until: s(duration), seed: seed,
      sourceLocation: sourceLocation)
  }

  func count(_ name: String) -> Int64 { outcomes.count("f", name) }
  /// What became of the events.
  var flow: Measurements.FlowTotals { outcomes.measured.flows[0] }
  func gauge(_ name: String, at look: String) -> Double? { log.looks[look]?.gauges[name] }
  func counter(_ name: String, at look: String) -> Int64? { log.looks[look]?.counters[name] }
}
