// SPDX-License-Identifier: GPL-3.0-or-later

/// What can happen to a message, in words that every service shares. `a` and `b` are the numbers of a ``TraceStep``;
/// instants and lengths are in nanoseconds, and -1 stands for nothing.
public enum TraceKind: UInt16, Sendable, CaseIterable {
  // At its source.
  /// It comes into being: `a` bytes.
  case sent
  /// It waits until a call is complete: `a` messages in the call so far.
  case gathered
  /// A call with it goes out to `other`: `a` messages in the call, `b` the attempt, from 1, or 0 for a
  /// call that deletes it.
  case called
  /// A call with it is taken and billed: `a` the time that the call takes from now.
  case accepted
  /// `other` has refused it for the time being: `a` the instant of the next attempt, or -1 for none, `b` the attempt.
  case throttled
  /// `other` has answered: `a` 0 if well, else how not (1 throttled, 2 failed, 3 refused), `b` time in lines.
  case answered

  // In a channel.
  /// It has been taken in: `a` partition or shard, `b` bytes.
  case arrived
  /// It is hidden from the start: `a` until when.
  case delayed
  /// It can be received: `a` how many are ahead of it, `b` a ``TraceStep/Appearance``.
  case visible
  /// A call of `other` gets it: `a` times received so far, `b` the caller's instance.
  case received
  /// It is hidden because somebody has it: `a` until when.
  case hidden
  /// It is hidden for longer: `a` until when.
  case extended
  /// A call to delete it arrives from `other`.
  case deleting
  /// It is gone from the channel.
  case deleted
  /// A call to delete it has no effect: an older receipt, or it is gone.
  case staleDelete
  /// A call to give it back arrives from `other`.
  case givingBack
  /// It comes once more although it should not: a copy survives its delete, a send is repeated.
  case duplicated
  /// A copy with a known deduplication id is dropped.
  case deduplicated
  /// It is moved to `other` because its attempts are used up: `a` how many there were.
  case setAside
  /// It comes from elsewhere, at no cost.
  case movedIn
  /// It goes back to `other`, as a new message.
  case redriven
  /// The channel drops it: too old, or lost with the channel.
  case dropped
  /// The channel refuses it for good.
  case rejected

  // In a log.
  /// All replicas that must have it have it, and readers can read it: `a` partition.
  case replicated
  /// The log has acknowledged it to its producer.
  case acknowledged
  /// `other` gets it: `a` partition, `b` 1 if it had it before.
  case fetched
  /// `other` will not read it again: `a` partition.
  case committed
  /// The reader of its partition is gone before it committed: it is to be read again. `a` partition.
  case rewound

  // At a topic.
  /// The topic has taken it: `a` bytes.
  case published
  /// The filter of `other` keeps it from it: `a` 0 for the attributes, 1 for the body.
  case filtered
  /// A copy for `other` begins its way.
  case copied
  /// An attempt to deliver to `other`: `a` its number, from 1.
  case delivering
  /// An attempt has failed: `a` 1 throttled, 2 failed, 3 refused, `b` the instant of the next one, or -1 for none.
  case undelivered

  // At a worker.
  /// An instance has it: `a` instance.
  case held
  /// A call waits for an environment: `a` the instant of the next try.
  case startRefused
  /// A new environment begins: `a` the length of its start.
  case coldStart
  /// The handler is called: `a` messages of the call.
  case invoked
  /// The handler has returned: `a` its billed milliseconds, `b` 1 after an error.
  case returned
  /// An attempt begins: `a` its number, from 1, `b` instance.
  case began
  /// An attempt has failed: `a` its length, `b` a ``TraceStep/Cause``.
  case failed
  /// An attempt was cut off: `a` its length, `b` a ``TraceStep/Cause``.
  case cutOff
  /// An attempt has succeeded: `a` its length.
  case succeeded
  /// The instance that has it is gone, or gives it up without an attempt.
  case letGo
  /// It waits at the worker for another attempt: `a` until when.
  case paused
  /// It is put into something larger that is written as a whole: `a` what is in it by now.
  case collected

  // At a cache or a database.
  /// A request for it arrives.
  case asked
  /// The cache has the record: `a` whether it is the memory that there is none.
  case hit
  /// The cache has not got it.
  case missed
  /// The cache does not answer.
  case unanswered
  /// The record is read from `other`.
  case loaded
  /// Another request reads the same record; it waits for that.
  case shared
  /// The record is put into the cache, or taken out of it.
  case stored
  /// It has a connection: `a` time waited for it.
  case connected
  /// It runs: `a` time waited for a server.
  case running
  /// The work on it is done.
  case done

  // What becomes of it.
  /// It is handed on to the next stage as a new message, or copied at a fork.
  case followed
  /// Worked on successfully for the first time: `a` its latency.
  case delivered
  /// It has ended without success: `a` an ``Outcome``.
  case ended
  /// It is on its way again.
  case reopened

  /// The word that stands for it in a file: `set_aside`.
  public var word: String {
    String(describing: self).reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
  }
}
