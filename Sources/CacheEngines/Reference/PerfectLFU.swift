// SPDX-License-Identifier: GPL-3.0-or-later

/// Evicts the key with the fewest accesses since the start; of several, the one whose last access lies furthest back.
///
/// Perfect LFU: the counts of evicted keys are remembered, so memory grows with the distinct keys seen. Under independent
/// references it comes to hold the most popular keys, whose share of the requests is the best that any policy without
/// knowledge of the future reaches with keys of one size. A new key always enters, even where its count is the least.
/// Operations are O(log n) in the keys held.
public struct PerfectLFU: CacheEngine {
  /// What the cache may hold.
  public let capacity: CacheCapacity
  public private(set) var counters = CacheCounters()
  public private(set) var bytes = 0
  private let limit: Int
  private let countsItems: Bool
  private var table = KeyTable<Record>()
  /// A binary heap of the slots of the keys held, the next victim first.
  private var heap: [UInt32] = []
  private var clock: UInt64 = 0

  private struct Record: KeyedRecord {
    var base: ReferenceRecord
    var accesses: UInt64 = 0
    var lastAccess: UInt64 = 0
    /// Place in the heap; `UInt32.max` for a key that is remembered and not held.
    var place: UInt32 = .max
    var key: UInt64 { base.key }
    var next: UInt32 = .max
  }

  public init(_ capacity: CacheCapacity) {
    self.capacity = capacity
    limit = capacity.limit
    countsItems = capacity.countsItems
  }

  public var items: Int { heap.count }
  public var allocatedBytes: Int { table.allocatedBytes + heap.capacity * 4 }
  private var used: Int { countsItems ? heap.count : bytes }

  public mutating func get(_ key: UInt64, now: Int64) -> Lookup {
    let slot = table.slot(of: key)
    guard slot != .max, table.records[Int(slot)].place != .max else {
      counters.misses &+= 1
      return .miss
    }
    let value = table.records[Int(slot)].base.value
    guard value.expires > now else {
      counters.misses &+= 1
      counters.expired &+= 1
      remove(slot)
      return .expired
    }
    counters.hits &+= 1
    count(slot)
    return .hit(value)
  }

  public mutating func set(
    _ key: UInt64, _ size: ItemSize, expires: Int64?, stamp: UInt64, now: Int64
  ) -> Stored {
    counters.sets &+= 1
    var slot = table.slot(of: key)
    let isHeld = slot != .max && table.records[Int(slot)].place != .max
    guard (countsItems ? 1 : size.total) <= limit else {
      if isHeld { remove(slot) }
      return Stored(.tooLarge)
    }
    var evictions = 0
    if isHeld {
      bytes &+= size.total &- table.records[Int(slot)].base.bytes
      table.records[Int(slot)].base.replace(size, expires: expires, stamp: stamp)
      count(slot)
      while used > limit {
        evict(sparing: slot)
        evictions &+= 1
      }
      return Stored(.replaced, evictions: evictions)
    }
    let room = limit &- (countsItems ? 1 : size.total)
    while used > room {
      evict(sparing: .max)
      evictions &+= 1
    }
    if slot == .max {
      slot = table.insert(Record(base: ReferenceRecord(key, size, expires: expires, stamp: stamp)))
    } else {
      table.records[Int(slot)].base.replace(size, expires: expires, stamp: stamp)
    }
    bytes &+= size.total
    table.records[Int(slot)].place = UInt32(heap.count)
    heap.append(slot)
    count(slot)
    rise(from: Int(table.records[Int(slot)].place))
    return Stored(.inserted, evictions: evictions)
  }

  public mutating func touch(_ key: UInt64, expires: Int64?, now: Int64) -> Bool {
    let slot = table.slot(of: key)
    guard slot != .max, table.records[Int(slot)].place != .max, table.records[Int(slot)].base.expires > now else {
      return false
    }
    table.records[Int(slot)].base.expires = expires ?? .max
    count(slot)
    return true
  }

  public mutating func delete(_ key: UInt64, now: Int64) -> Bool {
    let slot = table.slot(of: key)
    guard slot != .max, table.records[Int(slot)].place != .max else { return false }
    let isAlive = table.records[Int(slot)].base.expires > now
    remove(slot)
    return isAlive
  }

  public mutating func flush() {
    table.removeAll()
    heap = []
    bytes = 0
  }

  public func peek(_ key: UInt64) -> CachedValue? {
    let slot = table.slot(of: key)
    return slot == .max || table.records[Int(slot)].place == .max ? nil : table.records[Int(slot)].base.value
  }

  private mutating func count(_ slot: UInt32) {
    clock &+= 1
    table.records[Int(slot)].accesses &+= 1
    table.records[Int(slot)].lastAccess = clock
    sink(from: Int(table.records[Int(slot)].place))
  }

  /// Removes the key with the fewest accesses; if that is the one to spare, the next.
  private mutating func evict(sparing spared: UInt32) {
    var victim = heap[0]
    if victim == spared {
      victim = heap.count > 2 && precedes(heap[2], heap[1]) ? heap[2] : heap[1]
    }
    remove(victim)
    counters.evictions &+= 1
  }

  /// Takes a key out of the heap; its count stays in the table.
  private mutating func remove(_ slot: UInt32) {
    bytes &-= table.records[Int(slot)].base.bytes
    let place = Int(table.records[Int(slot)].place)
    table.records[Int(slot)].place = .max
    let last = heap.removeLast()
    if last != slot {
      heap[place] = last
      table.records[Int(last)].place = UInt32(place)
      sink(from: place)
      rise(from: Int(table.records[Int(last)].place))
    }
  }

  private func precedes(_ a: UInt32, _ b: UInt32) -> Bool {
    let (a, b) = (table.records[Int(a)], table.records[Int(b)])
    return (a.accesses, a.lastAccess) < (b.accesses, b.lastAccess)
  }

  private mutating func swap(_ a: Int, _ b: Int) {
    heap.swapAt(a, b)
    table.records[Int(heap[a])].place = UInt32(a)
    table.records[Int(heap[b])].place = UInt32(b)
  }

  private mutating func sink(from start: Int) {
    var place = start
    while 2 * place + 1 < heap.count {
      let left = 2 * place + 1
      let least = left + 1 < heap.count && precedes(heap[left + 1], heap[left]) ? left + 1 : left
      guard precedes(heap[least], heap[place]) else { return }
      swap(place, least)
      place = least
    }
  }

  private mutating func rise(from start: Int) {
    var place = start
    while place > 0, precedes(heap[place], heap[(place - 1) / 2]) {
      swap(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }
}
