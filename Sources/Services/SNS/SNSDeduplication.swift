// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What a FIFO topic remembers of the messages that it has taken, for as long as the window lasts.
struct SNSDeduplication: Sendable {
  private var ends: [UInt64: Instant] = [:]
  /// The same in order of time: a ring.
  private var ring = [(key: UInt64, end: Instant)](repeating: (0, 0), count: 64)
  private var head = 0
  private var count = 0

  /// Whether a message has been taken within the window; if not, it is from now on.
  mutating func isRepeated(_ key: UInt64, window: Nanoseconds, now: Instant) -> Bool {
    while count > 0, ring[head].end <= now {
      if ends[ring[head].key] == ring[head].end { ends[ring[head].key] = nil }
      head = (head + 1) & (ring.count - 1)
      count -= 1
    }
    if ends[key] != nil { return true }
    guard window > 0 else { return false }
    if count == ring.count {
      ring =
        (0..<count).map { ring[(head + $0) & (count - 1)] }
        + [(key: UInt64, end: Instant)](repeating: (0, 0), count: count)
      head = 0
    }
    let end = now.advanced(by: window)
    ring[(head + count) & (ring.count - 1)] = (key, end)
    count += 1
    ends[key] = end
    return false
  }
}
