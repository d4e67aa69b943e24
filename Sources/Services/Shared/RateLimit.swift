// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A limit on how often something may happen: so often a second in the long run, and so much at once.
///
/// A token bucket that keeps one instant instead of a number of tokens (the generic cell rate algorithm): exact in
/// whole nanoseconds, O(1), and no event is needed to fill it.
struct RateLimit: BitwiseCopyable, Sendable, Hashable {
  /// Time between two, in the long run.
  let interval: Nanoseconds
  /// How far ahead of that pace it may run.
  private let tolerance: Nanoseconds
  /// When all that was taken would have happened at the pace of the limit.
  private var due: Instant = 0

  /// - Parameters:
  ///   - rate: so many a second, above 0.
  ///   - length: what would come at this rate for so long may come at once; at least one.
  init(perSecond rate: Double, burst length: Nanoseconds) {
    interval = max(1, Nanoseconds(seconds: 1 / rate))
    let atOnce = max(1, (rate * length.seconds + 1e-6).rounded(.down))
    tolerance = Nanoseconds(min((atOnce - 1) * Double(interval), 4.6e18))
  }

  /// The first instant at which another may happen, if nothing is taken until then.
  func next(after now: Instant) -> Instant { max(now, due - tolerance) }

  func isOpen(at now: Instant) -> Bool { due - tolerance <= now }

  /// Whether it is as if nothing had ever been taken.
  func isFull(at now: Instant) -> Bool { due <= now }

  mutating func take(at now: Instant, amount: Int64 = 1) {
    due = max(due, now).advanced(by: interval.multipliedReportingOverflow(by: amount).partialValue)
  }

  /// Takes one if that is possible now.
  mutating func admits(at now: Instant) -> Bool {
    guard isOpen(at: now) else { return false }
    take(at: now)
    return true
  }
}
