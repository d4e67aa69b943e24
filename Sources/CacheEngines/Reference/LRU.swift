// SPDX-License-Identifier: GPL-3.0-or-later

/// Evicts the key whose last access lies furthest back: exact LRU, by a hash index and a doubly linked list.
///
/// An access is a hit, a store or a touch. For the hit ratio under independent references see ``CharacteristicTime``.
/// Every operation is O(1) on average.
public struct LRU: CacheEngine {
  /// What the cache may hold.
  public let capacity: CacheCapacity
  public private(set) var counters = CacheCounters()
  public private(set) var bytes = 0
  private let limit: Int
  private let countsItems: Bool
  private var table = KeyTable<ReferenceRecord>()
  /// From the latest accessed to the earliest.
  private var list = SlotList()

  public init(_ capacity: CacheCapacity) {
    self.capacity = capacity
    limit = capacity.limit
    countsItems = capacity.countsItems
  }

  public var items: Int { table.count }
  public var allocatedBytes: Int { table.allocatedBytes }
  private var used: Int { countsItems ? table.count : bytes }

  public mutating func get(_ key: UInt64, now: Int64) -> Lookup {
    let slot = table.slot(of: key)
    guard slot != KeyTable<ReferenceRecord>.none else {
      counters.misses &+= 1
      return .miss
    }
    let value = table.records[Int(slot)].value
    guard value.expires > now else {
      counters.misses &+= 1
      counters.expired &+= 1
      remove(slot)
      return .expired
    }
    counters.hits &+= 1
    table.moveToHead(slot, of: &list)
    return .hit(value)
  }

  public mutating func set(
    _ key: UInt64, _ size: ItemSize, expires: Int64?, stamp: UInt64, now: Int64
  ) -> Stored {
    counters.sets &+= 1
    let existing = table.slot(of: key)
    guard (countsItems ? 1 : size.total) <= limit else {
      if existing != KeyTable<ReferenceRecord>.none { remove(existing) }
      return Stored(.tooLarge)
    }
    if existing != KeyTable<ReferenceRecord>.none {
      bytes &+= size.total &- table.records[Int(existing)].bytes
      table.records[Int(existing)].replace(size, expires: expires, stamp: stamp)
      table.moveToHead(existing, of: &list)
      var evictions = 0
      while used > limit {
        evict(sparing: existing)
        evictions &+= 1
      }
      return Stored(.replaced, evictions: evictions)
    }
    var evictions = 0
    let room = limit &- (countsItems ? 1 : size.total)
    while used > room {
      evict(sparing: KeyTable<ReferenceRecord>.none)
      evictions &+= 1
    }
    let slot = table.insert(ReferenceRecord(key, size, expires: expires, stamp: stamp))
    bytes &+= size.total
    table.link(slot, to: &list)
    return Stored(.inserted, evictions: evictions)
  }

  public mutating func touch(_ key: UInt64, expires: Int64?, now: Int64) -> Bool {
    let slot = table.slot(of: key)
    guard slot != KeyTable<ReferenceRecord>.none, table.records[Int(slot)].expires > now else { return false }
    table.records[Int(slot)].expires = expires ?? .max
    table.moveToHead(slot, of: &list)
    return true
  }

  public mutating func delete(_ key: UInt64, now: Int64) -> Bool {
    let slot = table.slot(of: key)
    guard slot != KeyTable<ReferenceRecord>.none else { return false }
    let isAlive = table.records[Int(slot)].expires > now
    remove(slot)
    return isAlive
  }

  public mutating func flush() {
    table.removeAll()
    list = SlotList()
    bytes = 0
  }

  public func peek(_ key: UInt64) -> CachedValue? {
    let slot = table.slot(of: key)
    return slot == KeyTable<ReferenceRecord>.none ? nil : table.records[Int(slot)].value
  }

  private mutating func remove(_ slot: UInt32) {
    bytes &-= table.records[Int(slot)].bytes
    table.unlink(slot, from: &list)
    table.remove(slot)
  }

  /// Removes the key at the list's tail; if that is the one to spare, the key before it.
  private mutating func evict(sparing spared: UInt32) {
    let tail = list.tail
    remove(tail == spared ? table.records[Int(tail)].previous : tail)
    counters.evictions &+= 1
  }
}
