// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A member of a consumer group, as its coordinator and its client know it; a task that comes back is a new one, unless
/// members are static.
struct GroupMember: Sendable {
  /// The task, or for lanes the partition, and the life of it.
  var task: UInt32 = 0
  var life: UInt32 = 0
  /// Grows when its place is used again or its task comes back: older timers are void.
  var generation: UInt32 = 0
  var isUsed = false
  /// Whether its task is gone and nobody has noticed.
  var isGone = false
  /// Whether it waits for records; else it works, or an answer is on its way to it.
  var isPolling = false
  /// Whether it waits for the end of a transaction.
  var isCommitting = false
  /// Whether it has taken records since its last commit.
  var isDirty = false
  /// The most records of a poll.
  var most = 0

  /// What it owns.
  var partitions: [Int] = []
  /// What it owned before it gave everything up, for `sticky`.
  var previous: [Int] = []
  /// What it has to give up at its next poll.
  var revoking: [Int] = []
  /// What the brokers want it to own (protocol `consumer`).
  var target: [Int] = []
  /// Where among its partitions it looks next.
  var cursor = 0

  /// Whether it has heard of the rebalance that is under way, and whether it has joined it.
  var knowsRebalance = false
  var hasJoined = false
  /// When it sends heartbeats: so long after each multiple of the interval.
  var heartbeatPhase: Nanoseconds = 0

  /// The records that it works on, or that are on their way to it: where they come from, and when they arrive.
  var batchPartition = -1
  var batchFrom: Int64 = 0
  var batchEnd: Int64 = 0
  var arrivesAt: Instant = 0
  /// Since when its client asks the brokers for more, with `fetch.min.bytes`.
  var waitingSince: Instant = 0
  /// The partition that it has worked on last.
  var lastPartition = -1

  var lastCommit: Instant = 0
  /// Commits so far: the key of the draws of the next transaction.
  var commits: UInt32 = 0
  /// Timers that are armed.
  var hasCommitTimer = false
  var hasLateTimer = false
  var hasHeartbeatTimer = false
  var hasWaitTimer = false

  /// Whether records are in its hands or on their way.
  var isWorking: Bool { batchPartition >= 0 }
}
