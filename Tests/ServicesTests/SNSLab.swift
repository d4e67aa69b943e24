// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics
import Testing

@testable import Services

/// What a test wants to be published: at an instant, in one call.
struct Publish: Sendable {
  var at: Double
  var sizes: [UInt32]
  var key: UInt32
  /// Whether a message of an earlier call is published again, by its number.
  var again: UInt64?

  init(_ at: Double, _ sizes: [UInt32] = [1024], key: UInt32 = 0, again: UInt64? = nil) {
    self.at = at
    self.sizes = sizes
    self.key = key
    self.again = again
  }
}

/// What came back to a feed.
final class FeedLog: @unchecked Sendable {
  var throttled: [(at: Double, message: Int, bytes: UInt32)] = []
}

/// A producer `feed` that publishes what a test has planned.
struct FeedPart: Producer {
  let target: String
  let plan: [Publish]
  var wantsToKnow = false
  var fields: MessageFields = .none
  let log = FeedLog()

  var name: String { "feed" }
  var kind: String { "feed" }
  func rate(at time: Instant) -> Double? { nil }
  var rateChanges: [Instant] { [] }

  func build(_ model: inout ModelBuilder) -> any Component {
    Feed(id: model.component(name), part: self, flow: model.flow(of: name), channel: model.component(target))
  }
}

struct Feed: Component {
  let id: ComponentID
  let part: FeedPart
  let flow: FlowID
  let channel: ComponentID
  var next: UInt64 = 0

  func start(_ timeline: inout Timeline) {
    for (place, publish) in part.plan.enumerated() {
      timeline.schedule(Event(to: id, 1, a: UInt32(place)), at: s(publish.at))
    }
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    guard event.signal == 1 else {
      part.log.throttled.append((timeline.now.seconds, Int(timeline.messages[event.a].number), event.c))
      timeline.end(event.a, as: .rejected)
      return timeline.messages.release(event.a)
    }
    let publish = part.plan[Int(event.a)]
    var bytes = publish.sizes.reduce(0, +)
    for size in publish.sizes {
      let number = publish.again ?? next
      if publish.again == nil { next += 1 }
      let message = timeline.send(number: number, flow: flow, size: size, sentAt: timeline.now, key: publish.key)
      timeline.schedule(
        Event(
          to: channel, ChannelSignal.send, a: message, b: UInt32(number), c: bytes, d: part.wantsToKnow ? id + 1 : 0),
        after: 0)
      bytes = ChannelSignal.partOfCall
    }
  }
}

/// The calls that a fake subscriber got.
final class CalleeLog: @unchecked Sendable {
  struct Call: Equatable {
    var at: Double
    var message: Int
    var size: Int
    var key: Int
    /// 1 for the first call about this message.
    var number: Int
  }

  var calls: [Call] = []
  func times(_ message: Int) -> [Double] { calls.filter { $0.message == message }.map(\.at) }
  /// Messages in the order in which they were taken.
  var taken: [Int] = []
}

/// How a fake subscriber answers a call.
typealias CalleeAnswer = @Sendable (CalleeLog.Call) -> UInt16

/// A queue that answers as a test says, and keeps what it takes.
struct FakeQueuePart: Channel {
  let name: String
  var log = CalleeLog()
  var answer: CalleeAnswer = { _ in CallStatus.ok }

  var kind: String { name.hasSuffix("fifo") ? "FIFO queue" : "fake queue" }
  var isFIFO: Bool { name.hasSuffix("fifo") }
  var isCallable: Bool { true }
  func meanEmptyReceive(wait: Nanoseconds?) -> Nanoseconds { .farFuture }
  var retention: Nanoseconds { .farFuture }
  var visibilityTimeout: Nanoseconds? { nil }
  var maximumReceives: Int? { nil }

  func build(_ model: inout ModelBuilder) -> any Component {
    FakeCallee(id: model.component(name), log: log, answer: answer, keeps: true)
  }
}

/// A function that answers as a test says, and has done its work at once.
struct FakeFunctionPart: Consumer {
  let name: String
  let source: String
  var log = CalleeLog()
  var answer: CalleeAnswer = { _ in CallStatus.ok }

  var kind: String { "Lambda function" }
  var isCallable: Bool { true }
  var pollers: Int { 0 }
  var receiveWait: Nanoseconds? { nil }
  var visibilityTimeout: Nanoseconds? { nil }
  var capacity: Int { 1 }
  var meanAttempt: Double { 0 }
  var errorProbability: Double { 0 }
  var poisonProbability: Double { 0 }
  var givesBack: Bool { false }

  func build(_ model: inout ModelBuilder) -> any Component {
    FakeCallee(id: model.component(name), log: log, answer: answer, keeps: false)
  }
}

struct FakeCallee: Component {
  let id: ComponentID
  let log: CalleeLog
  let answer: CalleeAnswer
  /// Whether it keeps messages; else it delivers them.
  let keeps: Bool

  func start(_ timeline: inout Timeline) {}

  func handle(_ event: Event, _ timeline: inout Timeline) {
    guard event.signal == CallSignal.call else { return }
    let message = timeline.messages[event.a]
    let number = log.times(Int(message.number)).count + 1
    let call = CalleeLog.Call(
      at: timeline.now.seconds, message: Int(message.number), size: Int(message.size), key: Int(message.key),
      number: number)
    log.calls.append(call)
    #expect(event.small == CallKind.push)
    let status = answer(call)
    timeline.schedule(Event(to: event.d, CallSignal.answer, small: status, a: event.b, b: event.c), after: 0)
    if status == CallStatus.ok {
      log.taken.append(call.message)
      if keeps { return }
      timeline.deliver(event.a, work: 0)
    }
    timeline.messages.release(event.a)
  }
}

/// A topic `t` that a feed publishes to, with whatever else the text and the list have.
struct TopicRun {
  let feed: FeedPart
  let outcomes: Outcomes

  /// - Parameters:
  ///   - settings: those of the topic.
  ///   - more: further lines of the sections `channels`, and whole sections.
  init(
    _ settings: String, type: String = "sns", _ plan: [Publish], channels: String = "", sections: String = "",
    others: [any Part] = [], wantsToKnow: Bool = false, fields: MessageFields = .none, until duration: Double = 200,
    seed: UInt64 = 1, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    feed = FeedPart(target: "t", plan: plan, wantsToKnow: wantsToKnow, fields: fields)
    let comma = settings.isEmpty ? "" : ", "
    let text = "channels:\n  t: { type: \(type)\(comma)\(settings) }\n\(channels)\n\(sections)\n"
    let reading = Reading(text)
    var all = reading.diagnostics
    let read: [any Part] = [feed] + reading.parts + others
    let directory = PartDirectory(read)
    for part in read { part.validate(directory, &all) }
    try #require(!all.hasErrors, "\(all.items)", sourceLocation: sourceLocation)
    outcomes = try Outcomes(read, until: s(duration), seed: seed, sourceLocation: sourceLocation)
  }

  func count(_ name: String) -> Int64 { outcomes.count("t", name) }
  /// What a counter of a subscription has counted.
  func count(_ name: String, _ subscriber: String) -> Int64 { outcomes.count("t -> \(subscriber)", name) }

  /// What became of the messages of a flow, by its name.
  func flow(_ name: String) -> Measurements.FlowTotals {
    guard let place = outcomes.model.instruments.flows.firstIndex(where: { $0.name == name }) else {
      Issue.record("no flow \(name): \(outcomes.model.instruments.flows.map(\.name))")
      return outcomes.measured.flows[0]
    }
    return outcomes.measured.flows[place]
  }

  /// Every copy of a subscription has an end or is on its way.
  func expectBalance(_ subscribers: [String], sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    for name in subscribers {
      #expect(
        count("offered", name) == count("filtered", name) + count("notifications", name),
        sourceLocation: sourceLocation)
    }
    let ends = ["delivered", "dead_lettered", "lost", "unconfirmed"].reduce(Int64(0)) { $0 + count($1) }
    #expect(
      count("notifications") == ends + Int64(outcomes.level("t", "waiting").last), sourceLocation: sourceLocation)
  }
}

/// Instants with a distance, from the first on.
func sums(_ first: Double, _ waits: [Double]) -> [Double] {
  waits.reduce(into: [first]) { $0.append($0[$0.count - 1] + $1) }
}

/// Calls `q`, a channel or an endpoint, at 1 s, and keeps the answers.
struct CallerPart: Producer {
  final class Log: @unchecked Sendable { var answers: [(at: Double, words: [UInt32], status: UInt16)] = [] }

  let kindOfCall: UInt16
  let sizes: [UInt32]
  /// Whether what `q` has taken is done with it.
  var delivers = false
  let log = Log()
  var name: String { "caller" }
  var kind: String { "caller" }
  var target: String { "q" }
  func rate(at time: Instant) -> Double? { nil }
  var rateChanges: [Instant] { [] }

  func build(_ model: inout ModelBuilder) -> any Component {
    Caller(part: self, id: model.component(name), queue: model.component("q"), flow: model.flow(of: name))
  }

  struct Caller: Component {
    let part: CallerPart
    let id, queue: ComponentID
    let flow: FlowID

    func start(_ timeline: inout Timeline) { timeline.schedule(Event(to: id, 1), at: s(1)) }

    func handle(_ event: Event, _ timeline: inout Timeline) {
      guard event.signal == 1 else {
        part.log.answers.append((timeline.now.seconds, [event.a, event.b], event.small))
        let message = event.a - 100
        if event.small != CallStatus.ok { timeline.end(message, as: .rejected) }
        if event.small == CallStatus.ok, part.delivers { timeline.deliver(message, work: 0) }
        return timeline.messages.release(message)
      }
      for (number, size) in part.sizes.enumerated() {
        let message = timeline.send(number: UInt64(number), flow: flow, size: size, sentAt: timeline.now)
        timeline.messages.retain(message)
        timeline.schedule(
          Event(to: queue, CallSignal.call, small: part.kindOfCall, a: message, b: message + 100, c: 7, d: id), after: 0
        )
      }
    }
  }
}
