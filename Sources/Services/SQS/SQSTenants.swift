// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The tenants of a fair queue: a standard queue whose messages have group ids (Developer Guide, fair queues).
///
/// A tenant that has far more messages in flight than the others is noisy, and messages of quiet tenants are returned
/// first; a noisy tenant still gets what nobody else wants. AWS publishes no threshold. Assumed, with both numbers as
/// settings: noisy is who has a backlog, more than `factor` times as many messages in flight as the others on average,
/// and at least `share` of all in flight.
///
/// Only tenants with messages take memory. Each has its own list of visible messages, in which the oldest is first, so a
/// short poll of a fair queue finds whatever is there.
struct SQSTenants: Sendable {
  private struct Tenant: BitwiseCopyable {
    var key: UInt64
    /// Its messages in the queue, whatever their state, and those of them that are in flight.
    var held = 0
    var inFlight = 0
  }

  let grouping: SQSGrouping
  let factor: Double
  let share: Double
  let instruments: SQSTenantInstruments?

  private var tenants: [Tenant] = []
  private var table = IndexTable()
  private var free = FreePlaces()
  /// The visible messages of each tenant.
  private var visible = IndexLists(lists: 0)
  /// For each entry its tenant, and its place in the order of arrival.
  private var tenantOf: [UInt32] = []
  private var orderOf: [UInt64] = []
  private var arrivals: UInt64 = 0
  private var arrivedAt: [Instant] = []
  /// Tenants with visible messages by their oldest: those not known to be noisy, and the others.
  private var quiet = FirstInOrder()
  private var places: [UInt32] = []
  private var noisy: [UInt32] = []
  private var inFlight = 0

  static let none = SQSTenants(grouping: .key, factor: 1, share: 1, instruments: nil)

  init(grouping: SQSGrouping, factor: Double, share: Double, instruments: SQSTenantInstruments?) {
    self.grouping = grouping
    self.factor = factor
    self.share = share
    self.instruments = instruments
  }

  /// Whether a tenant is noisy at the moment.
  private func isNoisy(_ tenant: UInt32) -> Bool {
    let own = Double(tenants[Int(tenant)].inFlight)
    let others = Double(inFlight) - own
    // More than `factor` times the average of the others, without a division.
    return own * Double(max(table.count, 2) - 1) > factor * others && own >= share * Double(inFlight)
      && !visible.isEmpty(Int(tenant))
  }

  // MARK: Messages

  mutating func add(_ index: UInt32, tenant key: UInt64, now: Instant) {
    let tenant: UInt32
    if let known = table[key] {
      tenant = known
    } else if let place = free.take() {
      tenant = place
      tenants[Int(place)] = Tenant(key: key)
      table.insert(key, tenant)
    } else {
      tenant = UInt32(tenants.count)
      tenants.append(Tenant(key: key))
      places.append(FirstInOrder.nowhere)
      _ = visible.addList()
      table.insert(key, tenant)
    }
    tenants[Int(tenant)].held += 1
    while tenantOf.count <= Int(index) {
      tenantOf.append(0)
      orderOf.append(0)
      arrivedAt.append(0)
    }
    visible.reserve(tenantOf.count)
    arrivals += 1
    tenantOf[Int(index)] = tenant
    orderOf[Int(index)] = arrivals
    arrivedAt[Int(index)] = now
  }

  /// Notes that a message, in no list any more, has left the queue.
  mutating func remove(_ index: UInt32) {
    let tenant = tenantOf[Int(index)]
    tenants[Int(tenant)].held -= 1
    guard tenants[Int(tenant)].held == 0 else { return }
    table.remove(tenants[Int(tenant)].key)
    free.give(tenant)
  }

  mutating func changeInFlight(_ index: UInt32, by change: Int) {
    tenants[Int(tenantOf[Int(index)])].inFlight += change
    inFlight += change
  }

  /// Puts a message among the visible ones: behind all, or where its age puts it.
  mutating func show(_ index: UInt32, atBack: Bool) {
    let tenant = tenantOf[Int(index)]
    let list = Int(tenant)
    if atBack || visible.isEmpty(list) {
      visible.append(index, to: list)
    } else {
      // What comes back is older than most: the search ends soon.
      var behind = IndexLists.none
      var ahead = visible.first(list)
      while ahead != IndexLists.none, orderOf[Int(ahead)] < orderOf[Int(index)] {
        behind = ahead
        ahead = visible.next(ahead)
      }
      if behind == IndexLists.none {
        visible.prepend(index, to: list)
      } else {
        visible.insert(index, into: list, behind: behind)
      }
    }
    settle(tenant)
  }

  /// Takes a message out of the visible ones.
  mutating func withdraw(_ index: UInt32) {
    let tenant = tenantOf[Int(index)]
    visible.remove(index, from: Int(tenant))
    settle(tenant)
  }

  /// Brings the orders of tenants up to date with the head of a tenant's list.
  private mutating func settle(_ tenant: UInt32) {
    let head = visible.first(Int(tenant))
    if head == IndexLists.none {
      if places[Int(tenant)] != FirstInOrder.nowhere {
        quiet.remove(tenant, &places)
      } else {
        noisy.removeAll { $0 == tenant }
      }
    } else if places[Int(tenant)] != FirstInOrder.nowhere {
      quiet.change(tenant, to: orderOf[Int(head)], &places)
    } else if !noisy.contains(tenant) {
      quiet.insert(tenant, order: orderOf[Int(head)], &places)
    }
  }

  /// The message that is to be returned next: the oldest of the quiet tenants, else the oldest of all.
  mutating func first() -> UInt32? {
    // At most 1 / share tenants are noisy at once.
    for tenant in noisy where !isNoisy(tenant) {
      noisy.removeAll { $0 == tenant }
      settle(tenant)
    }
    while let (tenant, _) = quiet.first {
      if !isNoisy(tenant) { return visible.first(Int(tenant)) }
      quiet.remove(tenant, &places)
      noisy.append(tenant)
    }
    let oldest = noisy.min { orderOf[Int(visible.first(Int($0)))] < orderOf[Int(visible.first(Int($1)))] }
    return oldest.map { visible.first(Int($0)) }
  }

  // MARK: Metrics

  /// Sets the gauges, by a look at every tenant that has messages.
  func sample(_ timeline: inout Timeline) {
    guard let instruments else { return }
    var noisyTenants = 0
    var depth = 0
    var flying = 0
    var hidden = 0
    var oldest = timeline.now
    for place in tenants.indices where tenants[place].held > 0 {
      if isNoisy(UInt32(place)) {
        noisyTenants += 1
        continue
      }
      let visibleHere = visible.count(place)
      depth += visibleHere
      flying += tenants[place].inFlight
      hidden += tenants[place].held - visibleHere - tenants[place].inFlight
      let head = visible.first(place)
      if head != IndexLists.none { oldest = min(oldest, arrivedAt[Int(head)]) }
    }
    timeline.recorder.set(instruments.noisy, Double(noisyTenants), at: timeline.now)
    timeline.recorder.set(instruments.quietDepth, Double(depth), at: timeline.now)
    timeline.recorder.set(instruments.quietInFlight, Double(flying), at: timeline.now)
    timeline.recorder.set(instruments.quietDelayed, Double(hidden), at: timeline.now)
    timeline.recorder.set(instruments.quietAge, (timeline.now - oldest).seconds, at: timeline.now)
  }
}
