// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Simulation

/// The latest writes to a shard, which its replicas may not know of, with what was there before.
///
/// Memory grows with the writes of one `replica_lag`. Simplified: what was evicted or expired within the lag is gone on
/// the replicas too.
struct ReplicationTail: Sendable {
  struct Write: Sendable {
    var key: UInt64
    /// Nil where nothing was there.
    var old: CachedValue?
    var at: Instant
  }

  private(set) var writes: [Write] = []
  /// Those before are replicated.
  private var first = 0

  /// Notes a write; never before an earlier one.
  mutating func note(_ key: UInt64, was old: CachedValue?, at now: Instant, lag: Nanoseconds) {
    while first < writes.count, writes[first].at <= now &- lag { first += 1 }
    if first > 32, first * 2 > writes.count {
      writes.removeFirst(first)
      first = 0
    }
    writes.append(Write(key: key, old: old, at: now))
  }

  /// What a key held at an instant within the lag, if it has been written since: the inner nil stands for nothing. Nil if
  /// it has not been written.
  func value(of key: UInt64, asOf time: Instant) -> CachedValue?? {
    var place = writes.count
    var found: CachedValue?? = .none
    while place > first {
      place -= 1
      if writes[place].at <= time { break }
      if writes[place].key == key { found = .some(writes[place].old) }
    }
    return found
  }

  /// Takes the writes after an instant out, the latest first.
  mutating func takeLast(after time: Instant) -> Write? {
    guard writes.count > first, let last = writes.last, last.at > time else { return nil }
    return writes.removeLast()
  }

  mutating func clear() {
    writes = []
    first = 0
  }
}
