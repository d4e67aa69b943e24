// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The event source mapping: each poller polls until its batch is complete, invokes the function, and deletes.
extension LambdaFunction {
  /// Wakes as many pollers as there are to be.
  mutating func wakePollers(_ timeline: inout Timeline) {
    if wiring.readsLog { return wakeLanes(&timeline) }
    guard !faults.isPaused else { return }
    while mapping.awake < mapping.target { pollAgain(mapping.wake(), &timeline) }
    notePollers(&timeline)
  }

  private func notePollers(_ timeline: inout Timeline) {
    let count = settings.mapping.provisioned == nil ? mapping.awake : mapping.provisioned
    timeline.recorder.set(instruments.pollers, Double(count), at: timeline.now)
  }

  /// Asks for messages, or waits until it may.
  mutating func poll(_ poller: UInt32, _ timeline: inout Timeline) {
    guard let source = wiring.source else { return }
    let batch = mapping.pollers[Int(poller)].batch
    let have = batch == .max ? 0 : Int(invocations[Int(batch)].count)
    mapping.pollers[Int(poller)].calls &+= 1
    mapping.pollers[Int(poller)].calledAt = timeline.now
    mapping.calling.append(poller, to: 0)
    let word = ReceiveCall.word(
      most: min(Self.mostOfReceive, settings.mapping.batchSize - have), visibilityTimeout: nil, wait: Self.receiveWait)
    timeline.schedule(
      Event(
        to: source, ChannelSignal.receive, a: poller, b: mapping.pollers[Int(poller)].calls, c: word, d: id), after: 0)
  }

  /// The next call of a poller.
  private mutating func pollAgain(_ poller: UInt32, _ timeline: inout Timeline) {
    let time = mapping.pace(at: timeline.now)
    if time <= timeline.now { return poll(poller, &timeline) }
    timeline.schedule(Event(to: id, Signal.poll, a: poller), at: time)
  }

  mutating func receive(_ event: Event, _ timeline: inout Timeline) {
    let poller = event.a
    var batch = mapping.pollers[Int(poller)].batch
    if batch == .max {
      batch = addInvocation(poller: poller, at: timeline.now)
      mapping.pollers[Int(poller)].batch = batch
      mapping.noteBatch()
    }
    let size = timeline.messages[event.d].size
    if timeline.isTracing { timeline.note(.held, event.d, at: id, a: Int64(poller)) }
    append(addJob(event.d, entry: event.b, receipt: event.c), to: batch, bytes: size)
    mapping.notePayload(Int64(size), at: timeline.now)
    guard ReplyTag.following(event.small) == 0 else { return }
    let isPrompt = endCall(poller, timeline.now)
    mapping.noteMessages(isPrompt: isPrompt)
    if !mapping.isScaleArmed {
      mapping.isScaleArmed = true
      timeline.schedule(Event(to: id, Signal.scaleDue), after: LambdaMapping.interval)
    }
    goOn(poller, &timeline)
    if mapping.awake < mapping.target { wakePollers(&timeline) }
  }

  mutating func receiveNothing(_ poller: UInt32, _ timeline: inout Timeline) {
    endCall(poller, timeline.now)
    mapping.noteNothing()
    goOn(poller, &timeline)
  }

  /// Ends a call. Returns whether it found at once what it found.
  @discardableResult
  private mutating func endCall(_ poller: UInt32, _ now: Instant) -> Bool {
    mapping.calling.remove(poller, from: 0)
    return now - mapping.pollers[Int(poller)].calledAt <= promptTime
  }

  /// No call that finds messages takes longer: a few times the average.
  private var promptTime: Nanoseconds { 5 * wiring.receiveTime + 1_000_000 }

  /// After a call: hands over a complete batch, gathers on, or asks again.
  ///
  /// The end of the window is looked at when a call returns, so that where traffic is low the last call's 20 s are
  /// waited for (Developer Guide, MaximumBatchingWindowInSeconds).
  private mutating func goOn(_ poller: UInt32, _ timeline: inout Timeline) {
    let batch = mapping.pollers[Int(poller)].batch
    guard batch != .max else { return continuePolling(poller, &timeline) }
    let held = invocations[Int(batch)]
    if Int(held.count) >= settings.mapping.batchSize || held.bytes >= Self.largestPayload || faults.isPaused
      || timeline.now >= held.receivedAt.advanced(by: settings.mapping.batchWindow)
    {
      return invoke(batch, &timeline)
    }
    pollAgain(poller, &timeline)
  }

  /// The poller's hands are empty: it asks again, or goes if there are too many.
  private mutating func continuePolling(_ poller: UInt32, _ timeline: inout Timeline) {
    guard mapping.awake <= mapping.target, !faults.isPaused else {
      mapping.sleep(poller)
      return notePollers(&timeline)
    }
    pollAgain(poller, &timeline)
  }

  /// Hands a batch over; what exceeds the payload of one invocation stays for the next.
  private mutating func invoke(_ batch: UInt32, _ timeline: inout Timeline) {
    if invocations[Int(batch)].bytes > Self.largestPayload { split(batch, timeline) }
    handOver(batch, &timeline)
  }

  private mutating func split(_ batch: UInt32, _ timeline: borrowing Timeline) {
    let held = invocations[Int(batch)]
    var job = held.firstJob
    invocations[Int(batch)].firstJob = .max
    invocations[Int(batch)].lastJob = .max
    invocations[Int(batch)].count = 0
    invocations[Int(batch)].bytes = 0
    var target = batch
    while job != .max {
      let next = jobs[Int(job)].next
      let size = timeline.messages[jobs[Int(job)].message].size
      if target == batch, invocations[Int(batch)].count > 0,
        invocations[Int(batch)].bytes + Int64(size) > Self.largestPayload
      {
        target = addInvocation(poller: held.poller, at: held.receivedAt)
        mapping.pollers[Int(held.poller)].rest = target
      }
      append(job, to: target, bytes: size)
      job = next
    }
  }

  /// The poller's batch is done with.
  mutating func endBatch(_ poller: UInt32, _ timeline: inout Timeline) {
    let rest = mapping.pollers[Int(poller)].rest
    mapping.pollers[Int(poller)].batch = rest
    mapping.pollers[Int(poller)].rest = .max
    if rest != .max { return invoke(rest, &timeline) }
    mapping.holding -= 1
    continuePolling(poller, &timeline)
  }

  /// A look at the mapping, once a minute while there is work.
  mutating func scale(_ timeline: inout Timeline) {
    let oldest = mapping.calling.first(0)
    let isCallWaiting =
      oldest != IndexLists.none && timeline.now - mapping.pollers[Int(oldest)].calledAt > promptTime
    mapping.isScaleArmed = mapping.look(isCallWaiting: isCallWaiting)
    if mapping.isScaleArmed {
      timeline.schedule(Event(to: id, Signal.scaleDue), after: LambdaMapping.interval)
    }
    wakePollers(&timeline)
  }

  // MARK: Deletes

  /// Deletes a message; its poller goes on when all of the batch are deleted.
  func deleteMessage(_ job: UInt32, _ signal: UInt16, _ timeline: inout Timeline) {
    guard let source = wiring.source else { return }
    let held = jobs[Int(job)]
    timeline.schedule(
      Event(
        to: source, signal, small: UInt16(truncatingIfNeeded: id), a: held.entry, b: held.receipt,
        c: job, d: held.generation), after: 0)
  }

  mutating func endDelete(_ job: UInt32, _ timeline: inout Timeline) {
    let invocation = jobs[Int(job)].invocation
    dropJob(job, &timeline)
    invocations[Int(invocation)].remaining -= 1
    guard invocations[Int(invocation)].remaining == 0 else { return }
    let poller = invocations[Int(invocation)].poller
    freeInvocation(invocation)
    endBatch(poller, &timeline)
  }

  /// A mapping waits 20 s for messages, whatever the queue says (measured in DataBiosphere/azul#3708).
  static let receiveWait: Nanoseconds = 20 * .second
  /// Messages of one call (API/ReceiveMessage).
  static let mostOfReceive = 10
  /// The payload of one invocation: 6 MB (Developer Guide, quotas).
  static let largestPayload: Int64 = 6 << 20
}
