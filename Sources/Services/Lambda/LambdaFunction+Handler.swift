// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What the handler does: each message goes through the steps of the program.
extension LambdaFunction {
  /// Begins with the first message, or with all of them.
  mutating func handleMessages(_ invocation: UInt32, _ timeline: inout Timeline) {
    if worksInOneStep { return beginBatchWork(invocation, &timeline) }
    let place = Int(invocation)
    let generation = invocations[place].generation
    guard settings.isParallel else {
      invocations[place].remaining = 1
      return beginMessage(invocations[place].firstJob, &timeline)
    }
    invocations[place].remaining = invocations[place].count
    var job = invocations[place].firstJob
    while job != .max, isCurrent(invocation, generation, .running) {
      let next = jobs[Int(job)].next
      beginMessage(job, &timeline)
      job = next
    }
  }

  private mutating func beginMessage(_ job: UInt32, _ timeline: inout Timeline) {
    jobs[Int(job)].state = .running
    // The work at a whole batch is behind it.
    jobs[Int(job)].step = settings.perMessage == nil ? 0 : 1
    jobs[Int(job)].callsUnderWay = 0
    jobs[Int(job)].isPassedOn = false
    beginStep(job, &timeline)
  }

  mutating func beginStep(_ job: UInt32, _ timeline: inout Timeline) {
    switch program[Int(jobs[Int(job)].step)] {
    case .work: beginWork(job, &timeline)
    case .call(let group): beginCalls(Int(group), job, &timeline)
    case .succeed: succeed(job, &timeline)
    }
  }

  private mutating func finishStep(_ job: UInt32, _ timeline: inout Timeline) {
    jobs[Int(job)].step += 1
    beginStep(job, &timeline)
  }

  private mutating func beginWork(_ job: UInt32, _ timeline: inout Timeline) {
    let message = timeline.messages[jobs[Int(job)].message]
    beginAttempt(job, &timeline)
    let time = Nanoseconds(
      seconds: settings.serviceTime.draw(draws.service, message.drawKey, attempt: UInt32(message.attempts)))
    timeline.schedule(
      Event(to: id, Signal.worked, a: job, b: jobs[Int(job)].generation), after: faults.slowed(time))
  }

  /// Counts an attempt, and decides whether it fails.
  mutating func beginAttempt(_ job: UInt32, _ timeline: inout Timeline) {
    let place = Int(job)
    let message = jobs[place].message
    let attempt = UInt32(timeline.messages[message].attempts)
    let drawKey = timeline.messages[message].drawKey
    // On a log nothing else notes how long a failed attempt has kept it.
    if wiring.readsLog { endInvisible(message, &timeline) }
    timeline.recorder.count(instruments.attempts)
    let isFirst = timeline.beginAttempt(
      at: message, from: queueNumber, worked: instruments.worked, duplicateWork: instruments.duplicateWork)
    if isFirst, order != nil { order?.note(timeline.messages[message], &timeline) }
    jobs[place].startedAt = timeline.now
    jobs[place].attempt = UInt16(attempt)
    jobs[place].fails =
      settings.error > 0 && draws.error.uniform(drawKey, attempt: attempt) < settings.error
      || settings.poison > 0 && draws.poison.uniform(drawKey) < settings.poison
      || faults.failing > 0 && draws.fault.uniform(drawKey, attempt: attempt) < faults.failing
    jobs[place].state = .running
    jobs[place].step = 0
    jobs[place].callsUnderWay = 0
    jobs[place].isPassedOn = false
    if timeline.isTracing { timeline.note(.began, message, at: id, a: Int64(attempt) + 1) }
  }

  mutating func endWork(_ job: UInt32, _ timeline: inout Timeline) {
    if jobs[Int(job)].fails { fail(job, &timeline) } else { finishStep(job, &timeline) }
  }

  // MARK: Calls

  private mutating func beginCalls(_ group: Int, _ job: UInt32, _ timeline: inout Timeline) {
    let held = jobs[Int(job)]
    let begun = outgoing.begin(
      group,
      for: Calls.Job(
        place: job, generation: held.generation, message: held.message, attempt: UInt32(held.attempt),
        startedAt: held.startedAt), &timeline)
    jobs[Int(job)].callsUnderWay = UInt16(begun)
    if begun == 0 { finishStep(job, &timeline) }
  }

  mutating func takeAnswer(_ event: Event, _ timeline: inout Timeline) {
    guard let owner = outgoing.owner(of: event) else { return }
    let place = Int(owner.job)
    let isWanted = isCurrentJob(owner.job, owner.generation, .running)
    switch outgoing.handle(event, isWanted: isWanted, &timeline) {
    case .pending: return
    case .ended(let isPassedOn): if isPassedOn { jobs[place].isPassedOn = true }
    case .failed: jobs[place].fails = true
    }
    jobs[place].callsUnderWay -= 1
    guard jobs[place].callsUnderWay == 0 else { return }
    if jobs[place].fails { fail(owner.job, &timeline) } else { finishStep(owner.job, &timeline) }
  }

  // MARK: The end of an attempt

  private mutating func succeed(_ job: UInt32, _ timeline: inout Timeline) {
    noteSuccess(job, &timeline)
    endMessage(job, &timeline)
  }

  mutating func noteSuccess(_ job: UInt32, _ timeline: inout Timeline) {
    let place = Int(job)
    let length = length(ofAttempt: job, timeline.now)
    jobs[place].state = .succeeded
    timeline.recorder.record(instruments.service, length, at: timeline.now)
    timeline.recorder.count(instruments.succeeded)
    if timeline.isTracing { timeline.note(.succeeded, jobs[place].message, at: id, a: length) }
    if jobs[place].isPassedOn, outgoing.passesOn {
      timeline.passOn(jobs[place].message, stages: stages)
    } else {
      timeline.deliver(jobs[place].message, work: length)
    }
  }

  /// The attempt's own time: of a batch that is worked on in one step, this message's part.
  private func length(ofAttempt job: UInt32, _ now: Instant) -> Nanoseconds {
    let held = jobs[Int(job)]
    return (worksInOneStep && settings.calls.isEmpty ? min(now, held.endsAt) : now) - held.startedAt
  }

  private mutating func fail(_ job: UInt32, _ timeline: inout Timeline) {
    failAttempt(job, &timeline)
    invocations[Int(jobs[Int(job)].invocation)].hasFailure = true
    endMessage(job, &timeline)
  }

  /// A message is done with, well or not: the next one, or the end.
  ///
  /// Without partial responses a failed message is an exception that ends the invocation; with them the handler notes
  /// it and goes on, except on a FIFO queue, where those behind it must wait for it (Developer Guide,
  /// ReportBatchItemFailures).
  private mutating func endMessage(_ job: UInt32, _ timeline: inout Timeline) {
    let invocation = jobs[Int(job)].invocation
    let place = Int(invocation)
    if !settings.isParallel {
      let stops = jobs[Int(job)].state == .failed && (!settings.mapping.isPartial || wiring.keepsOrder)
      let next = nextMessage(behind: job)
      if next != .max, !stops { return beginMessage(next, &timeline) }
      // Those that the work at the whole batch has begun end with it.
      if stops, settings.perMessage != nil { cutOff(invocation, &timeline) }
      invocations[place].remaining = 0
    } else {
      invocations[place].remaining -= 1
    }
    if invocations[place].remaining == 0 { end(invocation, isCutOff: false, &timeline) }
  }

  /// The next message of a batch that the work at the whole of it has not failed already.
  private func nextMessage(behind job: UInt32) -> UInt32 {
    var next = jobs[Int(job)].next
    while next != .max, jobs[Int(next)].state == .failed { next = jobs[Int(next)].next }
    return next
  }

  /// Accounts for an attempt that came to nothing.
  mutating func failAttempt(_ job: UInt32, _ timeline: inout Timeline) {
    let message = jobs[Int(job)].message
    let length = length(ofAttempt: job, timeline.now)
    if timeline.isTracing { noteFailure(job, length, &timeline) }
    jobs[Int(job)].state = .failed
    timeline.recorder.record(instruments.service, length, at: timeline.now)
    timeline.recorder.count(instruments.failed)
    if timeline.messages[message].workedFrom == queueNumber { timeline.messages[message].unfailedAttempts &-= 1 }
    timeline.messages[message].failedWork += length
    timeline.messages[message].isIdle = true
    timeline.messages[message].idleSince = timeline.now
  }

  /// Ends the attempts of an invocation whose time is up.
  mutating func cutOff(_ invocation: UInt32, _ timeline: inout Timeline) {
    var job = invocations[Int(invocation)].firstJob
    while job != .max {
      if jobs[Int(job)].state == .running {
        let isDone = worksInOneStep && settings.calls.isEmpty && jobs[Int(job)].endsAt <= timeline.now
        if isDone, !jobs[Int(job)].fails { noteSuccess(job, &timeline) } else { failAttempt(job, &timeline) }
      }
      job = jobs[Int(job)].next
    }
    invocations[Int(invocation)].hasFailure = true
  }
}
