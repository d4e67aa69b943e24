// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

/// What a fleet told its channel.
final class ChannelLog: @unchecked Sendable {
  var receives: [(at: Double, task: Int, wanted: Int)] = []
  var deletes: [(at: Double, entry: Int)] = []
  var givenBack: [(at: Double, entry: Int)] = []
  var extends: [(at: Double, entry: Int, milliseconds: Int)] = []
}

/// A channel that hands out what a test has planned, so that a fleet's own behaviour can be seen.
struct FakeChannel: Component {
  let id: ComponentID
  let flow: FlowID
  let plan: FakeChannelPart
  let log: ChannelLog
  var calls = 0
  var entries: [MessageID?] = []

  private static let answerDue = ChannelSignal.own

  mutating func start(_ timeline: inout Timeline) {}

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    let entry = Int(event.a)
    switch event.signal {
    case ChannelSignal.receive: receive(event, &timeline)
    case ChannelSignal.delete:
      log.deletes.append((timeline.now.seconds, entry))
      if let message = entries[entry] { timeline.messages.release(message) }
      entries[entry] = nil
      answer(event, &timeline)
    case ChannelSignal.giveBack:
      log.givenBack.append((timeline.now.seconds, entry))
      answer(event, &timeline)
    case ChannelSignal.extend: log.extends.append((timeline.now.seconds, entry, Int(event.c)))
    default: Issue.record("an unknown signal \(event.signal)")
    }
  }

  private mutating func receive(_ event: Event, _ timeline: inout Timeline) {
    log.receives.append((timeline.now.seconds, Int(event.a), Int(event.c)))
    calls += 1
    guard calls <= plan.answers.count else { return }  // this call waits for ever
    let count = plan.answers[calls - 1]
    if count == 0 {
      let empty = Event(to: event.d, ConsumerSignal.empty, small: event.small, a: event.a)
      return timeline.schedule(empty, after: plan.receiveTime)
    }
    for place in 0..<count {
      let message = timeline.send(number: UInt64(entries.count), flow: flow, size: 1, sentAt: timeline.now)
      timeline.messages.retain(message)
      entries.append(message)
      timeline.schedule(
        Event(
          to: event.d, ConsumerSignal.delivered, small: ReplyTag.reply(event.small, following: count - 1 - place),
          a: event.a, b: UInt32(entries.count - 1), c: 1, d: message), after: plan.receiveTime)
    }
  }

  private func answer(_ event: Event, _ timeline: inout Timeline) {
    timeline.schedule(
      Event(to: ComponentID(event.small), ConsumerSignal.done, a: event.c, b: event.d), after: plan.deleteTime)
  }
}

/// The fake as the channel `q`.
struct FakeChannelPart: Channel {
  /// Messages that the first calls return; later calls wait for ever.
  var answers: [Int]
  var receiveTime: Nanoseconds = 0
  var deleteTime: Nanoseconds = 0
  let log = ChannelLog()

  var name: String { "q" }
  var kind: String { "fake channel" }
  func meanEmptyReceive(wait: Nanoseconds?) -> Nanoseconds { .farFuture }
  var retention: Nanoseconds { .farFuture }
  var visibilityTimeout: Nanoseconds? { nil }
  var maximumReceives: Int? { nil }

  func build(_ model: inout ModelBuilder) -> any Component {
    FakeChannel(id: model.component(name), flow: model.instruments.flow("fake"), plan: self, log: log)
  }
}

/// A fleet `w` that reads the fake channel.
struct FleetRun {
  let log: ChannelLog
  let outcomes: Outcomes

  init(
    _ settings: String, answers: [Int], receiveTime: Double = 0, deleteTime: Double = 0, until duration: Double = 100,
    seed: UInt64 = 1, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let channel = FakeChannelPart(answers: answers, receiveTime: s(receiveTime), deleteTime: s(deleteTime))
    let read = try parts("workers: { w: { type: fleet, from: q, \(settings) } }", sourceLocation: sourceLocation)
    log = channel.log
    outcomes = try Outcomes([channel] + read, until: s(duration), seed: seed, sourceLocation: sourceLocation)
  }

  func count(_ name: String) -> Int64 { outcomes.count("w", name) }
  var flow: Measurements.FlowTotals { outcomes.measured.flows[0] }
}
