// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// How many tasks there are, by state, and how many are paid for.
struct FleetCount: Sendable {
  private var inState = [Int](repeating: 0, count: 5)
  var paid = 0

  subscript(state: FleetTask.State) -> Int { inState[Int(state.rawValue)] }

  mutating func add(_ state: FleetTask.State) { inState[Int(state.rawValue)] += 1 }

  mutating func move(from old: FleetTask.State, to new: FleetTask.State) {
    inState[Int(old.rawValue)] -= 1
    inState[Int(new.rawValue)] += 1
  }
}

/// The life of tasks: they start, crash, come back and leave.
extension Fleet {
  /// The shortest time that a task or an instance is paid for (AWS Fargate pricing: a minimum of one minute; Amazon EC2
  /// pricing, Linux: 60 seconds).
  static var shortestPaid: Nanoseconds { 60 * .second }

  mutating func addTask() {
    tasks.append(FleetTask())
    _ = lists.addList()
    _ = lists.addList()
    count.add(.absent)
  }

  mutating func move(_ task: Int, to state: FleetTask.State) {
    count.move(from: tasks[task].state, to: state)
    tasks[task].state = state
  }

  mutating func showTasks(_ timeline: inout Timeline) {
    timeline.recorder.set(instruments.tasks, Double(count.paid), at: timeline.now)
    showSurplus(&timeline)
    guard let scaling = instruments.scaling, let scaler else { return }
    timeline.recorder.set(scaling.desired, Double(scaler.desired), at: timeline.now)
    timeline.recorder.set(scaling.running, Double(count[.up]), at: timeline.now)
    timeline.recorder.set(scaling.starting, Double(count[.starting]), at: timeline.now)
    timeline.recorder.set(scaling.leaving, Double(count[.leaving]), at: timeline.now)
    let perInstance = settings.tasksPerInstance
    timeline.recorder.set(
      scaling.instances, Double((count.paid + perInstance - 1) / perInstance), at: timeline.now)
  }

  // MARK: Coming

  /// Orders a new task in a place where there is none; it is paid for from now on (AWS Fargate pricing: from the
  /// download of the image).
  mutating func order(_ task: Int, after length: Nanoseconds, _ timeline: inout Timeline) {
    tasks[task].paidSince = timeline.now
    tasks[task].warmAt = .farFuture
    count.paid += 1
    beginStart(task, after: length, &timeline)
  }

  /// Lets a task come up after a time.
  mutating func beginStart(_ task: Int, after length: Nanoseconds, _ timeline: inout Timeline) {
    move(task, to: .starting)
    showTasks(&timeline)
    timeline.schedule(Event(to: id, Signal.started, a: UInt32(task), b: tasks[task].life), after: length)
  }

  mutating func finishStart(_ task: Int, life: UInt32, _ timeline: inout Timeline) {
    guard tasks[task].state == .starting, tasks[task].life == life else { return }
    if faults.stops > 0 {
      move(task, to: .stopped)
      return showTasks(&timeline)
    }
    comeUp(task, after: 0, &timeline)
  }

  /// Lets a task take messages.
  mutating func comeUp(_ task: Int, after pause: Nanoseconds, _ timeline: inout Timeline) {
    move(task, to: .up)
    tasks[task].upSince = timeline.now
    tasks[task].busySince = timeline.now
    tasks[task].busyTime = 0
    if tasks[task].warmAt == .farFuture {
      tasks[task].warmAt = timeline.now.advanced(by: scaler?.policy.warmup ?? 0)
    }
    slotsUp += settings.slots
    showBusy(&timeline)
    showTasks(&timeline)
    schedulePoll(task, after: pause, &timeline)
    scheduleCrash(task, &timeline)
    endReplacement(task, &timeline)
  }

  // MARK: Crashes

  mutating func scheduleCrash(_ task: Int, _ timeline: inout Timeline) {
    guard let crash = settings.crash else { return }
    let uniform = draws.crash.uniform(UInt64(task), attempt: tasks[task].life)
    let time = -Double(crash.every) * DeterministicMath.log(uniform)
    timeline.schedule(
      Event(to: id, Signal.crash, a: UInt32(task), b: tasks[task].life), after: Nanoseconds(seconds: time / 1e9))
  }

  mutating func crash(_ task: Int, life: UInt32, _ timeline: inout Timeline) {
    guard let crash = settings.crash, tasks[task].isAlive, tasks[task].life == life else { return }
    kill(task, backAfter: crash.restart, &timeline)
  }

  /// A task dies with what it holds and is replaced, unless it was about to go anyway.
  mutating func kill(_ task: Int, backAfter length: Nanoseconds, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.crashes)
    let goesAnyway = tasks[task].state == .leaving && !tasks[task].isReplaced
    dropAll(task, &timeline)
    if goesAnyway { remove(task, &timeline) } else { beginStart(task, after: length, &timeline) }
  }

  /// Ends a task's life: what it holds is lost to it and comes back when its timeout ends. The task is in no state to
  /// work afterwards; the caller says what becomes of it.
  mutating func dropAll(_ task: Int, _ timeline: inout Timeline) {
    leaveLog(task, isCrash: true, &timeline)
    endLife(task)
    while let job = lists.removeFirst(2 * task) {
      timeline.recorder.add(instruments.buffered, -1, at: timeline.now)
      drop(job, &timeline)
    }
    while let job = lists.removeFirst(2 * task + 1) {
      // After success a job only waits for its delete; before the work the delete takes the message away for good.
      if program[Int(jobs[Int(job)].step)].isAttempt, !jobs[Int(job)].isOver {
        if timeline.isTracing {
          timeline.note(
            .cutOff, jobs[Int(job)].message, at: id, a: timeline.now - jobs[Int(job)].startedAt,
            b: TraceStep.Cause.crash.rawValue)
        }
        endAttempt(job, &timeline)
      }
      if settings.deletesBeforeWork { loseHeld(job, &timeline) }
      changeBusy(task, by: -1, &timeline)
      drop(job, &timeline)
    }
    // Only now, so that never more slots are busy than there are.
    slotsUp -= settings.slots
    showBusy(&timeline)
  }

  private mutating func drop(_ job: UInt32, _ timeline: inout Timeline) {
    if let abandoned = instruments.abandoned { timeline.recorder.count(abandoned) }
    if timeline.isTracing { timeline.note(.letGo, jobs[Int(job)].message, at: id, a: Int64(jobs[Int(job)].task)) }
    discard(job, &timeline)
  }

  /// Makes replies and timers of a task void.
  private mutating func endLife(_ task: Int) {
    tasks[task].isCalling = false
    tasks[task].isPausing = false
    tasks[task].life &+= 1
  }

  // MARK: Leaving

  /// A task takes no more messages and ends when it has finished what it holds, what its call under way brings
  /// included.
  ///
  /// - Parameter grace: after this it is killed; nil lets it finish.
  mutating func beginLeaving(_ task: Int, grace: Nanoseconds?, _ timeline: inout Timeline) {
    move(task, to: .leaving)
    showTasks(&timeline)
    if let grace {
      timeline.schedule(Event(to: id, Signal.graceOver, a: UInt32(task), b: tasks[task].life), after: grace)
    }
    finishLeaving(task, &timeline)
  }

  /// Ends a leaving task that holds nothing.
  mutating func finishLeaving(_ task: Int, _ timeline: inout Timeline) {
    guard tasks[task].state == .leaving, tasks[task].busySlots == 0, lists.isEmpty(2 * task),
      // A call to a log lasts until there are records: it is broken off.
      !tasks[task].isCalling || tasks[task].isPausing || log != nil
    else { return }
    leaveLog(task, isCrash: false, &timeline)
    endLife(task)
    slotsUp -= settings.slots
    showBusy(&timeline)
    guard tasks[task].isReplaced else { return remove(task, &timeline) }
    beginStart(task, after: replacementTime(task), &timeline)
  }

  /// How long it takes until a task that a fault has taken away is replaced.
  func replacementTime(_ task: Int) -> Nanoseconds {
    Nanoseconds(
      seconds: settings.replacementTime.draw(draws.launch, UInt64(task), attempt: tasks[task].life))
  }

  mutating func endGrace(_ task: Int, life: UInt32, _ timeline: inout Timeline) {
    guard tasks[task].state == .leaving, tasks[task].life == life, !tasks[task].isReplaced else { return }
    dropAll(task, &timeline)
    remove(task, &timeline)
  }

  /// A task that holds nothing ceases to be.
  mutating func remove(_ task: Int, _ timeline: inout Timeline) {
    if tasks[task].state == .starting { endLife(task) }
    move(task, to: .absent)
    let paid = timeline.now - tasks[task].paidSince
    if paid < Self.shortestPaid, settings.compute != .none {
      timeline.schedule(Event(to: id, Signal.paidOff), after: Self.shortestPaid - paid)
    } else {
      count.paid -= 1
    }
    showTasks(&timeline)
    endReplacement(task, &timeline)
  }

  mutating func payOff(_ timeline: inout Timeline) {
    count.paid -= 1
    showTasks(&timeline)
  }
}
