// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What the handler does: each message goes through the steps of the program.
extension LambdaFunction {
  /// Begins with the first message, or with all of them.
  mutating func handleMessages(_ invocation: UInt32, _ timeline: inout Timeline) {
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
    jobs[Int(job)].step = 0
    beginStep(job, &timeline)
  }

  private mutating func beginStep(_ job: UInt32, _ timeline: inout Timeline) {
    switch program[Int(jobs[Int(job)].step)] {
    case .work: beginWork(job, &timeline)
    case .succeed:
      jobs[Int(job)].state = .succeeded
      timeline.recorder.count(instruments.succeeded)
      timeline.deliver(jobs[Int(job)].message, work: timeline.now - jobs[Int(job)].startedAt)
      endMessage(job, &timeline)
    }
  }

  /// The step that was under way is over.
  mutating func endStep(_ job: UInt32, _ timeline: inout Timeline) {
    timeline.recorder.record(instruments.service, timeline.now - jobs[Int(job)].startedAt, at: timeline.now)
    if jobs[Int(job)].fails {
      failAttempt(job, &timeline)
      invocations[Int(jobs[Int(job)].invocation)].hasFailure = true
      return endMessage(job, &timeline)
    }
    jobs[Int(job)].step += 1
    beginStep(job, &timeline)
  }

  private mutating func beginWork(_ job: UInt32, _ timeline: inout Timeline) {
    let message = jobs[Int(job)].message
    let now = timeline.now
    let attempt = UInt32(timeline.messages[message].attempts)
    let drawKey = timeline.messages[message].drawKey
    timeline.recorder.count(instruments.attempts)
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
      || faults.failing > 0 && draws.fault.uniform(drawKey, attempt: attempt) < faults.failing
    let time = Nanoseconds(seconds: settings.serviceTime.draw(draws.service, drawKey, attempt: attempt))
    timeline.schedule(
      Event(to: id, Signal.worked, a: job, b: jobs[Int(job)].generation), after: faults.slowed(time))
  }

  /// Accounts for an attempt that came to nothing.
  private mutating func failAttempt(_ job: UInt32, _ timeline: inout Timeline) {
    let message = jobs[Int(job)].message
    jobs[Int(job)].state = .failed
    timeline.recorder.count(instruments.failed)
    timeline.messages[message].unfailedAttempts &-= 1
    timeline.messages[message].failedWork += timeline.now - jobs[Int(job)].startedAt
    timeline.messages[message].isIdle = true
    timeline.messages[message].idleSince = timeline.now
  }

  /// A message is done with, well or not: the next one, or the end.
  ///
  /// Without partial responses a failed message is an exception that ends the invocation; with them the handler notes
  /// it and goes on, except on a FIFO queue, where those behind it must wait for it (Developer Guide,
  /// ReportBatchItemFailures).
  private mutating func endMessage(_ job: UInt32, _ timeline: inout Timeline) {
    let invocation = jobs[Int(job)].invocation
    let place = Int(invocation)
    let next = jobs[Int(job)].next
    if !settings.isParallel {
      let stops = jobs[Int(job)].state == .failed && (!settings.mapping.isPartial || wiring.isFIFO)
      if next != .max, !stops { return beginMessage(next, &timeline) }
      invocations[place].remaining = 0
    } else {
      invocations[place].remaining -= 1
    }
    if invocations[place].remaining == 0 { end(invocation, isCutOff: false, &timeline) }
  }

  /// Ends the attempts of an invocation whose time is up.
  mutating func cutOff(_ invocation: UInt32, _ timeline: inout Timeline) {
    var job = invocations[Int(invocation)].firstJob
    while job != .max {
      if jobs[Int(job)].state == .running { failAttempt(job, &timeline) }
      job = jobs[Int(job)].next
    }
    invocations[Int(invocation)].hasFailure = true
  }
}
