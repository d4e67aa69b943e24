// SPDX-License-Identifier: GPL-3.0-or-later

import DequeModule
import Simulation

/// What an event source mapping holds of a log: for each partition what it has been handed, and its lanes, each of which
/// has one batch in flight.
///
/// A partition of Kafka is one lane, a shard of Kinesis as many as `parallelization_factor` says; the records of a key
/// always take the same lane.
struct LambdaStream: Sendable {
  /// What lanes go by.
  struct Rules: Sendable {
    var partitions = 0
    var factor = 1
    var batchSize = 100
    var window: Nanoseconds = 0
    /// Runs that may fail before a batch is discarded.
    var retries = Int.max
    /// Records that are older are discarded; those older than the retention are not in the log any more.
    var maximumAge = Nanoseconds.farFuture
    var retention = Nanoseconds.farFuture
    var bisects = false
    /// By flow: whether its messages have keys.
    var isKeyed: [Bool] = []
  }

  /// Records in a row: a list of jobs.
  struct Segment: BitwiseCopyable, Sendable {
    var first: UInt32 = .max
    var last: UInt32 = .max
    var count: UInt32 = 0
    var bytes: Int64 = 0
    /// Runs that ended in an error.
    var failures: UInt16 = 0
  }

  struct Lane: Sendable {
    /// What is behind the batch in flight, and when the first of it came.
    var waiting = Segment()
    var waitsSince: Instant = 0
    /// What is left of a batch that was split, the next at the end.
    var rest: [Segment] = []
    /// The batch in flight; ``none`` if there is none.
    var invocation = LambdaStream.none
    /// Grows with every end of a window, so that an old one never fits.
    var window: UInt32 = 0
    var isWindowArmed = false
    /// Whether the destination for failures has been told of the batch that is being discarded.
    var isDiscarding = false

    var isIdle: Bool { invocation == LambdaStream.none && rest.isEmpty }
  }

  struct Partition: Sendable {
    /// Whether a poll is under way.
    var isAsking = false
    /// Records handed out here so far, and those of them before the first that is not finished.
    var handed: UInt32 = 0
    var finished: UInt32 = 0
    /// Records that are not finished.
    var held = 0
    /// With several lanes, for the records from ``finished`` on: whether they are finished.
    var isFinished = Deque<Bool>()
    /// Whether the log has not been told of all that is finished.
    var hasNews = false

    /// The latest records that the log must keep its position before.
    var unfinished: Int { Int(handed &- finished) }
  }

  let rules: Rules
  private(set) var partitions: [Partition] = []
  var lanes: [Lane] = []

  init(_ rules: Rules = Rules()) { self.rules = rules }

  /// No job, no invocation.
  static let none = UInt32.max

  /// Makes room for partitions; none goes.
  mutating func reserve(_ count: Int) {
    while partitions.count < count {
      partitions.append(Partition())
      for _ in 0..<rules.factor { lanes.append(Lane()) }
    }
  }

  func partition(ofLane lane: Int) -> Int { lane / rules.factor }

  /// The lane of a record.
  func lane(of message: Message, in partition: Int) -> Int {
    guard rules.factor > 1 else { return partition }
    let flow = Int(message.flow)
    let isKeyed = flow < rules.isKeyed.count && rules.isKeyed[flow]
    // Not the remainder of the key, which the log may have gone by.
    let mixed = (isKeyed ? UInt64(message.key) : message.drawKey) &* 0x9E37_79B9_7F4A_7C15
    return partition * rules.factor + Int((mixed >> 32) % UInt64(rules.factor))
  }

  /// How many records a partition has room for; 0 where it must not ask.
  ///
  /// With one lane nothing is read while a batch is in flight; several read on, as far as
  /// one call brings (an assumption), so one that is held up does not stop the others at once.
  func room(_ partition: Int) -> Int {
    guard rules.factor == 1 else {
      let ahead = max(LambdaFunction.mostOfPoll, rules.factor * rules.batchSize)
      return min(ahead - partitions[partition].held, Self.mostHeld - partitions[partition].unfinished)
    }
    let lane = lanes[partition]
    guard lane.isIdle, lane.waiting.bytes < LambdaFunction.largestPayload else { return 0 }
    return rules.batchSize - Int(lane.waiting.count)
  }

  mutating func noteAsking(_ partition: Int, _ isAsking: Bool) {
    partitions[partition].isAsking = isAsking
    if isAsking { partitions[partition].hasNews = false }
  }

  /// A record has been handed out. Returns its number within the partition.
  mutating func noteHanded(_ partition: Int) -> UInt32 {
    let number = partitions[partition].handed
    partitions[partition].handed &+= 1
    partitions[partition].held += 1
    if rules.factor > 1 { partitions[partition].isFinished.append(false) }
    return number
  }

  /// A record is finished, well or not.
  mutating func noteFinished(_ partition: Int, _ number: UInt32) {
    partitions[partition].held -= 1
    guard rules.factor > 1 else {
      partitions[partition].finished &+= 1
      partitions[partition].hasNews = true
      return
    }
    partitions[partition].isFinished[Int(number &- partitions[partition].finished)] = true
    while let isFinished = partitions[partition].isFinished.first, isFinished {
      partitions[partition].isFinished.removeFirst()
      partitions[partition].finished &+= 1
      partitions[partition].hasNews = true
    }
  }

  mutating func noteTold(_ partition: Int) { partitions[partition].hasNews = false }

  /// How far a partition is read ahead of its first record that is not finished: the number travels in 16 bits.
  private static let mostHeld = 65_535
}
