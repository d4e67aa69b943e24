// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services
@testable import Simulation

/// The simplest log there can be: what is sent can be read at once, nothing expires, and its partitions are shared out
/// anew at the instant at which a member comes or goes.
struct FakeLog: Component {
  struct Member: Sendable {
    var life: UInt32 = 0
    var isHere = false
    var isWaiting = false
    var most = 500
  }

  let id: ComponentID
  let partitions: Int
  var readers: LogReaders
  var members: [[Member]]
  var committedAt: [Instant]
  /// By reader and partition: the member that took from it last.
  var owners: [[Int]]

  mutating func start(_ timeline: inout Timeline) {}

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ChannelSignal.send: append(event.a, &timeline)
    case CallSignal.call:
      append(event.a, &timeline)
      timeline.schedule(
        Event(to: event.d, CallSignal.answer, small: CallStatus.ok, a: event.b, b: event.c), after: 0)
    case LogSignal.poll: poll(event, &timeline)
    case LogSignal.leave: leave(event, &timeline)
    case LogSignal.replay:
      guard let reader = readers.index(of: event.d) else { return }
      readers.seek(reader, to: Instant(UInt64(event.b) | UInt64(event.c) << 32), &timeline)
      serve(reader, &timeline)
    default: Issue.record("an unknown signal \(event.signal)")
    }
  }

  private mutating func append(_ message: MessageID, _ timeline: inout Timeline) {
    LogReaders.noteTakenIn(message, &timeline)
    readers.append(message, to: Int(timeline.messages[message].key) % partitions, &timeline)
    for reader in readers.readers.indices { serve(reader, &timeline) }
  }

  /// The partitions of a member: those that fall to it when they are dealt out in turn.
  private func partitions(of member: Int, _ reader: Int) -> [Int] {
    let here = members[reader].indices.filter { members[reader][$0].isHere }
    guard let place = here.firstIndex(of: member) else { return [] }
    return (0..<partitions).filter { $0 % here.count == place }
  }

  private mutating func poll(_ event: Event, _ timeline: inout Timeline) {
    guard let reader = readers.index(of: event.d) else { return }
    let member = Int(event.a)
    members[reader][member] = Member(
      life: event.b, isHere: true, isWaiting: true, most: event.c == 0 ? 500 : Int(event.c))
    if timeline.now - committedAt[reader] >= readers.readers[reader].commitInterval {
      committedAt[reader] = timeline.now
      for partition in 0..<partitions {
        readers.commit(
          reader, partition, before: readers.readers[reader].positions[partition].position, &timeline)
      }
    }
    serve(reader, &timeline)
  }

  private mutating func leave(_ event: Event, _ timeline: inout Timeline) {
    guard let reader = readers.index(of: event.d), members[reader][Int(event.a)].life == event.b else { return }
    for partition in 0..<partitions where owners[reader][partition] == Int(event.a) {
      readers.rewind(reader, partition, &timeline)
    }
    members[reader][Int(event.a)].isHere = false
    members[reader][Int(event.a)].isWaiting = false
    serve(reader, &timeline)
  }

  private mutating func serve(_ reader: Int, _ timeline: inout Timeline) {
    for member in members[reader].indices where members[reader][member].isWaiting {
      for partition in partitions(of: member, reader)
      where readers.readers[reader].positions[partition].waiting > 0 {
        // Whoever comes next begins at what was committed.
        if owners[reader][partition] != member { readers.rewind(reader, partition, &timeline) }
        let batch = timeline.batches.make()
        _ = readers.take(reader, partition, most: members[reader][member].most, into: batch, &timeline)
        members[reader][member].isWaiting = false
        owners[reader][partition] = member
        timeline.schedule(
          Event(
            to: readers.readers[reader].component, ConsumerSignal.records, a: UInt32(member),
            b: members[reader][member].life, c: batch, d: UInt32(partition)), after: 0)
        break
      }
    }
  }

  mutating func sample(_ timeline: inout Timeline) { readers.sample(&timeline) }
}

/// The fake as the channel `log`.
struct FakeLogPart: LogChannel {
  var partitions = 1
  var outlets: [Outlet] = []

  var name: String { "log" }
  var kind: String { "fake log" }
  var family: LogFamily { .kafka }
  var retention: Nanoseconds { .farFuture }
  var commitInterval: Nanoseconds { 5 * .second }
  var partitionLimit: PartitionLimit? { nil }
  func partition(ofKey key: UInt32) -> Int { Int(key) % partitions }
  func meanEmptyReceive(wait: Nanoseconds?) -> Nanoseconds { .farFuture }

  func wired(among parts: [any Part]) -> any Part {
    var copy = self
    copy.outlets = outlets(to: parts)
    return copy
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let readers = LogReaders.build(self, partitions: partitions, &model)
    let members = readers.readers.map { reader in
      guard case .tasks(let count) = reader.reading.members else { return [FakeLog.Member]() }
      return [FakeLog.Member](repeating: FakeLog.Member(), count: count)
    }
    return FakeLog(
      id: model.component(name), partitions: partitions, readers: readers, members: members,
      committedAt: [Instant](repeating: 0, count: readers.readers.count),
      owners: [[Int]](repeating: [Int](repeating: -1, count: partitions), count: readers.readers.count))
  }
}

/// A scenario around the fake log.
struct ConnectRun {
  let outcomes: Outcomes

  init(
    _ text: String, partitions: Int = 1, until duration: Double, seed: UInt64 = 1,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let read = try parts(text, sourceLocation: sourceLocation)
    outcomes = try Outcomes(
      [FakeLogPart(partitions: partitions)] + read, until: s(duration), seed: seed, sourceLocation: sourceLocation)
  }

  func count(_ subject: String, _ name: String) -> Int { Int(outcomes.count(subject, name)) }
  func level(_ subject: String, _ name: String) -> Measurements.Level { outcomes.level(subject, name) }

  /// What became of the messages of a source, if it has one flow.
  func flow(_ source: String) -> Measurements.FlowTotals {
    let place = outcomes.model.instruments.flows.firstIndex { $0.name == source } ?? 0
    return outcomes.measured.flows[place]
  }

  /// The quantity of an hour that a part is billed for.
  func perHour(_ part: String, _ meter: String) -> Double? {
    outcomes.model.meters.first { $0.part == part && $0.meter.id == meter }?.perHour(outcomes.measured)
  }

  /// What the checks say with what was measured.
  func findings(_ name: String) -> [Finding] {
    let instruments = outcomes.model.instruments
    let measured = outcomes.measured
    let view = FindingsView(
      parts: outcomes.model.parts, window: "all", duration: measured.duration, hoursPerMonth: 730,
      measured: FindingsView.Measured(
        level: { _, _ in nil },
        perHour: { counter, subject in
          instruments.counters.firstIndex { $0.subject == subject && $0.name == counter }.map {
            Double(measured.counters[$0]) / measured.duration.seconds * 3600
          }
        }))
    return outcomes.model.parts[name]?.findings(view) ?? []
  }
}
