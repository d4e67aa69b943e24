// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// The way of a copy to its subscriber: attempts, their answers, and its end.
extension SNSTopic {
  mutating func begin(_ copy: MessageID, subscription: Int, source: FlowID, _ timeline: inout Timeline) {
    let place = store.add(copy, subscription: subscription)
    timeline.recorder.add(instruments.waiting, 1, at: timeline.now)
    let tooMany = subscriptions[subscription].hasTooManyAttributes
    if subscriptions[subscription].isRaw, Int(source) < tooMany.count, tooMany[Int(source)] {
      // SQS takes ten attributes; a raw copy with more is a client-side error (SNS Developer Guide, raw delivery).
      count(subscription, .failed, &timeline)
      return giveUp(place, &timeline)
    }
    if settings.fifo != nil { joinChain(place, timeline) }
    move(place, &timeline)
  }

  /// Sends a copy on its way to the first attempt.
  private mutating func move(_ place: UInt32, _ timeline: inout Timeline) {
    let delivery = store.deliveries[Int(place)]
    store.deliveries[Int(place)].state = .moving
    store.deliveries[Int(place)].since = timeline.now
    let time = Nanoseconds(
      seconds: settings.deliveryTime.draw(
        draws.delivery[Int(delivery.subscription)], timeline.messages[delivery.message].drawKey))
    if time == 0 { return endMove(place, &timeline) }
    timeline.schedule(Event(to: id, Signal.moved, a: place, b: delivery.generation), after: time)
  }

  /// A copy is ready for its first attempt; in a FIFO topic those of its group that came before it go first.
  mutating func endMove(_ place: UInt32, _ timeline: inout Timeline) {
    let delivery = store.deliveries[Int(place)]
    timeline.messages[delivery.message].sending += timeline.now - delivery.since
    store.deliveries[Int(place)].since = timeline.now
    if delivery.chain != SNSStore.noChain, store.chains.first(Int(delivery.chain)) != place {
      store.deliveries[Int(place)].state = .held
      return
    }
    attempt(place, &timeline)
  }

  // MARK: Pace

  /// Calls the subscriber, or waits for its turn where the subscription has a pace.
  mutating func attempt(_ place: UInt32, _ timeline: inout Timeline) {
    let subscription = Int(store.deliveries[Int(place)].subscription)
    guard let pace = subscriptions[subscription].pace else { return call(place, &timeline) }
    let list = subscriptions[subscription].paceList
    if store.waits.isEmpty(list), pace.isOpen(at: timeline.now) { return call(place, &timeline) }
    store.deliveries[Int(place)].state = .paced
    store.waits.append(place, to: list)
    armPace(subscription, &timeline)
  }

  private mutating func armPace(_ subscription: Int, _ timeline: inout Timeline) {
    guard let pace = subscriptions[subscription].pace, !subscriptions[subscription].paceIsArmed,
      !store.waits.isEmpty(subscriptions[subscription].paceList)
    else { return }
    subscriptions[subscription].paceIsArmed = true
    timeline.schedule(
      Event(to: id, Signal.paceDue, a: UInt32(subscription)), at: pace.next(after: timeline.now))
  }

  mutating func takeTurns(_ subscription: Int, _ timeline: inout Timeline) {
    subscriptions[subscription].paceIsArmed = false
    while subscriptions[subscription].pace?.isOpen(at: timeline.now) ?? true,
      let place = store.waits.removeFirst(subscriptions[subscription].paceList)
    {
      call(place, &timeline)
    }
    armPace(subscription, &timeline)
  }

  // MARK: Calls

  private mutating func call(_ place: UInt32, _ timeline: inout Timeline) {
    let delivery = store.deliveries[Int(place)]
    let subscription = Int(delivery.subscription)
    subscriptions[subscription].pace?.take(at: timeline.now)
    if delivery.retries > 0 {
      timeline.messages[delivery.message].invisible += timeline.now - delivery.since
      count(subscription, .retries, &timeline)
    }
    count(subscription, .tries, &timeline)
    if let toll = subscriptions[subscription].toll {
      toll.count(sent: Int64(timeline.messages[delivery.message].size), &timeline)
    }
    if timeline.isTracing {
      timeline.note(
        .delivering, delivery.message, at: id, with: subscriptions[subscription].target, a: Int64(delivery.retries) + 1)
    }
    send(place, to: subscriptions[subscription].target, as: .calling, &timeline)
  }

  /// Hands a copy over, with a reference of its own.
  private mutating func send(
    _ place: UInt32, to target: ComponentID, as state: SNSDelivery.State, _ timeline: inout Timeline
  ) {
    let delivery = store.deliveries[Int(place)]
    store.deliveries[Int(place)].state = state
    timeline.messages[delivery.message].idleSince = timeline.now
    timeline.messages.retain(delivery.message)
    timeline.schedule(
      Event(
        to: target, CallSignal.call, small: CallKind.push, a: delivery.message, b: place, c: delivery.generation, d: id),
      after: 0)
  }

  /// What a call has come to.
  mutating func hear(_ event: Event, _ timeline: inout Timeline) {
    guard store.isCurrent(event.a, event.b) else { return }
    let delivery = store.deliveries[Int(event.a)]
    switch (delivery.state, event.small) {
    case (.calling, CallStatus.ok): succeed(event.a, &timeline)
    case (.calling, CallStatus.refused): fail(event.a, CallStatus.refused, mayRetry: false, &timeline)
    case (.calling, let status): fail(event.a, status, mayRetry: true, &timeline)
    case (.redriving, CallStatus.ok):
      count(Int(delivery.subscription), .redriven, &timeline)
      timeline.end(delivery.message, as: .deadLettered)
      leave(event.a, &timeline)
    case (.redriving, _):
      count(Int(delivery.subscription), .notRedriven, &timeline)
      lose(event.a, &timeline)
    default: break
    }
  }

  private mutating func succeed(_ place: UInt32, _ timeline: inout Timeline) {
    let delivery = store.deliveries[Int(place)]
    let subscription = subscriptions[Int(delivery.subscription)]
    let message = timeline.messages[delivery.message]
    count(Int(delivery.subscription), .delivered, &timeline)
    count(Int(delivery.subscription), .deliveredBytes, by: Int64(message.size), &timeline)
    switch subscription.kind {
    case .sqs:
      if let stage = subscription.stage(of: message.flow) {
        timeline.pass(delivery.message, stage: stage)
      } else {
        timeline.deliver(delivery.message, work: 0)
      }
    case .lambda: break  // the function says what becomes of it
    case .endpoint: timeline.deliver(delivery.message, work: timeline.now - message.idleSince)
    }
    leave(place, &timeline)
  }

  private mutating func fail(_ place: UInt32, _ status: UInt16, mayRetry: Bool, _ timeline: inout Timeline) {
    let delivery = store.deliveries[Int(place)]
    let subscription = Int(delivery.subscription)
    count(subscription, .failedTries, &timeline)
    let began = timeline.messages[delivery.message].idleSince
    timeline.messages[delivery.message].failedWork += timeline.now - began
    timeline.messages[delivery.message].idleSince = timeline.now
    let countsAttempts = subscriptions[subscription].kind.countsFailedAttempts
    if countsAttempts { count(subscription, .failed, &timeline) }
    let wait = mayRetry ? subscriptions[subscription].policy.wait(beforeRetry: Int(delivery.retries)) : nil
    if timeline.isTracing {
      timeline.note(
        .undelivered, delivery.message, at: id, with: subscriptions[subscription].target, a: Int64(status),
        b: wait.map { timeline.now.advanced(by: $0) } ?? -1)
    }
    if let wait {
      return waitForRetry(place, wait, &timeline)
    }
    if !countsAttempts { count(subscription, .failed, &timeline) }
    giveUp(place, &timeline)
  }

  // MARK: Ends

  /// No more attempts: to the dead-letter queue of the subscription, or nowhere.
  mutating func giveUp(_ place: UInt32, _ timeline: inout Timeline) {
    let delivery = store.deliveries[Int(place)]
    guard let deadLetter = subscriptions[Int(delivery.subscription)].deadLetter else { return lose(place, &timeline) }
    if timeline.isTracing {
      timeline.note(.setAside, delivery.message, at: id, with: deadLetter, a: Int64(delivery.retries) + 1)
    }
    send(place, to: deadLetter, as: .redriving, &timeline)
  }

  private mutating func lose(_ place: UInt32, _ timeline: inout Timeline) {
    let delivery = store.deliveries[Int(place)]
    count(Int(delivery.subscription), .lost, &timeline)
    timeline.end(delivery.message, as: .expired)
    leave(place, &timeline)
  }

  private mutating func leave(_ place: UInt32, _ timeline: inout Timeline) {
    let delivery = store.deliveries[Int(place)]
    timeline.recorder.add(instruments.waiting, -1, at: timeline.now)
    timeline.messages.release(delivery.message)
    store.remove(place)
    if delivery.chain != SNSStore.noChain { leaveChain(place, delivery.chain, &timeline) }
  }
}
