// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The classic protocol: a rebalance is a barrier that every member has to reach (Apache Kafka, group coordinator:
/// JoinGroup, SyncGroup).
///
/// Members hear of it with their heartbeats and join it at their next poll. With the eager assignors they give up all
/// that they own as they join, so nothing is read until the last has come; with `cooperative-sticky` they go on, give up
/// only what the assignment takes from them, and join once more, so that it can be dealt out.
extension ConsumerGroup {
  /// - Parameter isFirst: whether the group was empty before.
  mutating func beginRebalance(isFirst: Bool, _ timeline: inout Timeline) {
    guard !isJoining else { return }
    isJoining = true
    rebalance &+= 1
    joiningSince = timeline.now
    timeline.recorder.count(instruments.rebalances)
    timeline.schedule(
      Event(to: log, Signal.barrier, a: UInt32(reader), d: rebalance), after: group.maxPollInterval)
    if isFirst, initialDelay > 0 {
      isInInitialDelay = true
      timeline.schedule(Event(to: log, Signal.initialDelay, a: UInt32(reader), d: rebalance), after: initialDelay)
    }
    for place in members.indices where members[place].isUsed {
      members[place].hasJoined = false
      guard !members[place].isGone, !members[place].knowsRebalance else { continue }
      timeline.schedule(
        timer(Signal.learn, place, d: rebalance), after: untilHeartbeat(place, at: timeline.now))
    }
  }

  /// A member hears of the rebalance with its heartbeat.
  mutating func learn(_ place: Int, _ number: UInt32, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    guard isJoining, number == rebalance, !members[place].isGone else { return }
    members[place].knowsRebalance = true
    serveIfIdle(place, &readers, &timeline)
  }

  /// A member that polls joins the rebalance it has heard of.
  mutating func joinBarrier(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    members[place].hasJoined = true
    if !isCooperative {
      commitFinished(place, &readers, &timeline)
      members[place].previous = members[place].partitions
      release(members[place].partitions, of: place, &readers, &timeline)
    }
    checkBarrier(&readers, &timeline)
  }

  /// Ends the rebalance if every member has joined it.
  mutating func checkBarrier(_ readers: inout LogReaders, _ timeline: inout Timeline) {
    guard isJoining, !isInInitialDelay else { return }
    for member in members where member.isUsed && !member.hasJoined { return }
    endRebalance(&readers, &timeline)
  }

  /// The first rebalance of an empty group has waited for more members (`group.initial.rebalance.delay.ms`). Only a
  /// group that has never had an assignment would wait again for each that comes meanwhile.
  mutating func endInitialDelay(_ number: UInt32, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    guard isJoining, isInInitialDelay, number == rebalance else { return }
    isInInitialDelay = false
    checkBarrier(&readers, &timeline)
  }

  /// Who has not joined in time is out: the rebalance timeout is `max.poll.interval.ms`.
  mutating func endBarrier(_ number: UInt32, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    guard isJoining, number == rebalance else { return }
    isInInitialDelay = false
    for place in members.indices where members[place].isUsed && !members[place].hasJoined {
      remove(place, &readers, &timeline)
    }
    showMembers(&timeline)
    guard members.contains(where: { $0.isUsed }) else {
      isJoining = false
      return
    }
    endRebalance(&readers, &timeline)
  }

  /// Deals out the partitions.
  private mutating func endRebalance(_ readers: inout LogReaders, _ timeline: inout Timeline) {
    isJoining = false
    let places = placesInOrder
    let assignment = assignment(to: places)
    for place in places {
      members[place].knowsRebalance = false
      members[place].hasJoined = false
      members[place].previous = []
    }
    for (place, partitions) in zip(places, assignment) {
      let keeps = Set(partitions)
      members[place].revoking = members[place].partitions.filter { !keeps.contains($0) }
      give(partitions.filter { owner[$0] == Self.nobody }, to: place, &timeline)
    }
    showMembers(&timeline)
    for place in places where !members[place].revoking.isEmpty { serveIfIdle(place, &readers, &timeline) }
  }

  /// A member gives up what the assignment has taken from it.
  mutating func revoke(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    commitFinished(place, &readers, &timeline)
    release(members[place].revoking, of: place, &readers, &timeline)
    members[place].revoking = []
    showMembers(&timeline)
    // It says so at once: by joining again, or with a heartbeat that also brings it what it shall own.
    if isConsumerProtocol { return reconcile(place, &readers, &timeline) }
    if !isJoining { beginRebalance(isFirst: false, &timeline) }
    members[place].knowsRebalance = true
  }
}
