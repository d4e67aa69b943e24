// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What is kept of one replication of an alternative: the answer to every question and the quantities that are paid for, but
/// no series. It is what a store has a row of.
public struct Outcome: Sendable {
  /// What one window gave.
  struct Window: Sendable {
    /// By the place of the question in ``Questions``.
    var answers: [Digest.Answer]
    /// Of each metered quantity: units of an hour, and of its aside.
    var meteredPerHour: [(quantity: Double, aside: Double?)]
    var deliveredPerHour: Double
    var warmup: Nanoseconds
    var duration: Nanoseconds
    var events: UInt64
    var stopped: StopReason?

    init(_ digest: Digest) {
      answers = digest.answers
      meteredPerHour = digest.meteredPerHour
      deliveredPerHour = digest.deliveredPerHour
      warmup = digest.warmup
      duration = digest.duration
      events = digest.events
      stopped = digest.stopped
    }

    init(
      answers: [Digest.Answer], meteredPerHour: [(quantity: Double, aside: Double?)], deliveredPerHour: Double,
      warmup: Nanoseconds, duration: Nanoseconds, events: UInt64, stopped: StopReason?
    ) {
      self.answers = answers
      self.meteredPerHour = meteredPerHour
      self.deliveredPerHour = deliveredPerHour
      self.warmup = warmup
      self.duration = duration
      self.events = events
      self.stopped = stopped
    }
  }

  var windows: [Window]

  public var events: UInt64 { windows.reduce(0) { $0 + $1.events } }

  /// A hash of every bit that was measured.
  public var fingerprint: UInt64 {
    var words: [UInt64] = []
    for window in windows {
      for answer in window.answers {
        words += [answer.value?.bitPattern ?? 1, UInt64(answer.count), UInt64(answer.hits)]
      }
      for metered in window.meteredPerHour {
        words += [metered.quantity.bitPattern, metered.aside?.bitPattern ?? 1]
      }
      words += [window.deliveredPerHour.bitPattern, UInt64(window.warmup), UInt64(window.duration), window.events]
    }
    return StableHash.of(words.lazy.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } })
  }
}
