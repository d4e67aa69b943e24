// SPDX-License-Identifier: GPL-3.0-or-later

/// What a string key takes of `used_memory` in 64-bit Redis 6 and 7: every allocation rounded to a jemalloc size class.
///
/// A 12-byte key with a 400-byte value: entry 24, key 16, value object 16, value 448; with an expiry 24 more; buckets of
/// the tables come on top (`RedisDictionary`).
public struct RedisMemory: Hashable, Sendable {
  /// The jemalloc that the server was linked with.
  public enum Allocator: String, Sendable, CaseIterable {
    /// The one that Redis and Valkey bring along: classes 8 bytes apart up to 64.
    case official
    /// A distribution's own: no classes of 24, 40 and 56.
    case distribution
  }

  public let allocator: Allocator

  public init(_ allocator: Allocator = .official) { self.allocator = allocator }

  /// The size class of an allocation [B]: small ones in equal steps, then four to each doubling.
  public func sizeClass(_ bytes: Int) -> Int {
    if bytes <= 8 { return 8 }
    let (smallest, step) = allocator == .official ? (64, 8) : (128, 16)
    if bytes <= smallest { return (bytes + step - 1) / step * step }
    let spacing = 1 << (Int.bitWidth - 1 - (bytes - 1).leadingZeroBitCount - 2)
    return (bytes + spacing - 1) / spacing * spacing
  }

  /// An entry of a table: three pointers.
  public var entryBytes: Int { sizeClass(24) }

  /// The string of a key of this length [B].
  public func keyBytes(_ length: Int) -> Int { sizeClass(length + Self.header(length) + 1) }

  /// The object of a value of this length [B]: up to 44 B in one piece with its object, otherwise in two.
  public func valueBytes(_ length: Int) -> Int {
    if length <= 44 { return sizeClass(16 + 3 + length + 1) }
    return sizeClass(16) + sizeClass(length + max(3, Self.header(length)) + 1)
  }

  /// The object of a value that is a whole number: the object alone.
  public var integerBytes: Int { sizeClass(16) }

  /// A key and its value without the buckets [B].
  public func itemBytes(_ size: ItemSize, hasExpiry: Bool) -> Int {
    entryBytes + keyBytes(size.key) + valueBytes(size.value) + (hasExpiry ? entryBytes : 0)
  }

  /// The tables of so many entries at rest [B]: 8 B a bucket, the next power of two.
  public func tableBytes(_ entries: Int) -> Int {
    if entries == 0 { return 0 }
    var buckets = 4
    while buckets < entries { buckets *= 2 }
    return sizeClass(buckets * 8)
  }

  /// All memory of a server at rest with so many equal keys [B].
  public func serverBytes(items: Int, _ size: ItemSize, withExpiry: Int = 0, base: Int = 900_000) -> Int {
    base + items * itemBytes(size, hasExpiry: false) + withExpiry * entryBytes + tableBytes(items)
      + tableBytes(withExpiry)
  }

  /// The header of a simple dynamic string of this length.
  static func header(_ length: Int) -> Int {
    if length < 32 { return 1 }
    if length < 256 { return 3 }
    return length < 65_536 ? 5 : 9
  }
}
