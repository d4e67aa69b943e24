// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// The way of a message through the fleet's program.
extension Fleet {
  mutating func begin(_ job: UInt32, _ timeline: inout Timeline) {
    switch program[Int(jobs[Int(job)].step)] {
    case .work: if worksAtOnce { workAtOnce(job, &timeline) } else { beginWork(job, &timeline) }
    case .call(let group): beginCalls(Int(group), job, &timeline)
    case .succeed: succeed(job, &timeline)
    case .delete: tellSource(ChannelSignal.delete, job, &timeline)
    }
  }

  mutating func finishStep(_ job: UInt32, _ timeline: inout Timeline) {
    jobs[Int(job)].step += 1
    if Int(jobs[Int(job)].step) < program.count, !jobs[Int(job)].fails { return begin(job, &timeline) }
    if log != nil, nextRecord(job, &timeline) { return begin(job, &timeline) }
    free(job, &timeline)
  }

  private mutating func beginWork(_ job: UInt32, _ timeline: inout Timeline) {
    let (drawKey, attempt) = beginAttempt(job, &timeline)
    let seconds = settings.serviceTime.draw(draws.service, drawKey, attempt: attempt) * faults.slowness
    timeline.schedule(
      Event(to: id, Signal.worked, a: job, b: jobs[Int(job)].generation), after: Nanoseconds(seconds: seconds))
  }

  /// Notes that an attempt at a job's message begins, and whether it will fail. Returns the key of the message's draws and
  /// the number of the attempt.
  mutating func beginAttempt(_ job: UInt32, _ timeline: inout Timeline) -> (drawKey: UInt64, attempt: UInt32) {
    let place = Int(job)
    let message = jobs[place].message
    let attempt = UInt32(timeline.messages[message].attempts)
    let drawKey = timeline.messages[message].drawKey
    let isFirst = timeline.beginAttempt(
      at: message, from: UInt16(truncatingIfNeeded: source), worked: instruments.worked,
      duplicateWork: instruments.duplicateWork)
    if isFirst, order != nil { order?.note(timeline.messages[message], &timeline) }
    jobs[place].startedAt = timeline.now
    jobs[place].attempt = UInt16(attempt)
    jobs[place].fails =
      settings.error > 0 && draws.error.uniform(drawKey, attempt: attempt) < settings.error
      || settings.poison > 0 && draws.poison.uniform(drawKey) < settings.poison
      || faults.failing > 0 && draws.fault.uniform(drawKey, attempt: attempt) < faults.failing
    timeline.recorder.count(instruments.attempts)
    if timeline.isTracing { timeline.note(.began, message, at: id, a: Int64(attempt) + 1, b: Int64(jobs[place].task)) }
    return (drawKey, attempt)
  }

  mutating func endWork(_ job: UInt32, _ timeline: inout Timeline) {
    if jobs[Int(job)].fails { fail(job, &timeline) } else { finishStep(job, &timeline) }
  }

  // MARK: Calls

  private mutating func beginCalls(_ group: Int, _ job: UInt32, _ timeline: inout Timeline) {
    let held = jobs[Int(job)]
    let begun = calls.begin(
      group,
      for: Calls.Job(
        place: job, generation: held.generation, message: held.message, attempt: UInt32(held.attempt),
        startedAt: held.startedAt), &timeline)
    jobs[Int(job)].callsUnderWay = UInt16(begun)
    if begun == 0 { finishStep(job, &timeline) }
  }

  mutating func takeAnswer(_ event: Event, _ timeline: inout Timeline) {
    guard let owner = calls.owner(of: event) else { return }
    let place = Int(owner.job)
    switch calls.handle(event, isWanted: isCurrent(owner.job, owner.generation), &timeline) {
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
    finishStep(job, &timeline)
  }

  mutating func noteSuccess(_ job: UInt32, _ timeline: inout Timeline) {
    let place = Int(job)
    let message = jobs[place].message
    let length = timeline.now - jobs[place].startedAt
    jobs[place].isOver = true
    timeline.recorder.record(instruments.service, length, at: timeline.now)
    timeline.recorder.count(instruments.succeeded)
    if timeline.isTracing { timeline.note(.succeeded, message, at: id, a: length) }
    if let log, log.guarantee == .exactlyOnce {
      // The log delivers it when the transaction is committed.
      timeline.messages[message].earlierWork += length
      timeline.messages[message].idleSince = timeline.now
    } else if jobs[place].isPassedOn, calls.passesOn {
      timeline.passOn(message, stages: stages)
    } else {
      timeline.deliver(message, work: length)
    }
  }

  /// The attempt has failed, at work or in a call.
  private mutating func fail(_ job: UInt32, _ timeline: inout Timeline) {
    let place = Int(job)
    let message = jobs[place].message
    timeline.recorder.record(instruments.service, timeline.now - jobs[place].startedAt, at: timeline.now)
    timeline.recorder.count(instruments.failed)
    if timeline.messages[message].workedFrom == UInt16(truncatingIfNeeded: source) {
      timeline.messages[message].unfailedAttempts &-= 1
    }
    if timeline.isTracing {
      timeline.note(
        .failed, message, at: id, a: timeline.now - jobs[place].startedAt, b: cause(job, timeline).rawValue)
    }
    endAttempt(job, &timeline)
    if let log { return retry(job, log, &timeline) }
    if settings.givesBack, !settings.deletesBeforeWork {
      tellSource(ChannelSignal.giveBack, job, &timeline)
    } else {
      if settings.deletesBeforeWork { timeline.end(message, as: .expired) }  // nobody will see it again
      free(job, &timeline)
    }
  }

  /// Why an attempt has failed, as its draws say.
  private func cause(_ job: UInt32, _ timeline: borrowing Timeline) -> TraceStep.Cause {
    let held = jobs[Int(job)]
    if case .call = program[Int(held.step)] { return .call }
    let drawKey = timeline.messages[held.message].drawKey
    if settings.poison > 0, draws.poison.uniform(drawKey) < settings.poison { return .poison }
    let hasError =
      settings.error > 0 && draws.error.uniform(drawKey, attempt: UInt32(held.attempt)) < settings.error
    return hasError ? .error : .fault
  }

  /// Accounts for an attempt that came to nothing.
  mutating func endAttempt(_ job: UInt32, _ timeline: inout Timeline) {
    let message = jobs[Int(job)].message
    jobs[Int(job)].isOver = true
    timeline.messages[message].failedWork += timeline.now - jobs[Int(job)].startedAt
    timeline.messages[message].isIdle = true
    timeline.messages[message].idleSince = timeline.now
  }

  private mutating func tellSource(_ signal: UInt16, _ job: UInt32, _ timeline: inout Timeline) {
    let held = jobs[Int(job)]
    if timeline.isTracing, signal == ChannelSignal.delete {
      timeline.note(.called, held.message, at: id, with: source, a: 1, b: 0)
    }
    timeline.schedule(
      Event(
        to: source, signal, small: UInt16(truncatingIfNeeded: id), a: held.entry, b: held.receipt, c: job,
        d: held.generation), after: 0)
  }
}
