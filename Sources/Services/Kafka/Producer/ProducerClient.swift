// SPDX-License-Identifier: GPL-3.0-or-later

import DequeModule
import Simulation

/// A part that sends to a topic: a traffic source, a worker. It has one or more producers.
struct KafkaSender: Sendable {
  /// The longest that a batch of its producers waits for more records, and the most records of a batch.
  let linger: Nanoseconds
  let mostRecords: Int
  /// Where records are counted that were held up; nil where nobody asks.
  let throttled: CounterID?
  /// Producers that its calls come from; a traffic source says with each message which of its own sends it.
  let producers: Int
  /// By the number of the producer: its client plus 1; 0 for one that has not sent yet.
  var clients: [UInt32] = []
}

/// A call that is answered when its record has been acknowledged.
struct KafkaCall: Sendable {
  let caller: ComponentID
  let first, second: UInt32
}

/// A record that waits for buffer memory.
struct BlockedRecord: Sendable {
  let message: MessageID
  let since: Instant
  let call: KafkaCall?
}

/// One producer: an instance of KafkaProducer.
struct ProducerClient: Sendable {
  let sender: Int
  /// Its number, by which it is in a zone.
  let number: Int
  /// Its connection to broker 0; those to the others follow.
  let firstLane: Int
  /// Memory of batches that are not acknowledged [B].
  var memory: Int64 = 0
  /// Records that wait for memory, oldest first.
  var blocked = Deque<BlockedRecord>()
  var isBlockTimed = false
  /// When it will have compressed all that it has sent so far.
  var compressedAt: Instant = 0
  /// Where records without keys go for now, and what has gone there [B]; -1 before the first.
  var stickyPartition = -1
  var stickyBytes: Int64 = 0
}

/// The connection of a producer to a broker.
struct ProducerLane: Sendable {
  let client: Int
  let broker: Int
  /// Requests that have no answer yet.
  var inFlight = 0
  /// The earliest instant at which something can be sent, as far as is known.
  var dueAt: Instant = .farFuture
  /// When the timer goes off, and its number.
  var armedAt: Instant = .farFuture
  var armed: UInt32 = 0
  /// Until when a quota keeps it from sending.
  var mutedUntil: Instant = 0
  /// When the latest request arrives: connections keep the order.
  var lastArrival: Instant = 0
  /// Whether the broker has a request of this connection under way: it reads the next one when it has answered.
  var isServed = false
  /// Grows with every loss of the connection, so that the broker's timers of before are void.
  var muted: UInt32 = 0
}

/// What a producer gathers for one partition.
struct RecordAccumulator: Sendable {
  let client: Int
  let partition: Int
  /// The batch that takes further records.
  var open = IndexLists.none
  /// The number of the next batch, and of the batch that the broker expects.
  var sequence: UInt32 = 0
  var expected: UInt32 = 0
  /// The connection in whose list of accumulators with batches it is; -1 for none.
  var lane = -1
}

/// A batch of records of one partition, from its first record until it is acknowledged and replicated.
struct RecordBatch: Sendable {
  enum Status: UInt8, Sendable {
    case fine
    /// The broker could not take it: worth another try.
    case retriable
  }

  var list: BatchID = 0
  var accumulator: UInt32 = 0
  var sequence: UInt32 = 0
  var generation: UInt32 = 0
  /// The request that carries it.
  var request = IndexLists.none
  /// Uncompressed, with overhead, and as it is sent and stored [B].
  var bytes: Int64 = 0
  var wire: Int64 = 0
  /// What it takes of the buffer memory [B].
  var memory: Int64 = 0
  var createdAt: Instant = 0
  var appendedAt: Instant = 0
  /// Until when a back-off holds it up.
  var notBefore: Instant = 0
  var attempts = 0
  var status = Status.fine
  /// Whether the producer has heard nothing yet; whether the log holds it before it can be read.
  var isClients = false
  var isLogs = false
  var isAppended = false
  /// Whether it is over its delivery timeout, while a request carries it.
  var isExpired = false
  /// In-sync followers that do not have it yet, by their places among the replicas.
  var missing: UInt8 = 0
  /// Who waits for its records, by their places; empty where nobody does.
  var calls: [KafkaCall] = []
}

/// A produce request.
struct ProduceRequest: Sendable {
  var lane = 0
  var generation: UInt32 = 0
  /// Empty for a free place.
  var batches: [UInt32] = []
  var wire: Int64 = 0
  var records = 0
  var sentAt: Instant = 0
  var arrivedAt: Instant = 0
  /// When all of it has arrived.
  var readAt: Instant = 0
  /// Batches that wait for their followers.
  var pending = 0
  /// How long a quota holds up the connection.
  var throttle: Nanoseconds = 0
  var isAnswered = false
  var drawKey: UInt64 = 0
  var attempt: UInt32 = 0
}
