// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A resource that works through what it is given at a rate, first come first served: a network card, a disk, the
/// processors of a broker.
///
/// Its whole state is when it will be done (Lindley's recursion), so that taking costs O(1) however much is waiting.
/// What is announced for a time to come waits behind the work of now only as far as that is still there then; the
/// resource never stands idle for it.
struct FluidPipe: Sendable {
  /// Units a second: bytes, or seconds of work. Infinite where nothing limits it.
  private(set) var rate: Double
  /// When all that it has been given is done.
  private(set) var freeAt: Instant = 0
  /// Time that all it has been given takes.
  private var given: Nanoseconds = 0
  /// ``given`` less what was left to do, when the utilisation was last asked for, and that instant.
  private var lastDone: Nanoseconds = 0
  private var lastAsked: Instant = 0

  /// - Parameter rate: above 0.
  init(rate: Double) { self.rate = rate }

  /// Changes the rate for what comes from now on.
  mutating func setRate(_ rate: Double) { self.rate = rate }

  /// Time that an amount takes when nothing is before it.
  @inline(__always)
  func time(_ amount: Double) -> Nanoseconds { Nanoseconds(seconds: amount / rate) }

  /// Time until all is done that it has been given.
  @inline(__always)
  func backlog(at now: Instant) -> Nanoseconds { max(0, freeAt - now) }

  /// Gives it an amount, which arrives now or later, and returns when that is done.
  @inline(__always)
  mutating func take(_ amount: Double, at time: Instant, now: Instant) -> Instant {
    let length = self.time(amount)
    given += length
    let before = max(freeAt, now)
    freeAt = before.advanced(by: length)
    return max(before, time).advanced(by: length)
  }

  /// Gives it an amount that it could have begun with earlier, had it been idle.
  @inline(__always)
  mutating func take(_ amount: Double, since earliest: Instant) -> Instant {
    let length = time(amount)
    given += length
    freeAt = max(freeAt, earliest).advanced(by: length)
    return freeAt
  }

  /// Gives it an amount of which so much may wait, and returns when the rest of the line is no longer than that.
  mutating func take(_ amount: Double, at time: Instant, now: Instant, ahead limit: Double) -> Instant {
    let done = take(amount, at: time, now: now)
    return max(time, done - self.time(limit))
  }

  /// The share of the time since the last call, or of a second, in which it worked.
  mutating func utilisation(at now: Instant) -> Double {
    let done = given - backlog(at: now)
    defer {
      lastDone = done
      lastAsked = now
    }
    guard now > lastAsked else { return 0 }
    return min(1, max(0, Double(done - lastDone) / Double(now - lastAsked)))
  }

  /// What it has not begun with is gone: its server is down.
  mutating func clear(at now: Instant) {
    given -= backlog(at: now)
    freeAt = min(freeAt, now)
  }
}
