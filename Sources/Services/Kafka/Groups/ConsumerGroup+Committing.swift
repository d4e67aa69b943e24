// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// When positions are committed.
///
/// - At least once, as with `enable.auto.commit`: at a poll, or while it waits in one, once the interval has passed, and
///   before a partition is given up; what earlier polls have returned is finished by then. It costs the member nothing.
/// - At most once: as records are handed out.
/// - Exactly once: in transactions, as often as that, for which the member waits. Records that its worker sends to
///   another topic can be read there at once, not only when the transaction has been committed, as a reader with
///   `isolation.level: read_committed` would; their delivery is counted at the commit all the same.
extension ConsumerGroup {
  /// A member has come back to poll.
  mutating func finishPoll(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    if members[place].isDirty, timeline.now >= members[place].lastCommit.advanced(by: commitInterval) {
      if reading.guarantee == .exactlyOnce { return beginTransactionEnd(place, &timeline) }
      commitFinished(place, &readers, &timeline)
    }
    serve(place, &readers, &timeline)
  }

  /// Commits what a member has finished.
  mutating func commitFinished(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    guard members[place].isDirty else { return }
    let member = members[place]
    // With a commit at every poll nothing else can be open.
    let isLastOnly = commitInterval == 0 && !member.isWorking && member.lastPartition >= 0
    for partition in isLastOnly ? [member.lastPartition] : member.partitions where owner[partition] == place {
      let isInHand = member.batchPartition == partition
      readers.commit(
        reader, partition, before: isInHand ? member.batchFrom : readers.readers[reader].positions[partition].position,
        &timeline)
    }
    members[place].isDirty = member.isWorking
    members[place].lastCommit = timeline.now
  }

  /// An idle member with something to commit does so when the interval has passed.
  mutating func armCommitTimer(_ place: Int, _ timeline: inout Timeline) {
    guard members[place].isDirty, !members[place].hasCommitTimer else { return }
    members[place].hasCommitTimer = true
    timeline.schedule(
      timer(Signal.commit, place), at: members[place].lastCommit.advanced(by: commitInterval))
  }

  mutating func commitIdle(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    members[place].hasCommitTimer = false
    guard members[place].isPolling, !members[place].isCommitting, members[place].isDirty else { return }
    guard timeline.now >= members[place].lastCommit.advanced(by: commitInterval) else {
      return armCommitTimer(place, &timeline)
    }
    if reading.guarantee == .exactlyOnce { return beginTransactionEnd(place, &timeline) }
    commitFinished(place, &readers, &timeline)
  }

  // MARK: Transactions

  mutating func beginTransactionEnd(_ place: Int, _ timeline: inout Timeline) {
    members[place].isCommitting = true
    let seconds = group.transactionTime.draw(
      draws.transaction, UInt64(members[place].task) | UInt64(members[place].life) << 32,
      attempt: members[place].commits)
    members[place].commits &+= 1
    timeline.schedule(timer(Signal.committed, place), after: Nanoseconds(seconds: seconds))
  }

  mutating func endTransaction(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    guard members[place].isCommitting else { return }
    members[place].isCommitting = false
    commitFinished(place, &readers, &timeline)
    serve(place, &readers, &timeline)
  }

  /// Lets a member end its transaction before it gives partitions up. Returns whether it has to wait for that.
  mutating func mustCommitFirst(_ place: Int, _ timeline: inout Timeline) -> Bool {
    guard reading.guarantee == .exactlyOnce, members[place].isDirty else { return false }
    beginTransactionEnd(place, &timeline)
    return true
  }
}
