// SPDX-License-Identifier: GPL-3.0-or-later

/// What ``RedisEngine`` keeps of a key: 48 bytes.
struct RedisRecord: BitwiseCopyable, Sendable {
  var key: UInt64
  var stamp: UInt64
  /// [ms]; `Int64.max` for never.
  var expires: Int64
  /// The 24 bits of the policy: the LRU clock, or minute << 8 | counter.
  var clock: UInt32
  /// Length of the value [B].
  var valueBytes: UInt32
  /// Length of the key [B].
  var keyBytes: UInt16
  var isUsed = true

  static var never: Int64 { .max }

  @inline(__always) var hasExpiry: Bool { expires != Self.never }
  @inline(__always) var size: ItemSize { ItemSize(key: Int(keyBytes), value: Int(valueBytes)) }
  var value: CachedValue {
    CachedValue(
      stamp: stamp, bytes: Int(valueBytes), expires: hasExpiry ? expires.multipliedClamped(by: 1_000_000) : .max)
  }
}

extension Int64 {
  /// The product, or the nearest representable number.
  func multipliedClamped(by factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? ((self < 0) == (factor < 0) ? .max : .min) : product
  }
}
