// SPDX-License-Identifier: GPL-3.0-or-later

/// The items of one Memcached node: slab classes, segmented or flat LRU, lazy expiry, the maintainer's moves, the crawler
/// and the page mover (memcached/memcached: slabs.c, items.c, slab_automove.c, doc/new_lru.txt).
///
/// Time has the server's tick of one second: an expiry counts to the second in which it falls. The background threads run
/// as part of the calls, whenever their time has come; ``maintain(now:)`` runs them without one.
///
/// Simplified: a hit in COLD moves the item at once, not by way of the maintainer's buffer; a page that moves takes the
/// places of the least recently used items and not of those that happen to lie in it.
public struct MemcachedEngine: CacheEngine {
  public let settings: MemcachedSettings
  public internal(set) var counters = CacheCounters()
  /// The slab classes, smallest chunk first.
  public internal(set) var classes: [SlabClass]
  /// Pages that no class owns: not yet allocated, or given back.
  public internal(set) var freePages: Int
  /// Pages moved from one class to another, or given back.
  public internal(set) var pagesMoved: UInt64 = 0
  public internal(set) var bytes = 0

  var table = KeyTable<MemcachedRecord>()
  var nextMaintenance: Int64 = .min
  var lastSecond: Int32 = .min
  var automover: SlabAutomover
  /// `classOf[(bytes + 7) / 8]`: the smallest class that holds so many bytes.
  private let classOf: [UInt8]

  public init(_ settings: MemcachedSettings) {
    self.settings = settings
    classes = settings.chunkSizes.map { SlabClass(chunkBytes: $0) }
    freePages = max(0, settings.memory / MemcachedSettings.pageBytes)
    automover = SlabAutomover(classes: classes.count, window: settings.automoveWindow)
    var classOf: [UInt8] = []
    var index: UInt8 = 0
    for words in 0...MemcachedSettings.chunkBytesMax / 8 {
      while words * 8 > classes[Int(index)].chunkBytes { index += 1 }
      classOf.append(index)
    }
    self.classOf = classOf
  }

  public var items: Int { table.count }
  public var allocatedBytes: Int { table.allocatedBytes }
  /// Memory of the server's hash table [B]: 8 B a bucket, 2^16 at first, doubled at 1.5 items a bucket. Not part of `-m`.
  public private(set) var hashTableBytes = 8 << 16

  /// The class of an item of so many bytes; larger ones go by the largest class.
  public func classIndex(_ itemBytes: Int) -> Int {
    itemBytes >= MemcachedSettings.chunkBytesMax ? classes.count - 1 : Int(classOf[(itemBytes + 7) / 8])
  }

  public mutating func get(_ key: UInt64, now: Int64) -> Lookup {
    advance(now)
    let slot = table.slot(of: key)
    guard slot != .max else {
      counters.misses &+= 1
      return .miss
    }
    let second = Self.second(now)
    guard table.records[Int(slot)].expires > second else {
      counters.misses &+= 1
      counters.expired &+= 1
      remove(slot)
      return .expired
    }
    counters.hits &+= 1
    bump(slot, second)
    return .hit(table.records[Int(slot)].value)
  }

  public mutating func set(
    _ key: UInt64, _ size: ItemSize, expires: Int64?, stamp: UInt64, now: Int64
  ) -> Stored {
    advance(now)
    counters.sets &+= 1
    let total = settings.itemBytes(size)
    guard total <= settings.itemSizeMax, size.key <= 250 else {
      removeIfThere(key)
      return Stored(.tooLarge)
    }
    let second = Self.second(now)
    let before = counters.evictions
    // The new item gets its chunk before the old one gives up its own, and may push it out.
    guard let hasLargeTail = allocate(total, keyBytes: size.key, second) else {
      removeIfThere(key)
      counters.outOfMemory &+= 1
      return Stored(.outOfMemory, evictions: Int(counters.evictions &- before))
    }
    let existing = table.slot(of: key)
    if existing != .max { remove(existing) }
    let index = classIndex(total)
    let segment: MemcachedSegment = settings.isSegmented ? .hot : .cold
    let expiry = expires.map { Int32(clamping: $0 / 1_000_000_000) } ?? .max
    let slot = table.insert(
      MemcachedRecord(
        key: key, stamp: stamp, time: second, expires: expiry, valueBytes: UInt32(truncatingIfNeeded: size.value),
        bytes: UInt32(truncatingIfNeeded: total), keyBytes: UInt8(truncatingIfNeeded: size.key),
        slabClass: UInt8(index), segment: segment.rawValue,
        flags: hasLargeTail ? MemcachedRecord.largeTail : 0))
    link(slot, index, segment)
    if expiry != .max { classes[index].volatileItems += 1 }
    bytes &+= total
    if table.count * 2 > hashTableBytes / 8 * 3 { hashTableBytes *= 2 }
    return Stored(existing == .max ? .inserted : .replaced, evictions: Int(counters.evictions &- before))
  }

  public mutating func touch(_ key: UInt64, expires: Int64?, now: Int64) -> Bool {
    advance(now)
    let slot = table.slot(of: key)
    guard slot != .max else { return false }
    let second = Self.second(now)
    let old = table.records[Int(slot)]
    guard old.expires > second else {
      counters.expired &+= 1
      remove(slot)
      return false
    }
    bump(slot, second)
    let expiry = expires.map { Int32(clamping: $0 / 1_000_000_000) } ?? .max
    table.records[Int(slot)].expires = expiry
    classes[Int(old.slabClass)].volatileItems += (expiry == .max ? 0 : 1) - (old.hasExpiry ? 1 : 0)
    return true
  }

  public mutating func delete(_ key: UInt64, now: Int64) -> Bool {
    advance(now)
    let slot = table.slot(of: key)
    guard slot != .max else { return false }
    let isAlive = table.records[Int(slot)].expires > Self.second(now)
    remove(slot)
    return isAlive
  }

  /// Removes all items; pages stay with their classes.
  public mutating func flush() {
    for index in classes.indices {
      for segment in MemcachedSegment.allCases {
        while true {
          let tail = classes[index].lists[Int(segment.rawValue)].tail
          if tail == .max { break }
          remove(tail)
        }
      }
    }
  }

  public func peek(_ key: UInt64) -> CachedValue? {
    let slot = table.slot(of: key)
    return slot == .max ? nil : table.records[Int(slot)].value
  }

  /// The list that a key stands in; nil where it is not there.
  public func segment(of key: UInt64) -> MemcachedSegment? {
    let slot = table.slot(of: key)
    return slot == .max ? nil : MemcachedSegment(rawValue: table.records[Int(slot)].segment)
  }

  @inline(__always)
  static func second(_ now: Int64) -> Int32 { Int32(truncatingIfNeeded: now / 1_000_000_000) }
}

extension MemcachedEngine {
  mutating func link(_ slot: UInt32, _ index: Int, _ segment: MemcachedSegment) {
    let list = Int(segment.rawValue)
    table.records[Int(slot)].segment = segment.rawValue
    table.link(slot, to: &classes[index].lists[list])
    classes[index].listBytes[list] &+= Int(table.records[Int(slot)].bytes)
  }

  mutating func unlink(_ slot: UInt32, _ index: Int) {
    let list = Int(table.records[Int(slot)].segment)
    table.unlink(slot, from: &classes[index].lists[list])
    classes[index].listBytes[list] &-= Int(table.records[Int(slot)].bytes)
  }

  mutating func move(_ slot: UInt32, _ index: Int, to segment: MemcachedSegment) {
    unlink(slot, index)
    link(slot, index, segment)
  }

  mutating func removeIfThere(_ key: UInt64) {
    let slot = table.slot(of: key)
    if slot != .max { remove(slot) }
  }

  mutating func remove(_ slot: UInt32) {
    let record = table.records[Int(slot)]
    let index = Int(record.slabClass)
    unlink(slot, index)
    if record.hasExpiry { classes[index].volatileItems -= 1 }
    bytes &-= Int(record.bytes)
    if record.bytes <= MemcachedSettings.chunkBytesMax {
      classes[index].freeChunks += 1
    } else {
      let hasLargeTail = record.flags & MemcachedRecord.largeTail != 0
      for chunk in chunks(Int(record.bytes), keyBytes: Int(record.keyBytes), hasLargeTail: hasLargeTail) {
        classes[chunk].freeChunks += 1
      }
    }
    table.remove(slot)
  }

  /// Notes a hit. The first one since the store makes an item fetched, the next one active; an active item of COLD moves
  /// to WARM.
  @inline(__always)
  mutating func bump(_ slot: UInt32, _ second: Int32) {
    let record = table.records[Int(slot)]
    if settings.isSegmented {
      if record.flags & MemcachedRecord.active != 0 { return }
      if record.flags & MemcachedRecord.fetched == 0 {
        table.records[Int(slot)].flags |= MemcachedRecord.fetched
      } else if record.segment == MemcachedSegment.cold.rawValue {
        table.records[Int(slot)].time = second
        move(slot, Int(record.slabClass), to: .warm)
      } else {
        table.records[Int(slot)].flags |= MemcachedRecord.active
        table.records[Int(slot)].time = second
      }
    } else {
      table.records[Int(slot)].flags |= MemcachedRecord.fetched
      if record.time < second &- Self.updateInterval {
        table.records[Int(slot)].time = second
        move(slot, Int(record.slabClass), to: .cold)
      }
    }
  }

  /// An item's place in its list is renewed at most once in so many seconds (`ITEM_UPDATE_INTERVAL`).
  static var updateInterval: Int32 { 60 }
}
