// SPDX-License-Identifier: GPL-3.0-or-later

import DequeModule
import Simulation

/// A source of messages as the stream's client sees it.
struct KinesisSource: Sendable {
  let component: ComponentID
  let producers: Int
  /// The most records of a PutRecords call, and how long the first waits for the others.
  let most: Int
  let wait: Nanoseconds
  let retry: TrafficRetry
  /// The source's own counter of what was throttled.
  let throttled: CounterID?
  /// What counts the bytes of its calls, where somebody pays for them.
  let toll: Toll?
  var firstProducer = 0
  /// With aggregation: packs that are open and when they are to be closed, and records that go out again.
  var packs = Deque<(due: Instant, producer: UInt32, shard: UInt32, number: UInt32)>()
  var repacks = Deque<(due: Instant, producer: UInt32)>()

  init(
    component: ComponentID, producers: Int, most: Int, wait: Nanoseconds, retry: TrafficRetry, throttled: CounterID?,
    toll: Toll?
  ) {
    self.component = component
    self.producers = producers
    self.most = most
    self.wait = wait
    self.retry = retry
    self.throttled = throttled
    self.toll = toll
  }
}

/// What PutRecords carries as one record: a message, or a pack of messages for one shard.
struct KinesisEntry: BitwiseCopyable, Sendable {
  /// A message, or a batch of them.
  var content: UInt32
  /// The shard of a pack, as its producer has found it; noShard for a message.
  var shard = KinesisEntry.noShard
  /// Data and partition key.
  var bytes: UInt32
  var attempts: UInt32 = 0

  static var noShard: UInt32 { .max }
  @inline(__always) var isPack: Bool { shard != KinesisEntry.noShard }
}

/// One producer: a process with a client of the stream.
struct KinesisProducer: Sendable {
  let source: Int
  /// What waits for a call, oldest first.
  var waiting = Deque<KinesisEntry>()
  var waitingBytes: Int64 = 0
  /// PutRecords calls under way, retries included.
  var underWay = 0
  /// Whether an event will look at it when the oldest has waited long enough, or the limit lets more through.
  var isArmed = false
  /// Whether what waits is to go as soon as a call can be made.
  var isDue = false
  /// With aggregation: for each shard the pack that is open, and the producer's own limits.
  var packs: [KinesisPack] = []

  init(source: Int) { self.source = source }
}

/// Messages that are packed into one record.
struct KinesisPack: Sendable {
  /// none if there is none.
  var batch = KinesisPack.none
  var bytes: Int64 = 0
  var number: UInt32 = 0
  var records, allowance: TokenBucket

  static var none: BatchID { .max }

  /// - Parameter limit: the share of a shard's limit that one producer keeps to.
  init(limit: Double) {
    records = TokenBucket(perSecond: limit * KinesisLimits.recordsPerSecond, burst: .second)
    allowance = TokenBucket(perSecond: limit * KinesisLimits.bytesPerSecond, burst: .second)
  }
}

/// A PutRecords call under way.
struct KinesisCall: Sendable {
  var entries: [KinesisEntry] = []
  var producer = 0
  /// Tries of the call so far, less one.
  var attempt = 0
  /// What its draws are keyed with: its first message.
  var item: UInt64 = 0
  var beganAt: Instant = 0
}
