// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Testing

@testable import Services
@testable import Simulation

/// What the lanes of an event source mapping see of a stream: a lane for each shard, by its number.
@Suite struct KinesisLaneTests {
  private func run(
    _ traffic: String, _ stream: String, until duration: Double, work: Double = 0, most: UInt32 = 100
  ) throws -> (log: LaneLog, outcomes: Outcomes) {
    let log = LaneLog()
    let parts = try KinesisRun.parts(traffic, stream)
    let reader = LaneReaderPart(
      log: log, shards: try #require(parts[1] as? KinesisPart).partitions, work: s(work), most: most)
    return (log, try Outcomes(parts + [reader], until: s(duration)))
  }

  @Test("each lane gets the records of its own shard, in batches no larger than it asks for")
  func lanes() throws {
    let (log, outcomes) = try run("rate: 300/s, size: 100B, keys: { uniform: { count: 100 } }", "shards: 3", until: 30)
    #expect(Set(log.batches.map(\.lane)) == [0, 1, 2])
    #expect(log.batches.allSatisfy { $0.lane == $0.partition })
    #expect(log.batches.allSatisfy { $0.count <= 100 })
    #expect(log.batches.count { $0.count == 100 } > 30)
    for batch in log.batches {
      let key = KinesisHash.shard(of: KinesisHash.number(ofKey: batch.firstKey), among: 3)
      #expect(key == batch.partition)
    }
    #expect(outcomes.measured.flows[0].delivered > 8_500)
    // Lambda asks each shard once a second, and what one call has brought goes out batch by batch at once.
    let instants = Set(log.batches.filter { $0.lane == 0 }.map(\.at))
    #expect(instants.count <= 31)
    #expect(outcomes.count("s", "get_records_requests") >= 87)
    #expect(outcomes.level("s", "leases").max == 0, "no lease table")
    #expect(outcomes.level("lanes", "lag").max < 1.1, "the position is committed after each batch")
  }

  @Test("a slow lane holds up its own shard only")
  func slowLane() throws {
    let (log, _) = try run(
      "rate: 30/s, size: 100B, keys: { uniform: { count: 100 } }", "shards: 3", until: 60, work: 2)
    let byLane = Dictionary(grouping: log.batches, by: \.lane)
    #expect(byLane.count == 3)
    #expect(byLane.values.allSatisfy { $0.count >= 18 && $0.count <= 30 })
  }

  @Test("when shards are added the lanes are told, and the children's begin when the parent is done")
  func children() throws {
    let (log, outcomes) = try run(
      "rate: 200/s, size: 100B, keys: { uniform: { count: 100 } }",
      "shards: 2, reshard_time: 5s, reshard: [{ at: 15s, shards: 4 }]", until: 60, work: 0.3)
    #expect(log.told == [6], "two and four more, counted from the first ever")
    let lastOfParent = try #require(log.batches.last { $0.lane == 0 }).at
    let firstOfChildren = try #require(log.batches.first { $0.lane == 2 || $0.lane == 3 }).at
    #expect(lastOfParent <= firstOfChildren)
    #expect(Set(log.batches.map(\.lane)) == [0, 1, 2, 3, 4, 5])
    #expect(log.isOrdered)
    #expect(outcomes.measured.flows[0].delivered > 11_000)
  }

  @Test("with enhanced fan-out records are pushed to the lanes")
  func pushed() throws {
    let (log, _) = try run(
      "rate: 50/s, arrivals: constant, size: 100B", "shards: 1, enhanced_fan_out: true, push_time: 50ms", until: 10)
    #expect(log.batches.count > 480)
  }
}

/// What lanes have got.
final class LaneLog: @unchecked Sendable {
  struct Batch {
    var at: Instant
    var lane, partition, count: Int
    var firstKey: UInt32
  }

  var batches: [Batch] = []
  /// Numbers of partitions that the reader was told.
  var told: [Int] = []
  var latest: [UInt32: UInt64] = [:]
  /// Whether the messages of each key came in order.
  var isOrdered = true
}

/// A reader with a lane for each shard, which works on each batch for a time.
struct LaneReaderPart: LogReader {
  let log: LaneLog
  let shards: Int
  let work: Nanoseconds
  let most: UInt32

  var name: String { "lanes" }
  var kind: String { "lanes" }
  var source: String { "s" }
  var reading: LogReading { LogReading(members: .lanes) }
  var pollers: Int { shards }
  var receiveWait: Nanoseconds? { nil }
  var visibilityTimeout: Nanoseconds? { nil }
  var capacity: Int { shards }
  var meanAttempt: Double { work.seconds }
  var errorProbability: Double { 0 }
  var poisonProbability: Double { 0 }
  var givesBack: Bool { false }

  func build(_ model: inout ModelBuilder) -> any Component {
    LaneReader(
      id: model.component(name), stream: model.component(source), log: log, lanes: shards, work: work, most: most)
  }
}

struct LaneReader: Component {
  let id, stream: ComponentID
  let log: LaneLog
  var lanes: Int
  let work: Nanoseconds
  let most: UInt32

  private static let worked = ConsumerSignal.own

  mutating func start(_ timeline: inout Timeline) {
    for lane in 0..<lanes { poll(UInt32(lane), &timeline) }
  }

  private func poll(_ lane: UInt32, _ timeline: inout Timeline) {
    timeline.schedule(Event(to: stream, LogSignal.poll, a: lane, b: 0, c: most, d: id), after: 0)
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ConsumerSignal.records:
      let first = timeline.batches[event.c, 0]
      log.batches.append(
        LaneLog.Batch(
          at: timeline.now, lane: Int(event.a), partition: Int(event.d), count: timeline.batches.count(event.c),
          firstKey: timeline.messages[first].key))
      timeline.schedule(Event(to: id, Self.worked, a: event.a, c: event.c), after: work)
    case Self.worked:
      for place in 0..<timeline.batches.count(event.c) {
        let message = timeline.batches[event.c, place]
        let key = timeline.messages[message].key
        if let before = log.latest[key], before > timeline.messages[message].number { log.isOrdered = false }
        log.latest[key] = timeline.messages[message].number
        timeline.deliver(message, work: work)
        timeline.messages.release(message)
      }
      timeline.batches.remove(event.c)
      poll(event.a, &timeline)
    case ConsumerSignal.partitions:
      log.told.append(Int(event.a))
      for lane in lanes..<Int(event.a) { poll(UInt32(lane), &timeline) }
      lanes = Int(event.a)
    default: Issue.record("an unknown signal \(event.signal)")
    }
  }
}
