// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The long polls that wait at a queue, first come first served: a ring that grows. All wait equally long, so they also
/// end in this order.
struct SQSWaiters: Sendable {
  private var ring = [SQSWaiter?](repeating: nil, count: 64)
  private var head = 0
  private(set) var count = 0

  mutating func append(_ waiter: SQSWaiter) {
    if count == ring.count {
      ring = (0..<count).map { ring[(head + $0) % ring.count] } + [SQSWaiter?](repeating: nil, count: count)
      head = 0
    }
    ring[(head + count) & (ring.count - 1)] = waiter
    count += 1
  }

  var first: SQSWaiter? { count > 0 ? ring[head] : nil }

  mutating func removeFirst() {
    head = (head + 1) & (ring.count - 1)
    count -= 1
  }
}
