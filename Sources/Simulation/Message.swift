// SPDX-License-Identifier: GPL-3.0-or-later

/// The number of a message in the ``MessageStore``; used again after the message has left.
public typealias MessageID = UInt32

/// The number of a flow: the messages of one traffic source on one way, up to a fork or to their end.
public typealias FlowID = UInt16

/// What has become of a message; every message ends in exactly one of them or is still pending.
public enum Outcome: UInt8, Sendable {
  /// Not worked on successfully yet.
  case pending
  /// Worked on successfully at least once.
  case delivered
  /// Moved to a dead-letter queue before any success.
  case deadLettered
  /// Dropped at the end of its retention period before any success.
  case expired
  /// Refused by the channel that it was sent to.
  case rejected
}

/// One message on its way, with the account of where its time went.
///
/// A message that a worker hands on to the next stage is a new one that continues another: what becomes of it is
/// settled at its origin, the message that was sent at the source or copied at a fork. So an attempt that is repeated,
/// and hands on twice, still counts once.
@frozen
public struct Message: BitwiseCopyable, Sendable {
  /// Its number within its flow, from 0.
  public var number: UInt64
  /// The key of all its random draws: its number and its flow's name, so that it draws the same in every variant.
  public var drawKey: UInt64
  /// When the producer began to send it.
  public var sentAt: Instant
  /// When the latest attempt at it began or ended, whichever is later: what follows is time without work.
  public var idleSince: Instant
  /// Time spent in sending, batching included.
  public var sending: Nanoseconds = 0
  /// Time of attempts that failed.
  public var failedWork: Nanoseconds = 0
  /// Time hidden from consumers after a failed attempt.
  public var invisible: Nanoseconds = 0
  /// Time of the successful attempts at earlier stages.
  public var earlierWork: Nanoseconds = 0
  /// When a queue took it in; a move to a standard queue keeps it.
  public var enqueuedAt: Instant = 0
  /// The message whose fate this one decides; ``noOrigin`` for one that decides its own.
  public var origin: MessageID = Message.noOrigin
  /// Its key (partition key, message group), from 0, if its source has keys.
  public var key: UInt32 = 0
  /// Bytes.
  public var size: UInt32
  public var flow: FlowID
  /// Deliveries so far, over all queues (`ApproximateReceiveCount`).
  public var receives: UInt16 = 0
  /// Attempts that began and did not end in an error: running, successful, or cut off by a crash.
  public var unfailedAttempts: UInt16 = 0
  /// Attempts at the message so far: the key of the draws of the next attempt.
  public var attempts: UInt16 = 0
  /// The queue from which a worker took it for its latest attempt, as a component's number; the largest for none.
  public var workedFrom = UInt16.max
  /// Which of the copies of a message it is that somebody follows (``Trace/branches``); 0 if nobody follows it.
  public internal(set) var branch: UInt16 = 0
  @usableFromInline var references: UInt32 = 0
  @usableFromInline var outcomeValue: UInt8 = 0
  /// At an origin: the stages of its flow that it has passed.
  @usableFromInline var stage: UInt8 = 0
  /// Whether the latest attempt at it failed or was cut off, and none has begun since.
  public var isIdle = false
  /// Whether a second attempt has been counted as duplicate work.
  public var isDuplicateCounted = false

  @inlinable
  public init(number: UInt64, drawKey: UInt64, flow: FlowID, size: UInt32, sentAt: Instant) {
    self.number = number
    self.drawKey = drawKey
    self.flow = flow
    self.size = size
    self.sentAt = sentAt
    idleSince = sentAt
  }

  /// The origin of a message that decides its own fate.
  @inlinable public static var noOrigin: MessageID { .max }

  /// What has become of it.
  @inlinable
  public var outcome: Outcome { Outcome(rawValue: outcomeValue) ?? .pending }
}
