// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// How much of the time some servers were busy, taken from time to time.
struct BusyTime: BitwiseCopyable, Sendable {
  private var count = 0
  private var changedAt: Instant = 0
  private var takenAt: Instant = 0
  /// Server-time since the last look [ns].
  private var sum = 0.0

  private mutating func advance(to now: Instant) {
    sum += Double(now - changedAt) * Double(count)
    changedAt = now
  }

  mutating func change(by change: Int, at now: Instant) {
    advance(to: now)
    count += change
  }

  /// Servers that are busy now.
  var busy: Int { count }

  /// The share of so many servers' time since the last look.
  mutating func takeShare(of servers: Int, at now: Instant) -> Double {
    advance(to: now)
    let all = Double(now - takenAt) * Double(servers)
    let share = all > 0 ? sum / all : 0
    takenAt = now
    sum = 0
    return share
  }
}
