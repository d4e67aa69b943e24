// SPDX-License-Identifier: GPL-3.0-or-later

/// The parameters of a Memcached node that its cache behaviour depends on; defaults are those of Memcached 1.6.
public struct MemcachedSettings: Hashable, Sendable {
  /// `-m`: memory for items [B], in whole pages of 1 MiB. A class that has no page gets its first one even beyond it.
  public var memory: Int
  /// `-f`: the ratio of neighbouring chunk sizes, above 1.
  public var growthFactor = 1.25
  /// `-n`: room for key and value in the smallest chunk [B].
  public var chunkSize = 48
  /// `-I`: the largest item [B].
  public var itemSizeMax = 1 << 20
  /// Whether items carry the 8 bytes of compare-and-swap.
  public var usesCAS = true
  /// Whether clients store non-zero flags, which take 4 bytes.
  public var storesFlags = false
  /// Whether each class keeps HOT, WARM and COLD lists (`-o modern`); otherwise one list, in which an item is moved to the
  /// head at most once a minute.
  public var isSegmented = true
  /// `hot_lru_pct`, `warm_lru_pct`: the share of a class's bytes that HOT and WARM may take [%].
  public var hotPercent = 20
  public var warmPercent = 40
  /// `hot_max_factor`, `warm_max_factor`: the age, in that of the oldest item of COLD, at which an item must leave.
  public var hotMaxFactor = 0.2
  public var warmMaxFactor = 2.0
  /// `slab_automove`: whether pages move from the class with the oldest items to one that evicts young ones. Off in
  /// ElastiCache's 1.4 parameter group, on from 1.5.
  public var movesPages = true
  /// `slab_automove_window`: decisions are taken over so many seconds.
  public var automoveWindow = 30
  /// `slab_automove_ratio`: a page moves where the receiver's age is below this share of the giver's.
  public var automoveRatio = 0.8
  /// `lru_crawler`: whether a background thread collects expired items.
  public var crawls = true

  public init(memory: Int) { self.memory = memory }

  /// Memory of a page [B].
  public static var pageBytes: Int { 1 << 20 }
  /// The largest chunk [B]; items beyond it are chains of chunks.
  public static var chunkBytesMax: Int { pageBytes / 2 }

  /// What an item takes of a chunk [B]: a header of 48, CAS, the key and a zero, flags, the value and CRLF.
  public func itemBytes(_ size: ItemSize) -> Int {
    48 + (usesCAS ? 8 : 0) + size.key + 1 + (storesFlags ? 4 : 0) + size.value + 2
  }

  /// The chunk sizes [B], smallest first: each larger by the factor and rounded up to 8, the last half a page.
  public var chunkSizes: [Int] {
    var sizes: [Int] = []
    var size = 48 + max(1, chunkSize)
    let factor = max(1.01, growthFactor)
    while sizes.count < 62, size < Int(Double(Self.chunkBytesMax) / factor) {
      size = (size + 7) / 8 * 8
      sizes.append(size)
      size = max(size + 1, Int(Double(size) * factor))
    }
    return sizes + [Self.chunkBytesMax]
  }
}
