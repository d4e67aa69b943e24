// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// What a producer does with a call that is throttled: the retries of an AWS SDK.
struct TrafficRetry: Sendable, Hashable {
  enum Jitter: String, CaseIterable, Sendable {
    /// The wait is drawn evenly between 0 and the back-off.
    case full
    /// The wait is the back-off.
    case none
  }

  /// Calls in all, the first included.
  let attempts: Int
  let backoff: Nanoseconds
  let longest: Nanoseconds
  let jitter: Jitter

  /// The SDKs' standard mode, which the keys have as their defaults (sdkref/feature-retry-behavior).
  static let standard = TrafficRetry(attempts: 3, backoff: .second, longest: 20 * .second, jitter: .full)

  init(attempts: Int, backoff: Nanoseconds, longest: Nanoseconds, jitter: Jitter) {
    self.attempts = attempts
    self.backoff = backoff
    self.longest = longest
    self.jitter = jitter
  }

  init(_ record: Record) {
    attempts = record[TrafficKeys.Retry.attempts]
    backoff = record[TrafficKeys.Retry.backoff]
    longest = record[TrafficKeys.Retry.maxBackoff]
    jitter = record[TrafficKeys.Retry.jitter]
  }

  /// The time between a refused attempt and the next.
  ///
  /// - Parameters:
  ///   - attempt: the refused one, from 0.
  ///   - uniform: of (0, 1).
  func wait(after attempt: Int, uniform: Double) -> Nanoseconds {
    var length = backoff
    for _ in 0..<attempt where length < longest { length = length &* 2 }
    length = min(length, longest)
    return jitter == .none ? length : Nanoseconds(seconds: length.seconds * uniform)
  }

  /// What goes with a call as the low bits of its draw number: its own, and above it the attempt, so that nothing needs
  /// to be remembered of a call that is under way.
  static func tag(call: UInt32, attempt: Int) -> UInt32 {
    call & 0x0FFF_FFFF | UInt32(attempt) << 28
  }

  /// The attempt of a tag, from 0.
  static func attempt(_ tag: UInt32) -> Int { Int(tag >> 28) }
}
