// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// A topic of Amazon SNS, standard or FIFO.
///
/// A message that it takes has come to the end of its flow: what goes on is a copy for each subscription that wants it,
/// each with a flow and a fate of its own, so that no subscriber ever touches another. A standard topic keeps nothing
/// else. A copy whose delivery fails on the subscriber's side is tried again by the policy of its kind of subscriber,
/// then goes to the dead-letter queue of the subscription or is lost; one that the subscriber refuses for good goes
/// there at once.
struct SNSTopic: Component {
  /// The topic's own signals.
  enum Signal {
    static let accepted = ChannelSignal.own  // a message, b and c the caller's words, d the caller plus 1 or 0
    static let acceptedInOrder = ChannelSignal.own + 1  // a place among the publishing, b its generation
    static let moved = ChannelSignal.own + 2  // a delivery, its generation
    static let waited = ChannelSignal.own + 3  // a delivery, its generation
    static let laneDue = ChannelSignal.own + 4  // a lane
    static let paceDue = ChannelSignal.own + 5  // a subscription
    // Questions about the quota of the account, and the answers: as what they ask about, `small` who asks.
    static let askForSend = ChannelSignal.own + 8
    static let askForCall = ChannelSignal.own + 9
    static let sendIsFine = ChannelSignal.own + 10
    static let callIsFine = ChannelSignal.own + 11
    static let sendIsThrottled = ChannelSignal.own + 12
    static let callIsThrottled = ChannelSignal.own + 13
    static let refusalDue = ChannelSignal.own + 14  // as CallSignal.answer, small the status, d the caller
    static let dataKeyDue = ChannelSignal.own + 15  // as DataKeys
  }

  /// Copies that wait equally long before a retry, in order: one pending event for all of them does.
  struct Lane: Sendable {
    var wait: Nanoseconds
    var list: Int
    var isArmed = false
  }

  enum CallFate { case fine, tooLarge, throttled }

  let id: ComponentID
  let settings: SNSSettings
  let instruments: SNSInstruments
  /// The topic that counts what the account publishes: the first of this type.
  let quotaKeeper: ComponentID
  var subscriptions: [SNSSubscription]
  var draws: SNSDraws
  var store = SNSStore()
  var lanes: [Lane] = []
  var accountQuota: RateLimit
  var order: SNSOrder
  /// What has become of the call of which further messages may be coming, and of the latest that another topic asked
  /// about: a batch is taken or thrown back as a whole.
  var callFate = CallFate.fine
  var askedFate = CallFate.fine
  var dataKeys: DataKeys?
  /// What the latest call was billed as; known only while somebody follows a message.
  var callRequests: Int64 = 0
  var stops = 0
  var removals = 0

  init(
    id: ComponentID, settings: SNSSettings, instruments: SNSInstruments, quotaKeeper: ComponentID,
    subscriptions: [SNSSubscription], dataKeys: DataKeys? = nil
  ) {
    self.id = id
    self.settings = settings
    self.instruments = instruments
    self.quotaKeeper = quotaKeeper
    self.subscriptions = subscriptions
    self.dataKeys = dataKeys
    accountQuota = RateLimit(perSecond: settings.publishQuota, burst: settings.quotaBurst)
    order = SNSOrder(settings)
    draws = SNSDraws(key: RandomKey(seed: 0, replication: 0), topic: settings.name, subscribers: [])
    for place in subscriptions.indices where subscriptions[place].pace != nil {
      self.subscriptions[place].paceList = store.waits.addList()
    }
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = SNSDraws(key: timeline.key, topic: settings.name, subscribers: subscriptions.map(\.name))
    for place in subscriptions.indices { subscriptions[place].filter?.begin(key: timeline.key) }
    dataKeys?.start(&timeline)
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ChannelSignal.send, CallSignal.call: publish(event, &timeline)
    case Signal.accepted: accept(event.a, event.b, event.c, caller: event.d, &timeline)
    case Signal.acceptedInOrder: acceptInOrder(event.a, &timeline)
    case CallSignal.answer: hear(event, &timeline)
    case Signal.moved: if store.isCurrent(event.a, event.b) { endMove(event.a, &timeline) }
    case Signal.waited: if store.isCurrent(event.a, event.b) { retry(event.a, &timeline) }
    case Signal.laneDue: endLane(Int(event.a), &timeline)
    case Signal.paceDue: takeTurns(Int(event.a), &timeline)
    case Signal.askForSend, Signal.askForCall: answerQuota(event, &timeline)
    case Signal.sendIsFine, Signal.callIsFine: admit(event, isCall: event.signal == Signal.callIsFine, &timeline)
    case Signal.sendIsThrottled, Signal.callIsThrottled:
      throttle(event, isCall: event.signal == Signal.callIsThrottled, &timeline)
    case Signal.refusalDue:
      timeline.schedule(Event(to: event.d, CallSignal.answer, small: event.small, a: event.b, b: event.c), after: 0)
    case Signal.dataKeyDue: dataKeys?.end(event, &timeline)
    case ControlSignal.begin, ControlSignal.end: change(event)
    default: break
    }
  }

  private mutating func change(_ event: Event) {
    let step = event.signal == ControlSignal.begin ? 1 : -1
    switch FaultKind(code: event.small) {
    case .stop: stops += step
    case .remove: removals += step
    default: break
    }
  }

  // MARK: Copies

  /// Makes a copy for each subscription that wants the message.
  mutating func fanOut(_ message: MessageID, _ timeline: inout Timeline) {
    let (source, drawKey, size) = (
      timeline.messages[message].flow, timeline.messages[message].drawKey, timeline.messages[message].size
    )
    for place in subscriptions.indices {
      guard let flow = subscriptions[place].flow(of: source) else { continue }
      count(place, .offered, &timeline)
      if let filter = subscriptions[place].filter {
        if filter.isByBody { timeline.recorder.count(instruments.scanned, Int64(size)) }
        if let mismatch = filter.mismatch(flow: source, drawKey) {
          count(place, .filtered, &timeline)
          count(place, SNSOutcomes.What(mismatch), &timeline)
          if timeline.isTracing {
            timeline.note(
              .filtered, message, at: id, with: subscriptions[place].target, a: filter.isByBody ? 1 : 0)
          }
          continue
        }
      }
      let copy = timeline.fork(message, onto: flow)
      if timeline.isTracing { timeline.note(.copied, copy, at: id, with: subscriptions[place].target) }
      count(place, .copies, &timeline)
      if !subscriptions[place].isConfirmed {
        count(place, .unconfirmed, &timeline)
        timeline.end(copy, as: .expired)
        timeline.messages.release(copy)
        continue
      }
      if !subscriptions[place].isRaw { timeline.messages[copy].size = size &+ settings.envelope }
      begin(copy, subscription: place, source: source, &timeline)
    }
  }

  /// Counts something for a subscription and for the whole topic.
  func count(
    _ subscription: Int, _ what: SNSOutcomes.What, by amount: Int64 = 1, _ timeline: inout Timeline
  ) {
    timeline.recorder.count(subscriptions[subscription].counters[what], amount)
    timeline.recorder.count(instruments.all[what], amount)
  }
}

/// A topic's random draws, each by a key of its own.
struct SNSDraws: Sendable {
  let publish, group: DrawStream
  /// Of each subscription.
  let delivery, jitter: [DrawStream]

  init(key: RandomKey, topic: String, subscribers: [String]) {
    publish = DrawStream(key, name: topic, purpose: "publish")
    group = DrawStream(key, name: topic, purpose: "group")
    delivery = subscribers.map { DrawStream(key, name: topic, purpose: "delivery to \($0)") }
    jitter = subscribers.map { DrawStream(key, name: topic, purpose: "retry of \($0)") }
  }
}
