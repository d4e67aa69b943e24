// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Testing

@testable import Services

/// A log that keeps its records in memory: what is sent can be read at once, a lane is answered as soon as there is
/// something, and its position is committed when it says what it has finished.
struct LaneStream: Component {
  /// A poll that waits for records.
  struct Waiting: Sendable {
    var most: UInt32
    var life: UInt32
  }

  let id: ComponentID
  let part: LaneStreamPart
  var readers: LogReaders
  /// By reader and partition.
  var waiting: [[Waiting?]]

  func start(_ timeline: inout Timeline) {}

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ChannelSignal.send:
      LogReaders.noteTakenIn(event.a, &timeline)
      let partition = Int(timeline.messages[event.a].key) % part.partitions
      readers.append(event.a, to: partition, &timeline)
      for reader in readers.readers.indices { answer(reader, partition, &timeline) }
    case LogSignal.poll:
      guard let reader = readers.index(of: event.d) else { return }
      #expect(waiting[reader][Int(event.a)] == nil, "a lane asks once")
      readers.finish(reader, Int(event.a), unfinished: Int(event.small), &timeline)
      waiting[reader][Int(event.a)] = Waiting(most: event.c, life: event.b)
      answer(reader, Int(event.a), &timeline)
    case LogSignal.finished:
      guard let reader = readers.index(of: event.d) else { return }
      readers.finish(reader, Int(event.a), unfinished: Int(event.small), &timeline)
    case LogSignal.replay:
      guard let reader = readers.index(of: event.d) else { return }
      readers.seek(reader, to: Int64(event.b) | Int64(event.c) << 32, &timeline)
      for partition in 0..<part.partitions { answer(reader, partition, &timeline) }
    default: break
    }
  }

  private mutating func answer(_ reader: Int, _ partition: Int, _ timeline: inout Timeline) {
    guard let poll = waiting[reader][partition], readers.readers[reader].positions[partition].waiting > 0 else {
      return
    }
    waiting[reader][partition] = nil
    let batch = timeline.batches.make()
    _ = readers.take(reader, partition, most: Int(poll.most), into: batch, &timeline)
    timeline.schedule(
      Event(
        to: readers.readers[reader].component, ConsumerSignal.records, a: UInt32(partition), b: poll.life, c: batch,
        d: UInt32(partition)), after: 0)
  }

  func sample(_ timeline: inout Timeline) { readers.sample(&timeline) }
}

/// The log as a part.
struct LaneStreamPart: LogChannel {
  var name = "log"
  var kind = "Kinesis stream"
  var partitions = 1
  var retention: Nanoseconds = 86_400 * .second
  private var readersOutlets: [Outlet] = []

  init(kind: String = "Kinesis stream", partitions: Int = 1, retention: Nanoseconds = 86_400 * .second) {
    self.kind = kind
    self.partitions = partitions
    self.retention = retention
  }

  var outlets: [Outlet] { readersOutlets }
  var commitInterval: Nanoseconds { 0 }
  var family: LogFamily { kind.contains("Kinesis") ? .kinesis : .kafka }
  var partitionLimit: PartitionLimit? { nil }
  func partition(ofKey key: UInt32) -> Int { Int(key) % partitions }
  func meanEmptyReceive(wait: Nanoseconds?) -> Nanoseconds { .second }

  func wired(among parts: [any Part]) -> any Part {
    var copy = self
    copy.readersOutlets = outlets(to: parts)
    return copy
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let readers = LogReaders.build(self, partitions: partitions, &model)
    return LaneStream(
      id: model.component(name), part: self, readers: readers,
      waiting: [[LaneStream.Waiting?]](
        repeating: [LaneStream.Waiting?](repeating: nil, count: partitions), count: readers.readers.count))
  }
}

/// A log `log`, a function `f` that reads it, a queue `d`, and a script of what is sent; or traffic in its place.
struct StreamRun {
  let log = Log()
  let outcomes: Outcomes

  init(
    _ function: String, kind: String = "Kinesis stream", partitions: Int = 1, retention: Double = 86_400,
    more: String = "", _ steps: [Step], until duration: Double = 300, seed: UInt64 = 1, replication: UInt32 = 0,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let reading = Self.reading("\(more)\nchannels: { d: { type: sqs, retention: 14d } }", function)
    try #require(reading.diagnostics.sorted.isEmpty, sourceLocation: sourceLocation)
    let part = LaneStreamPart(kind: kind, partitions: partitions, retention: s(retention))
    let all = [part] + reading.parts
    var diagnostics = Diagnostics()
    let directory = PartDirectory(all)
    for part in directory.parts { part.validate(directory, &diagnostics) }
    try #require(diagnostics.sorted.map(\.message) == [], sourceLocation: sourceLocation)
    outcomes = try Outcomes(
      all + (steps.isEmpty ? [] : [ScriptPart(steps: steps, log: log)]), until: s(duration), seed: seed,
      replication: replication, sourceLocation: sourceLocation)
  }

  static func reading(_ more: String, _ function: String) -> Reading {
    Reading("\(more)\nworkers: { f: { type: lambda, from: log, \(function) } }")
  }

  /// What a counter of `f` has counted.
  func count(_ name: String) -> Int64 { outcomes.count("f", name) }
  /// What became of the records.
  var flow: Measurements.FlowTotals { outcomes.measured.flows[0] }
  /// What a gauge of `f` showed at a look.
  func gauge(_ name: String, at look: String) -> Double? { log.looks[look]?.gauges[name] }
  func counter(_ name: String, at look: String) -> Int64? { log.looks[look]?.counters[name] }
}

/// Records that are sent to the log at an instant, their keys their numbers unless said.
func records(_ numbers: Range<Int>, at instant: Double = 0, size: UInt32 = 1024, key: UInt32? = nil) -> [Step] {
  numbers.map { at(instant, "log", .send($0, size: size, key: key ?? UInt32($0))) }
}

extension LogReaders {
  /// A member has finished what it was handed of a partition, except for so many records at the end.
  mutating func finish(_ reader: Int, _ partition: Int, unfinished: Int, _ timeline: inout Timeline) {
    let position = readers[reader].positions[partition].position
    commit(reader, partition, before: position - Int64(unfinished), &timeline)
  }
}
