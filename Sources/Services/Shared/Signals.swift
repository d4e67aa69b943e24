// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What a queue can be told. Every channel that workers ask for messages understands these, and ``CallSignal``.
public enum ChannelSignal {
  /// A message is sent: `a` message (one reference comes with it), `b` low bits of the draw number of the call,
  /// `c` bytes of the whole call with its first message, ``partOfCall`` with the others of a batch, `small` the
  /// message's own delay in seconds plus 1, 0 for the channel's, `d` the producer's component plus 1, which is told if
  /// the channel refuses; 0 if nobody wants to know.
  public static let send: UInt16 = 1
  /// A message is moved here from another channel, at no cost: `a` message (one reference comes with it), `b` the
  /// component of the queue that it comes from plus 1, to which a redrive would take it back; 0 if it comes from
  /// something else.
  public static let move: UInt16 = 2
  /// A worker asks for messages: `a` task, `b` number of the task's call, `c` a ``ReceiveCall``, `small` the tag of
  /// the reply, `d` the worker's component.
  public static let receive: UInt16 = 3
  /// A worker deletes a message: `a` entry, `b` receipt, `c` job, `d` the job's generation, `small` the worker's
  /// component.
  public static let delete: UInt16 = 4
  /// A worker gives a message back at once (ChangeMessageVisibility to 0): as `delete`.
  public static let giveBack: UInt16 = 5
  /// A worker extends the time that a message stays hidden: `a` entry, `b` receipt, `c` milliseconds from now,
  /// `d` the worker's component.
  public static let extend: UInt16 = 6
  /// A worker deletes a further message in the same DeleteMessageBatch call: as `delete`, which the first message of the
  /// call came with, just before and at the same instant. A call takes at most 10. The messages that follow the first
  /// are no requests, return when it does, and are answered each for itself.
  public static let deleteInSameCall: UInt16 = 7
  /// The signal for one of several messages that are deleted at once, by its number from 0: calls of ten.
  public static func delete(number: Int) -> UInt16 { number % 10 == 0 ? delete : deleteInSameCall }
  /// Stands for the bytes of a call with all but its first message.
  public static let partOfCall = UInt32.max
  /// The first number for a channel's own signals.
  public static let own: UInt16 = 16
}

/// What a call for messages asks for, in one word: the most messages (4 bits), and, each plus 1 and 0 for the
/// channel's own, the seconds that the messages are hidden (17 bits) and that the call waits (5 bits).
public enum ReceiveCall {
  /// - Parameters:
  ///   - most: 1 to 15.
  ///   - visibilityTimeout, wait: whole seconds in nanoseconds, up to 12 h and 20 s; nil for what the channel says.
  public static func word(most: Int, visibilityTimeout: Nanoseconds?, wait: Nanoseconds?) -> UInt32 {
    func seconds(_ length: Nanoseconds?) -> UInt32 { length.map { UInt32(clamping: $0 / .second + 1) } ?? 0 }
    return UInt32(min(max(most, 0), 15)) | (seconds(visibilityTimeout) & 0x1FFFF) << 4 | (seconds(wait) & 31) << 21
  }

  @inline(__always)
  public static func most(_ word: UInt32) -> Int { Int(word & 15) }
  @inline(__always)
  public static func visibilityTimeout(_ word: UInt32) -> Nanoseconds? { length(word >> 4 & 0x1FFFF) }
  @inline(__always)
  public static func wait(_ word: UInt32) -> Nanoseconds? { length(word >> 21 & 31) }

  @inline(__always)
  private static func length(_ seconds: UInt32) -> Nanoseconds? {
    seconds == 0 ? nil : (Nanoseconds(seconds) - 1) * .second
  }
}

/// What a channel tells a worker.
public enum ConsumerSignal {
  /// A message is delivered: `a` task, `b` entry, `c` receipt, `d` message (one reference comes with it), `small` the
  /// reply's ``ReplyTag`` with the number of messages that follow.
  public static let delivered: UInt16 = 1
  /// A call for messages has returned without any: `a` task, `small` the ``ReplyTag``.
  public static let empty: UInt16 = 2
  /// A delete or a give-back has returned: `a` job, `b` the job's generation.
  public static let done: UInt16 = 3
  /// Records of a log: `a` member, `b` its life, `c` a batch (see `Timeline.batches`), which is the worker's from now
  /// on and has one reference to each of its messages, `d` the partition that they come from.
  public static let records: UInt16 = 4
  /// A log has another number of partitions to read: `a` how many there are now, counted from the first ever.
  public static let partitions: UInt16 = 5
  /// The first number for a worker's own signals.
  public static let own: UInt16 = 16
}

/// What a log is told by its readers, which are its workers. A reader has members: the tasks of a fleet, or a lane for
/// each partition of an event source mapping. Logs understand these instead of the receives, deletes and timeouts of
/// queues; what is sent to a log is sent as to a queue (``ChannelSignal/send``), but each message for itself: `small` is
/// the number of the producer that it comes from, and the log's own client gathers batches.
public enum LogSignal {
  /// A member is ready for records, and has finished all that it was given before in this life: `a` member, `b` its
  /// life, `c` the most records (0 for what the log says), `d` the reader's component. It is answered once, as soon as
  /// there are records for it, with ``ConsumerSignal/records``; the first poll of a life is how a member joins.
  /// `small` is 0, but for lanes that read on while they work: how many of the latest records of the partition they have
  /// not finished (`LogReaders.finish`).
  public static let poll: UInt16 = 3
  /// A member is gone: `a` member, `b` the life that has ended, `c` the most records (0), `d` the reader's component,
  /// `small` 1 if it crashed, so that nobody is told but by its silence.
  public static let leave: UInt16 = 4
  /// A lane has finished more of what it was given, and asks for nothing: `a` member, `b` its life, `small` as with
  /// `poll`, `d` the reader's component. Lanes send it only while a poll of theirs is under way or they have enough.
  public static let finished: UInt16 = 6
  /// The reader is to read again from an earlier time: `b` and `c` the low and the high half of the instant, `d` the
  /// reader's component.
  public static let replay: UInt16 = 5
}

/// The small number that travels with a call for messages and its reply: 12 bits that the caller chooses (it tells
/// replies to an earlier life of a task by them) and 4 bits with the number of messages that follow in the same reply.
public enum ReplyTag {
  /// The caller's 12 bits, in place.
  @inline(__always)
  public static func caller(_ number: UInt32) -> UInt16 { UInt16(truncatingIfNeeded: number & 0xFFF) << 4 }
  /// The tag of a reply of which `following` messages are still to come.
  @inline(__always)
  public static func reply(_ tag: UInt16, following: Int) -> UInt16 { tag & 0xFFF0 | UInt16(following & 15) }
  /// Messages still to come.
  @inline(__always)
  public static func following(_ tag: UInt16) -> Int { Int(tag & 15) }
  /// Whether two tags have the same caller's bits.
  @inline(__always)
  public static func isSameCall(_ one: UInt16, _ other: UInt16) -> Bool { (one ^ other) & 0xFFF0 == 0 }
}

/// Calls that are answered: a topic pushes to a queue, a function or an endpoint; a worker sends to a channel or asks an
/// endpoint; whoever needs data asks a cache or a database. Every part that can be called understands `call`; every part
/// that calls understands `answer`.
public enum CallSignal {
  /// `a` message (one reference comes with it), `b` and `c` words of the caller's that come back with the answer,
  /// `d` the caller's component, `small` a ``CallKind``, or a ``CallWord`` at a ``RequestServer``.
  public static let call: UInt16 = 8
  /// `a` and `b` the caller's words, `small` a ``CallStatus``, or an ``AnswerWord`` from a ``RequestServer``; then `c` is
  /// the age of the data in microseconds (how long ago they were what the database held) and `d` the microseconds that
  /// the call has waited in lines.
  public static let answer: UInt16 = 9
}

/// The small number of a call to a cache or a database: a ``CallKind`` (4 bits) and the number of the request among
/// those that the part gets (``PartDirectory/requests(to:)``).
public enum CallWord {
  public static func word(_ kind: UInt16, request: Int) -> UInt16 { kind | UInt16(truncatingIfNeeded: request) << 4 }
  @inline(__always)
  public static func request(_ word: UInt16) -> Int { Int(word >> 4) }
}

/// The small number of an answer of a cache or a database: a ``CallStatus`` (8 bits) and what is to be said of the data.
public enum AnswerWord {
  /// There is nothing under this key.
  public static let absent: UInt16 = 1 << 8
  /// The data were older than what the database held when they were read.
  public static let stale: UInt16 = 1 << 9
  @inline(__always)
  public static func status(_ word: UInt16) -> UInt16 { word & 0xFF }
  /// A length of time as whole microseconds, rounded up.
  @inline(__always)
  public static func microseconds(_ length: Nanoseconds) -> UInt32 { UInt32(clamping: (max(length, 0) + 999) / 1000) }
  @inline(__always)
  public static func length(_ microseconds: UInt32) -> Nanoseconds { Nanoseconds(microseconds) * 1000 }
}

/// What a database tells the caches in front of it.
public enum CommitSignal {
  /// A write has been committed just now: `a` the key, `b` the key's ``KeySpaces`` number, `c` the component that wrote.
  public static let committed: UInt16 = 14
}

/// Who calls, which decides what is billed at the part that is called.
public enum CallKind {
  /// A worker or another customer of the service: the call is a request, and is billed as one.
  public static let request: UInt16 = 0
  /// A service of AWS on its own: a topic that delivers. Nothing is billed at the part that is called.
  public static let push: UInt16 = 1
}

/// What only queues tell each other.
public enum RedriveSignal {
  /// A message comes back from a dead-letter queue and is new here: `a` message (one reference comes with it), `b` the
  /// requests that it is billed as for every 64 KiB.
  public static let arrived: UInt16 = 13
}

/// How a call ended. With `ok` a channel keeps the message that came with the call; in all other cases, and at parts
/// that keep nothing, the part that was called has released it.
public enum CallStatus {
  public static let ok: UInt16 = 0
  /// Too many calls: worth another try later.
  public static let throttled: UInt16 = 1
  /// A failure on the other side (5xx, unreachable, timed out): worth another try.
  public static let failed: UInt16 = 2
  /// The caller's fault (gone, forbidden, too large): another try would end the same.
  public static let refused: UInt16 = 3
}

/// What a producer can be told by a channel.
public enum ProducerSignal {
  /// A call was refused for the time being (throttled): `a` message (its reference comes back), `b` and `c` as in
  /// ``ChannelSignal/send``.
  public static let throttled: UInt16 = 12
}

/// What every part can be told when something goes wrong, or is done, by plan.
public enum ControlSignal {
  /// A fault begins: `small` a ``FaultKind``'s code, `a` how many (tasks, waves, messages a second; 0 if not said),
  /// `b` how much in thousandths (a factor, a share), `c` a component that the fault names, plus 1, or 0. A replay has the low and the
  /// high half of the instant in `b` and `c`, as ``LogSignal/replay``.
  public static let begin: UInt16 = 10
  /// The fault ends: `small`, `a`, `b`, `c` as it began.
  public static let end: UInt16 = 11
}
