// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The handler's work at a batch as one step: where `service_time` is that of a batch, and at the records of a log where
/// nothing but their times distinguishes them. So a batch costs one event and not one for each record.
///
/// What has succeeded counts from the end of the work: nothing is checkpointed before.
extension LambdaFunction {
  /// Whether ``handleMessages(_:_:)`` does the work in one step.
  var worksInOneStep: Bool { settings.perMessage != nil || wiring.readsLog && settings.calls.isEmpty }

  /// Begins the work at all messages of a batch that it will come to.
  mutating func beginBatchWork(_ invocation: UInt32, _ timeline: inout Timeline) {
    let place = Int(invocation)
    let end: Instant
    if let perMessage = settings.perMessage {
      let first = timeline.messages[jobs[Int(invocations[place].firstJob)].message]
      let base = settings.serviceTime.draw(draws.service, first.drawKey, attempt: UInt32(first.attempts))
      let time = Nanoseconds(seconds: base).advanced(by: perMessage * Nanoseconds(invocations[place].count))
      end = timeline.now.advanced(by: faults.slowed(time))
      var job = invocations[place].firstJob
      while job != .max {
        beginAttempt(job, &timeline)
        jobs[Int(job)].endsAt = end
        job = jobs[Int(job)].next
      }
    } else {
      end = beginEach(invocation, &timeline)
    }
    timeline.schedule(
      Event(to: id, Signal.batchWorked, a: invocation, b: invocations[place].generation), at: end)
  }

  /// Begins the work at messages that have times of their own, one after the other up to the first that fails, or all at
  /// once. Returns when it ends.
  private mutating func beginEach(_ invocation: UInt32, _ timeline: inout Timeline) -> Instant {
    let timeout = invocations[Int(invocation)].startedAt.advanced(by: settings.timeout)
    var end = timeline.now
    var job = invocations[Int(invocation)].firstJob
    // What the timeout cuts off before its turn is not begun.
    while job != .max, settings.isParallel || end < timeout {
      let place = Int(job)
      let message = timeline.messages[jobs[place].message]
      let time = faults.slowed(
        Nanoseconds(
          seconds: settings.serviceTime.draw(draws.service, message.drawKey, attempt: UInt32(message.attempts))))
      beginAttempt(job, &timeline)
      if settings.isParallel {
        jobs[place].endsAt = timeline.now.advanced(by: time)
        end = max(end, jobs[place].endsAt)
      } else {
        jobs[place].startedAt = end
        end = end.advanced(by: time)
        jobs[place].endsAt = end
        // An exception, or the first record that is named in the answer: what is behind it must wait for it.
        if jobs[place].fails { break }
      }
      job = jobs[place].next
    }
    return end
  }

  /// The work at a batch is over: it ends, or goes on with the calls of those that have not failed.
  mutating func endBatchWork(_ invocation: UInt32, _ timeline: inout Timeline) {
    let place = Int(invocation)
    let isWhole = settings.perMessage != nil
    let isPartial = settings.mapping.isPartial && invocations[place].poller != .max
    var hasFailed = isWhole && !isPartial && hasFailing(invocation)
    var left: UInt32 = 0
    var first = UInt32.max
    var job = invocations[place].firstJob
    while job != .max {
      defer { job = jobs[Int(job)].next }
      guard jobs[Int(job)].state == .running else { continue }
      if jobs[Int(job)].fails || hasFailed {
        invocations[place].hasFailure = true
        // One file or one transaction fails as a whole; where order counts, from the first failure on.
        if isWhole, wiring.keepsOrder { hasFailed = true }
        failAttempt(job, &timeline)
      } else if settings.calls.isEmpty {
        noteSuccess(job, &timeline)
      } else {
        jobs[Int(job)].step = 1
        left += 1
        if first == .max { first = job }
      }
    }
    guard left > 0 else { return end(invocation, isCutOff: false, &timeline) }
    invocations[place].remaining = settings.isParallel ? left : 1
    guard settings.isParallel else { return beginStep(first, &timeline) }
    let generation = invocations[place].generation
    job = first
    while job != .max, isCurrent(invocation, generation, .running) {
      let next = jobs[Int(job)].next
      if jobs[Int(job)].state == .running { beginStep(job, &timeline) }
      job = next
    }
  }

  private func hasFailing(_ invocation: UInt32) -> Bool {
    var job = invocations[Int(invocation)].firstJob
    while job != .max {
      if jobs[Int(job)].fails { return true }
      job = jobs[Int(job)].next
    }
    return false
  }
}
