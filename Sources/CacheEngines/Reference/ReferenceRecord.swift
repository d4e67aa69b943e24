// SPDX-License-Identifier: GPL-3.0-or-later

/// What ``LRU``, ``FIFO`` and ``RandomEviction`` keep of a key: 40 bytes.
struct ReferenceRecord: LinkedRecord {
  var key: UInt64
  var stamp: UInt64
  /// [ns]; `Int64.max` for never.
  var expires: Int64
  /// Links of the list; in ``RandomEviction`` `previous` is the key's place among all keys.
  var previous: UInt32 = .max
  var next: UInt32 = .max
  /// [B]
  var valueBytes: UInt32
  var keyBytes: UInt16

  @inline(__always)
  init(_ key: UInt64, _ size: ItemSize, expires: Int64?, stamp: UInt64) {
    self.key = key
    self.stamp = stamp
    self.expires = expires ?? .max
    valueBytes = UInt32(truncatingIfNeeded: size.value)
    keyBytes = UInt16(truncatingIfNeeded: size.key)
  }

  /// Key and value [B].
  @inline(__always) var bytes: Int { Int(valueBytes) &+ Int(keyBytes) }

  @inline(__always) var value: CachedValue { CachedValue(stamp: stamp, bytes: Int(valueBytes), expires: expires) }

  /// Takes over another version of the value.
  @inline(__always)
  mutating func replace(_ size: ItemSize, expires: Int64?, stamp: UInt64) {
    self.stamp = stamp
    self.expires = expires ?? .max
    valueBytes = UInt32(truncatingIfNeeded: size.value)
    keyBytes = UInt16(truncatingIfNeeded: size.key)
  }
}
