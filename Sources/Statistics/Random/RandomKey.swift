// SPDX-License-Identifier: GPL-3.0-or-later

/// The key of all random numbers of one replication.
///
/// For one seed, different replications have different keys for certain (every step is a bijection of 64 bits).
@frozen
public struct RandomKey: Sendable, Hashable, BitwiseCopyable {
  /// The 64-bit Philox key.
  public let value: UInt64

  /// - Parameters:
  ///   - seed: the experiment's seed, any value.
  ///   - replication: the number of the replication, from 0.
  public init(seed: UInt64, replication: UInt32) {
    value = Self.mixed(Self.mixed(seed &+ Self.increment) &+ Self.increment &* (UInt64(replication) &+ 1))
  }

  /// 2^64 divided by the golden ratio, odd.
  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The output function of SplitMix64 (Steele, Lea, Flood 2014): a bijection in which every bit depends on all.
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
