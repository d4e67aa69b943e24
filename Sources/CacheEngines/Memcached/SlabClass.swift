// SPDX-License-Identifier: GPL-3.0-or-later

/// Which of a class's lists an item stands in.
public enum MemcachedSegment: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case hot, warm, cold
}

/// One slab class: its pages and chunks, and what has happened in it.
public struct SlabClass: Hashable, Sendable {
  /// Size of a chunk [B].
  public let chunkBytes: Int
  public let chunksPerPage: Int
  public internal(set) var pages = 0
  public internal(set) var freeChunks = 0
  /// Items removed to make room.
  public internal(set) var evictions: UInt64 = 0
  /// Of these, items that nobody had fetched.
  public internal(set) var evictedUnfetched: UInt64 = 0
  /// Expired items whose memory was taken back at a list's tail or by the crawler.
  public internal(set) var reclaimed: UInt64 = 0
  /// Stores refused for want of a chunk.
  public internal(set) var outOfMemory: UInt64 = 0
  /// Seconds since the last access of the item evicted last, by the server's coarse clock.
  public internal(set) var evictedAge: Int32 = 0

  var lists = [SlotList](repeating: SlotList(), count: 3)
  var listBytes = [0, 0, 0]
  /// Items with an expiry, so that the crawler need not look where there is none.
  var volatileItems = 0
  var nextJuggle: Int64 = .min
  var backoff: Int64 = 0
  var crawlWait: Int32 = 0
  var nextCrawl: Int32 = .min

  init(chunkBytes: Int) {
    self.chunkBytes = chunkBytes
    chunksPerPage = MemcachedSettings.pageBytes / chunkBytes
  }

  /// Items in one of the lists.
  public func items(_ segment: MemcachedSegment) -> Int { Int(lists[Int(segment.rawValue)].count) }
  /// Items in all lists.
  public var items: Int { lists.reduce(0) { $0 + Int($1.count) } }
  /// Bytes of items, without what their chunks leave unused [B].
  public var itemBytes: Int { listBytes.reduce(0, +) }
}

/// What ``MemcachedEngine`` keeps of an item: 48 bytes.
struct MemcachedRecord: LinkedRecord {
  var key: UInt64
  var stamp: UInt64
  var previous: UInt32 = .max
  var next: UInt32 = .max
  /// The second of the last access that was noted.
  var time: Int32
  /// [s]; `Int32.max` for never.
  var expires: Int32
  /// Length of the value [B].
  var valueBytes: UInt32
  /// Header, key and value [B].
  var bytes: UInt32
  var keyBytes: UInt8
  var slabClass: UInt8
  var segment: UInt8
  var flags: UInt8 = 0

  /// Fetched at least once since it was stored.
  static let fetched: UInt8 = 1
  /// Hit again since: about to be moved.
  static let active: UInt8 = 2
  /// A chain whose last chunk is one of the largest although a smaller one would do.
  static let largeTail: UInt8 = 4

  var hasExpiry: Bool { expires != .max }
  var value: CachedValue {
    CachedValue(stamp: stamp, bytes: Int(valueBytes), expires: hasExpiry ? Int64(expires) * 1_000_000_000 : .max)
  }
}
