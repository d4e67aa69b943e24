// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Simulation

/// What a client asks a cache's nodes for: one command in one round trip.
struct CacheCommand: Sendable {
  enum Verb: Sendable, Hashable {
    /// GET.
    case get
    /// SET, with an expiry if ``expires`` says so.
    case set
    /// DEL.
    case delete
    /// Work of a kind that changes nothing that is cached as a record: commands on sorted sets, PUBLISH.
    case work(RedisCommandCost.Complexity, sent: Int)
    /// GETEX: GET that gives the key another expiry where it is there.
    case getAndRenew
    /// INCR, with an expiry for a key that is new. The count comes back as the value's stamp.
    case increment
  }

  var verb: Verb
  /// The record: key space and key.
  var key: UInt64
  /// With `set`: bytes of the value.
  var bytes: UInt32 = 0
  /// With `set`, `getAndRenew` and `increment`: when the value expires; nil for never.
  var expires: Instant?
  /// With `set`: the instant at which the value was what the database held.
  var stamp: Instant = 0
  /// Commands that share a round trip, and so its system calls.
  var pipeline: UInt8 = 1
  /// Sets the draws of this command apart.
  var item: UInt64
  var attempt: UInt32 = 0
}

/// What became of a command. It is known when the command is sent, and tells when the client hears of it.
struct CacheReply: Sendable {
  enum Outcome: Sendable, Hashable {
    case hit(CachedValue)
    case miss
    /// Stored, deleted or done.
    case done
    /// Refused for want of memory (`-OOM`, `SERVER_ERROR out of memory`), or too large.
    case refused
    /// Turned away by ElastiCache Serverless.
    case throttled
    /// Nobody answers: the client waits for its timeout.
    case silence
    /// The connection is refused, or the node says that it is not ready (`-LOADING`).
    case unavailable
  }

  var outcome: Outcome
  /// When the reply reaches the client; far in the future for silence.
  var at: Instant
  /// Time in the node's line.
  var waited: Nanoseconds = 0
  /// The node, and its life when it answered: if the node has begun another life by ``at``, the reply never comes.
  var node: UInt16 = 0
  var life: UInt32 = 0
}
