// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// ReceiveMessage: short and long polls, and the move of messages whose receives are used up.
extension SQSQueue {
  mutating func receive(_ event: Event, _ timeline: inout Timeline) {
    let wait = ReceiveCall.wait(event.c) ?? settings.receiveWait
    let waiter = SQSWaiter(
      consumer: event.d, task: event.a, call: event.b, wanted: ReceiveCall.most(event.c),
      visibilityTimeout: ReceiveCall.visibilityTimeout(event.c) ?? settings.visibilityTimeout,
      deadline: timeline.now.advanced(by: wait), tag: event.small)
    let isLong = wait > 0
    if inFlight >= settings.inFlightLimit {
      // A short poll gets the error OverLimit; a long poll no error and no messages until there is room.
      if !isLong { timeline.recorder.count(instruments.overLimit) }
    } else if !isLong || waiters.count == 0,
      hand(to: waiter, asks: isLong ? settings.servers : settings.shortPollServers, &timeline)
    {
      return
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
      guard hand(to: waiter, asks: settings.servers, &timeline) else { return }
      waiters.removeFirst()
    }
  }

  /// Delivers up to the wanted number of visible messages; false if there were none.
  private mutating func hand(to waiter: SQSWaiter, asks asked: Int, _ timeline: inout Timeline) -> Bool {
    guard timeline.recorder.value(instruments.depth) > 0 else { return false }
    let room = max(0, settings.inFlightLimit - inFlight)
    let wanted = min(waiter.wanted, 10, room)
    let draw = draws.call(draws.item(task: waiter.task, call: waiter.call, consumer: waiter.consumer))
    let count = take(
      wanted: wanted, asked: asked, draw.order, hidingFor: waiter.visibilityTimeout, &timeline)
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
    timeline.recorder.count(instruments.receiveRequests, SQSRequests.count(bytes: bytes))
    timeline.recorder.count(instruments.receives, Int64(count))
    return true
  }

  /// Hides up to `wanted` messages of `asked` servers, beginning at one that the call draws, one from each in turn; they
  /// are the first of `taken`.
  private mutating func take(
    wanted: Int, asked: Int, _ draw: Double, hidingFor timeout: Nanoseconds, _ timeline: inout Timeline
  ) -> Int {
    let (first, stride) = order.draw(draw)
    var count = 0
    var empty = 0
    var step = 0
    var server = first
    while count < wanted, empty < asked {
      let index = store.places.first(server)
      step += 1
      if step == asked {
        (step, server) = (0, first)
      } else {
        server += stride
        if server >= order.servers { server -= order.servers }
      }
      guard index != IndexLists.none else {
        empty += 1
        continue
      }
      empty = 0
      store.takeOut(index)
      timeline.recorder.add(instruments.depth, -1, at: timeline.now)
      if let deadLetter, let most = settings.maximumReceives,
        Int(store.entries[Int(index)].receivesHere) >= most
      {
        move(index, to: deadLetter, &timeline)
        continue
      }
      hide(index, for: timeout, &timeline)
      taken[count] = index
      count += 1
    }
    return count
  }

  /// Begins a receive of a message.
  private mutating func hide(_ index: UInt32, for timeout: Nanoseconds, _ timeline: inout Timeline) {
    let message = store.entries[Int(index)].message
    timeline.messages[message].receives &+= 1
    store.countReceive(index)
    store.entries[Int(index)].receipt &+= 1
    store.entries[Int(index)].receivedAt = timeline.now
    changeInFlight(by: 1, &timeline)
    putInLane(index, timeout: timeout, as: .inFlight, &timeline)
  }

  /// Moves a message to the dead-letter queue: no request, and no send there.
  private mutating func move(_ index: UInt32, to deadLetter: ComponentID, _ timeline: inout Timeline) {
    let message = store.entries[Int(index)].message
    timeline.recorder.count(instruments.movedOut)
    timeline.end(message, as: .deadLettered)
    store.remove(index)
    timeline.schedule(Event(to: deadLetter, ChannelSignal.move, a: message), after: 0)
  }

  // MARK: Empty answers

  private mutating func returnEmpty(_ waiter: SQSWaiter, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.receiveRequests)
    timeline.recorder.count(instruments.emptyReceives)
    let item = draws.item(task: waiter.task, call: waiter.call, consumer: waiter.consumer)
    let time = Nanoseconds(seconds: settings.receiveTime.quantile(draws.call(item).time))
    timeline.schedule(
      Event(to: waiter.consumer, ConsumerSignal.empty, small: waiter.tag, a: waiter.task), after: time)
  }

  private mutating func armWait(_ timeline: inout Timeline) {
    guard let deadline = waiters.earliestDeadline, deadline < waitDueAt else { return }
    waitDueAt = deadline
    timeline.schedule(Event(to: id, Signal.waitDue), at: deadline)
  }

  mutating func endWaits(_ timeline: inout Timeline) {
    if timeline.now >= waitDueAt { waitDueAt = .farFuture }
    while let waiter = waiters.removeFirst(until: timeline.now) { returnEmpty(waiter, &timeline) }
    armWait(&timeline)
  }
}
