// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// ReceiveMessage: short and long polls, and the move of messages whose receives are used up.
extension SQSQueueing {
  mutating func receive(_ event: Event, _ timeline: inout Timeline) {
    let wait = ReceiveCall.wait(event.c) ?? settings.receiveWait
    let waiter = SQSWaiter(
      consumer: event.d, task: event.a, call: event.b, wanted: ReceiveCall.most(event.c),
      visibilityTimeout: ReceiveCall.visibilityTimeout(event.c) ?? settings.visibilityTimeout,
      deadline: timeline.now.advanced(by: wait), tag: event.small)
    let isLong = wait > 0
    if faults.isDown {
      timeline.recorder.count(instruments.failedCalls)
      return fail(waiter, &timeline)
    }
    guard admitsReceive(&timeline) else { return fail(waiter, &timeline) }
    if inFlight >= settings.inFlightLimit {
      // On a standard queue a short poll gets the error OverLimit; a long poll, and any poll of a FIFO queue, no error
      // and no messages until there is room.
      if !isLong, !Self.isFIFO { timeline.recorder.count(instruments.overLimit) }
    } else if !isLong || waiters.count == 0 {
      if hand(to: waiter, isLong: isLong, &timeline) { return }
      if !isLong, wasThrottled { return fail(waiter, &timeline) }
    }
    if isLong {
      waiters.append(waiter)
      armWait(&timeline)
    } else {
      returnEmpty(waiter, &timeline)
    }
  }

  /// Gives waiting calls what is visible, first come first served.
  mutating func serveWaiters(_ timeline: inout Timeline) {
    while let waiter = waiters.first, inFlight < settings.inFlightLimit {
      guard hand(to: waiter, isLong: true, &timeline) else { return }
      waiters.removeFirst()
    }
  }

  /// Delivers up to the wanted number of visible messages; false if there were none.
  private mutating func hand(to waiter: SQSWaiter, isLong: Bool, _ timeline: inout Timeline) -> Bool {
    guard timeline.recorder.value(instruments.depth) > 0 else { return false }
    let room = max(0, settings.inFlightLimit - inFlight)
    let wanted = min(waiter.wanted, 10, room)
    let draw = draws.call(draws.item(task: waiter.task, call: waiter.call, consumer: waiter.consumer))
    let count = take(
      wanted: wanted, isLong: isLong, draw.order, hidingFor: waiter.visibilityTimeout, &timeline)
    guard count > 0 else { return false }
    let time = Nanoseconds(seconds: settings.receiveTime.quantile(draw.time))
    var bytes: Int64 = 0
    for place in 0..<count {
      let index = taken[place]
      let message = store.entries[Int(index)].message
      bytes += Int64(timeline.messages[message].size)
      timeline.messages.retain(message)
      timeline.schedule(
        Event(
          to: waiter.consumer, ConsumerSignal.delivered,
          small: ReplyTag.reply(waiter.tag, following: count - 1 - place), a: waiter.task, b: index,
          c: store.entries[Int(index)].receipt, d: message), after: time)
    }
    if timeline.isTracing { noteReceived(count, by: waiter, bytes: bytes, &timeline) }
    countRequests(instruments.receiveRequests, SQSRequests.count(bytes: bytes), &timeline)
    timeline.recorder.count(instruments.receives, Int64(count))
    // A call that finds nothing has nothing to decrypt.
    dataKeys?.use(by: waiter.consumer, as: .receives, &timeline)
    tolls.count(with: waiter.consumer, received: bytes, &timeline)
    return true
  }

  /// Begins a receive of a message.
  mutating func hide(_ index: UInt32, for timeout: Nanoseconds, _ timeline: inout Timeline) {
    let message = store.entries[Int(index)].message
    timeline.messages[message].receives &+= 1
    store.countReceive(index)
    store.entries[Int(index)].receipt &+= 1
    store.entries[Int(index)].receivedAt = timeline.now
    changeInFlight(by: 1, &timeline)
    flightBegan(index, &timeline)
    putInLane(index, timeout: timeout, as: .inFlight, &timeline)
  }

  /// Whether a message has been delivered as often as it may be: the next attempt to receive it moves it.
  @inline(__always)
  func isUsedUp(_ index: UInt32) -> Bool {
    guard let most = settings.maximumReceives else { return false }
    return Int(store.entries[Int(index)].receivesHere) >= most
  }

  // MARK: Empty answers

  private mutating func returnEmpty(_ waiter: SQSWaiter, _ timeline: inout Timeline) {
    countRequests(instruments.receiveRequests, 1, &timeline)
    timeline.recorder.count(instruments.emptyReceives)
    answerEmpty(waiter, after: 0, &timeline)
  }

  /// Answers a call that was refused: its caller waits before it tries again.
  mutating func fail(_ waiter: SQSWaiter, _ timeline: inout Timeline) {
    answerEmpty(waiter, after: settings.retryBackoff, &timeline)
  }

  private func answerEmpty(_ waiter: SQSWaiter, after pause: Nanoseconds, _ timeline: inout Timeline) {
    tolls.count(with: waiter.consumer, &timeline)
    let item = draws.item(task: waiter.task, call: waiter.call, consumer: waiter.consumer)
    let time = Nanoseconds(seconds: settings.receiveTime.quantile(draws.call(item).time))
    timeline.schedule(
      Event(to: waiter.consumer, ConsumerSignal.empty, small: waiter.tag, a: waiter.task), after: time + pause)
  }

  private mutating func armWait(_ timeline: inout Timeline) {
    guard let deadline = waiters.earliestDeadline, deadline < waitDueAt else { return }
    waitDueAt = deadline
    timeline.schedule(Event(to: id, SQSQueue.Signal.waitDue), at: deadline)
  }

  mutating func endWaits(_ timeline: inout Timeline) {
    if timeline.now >= waitDueAt { waitDueAt = .farFuture }
    while let waiter = waiters.removeFirst(until: timeline.now) { returnEmpty(waiter, &timeline) }
    armWait(&timeline)
  }
}
