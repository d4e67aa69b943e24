// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A limit on amounts, such as bytes, a second: a bucket that fills at a rate up to what comes in a burst.
///
/// An amount that is larger than the bucket is let through by a full one, which then is in debt: so the average holds.
struct TokenBucket: BitwiseCopyable, Sendable {
  private let perSecond, capacity: Double
  private var tokens: Double
  private var at: Instant = 0

  init(perSecond: Double, burst: Nanoseconds) {
    self.perSecond = perSecond
    capacity = max(1, perSecond * burst.seconds)
    tokens = capacity
  }

  /// Whether there is enough for an amount now.
  @inline(__always)
  mutating func has(_ amount: Double, at now: Instant) -> Bool {
    if now > at {
      tokens = min(capacity, tokens + (now - at).seconds * perSecond)
      at = now
    }
    // The last bits of the sum must not decide.
    return tokens >= min(amount, capacity) - 1e-6
  }

  @inline(__always)
  mutating func take(_ amount: Double) { tokens -= amount }
}
