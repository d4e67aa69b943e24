// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation
import Statistics

@testable import Scenarios
@testable import Services

/// A cache that a test asks for its settings only: in a curve a probe stands in its place.
struct FakeCache: SizedCache {
  var name = "cache"
  var usableBytes = 1 << 20
  var choices: [Choice] = []
  var overhead = 0
  var timeToLive: Nanoseconds?
  var deletesOnWrite = true
  var evictsByRecency = true

  var kind: String { "fake cache" }
  var database: String? { nil }
  func recordBytes(value: Int) -> Int { value + overhead }
  func build(_ model: inout ModelBuilder) -> any Component { SilentServer(id: model.component(name)) }

  /// A choice at a price of the price book.
  static func choice(_ name: String, _ usableBytes: Int, nodes: Int = 1, priced: Bool = true) -> Choice {
    let price = PriceReference(service: "elasticache", item: priced ? "redis:\(name)" : "redis:none")
    return (
      name, usableBytes, Meter(id: "cache.nodes", title: "node", price: price, unit: "node-hour", displayUnit: "h"),
      nodes
    )
  }
}

/// A cache of another kind, whose size nobody chooses.
struct FakeServerless: CacheFront {
  var name = "serverless"
  var kind: String { "serverless cache" }
  var database: String? { nil }
  func build(_ model: inout ModelBuilder) -> any Component { SilentServer(id: model.component(name)) }
}

/// Answers at once.
struct SilentServer: Component {
  let id: ComponentID

  mutating func start(_ timeline: inout Timeline) {}

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    guard event.signal == CallSignal.call else { return }
    timeline.messages.release(event.a)
    timeline.schedule(Event(to: event.d, CallSignal.answer, small: CallStatus.ok, a: event.b, b: event.c), after: 0)
  }
}

/// A source of reads or writes.
struct FakeReader: Producer {
  /// What it asks for at an instant of its own choice.
  struct Ask: Sendable {
    var at: Nanoseconds
    var key: UInt32
  }

  var name = "reader"
  var target = "cache"
  var operation = RequestOperation.read
  var asks: @Sendable (Int, DrawStream) -> Ask?
  var keyCount = 0
  var expected = 0.0
  var valueBytes: UInt32 = 1

  var kind: String { "fake source" }
  var rateChanges: [Instant] { [0] }
  var requests: [Request] { [Request(caller: name, to: target, operation)] }
  func rate(at time: Instant) -> Double? { nil }
  func expectedMessages(duration: Nanoseconds) -> Double { expected }
  func keys(_ parts: PartDirectory) -> KeyPopulation? { keyCount > 0 ? KeyPopulation(uniform: UInt32(keyCount)) : nil }
  func keySource(_ parts: PartDirectory) -> String { "keys" }

  func build(_ model: inout ModelBuilder) -> any Component {
    FakeReaderComponent(
      id: model.component(name), plan: self, flow: model.flow(of: name), target: model.component(target),
      number: UInt16(model.parts.requestNumber(of: name, to: target)))
  }
}

private struct FakeReaderComponent: Component {
  let id: ComponentID
  let plan: FakeReader
  let flow: FlowID
  let target: ComponentID
  let number: UInt16
  var next = 0
  var draws = DrawStream(RandomKey(seed: 0, replication: 0), name: "fake", purpose: "key")

  init(id: ComponentID, plan: FakeReader, flow: FlowID, target: ComponentID, number: UInt16) {
    self.id = id
    self.plan = plan
    self.flow = flow
    self.target = target
    self.number = number
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = DrawStream(timeline.key, name: plan.name, purpose: "key")
    schedule(&timeline)
  }

  private func schedule(_ timeline: inout Timeline) {
    if let ask = plan.asks(next, draws) { timeline.schedule(Event(to: id, 1, a: ask.key), at: ask.at) }
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    if event.signal == CallSignal.answer {
      timeline.deliver(event.a, work: 0)
      return timeline.messages.release(event.a)
    }
    let message = timeline.send(
      number: UInt64(next), flow: flow, size: plan.valueBytes, sentAt: timeline.now, key: event.a)
    next += 1
    timeline.messages.retain(message)
    timeline.schedule(
      Event(
        to: target, CallSignal.call, small: CallWord.word(CallKind.request, request: Int(number)), a: message,
        b: message, d: id), after: 0)
    schedule(&timeline)
  }
}

extension Scenario {
  /// A scenario of these parts in one window.
  static func of(_ parts: [any Part], duration: Nanoseconds, seed: UInt64 = 1) -> Scenario {
    let model = ModelBuilder.model(parts, usesBuiltInLatencies: false)
    return Scenario(
      name: "made", title: nil, variant: "base", variantTitle: nil, region: "us-east-1", seed: seed, confidence: 0.95,
      precision: .replications(2), warmup: .fixed(0), percentiles: [Percentile("p99")].compactMap(\.self),
      windows: [ScenarioWindow(name: "all", duration: duration, hoursPerMonth: 730, model: model, files: [])],
      objectives: [],
      terms: PricingTerms(), changes: [], textHash: "0000000000000000", simulatedText: "",
      defaults: [])
  }
}
