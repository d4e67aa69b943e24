// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A copy on its way to a subscriber.
struct SNSDelivery: BitwiseCopyable, Sendable {
  enum State: UInt8 {
    case free
    /// Behind others of its message group.
    case held
    /// On its way to the first attempt.
    case moving
    /// Kept back by the pace of its subscription.
    case paced
    /// Before a retry.
    case waiting
    case calling
    /// On its way to the dead-letter queue.
    case redriving
  }

  var message: MessageID = 0
  /// Grows with every use of the place.
  var generation: UInt32 = 0
  /// Retries so far.
  var retries: UInt32 = 0
  /// The chain of its message group; ``SNSStore/noChain`` in standard topics.
  var chain: UInt32 = SNSStore.noChain
  var subscription: UInt16 = 0
  var state: State = .free
  /// When the current wait or attempt began.
  var since: Instant = 0
  /// When the current wait ends.
  var deadline: Instant = 0
}

/// The copies that a topic holds: a slab, with lists of those that wait equally long.
struct SNSStore: Sendable {
  static var noChain: UInt32 { .max }

  var deliveries: [SNSDelivery] = []
  /// Lists of copies that wait: each retry wait, and each subscription with a pace, has one.
  var waits = IndexLists(lists: 0)
  /// For each message group of each subscription what is on its way, in order.
  var chains = IndexLists(lists: 0)
  private var free = FreePlaces()

  mutating func add(_ message: MessageID, subscription: Int) -> UInt32 {
    let place: UInt32
    if let known = free.take() {
      place = known
    } else {
      place = UInt32(truncatingIfNeeded: deliveries.count)
      deliveries.append(SNSDelivery())
      waits.reserve(deliveries.count)
      chains.reserve(deliveries.count)
    }
    let generation = deliveries[Int(place)].generation
    deliveries[Int(place)] = SNSDelivery(
      message: message, generation: generation, subscription: UInt16(truncatingIfNeeded: subscription), state: .held)
    return place
  }

  mutating func remove(_ place: UInt32) {
    deliveries[Int(place)].state = .free
    deliveries[Int(place)].generation &+= 1
    free.give(place)
  }

  func isCurrent(_ place: UInt32, _ generation: UInt32) -> Bool {
    Int(place) < deliveries.count && deliveries[Int(place)].generation == generation
      && deliveries[Int(place)].state != .free
  }
}
