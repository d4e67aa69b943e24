// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Statistics
import Testing

@testable import Services
@testable import Simulation

/// What a cluster has answered, and what a test has looked up in it.
final class ClusterLog: @unchecked Sendable {
  var replies: [(sent: Instant, reply: CacheReply)] = []
  var notes: [String: Double] = [:]

  /// The replies to the commands sent in a range of seconds.
  func sent(_ range: ClosedRange<Double>) -> [CacheReply] {
    replies.filter { range.contains($0.sent.seconds) }.map(\.reply)
  }

  /// The outcome of the command sent nearest after an instant.
  func outcome(at seconds: Double) -> CacheReply.Outcome? {
    replies.first { $0.sent >= s(seconds) }?.reply.outcome
  }
}

/// A component that owns a cluster: sends it commands, tells it of faults, and lets a test look into it.
struct ClusterDriver: Part {
  typealias Look = @Sendable (inout CacheCluster, ClusterLog) -> Void

  var name = "c"
  let settings: ClusterSettings
  /// The command of a number, and how long after the one before it is sent [ns]; nil after the last.
  let next: @Sendable (UInt64) -> (gap: Nanoseconds, command: CacheCommand)?
  var faults: [(at: Double, kind: FaultKind, amount: UInt32, isEnd: Bool, by: Double)] = []
  var looks: [(at: Double, look: Look)] = []
  var preload: [(key: UInt64, bytes: UInt32, expires: Instant?)] = []
  let log = ClusterLog()

  var kind: String { "cluster" }

  func build(_ model: inout ModelBuilder) -> any Component {
    let cluster = CacheCluster(settings, id: model.component(name), &model)
    for meter in cluster.meters(part: name) { model.meter(meter) }
    return ClusterOwner(id: model.component(name), plan: self, cluster: cluster)
  }
}

struct ClusterOwner: Component {
  let id: ComponentID
  let plan: ClusterDriver
  var cluster: CacheCluster
  var command: CacheCommand?
  var number: UInt64 = 0

  mutating func start(_ timeline: inout Timeline) {
    cluster.start(&timeline)
    for record in plan.preload {
      cluster.preload(record.key, bytes: record.bytes, expires: record.expires, stamp: 1, now: 0)
    }
    for (place, fault) in plan.faults.enumerated() {
      timeline.schedule(Event(to: id, 17, a: UInt32(place)), at: s(fault.at))
    }
    for (place, look) in plan.looks.enumerated() {
      timeline.schedule(Event(to: id, 18, a: UInt32(place)), at: s(look.at))
    }
    arm(&timeline)
  }

  private mutating func arm(_ timeline: inout Timeline) {
    guard let (gap, command) = plan.next(number) else { return }
    self.command = command
    number += 1
    timeline.schedule(Event(to: id, 16), after: gap)
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case 16:
      if let command { plan.log.replies.append((timeline.now, cluster.execute(command, &timeline))) }
      arm(&timeline)
    case 17:
      let fault = plan.faults[Int(event.a)]
      cluster.change(
        Event(
          to: id, fault.isEnd ? ControlSignal.end : ControlSignal.begin, small: fault.kind.code, a: fault.amount,
          b: UInt32(fault.by * 1000)), &timeline)
    case 18: plan.looks[Int(event.a)].look(&cluster, plan.log)
    default: cluster.handle(event, &timeline)
    }
  }

  mutating func sample(_ timeline: inout Timeline) { cluster.sample(&timeline) }
}

/// The settings of a cluster as a user writes them; nil and the errors where they are wrong.
func readCluster(
  _ engine: CacheEngineKind, _ text: String, builtInLatencies: Bool = false
) -> (settings: ClusterSettings?, errors: [String]) {
  var context = ReadContext()
  let table = KeyTable(engine.rawValue, "A cluster.", keys: ClusterSettings.keys(of: engine))
  var settings: ClusterSettings?
  if let node = Document.parse("{ \(text) }", file: "lab.yaml", into: &context.diagnostics),
    let record = table.read(node, &context)
  {
    settings = ClusterSettings(
      name: "c", engine: engine, record, builtInLatencies: builtInLatencies, &context)
  }
  let errors = context.diagnostics.sorted.filter { $0.severity == .error }
  return (errors.isEmpty ? settings : nil, errors.map { $0.message + ($0.hint.map { " | \($0)" } ?? "") })
}

/// The settings of a text that must be right.
func cluster(
  _ engine: CacheEngineKind, _ text: String, builtInLatencies: Bool = false,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> ClusterSettings {
  let (settings, errors) = readCluster(engine, text, builtInLatencies: builtInLatencies)
  #expect(errors == [], sourceLocation: sourceLocation)
  return try #require(settings, sourceLocation: sourceLocation)
}

/// Commands at given instants.
func commands(_ list: [(at: Double, command: CacheCommand)]) -> @Sendable (UInt64) -> (Nanoseconds, CacheCommand)? {
  let sorted = list.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  return { number in
    guard number < sorted.count else { return nil }
    let place = Int(number)
    return (s(sorted[place].at) - (place > 0 ? s(sorted[place - 1].at) : 0), sorted[place].command)
  }
}

/// Commands as a Poisson process.
func poisson(
  _ rate: Double, count: UInt64, _ make: @escaping @Sendable (UInt64) -> CacheCommand
) -> @Sendable (UInt64) -> (Nanoseconds, CacheCommand)? {
  let draws = DrawStream(RandomKey(seed: 11, replication: 0), name: "lab", purpose: "arrivals")
  return { number in
    guard number < count else { return nil }
    return (Nanoseconds(seconds: -DeterministicMath.log(draws.uniform(number)) / rate), make(number))
  }
}

/// Commands at equal distances, the first after one of them.
func steady(
  _ rate: Double, count: UInt64, _ make: @escaping @Sendable (UInt64) -> CacheCommand
) -> @Sendable (UInt64) -> (Nanoseconds, CacheCommand)? {
  { number in number < count ? (Nanoseconds(seconds: 1 / rate), make(number)) : nil }
}

func get(_ key: UInt64, item: UInt64 = 0) -> CacheCommand { CacheCommand(verb: .get, key: key, item: item) }

func set(_ key: UInt64, _ bytes: UInt32 = 100, expires: Double? = nil, stamp: Instant = 1) -> CacheCommand {
  CacheCommand(verb: .set, key: key, bytes: bytes, expires: expires.map { s($0) }, stamp: stamp, item: key)
}

extension CacheReply.Outcome {
  var isHit: Bool { if case .hit = self { true } else { false } }
  /// The stamp of what was hit.
  var stamp: UInt64? { if case .hit(let value) = self { value.stamp } else { nil } }
}
