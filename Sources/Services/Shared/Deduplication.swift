// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The deduplication ids that a FIFO queue or topic remembers: each for one length of time from its first send, whatever
/// becomes of the message (API/SendMessage, API/Publish).
///
/// Memory grows with the ids of one window; who can, puts in only those that can come again.
struct Deduplication: Sendable {
  private let window: Nanoseconds
  private var known = IndexTable()
  private var ring = [(id: UInt64, until: Instant)](repeating: (0, 0), count: 16)
  private var head = 0
  private(set) var count = 0

  init(window: Nanoseconds) { self.window = window }

  /// Whether an id is new, in which case it is remembered from now on.
  mutating func isNew(_ id: UInt64, at now: Instant) -> Bool {
    while count > 0, ring[head].until <= now {
      known.remove(ring[head].id)
      head = (head + 1) & (ring.count - 1)
      count -= 1
    }
    guard known[id] == nil else { return false }
    known.insert(id, 0)
    if count == ring.count {
      ring = (0..<count).map { ring[(head + $0) & (count - 1)] } + Array(repeating: (0, 0), count: count)
      head = 0
    }
    ring[(head + count) & (ring.count - 1)] = (id, now.advanced(by: window))
    count += 1
    return true
  }
}
