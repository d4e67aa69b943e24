// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A request on its way through a cache's client, or work that the client does on its own.
struct CacheJob: Sendable {
  /// What the job waits for.
  enum Phase: UInt8, Sendable {
    /// The reply to a GET.
    case lookUp
    /// The database's answer to a read.
    case load
    /// Another job that reads the same record.
    case share
    /// The reply to the SET of what was read.
    case store
    /// The database's answer to a write or delete.
    case commit
    /// The reply to the SET or DEL that follows a write; with write-behind the SET that is the write.
    case update
    /// The database's answer to a write that the cache had taken.
    case flush
    /// The reply to a command of another kind.
    case command
  }

  var message: MessageID
  /// The caller's words; the caller's component, ``nobody`` for work that nobody waits for.
  var b: UInt32 = 0
  var c: UInt32 = 0
  var caller: ComponentID
  var began: Instant
  var record: UInt64
  /// The number of the request among those that the cache gets.
  var request: Int
  var generation: UInt32 = 0
  var phase = Phase.lookUp
  /// The round trip of a plan that is under way.
  var trip: UInt8 = 0
  /// Commands sent so far: sets the draws of each apart.
  var commands: UInt32 = 0
  /// The shard, or node of Memcached, that was asked: which of its nodes answers is the cluster's affair.
  var asked = 0
  /// Time in lines, of nodes and of the database.
  var waited: Nanoseconds = 0
  /// When the wait for another job began.
  var sharedSince: Instant = 0
  /// The reply that is due, and whether the client has given up before it.
  var reply = CacheReply(outcome: .silence, at: 0)
  var timedOut = false
  /// The instant at which what was read was what the database held.
  var snapshot: Instant = 0
  /// Whether the database has no such record.
  var isAbsent = false
  /// Whether others may wait for what this job reads.
  var leads = false
  /// Whether the cache has failed this job, so that it does not ask it again.
  var cacheFailed = false

  static var nobody: ComponentID { .max }
  var isBackground: Bool { caller == Self.nobody }
}
