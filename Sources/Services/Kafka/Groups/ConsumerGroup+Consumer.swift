// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The protocol `consumer` (KIP-848): the brokers say what each member shall own, and each follows with its heartbeats,
/// first giving up, then taking what others have given up. Nobody waits for anybody else, and what does not move is read
/// all the while.
extension ConsumerGroup {
  /// The members have changed: the brokers decide anew. Silent members count until their sessions end.
  mutating func retarget(_ timeline: inout Timeline) {
    rebalance &+= 1
    timeline.recorder.count(instruments.rebalances)
    let places = placesInOrder
    for (place, partitions) in zip(places, assignment(to: places)) {
      members[place].target = partitions
      guard !members[place].isGone, !isReconciled(place) else { continue }
      scheduleHeartbeat(place, after: untilHeartbeat(place, at: timeline.now), &timeline)
    }
  }

  /// Whether a member owns what it shall.
  private func isReconciled(_ place: Int) -> Bool {
    members[place].partitions.count == members[place].target.count
      && members[place].target.allSatisfy { owner[$0] == place }
  }

  mutating func scheduleHeartbeat(_ place: Int, after length: Nanoseconds, _ timeline: inout Timeline) {
    guard !members[place].hasHeartbeatTimer else { return }
    members[place].hasHeartbeatTimer = true
    timeline.schedule(timer(Signal.heartbeat, place), after: length)
  }

  mutating func heartbeat(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    members[place].hasHeartbeatTimer = false
    guard !members[place].isGone else { return }
    reconcile(place, &readers, &timeline)
  }

  /// Brings a member nearer to what it shall own.
  mutating func reconcile(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    let wanted = Set(members[place].target)
    members[place].revoking = members[place].partitions.filter { !wanted.contains($0) }
    if members[place].revoking.isEmpty {
      give(members[place].target.filter { owner[$0] == Self.nobody }, to: place, &timeline)
      showMembers(&timeline)
    } else {
      serveIfIdle(place, &readers, &timeline)
    }
    guard !isReconciled(place) else { return }
    scheduleHeartbeat(place, after: untilHeartbeat(place, at: timeline.now), &timeline)
  }
}
