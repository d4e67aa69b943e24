// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Says of each request of one key whether it is allowed, as the recipes for Redis do.
///
/// How much passes in any stretch of time as long as the window, for a limit n: with a fixed window up to 2n, n before
/// its end and n after; with a token bucket up to 2n, a full bucket and what comes back meanwhile, but at most n at once;
/// with a sliding log n.
struct RateLimiter: Sendable {
  let rule: CacheOperation.RateLimit
  /// Fixed window: requests of the current one, and when it ends. It begins with the first request after the end of the
  /// one before, when the expired counter is made anew.
  private var count = 0
  private var end: Instant = 0
  /// Sliding log: the instants of the latest requests, a ring of `limit`; those refused are in it too, since the recipe
  /// adds before it counts: who keeps on asking stays locked out.
  private var log: [Instant] = []
  private var next = 0
  /// Token bucket: what is in it, and since when.
  private var tokens: Double
  private var filled: Instant = 0

  init(_ rule: CacheOperation.RateLimit) {
    self.rule = rule
    tokens = Double(rule.limit)
  }

  /// Whether a request at this instant, no earlier than the one before, is allowed.
  mutating func admits(at now: Instant) -> Bool {
    switch rule.algorithm {
    case .fixedWindow: admitsInWindow(now)
    case .slidingLog: admitsInLog(now)
    case .tokenBucket: takesToken(now)
    }
  }

  private mutating func admitsInWindow(_ now: Instant) -> Bool {
    if count == 0 || now >= end {
      count = 0
      end = now.advanced(by: rule.window)
    }
    count += 1
    return count <= rule.limit
  }

  private mutating func admitsInLog(_ now: Instant) -> Bool {
    guard log.count == rule.limit else {
      log.append(now)
      return true
    }
    // The oldest of the latest n requests tells whether all n lie within the window.
    let oldest = log[next]
    log[next] = now
    next = next + 1 == log.count ? 0 : next + 1
    return oldest.advanced(by: rule.window) <= now
  }

  private mutating func takesToken(_ now: Instant) -> Bool {
    let limit = Double(rule.limit)
    tokens = min(limit, tokens + limit * (Double(now - filled) / Double(rule.window)))
    filled = now
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }
}
