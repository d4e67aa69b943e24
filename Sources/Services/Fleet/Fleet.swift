// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// A fleet of identical worker tasks that take messages from one channel.
///
/// Each task has one poller and a number of slots. The poller asks for messages when no call is under way, nothing it
/// received waits, and a slot is free. A slot takes one message at a time through the fleet's program (work, then
/// delete, or the other way round).
struct Fleet: Component {
  /// The fleet's own signals.
  enum Signal {
    static let poll = ConsumerSignal.own  // task, life
    static let worked = ConsumerSignal.own + 1  // job, generation
    static let heartbeat = ConsumerSignal.own + 2  // job, generation
    static let crash = ConsumerSignal.own + 3  // task, life
    static let restart = ConsumerSignal.own + 4  // task
  }

  let id: ComponentID
  let settings: FleetSettings
  let instruments: FleetInstruments
  let source: ComponentID
  let program: [FleetStep]
  /// What every call for messages asks for.
  let call: UInt32
  var tasks: [FleetTask]
  var jobs: [FleetJob] = []
  /// For each task a list of what waits (`2 * task`) and of what runs (`2 * task + 1`).
  var lists: IndexLists
  var freePlaces = FreePlaces()
  var draws: FleetDraws
  var busy = 0
  var slotsUp = 0

  init(id: ComponentID, settings: FleetSettings, instruments: FleetInstruments, source: ComponentID) {
    self.id = id
    self.settings = settings
    self.instruments = instruments
    self.source = source
    call = ReceiveCall.word(
      most: settings.receive, visibilityTimeout: settings.visibilityTimeout, wait: settings.receiveWait)
    program = settings.deletesBeforeWork ? [.delete, .work] : [.work, .delete]
    tasks = [FleetTask](repeating: FleetTask(), count: settings.tasks)
    lists = IndexLists(lists: 2 * settings.tasks)
    draws = FleetDraws(key: RandomKey(seed: 0, replication: 0), fleet: settings.name)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = FleetDraws(key: timeline.key, fleet: settings.name)
    timeline.recorder.set(instruments.tasks, Double(settings.tasks), at: 0)
    for task in tasks.indices {
      tasks[task].isUp = true
      slotsUp += settings.slots
      // Tasks that pause between polls are not in step with each other.
      let offset = Double(settings.pollPause) * draws.start.uniform(UInt64(task))
      schedulePoll(task, after: Nanoseconds(offset), &timeline)
      scheduleCrash(task, &timeline)
    }
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ConsumerSignal.delivered: receive(event, &timeline)
    case ConsumerSignal.empty: receiveNothing(event, &timeline)
    case ConsumerSignal.done:
      if isCurrent(event.a, event.b) { finishStep(event.a, &timeline) }
    case Signal.worked:
      if isCurrent(event.a, event.b) { endWork(event.a, &timeline) }
    case Signal.poll: poll(Int(event.a), life: event.b, &timeline)
    case Signal.heartbeat:
      if isCurrent(event.a, event.b) { extend(event.a, &timeline) }
    case Signal.crash: crash(Int(event.a), life: event.b, &timeline)
    case Signal.restart: restart(Int(event.a), &timeline)
    default: break
    }
  }

  // MARK: Polling

  private func schedulePoll(_ task: Int, after pause: Nanoseconds, _ timeline: inout Timeline) {
    timeline.schedule(Event(to: id, Signal.poll, a: UInt32(task), b: tasks[task].life), after: pause)
  }

  private mutating func poll(_ task: Int, life: UInt32, _ timeline: inout Timeline) {
    guard tasks[task].isUp, tasks[task].life == life else { return }
    tasks[task].isCalling = true
    tasks[task].calls &+= 1
    timeline.schedule(
      Event(
        to: source, ChannelSignal.receive, small: ReplyTag.caller(life), a: UInt32(task), b: tasks[task].calls,
        c: call, d: id), after: 0)
  }

  private mutating func receive(_ event: Event, _ timeline: inout Timeline) {
    let task = Int(event.a)
    guard tasks[task].isUp, ReplyTag.isSameCall(event.small, ReplyTag.caller(tasks[task].life)) else {
      // The task that asked is gone: the message reappears when its timeout ends.
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

  private mutating func receiveNothing(_ event: Event, _ timeline: inout Timeline) {
    let task = Int(event.a)
    guard tasks[task].isUp, ReplyTag.isSameCall(event.small, ReplyTag.caller(tasks[task].life)) else { return }
    tasks[task].isCalling = false
    advance(task, &timeline)
  }

  /// Starts what can be started and asks for more where a slot is free.
  private mutating func advance(_ task: Int, _ timeline: inout Timeline) {
    while tasks[task].busySlots < settings.slots, let job = lists.removeFirst(2 * task) {
      timeline.recorder.add(instruments.buffered, -1, at: timeline.now)
      tasks[task].busySlots += 1
      changeBusy(by: 1, &timeline)
      lists.append(job, to: 2 * task + 1)
      jobs[Int(job)].state = .running
      jobs[Int(job)].step = 0
      begin(job, &timeline)
    }
    if !tasks[task].isCalling, tasks[task].busySlots < settings.slots, lists.isEmpty(2 * task) {
      if settings.pollPause == 0 { return poll(task, life: tasks[task].life, &timeline) }
      tasks[task].isCalling = true
      schedulePoll(task, after: settings.pollPause, &timeline)
    }
  }

  // MARK: Working

  private mutating func begin(_ job: UInt32, _ timeline: inout Timeline) {
    switch program[Int(jobs[Int(job)].step)] {
    case .work: beginWork(job, &timeline)
    case .delete: tellSource(ChannelSignal.delete, job, &timeline)
    }
  }

  private mutating func finishStep(_ job: UInt32, _ timeline: inout Timeline) {
    jobs[Int(job)].step += 1
    if Int(jobs[Int(job)].step) < program.count, !jobs[Int(job)].fails { return begin(job, &timeline) }
    free(job, &timeline)
  }

  private mutating func beginWork(_ job: UInt32, _ timeline: inout Timeline) {
    let message = jobs[Int(job)].message
    let now = timeline.now
    let attempt = UInt32(timeline.messages[message].attempts)
    let drawKey = timeline.messages[message].drawKey
    if attempt == 0 { timeline.recorder.count(instruments.worked) }
    if timeline.messages[message].unfailedAttempts > 0 {
      if !timeline.messages[message].isDuplicateCounted {
        timeline.messages[message].isDuplicateCounted = true
        timeline.recorder.count(instruments.duplicateWork)
      }
      if !timeline.messages[message].isIdle {
        timeline.messages[message].failedWork += now - timeline.messages[message].idleSince
      }
    }
    timeline.messages[message].attempts &+= 1
    timeline.messages[message].unfailedAttempts &+= 1
    timeline.messages[message].isIdle = false
    timeline.messages[message].idleSince = now
    jobs[Int(job)].startedAt = now
    jobs[Int(job)].fails =
      settings.error > 0 && draws.error.uniform(drawKey, attempt: attempt) < settings.error
      || settings.poison > 0 && draws.poison.uniform(drawKey) < settings.poison
    let time = Nanoseconds(seconds: settings.serviceTime.draw(draws.service, drawKey, attempt: attempt))
    timeline.recorder.count(instruments.attempts)
    timeline.schedule(
      Event(to: id, Signal.worked, a: job, b: jobs[Int(job)].generation), after: time)
  }

  private mutating func endWork(_ job: UInt32, _ timeline: inout Timeline) {
    let place = Int(job)
    let message = jobs[place].message
    timeline.recorder.record(instruments.service, timeline.now - jobs[place].startedAt, at: timeline.now)
    guard jobs[place].fails else {
      timeline.recorder.count(instruments.succeeded)
      timeline.deliver(message, work: timeline.now - jobs[place].startedAt)
      return finishStep(job, &timeline)
    }
    timeline.recorder.count(instruments.failed)
    timeline.messages[message].unfailedAttempts &-= 1
    endAttempt(job, &timeline)
    if settings.givesBack, !settings.deletesBeforeWork {
      tellSource(ChannelSignal.giveBack, job, &timeline)
    } else {
      if settings.deletesBeforeWork { timeline.end(message, as: .expired) }  // nobody will see it again
      free(job, &timeline)
    }
  }

  /// Accounts for an attempt that came to nothing.
  private func endAttempt(_ job: UInt32, _ timeline: inout Timeline) {
    let message = jobs[Int(job)].message
    timeline.messages[message].failedWork += timeline.now - jobs[Int(job)].startedAt
    timeline.messages[message].isIdle = true
    timeline.messages[message].idleSince = timeline.now
  }

  private func tellSource(_ signal: UInt16, _ job: UInt32, _ timeline: inout Timeline) {
    let held = jobs[Int(job)]
    timeline.schedule(
      Event(
        to: source, signal, small: UInt16(truncatingIfNeeded: id), a: held.entry, b: held.receipt, c: job,
        d: held.generation), after: 0)
  }

  // MARK: Heartbeats

  private func scheduleHeartbeat(
    _ job: UInt32, _ heartbeat: FleetSettings.Heartbeat, _ timeline: inout Timeline
  ) {
    timeline.schedule(
      Event(to: id, Signal.heartbeat, a: job, b: jobs[Int(job)].generation), after: heartbeat.every)
  }

  private func extend(_ job: UInt32, _ timeline: inout Timeline) {
    guard let heartbeat = settings.heartbeat else { return }
    let held = jobs[Int(job)]
    timeline.schedule(
      Event(
        to: source, ChannelSignal.extend, a: held.entry, b: held.receipt,
        c: UInt32(truncatingIfNeeded: heartbeat.extendTo / 1_000_000)), after: 0)
    scheduleHeartbeat(job, heartbeat, &timeline)
  }

  // MARK: Crashes

  private func scheduleCrash(_ task: Int, _ timeline: inout Timeline) {
    guard let crash = settings.crash else { return }
    let uniform = draws.crash.uniform(UInt64(task), attempt: tasks[task].life)
    let time = -Double(crash.every) * DeterministicMath.log(uniform)
    timeline.schedule(
      Event(to: id, Signal.crash, a: UInt32(task), b: tasks[task].life), after: Nanoseconds(seconds: time / 1e9))
  }

  private mutating func crash(_ task: Int, life: UInt32, _ timeline: inout Timeline) {
    guard let crash = settings.crash, tasks[task].isUp, tasks[task].life == life else { return }
    timeline.recorder.count(instruments.crashes)
    tasks[task].isUp = false
    tasks[task].isCalling = false
    tasks[task].life &+= 1
    while let job = lists.removeFirst(2 * task) {
      timeline.recorder.add(instruments.buffered, -1, at: timeline.now)
      discard(job, &timeline)
    }
    while let job = lists.removeFirst(2 * task + 1) {
      // After success a job only waits for its delete; before the work the delete takes the message away for good.
      if program[Int(jobs[Int(job)].step)] == .work { endAttempt(job, &timeline) }
      if settings.deletesBeforeWork { timeline.end(jobs[Int(job)].message, as: .expired) }
      tasks[task].busySlots -= 1
      changeBusy(by: -1, &timeline)
      discard(job, &timeline)
    }
    // Only now, so that never more slots are busy than there are.
    slotsUp -= settings.slots
    changeBusy(by: 0, &timeline)
    timeline.schedule(Event(to: id, Signal.restart, a: UInt32(task)), after: crash.restart)
  }

  private mutating func restart(_ task: Int, _ timeline: inout Timeline) {
    tasks[task].isUp = true
    slotsUp += settings.slots
    changeBusy(by: 0, &timeline)
    schedulePoll(task, after: 0, &timeline)
    scheduleCrash(task, &timeline)
  }

  // MARK: Jobs

  private func isCurrent(_ job: UInt32, _ generation: UInt32) -> Bool {
    jobs[Int(job)].state != .free && jobs[Int(job)].generation == generation
  }

  private mutating func addJob(_ event: Event) -> UInt32 {
    let index: UInt32
    if let place = freePlaces.take() {
      index = place
    } else {
      index = UInt32(truncatingIfNeeded: jobs.count)
      jobs.append(FleetJob())
      lists.reserve(jobs.count)
    }
    let generation = jobs[Int(index)].generation &+ 1
    jobs[Int(index)] = FleetJob(
      message: event.d, entry: event.b, receipt: event.c, task: event.a, generation: generation, state: .buffered)
    return index
  }

  /// Ends a running job and lets its task go on.
  private mutating func free(_ job: UInt32, _ timeline: inout Timeline) {
    let task = Int(jobs[Int(job)].task)
    lists.remove(job, from: 2 * task + 1)
    tasks[task].busySlots -= 1
    changeBusy(by: -1, &timeline)
    discard(job, &timeline)
    advance(task, &timeline)
  }

  /// Frees the place of a job that is in no list.
  private mutating func discard(_ job: UInt32, _ timeline: inout Timeline) {
    timeline.messages.release(jobs[Int(job)].message)
    jobs[Int(job)].state = .free
    freePlaces.give(job)
  }

  private mutating func changeBusy(by change: Int, _ timeline: inout Timeline) {
    busy += change
    timeline.recorder.set(instruments.busy, Double(busy), at: timeline.now)
    timeline.recorder.set(
      instruments.utilisation, slotsUp > 0 ? Double(busy) / Double(slotsUp) : 1, at: timeline.now)
  }
}
