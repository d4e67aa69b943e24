// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What a FIFO topic keeps besides its copies: who is publishing, in which order, what it has taken before, and how
/// much each message group has published. A standard topic has none of it.
struct SNSOrder: Sendable {
  /// A call under way.
  struct Publishing: BitwiseCopyable, Sendable {
    var message: MessageID
    /// The caller's words, and its component plus 1.
    var b, c, caller: UInt32
    var chain: UInt32
    var isDone = false
  }

  private let settings: SNSSettings.FIFO?
  private let burst: Nanoseconds
  private var topicLimit: RateLimit?
  private var byteLimit: RateLimit?
  /// The limits of message groups that have been busy of late.
  private var groupLimits: [UInt32: RateLimit] = [:]
  private var mostGroupLimits = 1024
  private var deduplication: Deduplication

  var publishing: [Publishing] = []
  var freePublishing = FreePlaces()
  /// For each message group the calls under way, in the order in which they began.
  var calls = IndexLists(lists: 0)
  var callChains = SNSChains()
  /// For each subscription and message group the copies on their way.
  var copyChains = SNSChains()

  init(_ settings: SNSSettings) {
    self.settings = settings.fifo
    burst = settings.quotaBurst
    deduplication = Deduplication(window: settings.fifo?.deduplicationWindow ?? 0)
    guard let fifo = settings.fifo, fifo.scope == .topic else { return }
    topicLimit = RateLimit(perSecond: fifo.topicQuota, burst: burst)
    byteLimit = RateLimit(perSecond: fifo.topicBytes, burst: burst)
  }

  /// Whether the quotas of the topic and of the message group allow another message.
  func isOpen(_ group: UInt32, now: Instant) -> Bool {
    (groupLimits[group]?.isOpen(at: now) ?? true) && (topicLimit?.isOpen(at: now) ?? true)
      && (byteLimit?.isOpen(at: now) ?? true)
  }

  /// Counts a message.
  mutating func take(_ group: UInt32, bytes: Int64, now: Instant) {
    guard let settings else { return }
    groupLimits[group, default: RateLimit(perSecond: settings.groupQuota, burst: burst)].take(at: now)
    topicLimit?.take(at: now)
    byteLimit?.take(at: now, amount: bytes)
    if groupLimits.count > mostGroupLimits {
      // A limit that nothing has been taken from for a while is as good as none.
      groupLimits = groupLimits.filter { !$0.value.isFull(at: now) }
      mostGroupLimits = max(1024, 2 * groupLimits.count)
    }
  }

  mutating func isRepeated(_ key: UInt64, now: Instant) -> Bool {
    settings != nil && !deduplication.isNew(key, at: now)
  }
}

/// Order within message groups.
extension SNSTopic {
  /// The group goes with the message, also to the queues behind the topic.
  func assignGroup(_ message: MessageID, _ timeline: inout Timeline) {
    guard let groups = settings.fifo?.groups else { return }
    let uniform = draws.group.uniform(timeline.messages[message].drawKey)
    timeline.messages[message].key = UInt32(truncatingIfNeeded: Int(uniform * Double(groups)))
  }

  // MARK: Publishing

  /// A call that began earlier also takes effect earlier: within a group the producer's order counts.
  mutating func publishInOrder(
    _ message: MessageID, _ b: UInt32, _ c: UInt32, caller: UInt32, _ time: Nanoseconds, _ timeline: inout Timeline
  ) {
    let (chain, isNew) = order.callChains.number(of: UInt64(timeline.messages[message].key))
    if isNew { _ = order.calls.addList() }
    let call = SNSOrder.Publishing(message: message, b: b, c: c, caller: caller, chain: chain)
    let place: UInt32
    if let known = order.freePublishing.take() {
      place = known
      order.publishing[Int(place)] = call
    } else {
      place = UInt32(truncatingIfNeeded: order.publishing.count)
      order.publishing.append(call)
      order.calls.reserve(order.publishing.count)
    }
    order.calls.append(place, to: Int(chain))
    if time == 0 { return acceptInOrder(place, &timeline) }
    timeline.schedule(Event(to: id, Signal.acceptedInOrder, a: place), after: time)
  }

  /// A call has taken its time: it takes effect unless an earlier one of its group is still under way.
  mutating func acceptInOrder(_ place: UInt32, _ timeline: inout Timeline) {
    order.publishing[Int(place)].isDone = true
    let chain = order.publishing[Int(place)].chain
    while true {
      let first = order.calls.first(Int(chain))
      guard first != IndexLists.none else { return order.callChains.remove(chain) }
      guard order.publishing[Int(first)].isDone else { return }
      order.calls.remove(first, from: Int(chain))
      let call = order.publishing[Int(first)]
      order.freePublishing.give(first)
      accept(call.message, call.b, call.c, caller: call.caller, &timeline)
    }
  }

  // MARK: Delivering

  /// Puts a copy behind those of its group that are on their way to the same subscriber.
  mutating func joinChain(_ place: UInt32, _ timeline: borrowing Timeline) {
    let delivery = store.deliveries[Int(place)]
    let key = UInt64(delivery.subscription) << 32 | UInt64(timeline.messages[delivery.message].key)
    let (chain, isNew) = order.copyChains.number(of: key)
    if isNew { _ = store.chains.addList() }
    store.deliveries[Int(place)].chain = chain
    store.chains.append(place, to: Int(chain))
  }

  /// The first copy of a chain has come to its end: the next one goes, if it is there already.
  mutating func leaveChain(_ place: UInt32, _ chain: UInt32, _ timeline: inout Timeline) {
    store.chains.remove(place, from: Int(chain))
    let next = store.chains.first(Int(chain))
    guard next != IndexLists.none else { return order.copyChains.remove(chain) }
    if store.deliveries[Int(next)].state == .held { attempt(next, &timeline) }
  }
}
