// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Asynchronous invocation: a call is accepted into a queue of the function's own, and its caller goes on at once
/// (Developer Guide, asynchronous invocation).
extension LambdaFunction {
  /// Answers a call: accepted unless the function is gone or cannot be reached, or the event is too large.
  mutating func accept(_ event: Event, _ timeline: inout Timeline) {
    let message = timeline.messages[event.a]
    let attempt = UInt32(truncatingIfNeeded: timeline.now / 1_000_000)
    let time = Nanoseconds(
      seconds: settings.asynchronous.acceptTime.draw(draws.accept, message.drawKey, attempt: attempt))
    var status = CallStatus.ok
    if faults.isRemoved || message.size > Self.largestEvent {
      status = CallStatus.refused
    } else if faults.isStopped {
      status = CallStatus.failed
    }
    timeline.schedule(
      Event(to: event.d, CallSignal.answer, small: status, a: event.b, b: event.c), after: time)
    if status == CallStatus.ok {
      timeline.schedule(Event(to: id, Signal.accepted, a: event.a), after: time)
    } else {
      timeline.messages.release(event.a)
    }
  }

  /// Takes an event into the queue.
  mutating func takeEvent(_ message: MessageID, _ timeline: inout Timeline) {
    let now = timeline.now
    timeline.recorder.count(instruments.eventsReceived)
    timeline.messages[message].sending += now - timeline.messages[message].idleSince
    timeline.messages[message].idleSince = now
    timeline.messages[message].enqueuedAt = now
    if timeline.isTracing { timeline.note(.arrived, message, at: id, b: Int64(timeline.messages[message].size)) }
    let job = addJob(message)
    jobs[Int(job)].acceptedAt = now
    let time = settings.asynchronous.queueTime.draw(draws.queue, timeline.messages[message].drawKey)
    wait(job, Nanoseconds(seconds: time), &timeline)
  }

  /// Leaves an event in the queue for a time, at most until it is too old.
  private mutating func wait(_ job: UInt32, _ length: Nanoseconds, _ timeline: inout Timeline) {
    jobs[Int(job)].state = .waiting
    jobs[Int(job)].invocation = .max
    // What a run that was cut off still waits for must not end the next one.
    jobs[Int(job)].generation &+= 1
    timeline.recorder.add(instruments.eventQueue, 1, at: timeline.now)
    let end = jobs[Int(job)].acceptedAt.advanced(by: settings.asynchronous.maximumAge)
    if timeline.isTracing {
      timeline.note(.paused, jobs[Int(job)].message, at: id, a: min(timeline.now.advanced(by: length), end))
    }
    timeline.schedule(
      Event(to: id, Signal.dispatch, a: job, b: jobs[Int(job)].generation),
      at: min(timeline.now.advanced(by: length), end))
  }

  /// Invokes the function with an event.
  mutating func dispatch(_ job: UInt32, _ timeline: inout Timeline) {
    let now = timeline.now
    timeline.recorder.add(instruments.eventQueue, -1, at: now)
    let message = jobs[Int(job)].message
    endInvisible(message, &timeline)
    guard now < jobs[Int(job)].acceptedAt.advanced(by: settings.asynchronous.maximumAge) else {
      return giveUp(job, &timeline)
    }
    let invocation = addInvocation(poller: .max, at: now)
    append(job, to: invocation, bytes: timeline.messages[message].size)
    if start(invocation, isSynchronous: false, &timeline) {
      timeline.recorder.record(instruments.eventAge, now - jobs[Int(job)].acceptedAt, at: now)
      return
    }
    freeInvocation(invocation)
    wait(job, throttleWait(job, timeline), &timeline)
  }

  /// From 1 s to 5 min, twice as long each time, a part of it at random.
  private mutating func throttleWait(_ job: UInt32, _ timeline: borrowing Timeline) -> Nanoseconds {
    let number = jobs[Int(job)].throttles
    if number < .max { jobs[Int(job)].throttles += 1 }
    let whole = number >= 9 ? Self.longestWait : min(Self.longestWait, Nanoseconds.second << Nanoseconds(number))
    guard settings.asynchronous.retryJitter > 0 else { return whole }
    let key = timeline.messages[jobs[Int(job)].message].drawKey
    let random = draws.jitter.uniform(key, attempt: UInt32(number)) * settings.asynchronous.retryJitter
    return Nanoseconds(Double(whole) * (1 - random))
  }

  /// After a run: done, another run later, or given up.
  mutating func settleEvent(_ invocation: UInt32, _ timeline: inout Timeline) {
    let job = invocations[Int(invocation)].firstJob
    let place = Int(job)
    freeInvocation(invocation)
    if jobs[place].state == .succeeded {
      let key = timeline.messages[jobs[place].message].drawKey
      if settings.asynchronous.duplicates > 0, timeline.messages[jobs[place].message].unfailedAttempts < 2,
        draws.duplicate.uniform(key) < settings.asynchronous.duplicates
      {
        if timeline.isTracing { timeline.note(.duplicated, jobs[place].message, at: id) }
        return wait(job, Self.retryWaits[0], &timeline)
      }
      dropJob(job, &timeline)
      return
    }
    jobs[place].errors += 1
    guard Int(jobs[place].errors) <= settings.asynchronous.retries else { return giveUp(job, &timeline) }
    jobs[place].throttles = 0
    wait(job, Self.retryWaits[min(Int(jobs[place].errors), Self.retryWaits.count) - 1], &timeline)
  }

  /// The time since a failed run was spent hidden, until the next.
  func endInvisible(_ message: MessageID, _ timeline: inout Timeline) {
    guard timeline.messages[message].isIdle else { return }
    timeline.messages[message].invisible += timeline.now - timeline.messages[message].idleSince
    timeline.messages[message].idleSince = timeline.now
  }

  /// Sends an event to the on-failure destination, or drops it.
  private mutating func giveUp(_ job: UInt32, _ timeline: inout Timeline) {
    let message = jobs[Int(job)].message
    // A second run of an event that has been worked on is no loss.
    guard timeline.messages[message].workedFrom != queueNumber || timeline.messages[message].unfailedAttempts == 0
    else {
      dropJob(job, &timeline)
      return
    }
    timeline.recorder.count(instruments.eventsDropped)
    if let destination = wiring.onFailure {
      timeline.recorder.count(instruments.deadLettered)
      if timeline.isTracing {
        timeline.note(.setAside, message, at: id, with: destination, a: Int64(timeline.messages[message].attempts))
      }
      timeline.end(message, as: .deadLettered)
      // There it is a new message.
      timeline.messages[message].enqueuedAt = timeline.now
      timeline.messages.retain(message)
      timeline.schedule(Event(to: destination, ChannelSignal.move, a: message), after: 0)
    } else {
      timeline.recorder.count(instruments.lost)
      if timeline.isTracing { timeline.note(.dropped, message, at: id) }
      timeline.end(message, as: .expired)
    }
    dropJob(job, &timeline)
  }

  /// The longest wait of an event after a throttle.
  private static let longestWait: Nanoseconds = 300 * .second
  /// The waits before the second and the third run of an event whose run ended in an error.
  private static let retryWaits: [Nanoseconds] = [60 * .second, 120 * .second]
  /// The payload of an event: 1 MB (Developer Guide, quotas).
  static let largestEvent: UInt32 = 1 << 20
}
