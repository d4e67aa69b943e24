// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The long polls that wait at a queue, first come first served: a ring that grows.
///
/// As long as all wait equally long they also end in this order, and every operation is O(1). Consumers with waits of
/// their own make the search for the next end linear in the number that wait.
struct SQSWaiters: Sendable {
  private var ring = [SQSWaiter?](repeating: nil, count: 64)
  private var head = 0
  private(set) var count = 0
  /// Whether the deadlines are in order.
  private var isOrdered = true

  private func place(_ number: Int) -> Int { (head + number) & (ring.count - 1) }

  mutating func append(_ waiter: SQSWaiter) {
    if count == ring.count {
      ring = (0..<count).map { ring[place($0)] } + [SQSWaiter?](repeating: nil, count: count)
      head = 0
    }
    if let last = count > 0 ? ring[place(count - 1)] : nil, last.deadline > waiter.deadline { isOrdered = false }
    ring[place(count)] = waiter
    count += 1
  }

  var first: SQSWaiter? { count > 0 ? ring[head] : nil }

  mutating func removeFirst() {
    head = place(1)
    count -= 1
    if count == 0 { isOrdered = true }
  }

  /// The earliest end of a wait.
  var earliestDeadline: Instant? {
    if isOrdered { return first?.deadline }
    return (0..<count).compactMap { ring[place($0)]?.deadline }.min()
  }

  /// Takes out the first whose wait has ended.
  mutating func removeFirst(until now: Instant) -> SQSWaiter? {
    if isOrdered {
      guard let first, first.deadline <= now else { return nil }
      removeFirst()
      return first
    }
    guard let number = (0..<count).first(where: { (ring[place($0)]?.deadline ?? .farFuture) <= now }) else {
      return nil
    }
    let waiter = ring[place(number)]
    for later in number + 1..<max(count, number + 1) { ring[place(later - 1)] = ring[place(later)] }
    count -= 1
    if count == 0 { isOrdered = true }
    return waiter
  }
}
