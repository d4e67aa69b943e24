// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// An engine's own random numbers: a counter-based generator and its counter, so that a copy of an engine goes on as the
/// original would.
struct EngineRandom: Sendable {
  private let stream: DrawStream
  private var drawn: UInt64 = 0

  init(seed: UInt64, purpose: String) {
    stream = DrawStream(RandomKey(seed: seed, replication: 0), name: "cache engine", purpose: purpose)
  }

  /// 64 random bits.
  @inline(__always)
  mutating func bits() -> UInt64 {
    drawn &+= 1
    return stream.bits(drawn)
  }

  /// A number of 0..<bound; the bias of at most bound / 2^64 is of no account.
  @inline(__always)
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: bits().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number of (0, 1).
  @inline(__always)
  mutating func uniform() -> Double {
    drawn &+= 1
    return stream.uniform(drawn)
  }
}
