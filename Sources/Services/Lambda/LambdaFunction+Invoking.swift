// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// From the hand-over of a batch or an event to the end of its invocation.
extension LambdaFunction {
  /// Tries to start a batch; a throttled one is tried again until its messages reappear in the queue.
  mutating func handOver(_ invocation: UInt32, _ timeline: inout Timeline) {
    if wiring.readsLog { return handOverRecords(invocation, &timeline) }
    let place = Int(invocation)
    let deadline = invocations[place].receivedAt.advanced(by: wiring.visibilityTimeout)
    if invocations[place].throttles > 0, timeline.now >= deadline { return dropBatch(invocation, &timeline) }
    if start(invocation, isSynchronous: true, &timeline) { return }
    mapping.throttles += 1
    let doublings = Nanoseconds(min(invocations[place].throttles, 20))
    if invocations[place].throttles < .max { invocations[place].throttles += 1 }
    let wait = min(settings.mapping.throttleRetry << doublings, settings.mapping.throttleRetryMost)
    if timeline.isTracing {
      noteAll(invocation, .startRefused, a: min(timeline.now.advanced(by: wait), deadline), &timeline)
    }
    timeline.schedule(
      Event(to: id, Signal.handOver, a: invocation, b: invocations[place].generation),
      at: min(timeline.now.advanced(by: wait), deadline))
  }

  /// Gives a batch up: its messages reappear, a receive the poorer.
  private mutating func dropBatch(_ invocation: UInt32, _ timeline: inout Timeline) {
    var job = invocations[Int(invocation)].firstJob
    while job != .max {
      let message = timeline.messages[jobs[Int(job)].message]
      timeline.recorder.count(instruments.droppedAfterThrottling)
      if timeline.isTracing {
        timeline.note(.letGo, jobs[Int(job)].message, at: id, a: Int64(invocations[Int(invocation)].poller))
      }
      if message.workedFrom != queueNumber, Int(message.receives) >= wiring.maximumReceives {
        timeline.recorder.count(instruments.droppedUnrun)
      }
      job = dropJob(job, &timeline)
    }
    let poller = invocations[Int(invocation)].poller
    freeInvocation(invocation)
    endBatch(poller, &timeline)
  }

  /// Gives an invocation an environment, if there is one for it.
  mutating func start(_ invocation: UInt32, isSynchronous: Bool, _ timeline: inout Timeline) -> Bool {
    timeline.recorder.count(instruments.handOvers)
    if faults.isStopped {
      timeline.recorder.count(instruments.systemErrors)
      return false
    }
    guard !isSynchronous || requestRate.isOpen(at: timeline.now), let environment = takeEnvironment(&timeline) else {
      timeline.recorder.count(instruments.throttles)
      return false
    }
    if isSynchronous { requestRate.take(at: timeline.now) }
    let place = Int(invocation)
    invocations[place].state = .starting
    invocations[place].environment = environment.place
    let (item, attempt) = drawKey(of: invocation, timeline)
    var wait = Nanoseconds(seconds: settings.invokeTime.draw(draws.invoke, item, attempt: attempt))
    if environment.isNew {
      timeline.recorder.count(instruments.coldStarts)
      wait += Nanoseconds(seconds: settings.placementTime.draw(draws.placement, item, attempt: attempt))
      let initialisation = Nanoseconds(seconds: settings.coldStart.draw(draws.coldStart, item, attempt: attempt))
      let time = min(faults.slowed(initialisation), Self.longestInit)
      invocations[place].initTime = time
      timeline.recorder.record(instruments.initTime, time, at: timeline.now)
      wait += time
      if timeline.isTracing { noteAll(invocation, .coldStart, a: wait, &timeline) }
    }
    if wait == 0 {
      begin(invocation, &timeline)
    } else {
      timeline.schedule(
        Event(to: id, Signal.begin, a: invocation, b: invocations[place].generation), after: wait)
    }
    return true
  }

  /// What an invocation's own draws go by: its first message and the deliveries and runs of that.
  private func drawKey(of invocation: UInt32, _ timeline: borrowing Timeline) -> (item: UInt64, attempt: UInt32) {
    let job = invocations[Int(invocation)].firstJob
    guard job != .max else { return (warmings, .max) }
    let message = timeline.messages[jobs[Int(job)].message]
    return (message.drawKey, UInt32(message.receives) << 16 | UInt32(message.attempts))
  }

  /// The environment is ready: the handler begins.
  mutating func begin(_ invocation: UInt32, _ timeline: inout Timeline) {
    let place = Int(invocation)
    invocations[place].state = .running
    invocations[place].startedAt = timeline.now
    timeline.recorder.count(instruments.invocations)
    timeline.recorder.count(instruments.requests, requests(invocations[place]))
    if timeline.isTracing {
      noteAll(
        invocation, .invoked, a: Int64(invocations[place].count),
        use: .init(instruments.requests, requests(invocations[place]), among: Int(invocations[place].count)), &timeline)
    }
    running.append(invocation, to: 0)
    armTimeout(&timeline)
    guard invocations[place].count > 0 else {
      let time = settings.keepWarm?.time ?? 0
      return timeline.schedule(
        Event(to: id, Signal.finish, a: invocation, b: invocations[place].generation), after: time)
    }
    if settings.batchOverhead == 0 { return handleMessages(invocation, &timeline) }
    timeline.schedule(
      Event(to: id, Signal.handle, a: invocation, b: invocations[place].generation),
      after: faults.slowed(settings.batchOverhead))
  }

  /// Requests that an invocation is billed as: an event of more than 256 KB one more for each further 64 KB begun.
  private func requests(_ invocation: LambdaInvocation) -> Int64 {
    guard invocation.poller == .max, invocation.bytes > 256 << 10 else { return 1 }
    return 1 + (invocation.bytes - 256 << 10 + 65_535) >> 16
  }

  /// The handler has ended, or its time is up.
  mutating func end(_ invocation: UInt32, isCutOff: Bool, _ timeline: inout Timeline) {
    running.remove(invocation, from: 0)
    let ended = invocations[Int(invocation)]
    let duration = timeline.now - ended.startedAt
    let isError = isCutOff || ended.hasFailure && !(settings.mapping.isPartial && ended.poller != .max)
    timeline.recorder.record(instruments.duration, duration, at: timeline.now)
    if isError { timeline.recorder.count(instruments.errors) }
    // By the millisecond, rounded up (Lambda pricing).
    let billed = (duration + ended.initTime + 999_999) / 1_000_000
    timeline.recorder.count(
      ended.environment == LambdaInvocation.provisioned
        ? instruments.billedProvisionedTime : instruments.billedTime, billed)
    if let storageTime = instruments.storageTime { timeline.recorder.count(storageTime, billed) }
    if timeline.isTracing {
      let counter =
        ended.environment == LambdaInvocation.provisioned ? instruments.billedProvisionedTime : instruments.billedTime
      noteAll(
        invocation, .returned, a: billed, b: isError ? 1 : 0, use: .init(counter, billed, among: Int(ended.count)),
        &timeline)
    }
    giveBack(ended.environment, &timeline)
    if ended.count == 0 { return freeInvocation(invocation) }
    if ended.poller == .max { return settleEvent(invocation, &timeline) }
    if wiring.readsLog { return settleRecords(invocation, isCutOff: isCutOff, &timeline) }
    mapping.runs += 1
    if isError { mapping.failures += 1 }
    settleBatch(invocation, isError: isError, &timeline)
  }

  /// Deletes what has been worked on, and leaves the rest to reappear.
  private mutating func settleBatch(_ invocation: UInt32, isError: Bool, _ timeline: inout Timeline) {
    var job = invocations[Int(invocation)].firstJob
    var deletes: UInt32 = 0
    while job != .max {
      if !isError, jobs[Int(job)].state == .succeeded {
        jobs[Int(job)].state = .deleting
        if timeline.isTracing, let source = wiring.source {
          let first = Int(deletes) / 10 * 10
          timeline.note(
            .called, jobs[Int(job)].message, at: id, with: source, a: Int64(min(10, succeeded(invocation) - first)),
            b: 0)
        }
        // Ten messages in each call (DeleteMessageBatch).
        deleteMessage(job, ChannelSignal.delete(number: Int(deletes)), &timeline)
        deletes += 1
        job = jobs[Int(job)].next
      } else {
        job = dropJob(job, &timeline)
      }
    }
    invocations[Int(invocation)].state = .deleting
    invocations[Int(invocation)].remaining = deletes
    guard deletes == 0 else { return }
    let poller = invocations[Int(invocation)].poller
    freeInvocation(invocation)
    endBatch(poller, &timeline)
  }

  // MARK: Timeouts

  private mutating func armTimeout(_ timeline: inout Timeline) {
    let oldest = running.first(0)
    guard !isTimeoutArmed, oldest != IndexLists.none else { return }
    isTimeoutArmed = true
    timeline.schedule(
      Event(to: id, Signal.timeoutDue), at: invocations[Int(oldest)].startedAt.advanced(by: settings.timeout))
  }

  /// Cuts off the invocations whose time is up.
  mutating func endTimeouts(_ timeline: inout Timeline) {
    isTimeoutArmed = false
    while true {
      let oldest = running.first(0)
      guard oldest != IndexLists.none,
        invocations[Int(oldest)].startedAt.advanced(by: settings.timeout) <= timeline.now
      else { break }
      timeline.recorder.count(instruments.timeouts)
      cutOff(oldest, &timeline)
      end(oldest, isCutOff: true, &timeline)
    }
    armTimeout(&timeline)
  }

  // MARK: Keeping warm

  mutating func keepWarm(_ timeline: inout Timeline) {
    guard let plan = settings.keepWarm else { return }
    for _ in 0..<plan.environments {
      warmings += 1
      let invocation = addInvocation(poller: .max, at: timeline.now)
      if !start(invocation, isSynchronous: false, &timeline) { freeInvocation(invocation) }
    }
    timeline.schedule(Event(to: id, Signal.keepWarm), after: plan.every)
  }

  /// The longest INIT phase (Developer Guide, Lambda runtime environment).
  static let longestInit: Nanoseconds = 10 * .second
}
