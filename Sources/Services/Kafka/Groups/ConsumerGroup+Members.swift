// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// How members come, go, fall silent and are thrown out.
extension ConsumerGroup {
  /// A task is ready for records, and has finished what it was given before.
  mutating func poll(_ event: Event, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    let task = Int(event.a)
    var place = task < placeOfTask.count ? placeOfTask[task] : Self.nobody
    if isLanes, place != Self.nobody {
      members[place].life = event.b
    } else if place == Self.nobody || members[place].life != event.b {
      place = comeBack(place, life: event.b, &readers, &timeline) ?? join(event.a, life: event.b, &timeline)
    }
    members[place].most = event.c == 0 ? group.fetch.maxRecords : Int(event.c)
    members[place].isPolling = true
    // Its client has asked for more as soon as it had what it has just finished.
    members[place].waitingSince = members[place].isWorking ? members[place].arrivesAt : timeline.now
    members[place].lastPartition = members[place].batchPartition
    members[place].batchPartition = -1
    if isLanes { finishLane(place, unfinished: Int64(event.small), &readers, &timeline) }
    finishPoll(place, &readers, &timeline)
  }

  /// A lane has finished more of what it was given, and does not ask for more yet.
  mutating func takeFinished(_ event: Event, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    let task = Int(event.a)
    guard isLanes, task < placeOfTask.count, placeOfTask[task] != Self.nobody else { return }
    finishLane(placeOfTask[task], unfinished: Int64(event.small), &readers, &timeline)
  }

  /// Commits what a lane has finished: all that has reached it but for so many of the last records.
  private mutating func finishLane(
    _ place: Int, unfinished: Int64, _ readers: inout LogReaders, _ timeline: inout Timeline
  ) {
    let partition = Int(members[place].task)
    guard partition < owner.count else { return }
    let isUnderWay = members[place].isWorking && members[place].arrivesAt > timeline.now
    let end = isUnderWay ? members[place].batchFrom : readers.readers[reader].positions[partition].position
    readers.commit(reader, partition, before: end - unfinished, &timeline)
    members[place].isDirty = false
    members[place].lastCommit = timeline.now
  }

  private mutating func join(_ task: UInt32, life: UInt32, _ timeline: inout Timeline) -> Int {
    // Lanes come one by one with the partitions, and belong to them.
    let isEmpty = !isLanes && !members.contains { $0.isUsed }
    let place = addMember(task, life: life, at: timeline.now)
    if isLanes {
      guard Int(task) < owner.count else { return place }
      give([Int(task)], to: place, &timeline)
    } else if isConsumerProtocol {
      retarget(&timeline)
      // The join is a heartbeat.
      scheduleHeartbeat(place, after: 0, &timeline)
    } else {
      members[place].knowsRebalance = true
      beginRebalance(isFirst: isEmpty, &timeline)
    }
    return place
  }

  /// A task is gone.
  mutating func leave(_ event: Event, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    let task = Int(event.a)
    guard task < placeOfTask.count, placeOfTask[task] != Self.nobody else { return }
    let place = placeOfTask[task]
    guard members[place].life == event.b, !members[place].isGone else { return }
    let isCrash = event.small != 0
    if !isCrash {
      // What had reached it is finished.
      if members[place].isWorking, members[place].arrivesAt < timeline.now {
        members[place].lastPartition = members[place].batchPartition
        members[place].batchPartition = -1
      }
      commitFinished(place, &readers, &timeline)
      dropUnread(place, &readers, &timeline)
    }
    if isLanes { return remove(place, &readers, &timeline) }
    // A static member does not say that it goes (KIP-345).
    guard isCrash || group.isStatic else {
      remove(place, &readers, &timeline)
      return changeMembers(&readers, &timeline)
    }
    members[place].isGone = true
    members[place].isPolling = false
    members[place].isCommitting = false
    for partition in members[place].partitions { pause(partition, &timeline) }
    showMembers(&timeline)
    let last = timeline.now - sinceHeartbeat(place, at: timeline.now)
    timeline.schedule(timer(Signal.session, place), at: last.advanced(by: group.sessionTimeout))
  }

  /// Records on their way to a task that has left in good order are not read.
  private mutating func dropUnread(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    guard members[place].isWorking else { return }
    rewind(members[place].batchPartition, &readers, &timeline)
    members[place].batchPartition = -1
  }

  /// A silent member is taken for dead.
  mutating func endSession(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    guard members[place].isGone else { return }
    remove(place, &readers, &timeline)
    changeMembers(&readers, &timeline)
  }

  /// A static member is back before anybody has missed it: it goes on with the partitions that it had. Nil if there is
  /// none.
  private mutating func comeBack(
    _ place: Int, life: UInt32, _ readers: inout LogReaders, _ timeline: inout Timeline
  ) -> Int? {
    guard group.isStatic, place != Self.nobody, members[place].isGone else { return nil }
    members[place].isGone = false
    members[place].life = life
    members[place].generation &+= 1
    members[place].isDirty = false
    members[place].batchPartition = -1
    members[place].hasCommitTimer = false
    members[place].hasLateTimer = false
    members[place].hasHeartbeatTimer = false
    members[place].hasWaitTimer = false
    members[place].lastCommit = timeline.now
    members[place].heartbeatPhase = timeline.now % group.heartbeatInterval
    for partition in members[place].partitions { rewind(partition, &readers, &timeline) }
    let partitions = members[place].partitions
    members[place].partitions = []
    give(partitions, to: place, &timeline)
    if isJoining { members[place].knowsRebalance = true }
    if isConsumerProtocol { scheduleHeartbeat(place, after: 0, &timeline) }
    showMembers(&timeline)
    return place
  }

  /// A member has worked for longer than `max.poll.interval.ms`: its client leaves the group, though it works on.
  mutating func checkLate(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    members[place].hasLateTimer = false
    guard members[place].isWorking, !members[place].isGone else { return }
    let due = members[place].arrivesAt.advanced(by: group.maxPollInterval)
    guard due <= timeline.now else { return armLateTimer(place, at: due, &timeline) }
    timeline.recorder.count(instruments.late)
    remove(place, &readers, &timeline)
    changeMembers(&readers, &timeline)
  }

  mutating func armLateTimer(_ place: Int, at time: Instant, _ timeline: inout Timeline) {
    members[place].hasLateTimer = true
    timeline.schedule(timer(Signal.late, place), at: time)
  }

  /// Takes a member and what it has away.
  mutating func remove(_ place: Int, _ readers: inout LogReaders, _ timeline: inout Timeline) {
    release(members[place].partitions, of: place, &readers, &timeline)
    let task = Int(members[place].task)
    if placeOfTask[task] == place { placeOfTask[task] = Self.nobody }
    members[place].isUsed = false
    members[place].generation &+= 1
    freePlaces.give(UInt32(place))
  }

  /// The partitions have to be dealt out anew, for somebody has gone.
  private mutating func changeMembers(_ readers: inout LogReaders, _ timeline: inout Timeline) {
    showMembers(&timeline)
    guard members.contains(where: { $0.isUsed }) else {
      isJoining = false
      isInInitialDelay = false
      return
    }
    if isConsumerProtocol { return retarget(&timeline) }
    beginRebalance(isFirst: false, &timeline)
    checkBarrier(&readers, &timeline)
  }

  // MARK: Heartbeats

  /// How long ago a member sent its latest heartbeat.
  func sinceHeartbeat(_ place: Int, at now: Instant) -> Nanoseconds {
    let interval = group.heartbeatInterval
    let since = (now - members[place].heartbeatPhase) % interval
    return since < 0 ? since + interval : since
  }

  /// The time until a member's next heartbeat.
  func untilHeartbeat(_ place: Int, at now: Instant) -> Nanoseconds {
    group.heartbeatInterval - sinceHeartbeat(place, at: now)
  }
}
