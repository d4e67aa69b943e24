// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// How tasks ask for messages, and what they do with what comes.
extension Fleet {
  /// Lets a task ask for messages after a pause.
  mutating func schedulePoll(_ task: Int, after pause: Nanoseconds, _ timeline: inout Timeline) {
    tasks[task].isCalling = true
    tasks[task].isPausing = true
    timeline.schedule(Event(to: id, Signal.poll, a: UInt32(task), b: tasks[task].life), after: pause)
  }

  mutating func poll(_ task: Int, life: UInt32, _ timeline: inout Timeline) {
    guard tasks[task].isAlive, tasks[task].life == life else { return }
    tasks[task].isPausing = false
    guard tasks[task].state == .up, !faults.isPaused else {
      tasks[task].isCalling = false
      return finishLeaving(task, &timeline)
    }
    tasks[task].isCalling = true
    tasks[task].calls &+= 1
    if let log {
      return timeline.schedule(
        Event(to: source, LogSignal.poll, a: UInt32(task), b: life, c: log.mostRecords, d: id), after: 0)
    }
    timeline.schedule(
      Event(
        to: source, ChannelSignal.receive, small: ReplyTag.caller(life), a: UInt32(task), b: tasks[task].calls,
        c: call, d: id), after: 0)
  }

  mutating func receive(_ event: Event, _ timeline: inout Timeline) {
    let task = Int(event.a)
    guard tasks[task].isAlive, ReplyTag.isSameCall(event.small, ReplyTag.caller(tasks[task].life)) else {
      // The task that asked is gone: the message reappears when its timeout ends.
      if timeline.isTracing { timeline.note(.letGo, event.d, at: id, a: Int64(task)) }
      timeline.messages.release(event.d)
      return
    }
    let job = addJob(event)
    lists.append(job, to: 2 * task)
    timeline.recorder.add(instruments.buffered, 1, at: timeline.now)
    if let heartbeat = settings.heartbeat { scheduleHeartbeat(job, heartbeat, &timeline) }
    if ReplyTag.following(event.small) == 0 { tasks[task].isCalling = false }
    advance(task, &timeline)
  }

  mutating func receiveNothing(_ event: Event, _ timeline: inout Timeline) {
    let task = Int(event.a)
    guard tasks[task].isAlive, ReplyTag.isSameCall(event.small, ReplyTag.caller(tasks[task].life)) else { return }
    tasks[task].isCalling = false
    advance(task, &timeline)
  }

  /// Starts what can be started and asks for more where a slot is free.
  mutating func advance(_ task: Int, _ timeline: inout Timeline) {
    while tasks[task].busySlots < settings.slots, let job = lists.removeFirst(2 * task) {
      timeline.recorder.add(instruments.buffered, -1, at: timeline.now)
      changeBusy(task, by: 1, &timeline)
      lists.append(job, to: 2 * task + 1)
      jobs[Int(job)].state = .running
      jobs[Int(job)].step = 0
      begin(job, &timeline)
    }
    guard !tasks[task].isCalling, tasks[task].busySlots < settings.slots, lists.isEmpty(2 * task) else { return }
    guard tasks[task].state == .up, !faults.isPaused else { return finishLeaving(task, &timeline) }
    if settings.pollPause == 0 { return poll(task, life: tasks[task].life, &timeline) }
    schedulePoll(task, after: settings.pollPause, &timeline)
  }

  // MARK: Heartbeats

  private mutating func scheduleHeartbeat(
    _ job: UInt32, _ heartbeat: FleetSettings.Heartbeat, _ timeline: inout Timeline
  ) {
    timeline.schedule(
      Event(to: id, Signal.heartbeat, a: job, b: jobs[Int(job)].generation), after: heartbeat.every)
  }

  mutating func extend(_ job: UInt32, _ timeline: inout Timeline) {
    guard let heartbeat = settings.heartbeat else { return }
    let held = jobs[Int(job)]
    timeline.schedule(
      Event(
        to: source, ChannelSignal.extend, a: held.entry, b: held.receipt,
        c: UInt32(truncatingIfNeeded: heartbeat.extendTo / 1_000_000), d: id), after: 0)
    scheduleHeartbeat(job, heartbeat, &timeline)
  }
}
