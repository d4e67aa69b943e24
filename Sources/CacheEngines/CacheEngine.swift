// SPDX-License-Identifier: GPL-3.0-or-later

/// A cache without a network or a clock of its own: which keys it holds, and what it lets go.
///
/// Every engine is a value: a copy is a second, independent cache. Instants are nanoseconds on the caller's clock, which
/// must not run backwards. The same calls give the same results on any machine; what an engine draws at random comes
/// from its seed.
public protocol CacheEngine: Sendable {
  /// Looks a key up, as a client's GET does. O(1) on average.
  mutating func get(_ key: UInt64, now: Int64) -> Lookup

  /// Stores a value, evicting others where the policy says so. O(1) on average for each key evicted, or O(log n) in
  /// ``PerfectLFU``.
  /// - Parameters:
  ///   - size: lengths of key and value.
  ///   - expires: the instant at which the value expires [ns]; nil keeps it until it is evicted or deleted.
  ///   - stamp: the caller's mark of this version of the value, handed back by ``get(_:now:)``.
  mutating func set(_ key: UInt64, _ size: ItemSize, expires: Int64?, stamp: UInt64, now: Int64) -> Stored

  /// Gives a key another expiry, nil for none. False where the key is not there. Counts as an access where it does so
  /// in the system that is modelled.
  mutating func touch(_ key: UInt64, expires: Int64?, now: Int64) -> Bool

  /// Removes a key; whether it was there and alive.
  mutating func delete(_ key: UInt64, now: Int64) -> Bool

  /// Removes all keys; the counters stay.
  mutating func flush()

  /// The value under a key, expired or not, without counting as an access.
  func peek(_ key: UInt64) -> CachedValue?

  /// What has happened since the start.
  var counters: CacheCounters { get }
  /// Keys held, among them those that have expired and have not been collected.
  var items: Int { get }
  /// Memory in use by the cache's own accounting [B].
  var bytes: Int { get }
  /// What this model itself takes in memory [B].
  var allocatedBytes: Int { get }
}

/// The lengths that a cache is charged for.
public struct ItemSize: Hashable, Sendable, BitwiseCopyable {
  /// Length of the key [B], 0...65,535.
  public var key: Int
  /// Length of the value [B], 0...2^32 - 1.
  public var value: Int

  /// Lengths outside their ranges count as the nearest end.
  public init(key: Int = 0, value: Int) {
    self.key = min(max(key, 0), 65_535)
    self.value = min(max(value, 0), Int(UInt32.max))
  }

  /// Key and value together [B].
  @inlinable public var total: Int { key &+ value }
}

/// What is stored under a key.
public struct CachedValue: Hashable, Sendable, BitwiseCopyable {
  /// The mark that the value was stored with.
  public var stamp: UInt64
  /// Length of the value [B].
  public var bytes: Int
  /// When it expires [ns]; `Int64.max` for never.
  public var expires: Int64

  @inlinable
  public init(stamp: UInt64, bytes: Int, expires: Int64) {
    self.stamp = stamp
    self.bytes = bytes
    self.expires = expires
  }
}

/// What a GET found.
public enum Lookup: Hashable, Sendable, BitwiseCopyable {
  case hit(CachedValue)
  /// The key is not there.
  case miss
  /// The key was there, past its expiry: to a client a miss.
  case expired

  @inlinable public var isHit: Bool {
    if case .hit = self { return true }
    return false
  }
}

/// What a SET did.
public struct Stored: Hashable, Sendable, BitwiseCopyable {
  public enum Outcome: UInt8, Sendable, BitwiseCopyable {
    case inserted, replaced
    /// Refused: no memory, and nothing that may be evicted.
    case outOfMemory
    /// Refused: larger than the cache takes at all.
    case tooLarge
  }

  public var outcome: Outcome
  /// Keys evicted to make room.
  public var evictions: Int

  @inlinable
  public init(_ outcome: Outcome, evictions: Int = 0) {
    self.outcome = outcome
    self.evictions = evictions
  }

  /// Whether the value is in the cache now.
  @inlinable public var isStored: Bool { outcome == .inserted || outcome == .replaced }
}

/// Counts since an engine's start.
public struct CacheCounters: Hashable, Sendable, BitwiseCopyable {
  public var hits: UInt64 = 0
  /// Lookups that found nothing, or something expired.
  public var misses: UInt64 = 0
  public var sets: UInt64 = 0
  /// Keys removed to make room.
  public var evictions: UInt64 = 0
  /// Keys removed because they had expired, at an access or in the background.
  public var expired: UInt64 = 0
  /// Values refused for want of memory.
  public var outOfMemory: UInt64 = 0

  public init() {}

  /// Hits over lookups; NaN before the first.
  public var hitRatio: Double { Double(hits) / Double(hits + misses) }
}

/// How much a reference policy holds.
public enum CacheCapacity: Hashable, Sendable {
  /// So many keys, whatever their size.
  case items(Int)
  /// So many bytes of keys and values.
  case bytes(Int)

  var limit: Int {
    switch self {
    case .items(let limit), .bytes(let limit): return max(0, limit)
    }
  }

  var countsItems: Bool {
    if case .items = self { return true }
    return false
  }
}

extension CacheEngine {
  /// A read through the cache: a GET and, where it misses, a SET of the same key. Whether it hit.
  @inlinable
  public mutating func access(_ key: UInt64, _ size: ItemSize = ItemSize(value: 1), now: Int64 = 0) -> Bool {
    if get(key, now: now).isHit { return true }
    _ = set(key, size, expires: nil, stamp: 0, now: now)
    return false
  }
}
