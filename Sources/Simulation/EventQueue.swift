// SPDX-License-Identifier: GPL-3.0-or-later

/// The list of pending events: they leave in the order (time, order of scheduling).
///
/// A 4-ary heap of 16-byte keys, each of them (time: 64 bits, order: 40 bits, slot: 24 bits), beside a slab that holds
/// the events themselves. The four children of a node fill one cache line. Taking the first event leaves a hole at the
/// root, which the next event that is scheduled fills: most events schedule one successor, so one walk down the heap
/// does for both. In a large heap the walk would wait for memory at every level; so it reads one level ahead.
///
/// Complexity: `schedule` and `next` O(log n). Limits, both far beyond what a run reaches: 2^40 events scheduled in one
/// replication, ``maximumPending`` pending at once; a caller asks ``isFull`` and stops.
public struct EventQueue: ~Copyable {
  /// The most events that can be pending at once.
  public static let maximumPending = 1 << 24

  /// Heaps of up to so many keys (256 KiB) lie in the processor's caches anyway.
  @usableFromInline static var cachedNodes: Int { 1 << 14 }
  @usableFromInline static var offset: Int { 3 }  // puts the children of every node on a 64-byte boundary
  @usableFromInline var keys: UnsafeMutablePointer<UInt128>
  @usableFromInline var events: UnsafeMutablePointer<EventWords>
  @usableFromInline var capacity: Int
  @usableFromInline var occupied = 0  // nodes of the heap, the hole included
  @usableFromInline var hasHole = false
  @usableFromInline var firstFree: UInt32 = .max
  @usableFromInline var usedSlots: UInt32 = 0
  @usableFromInline var order: UInt64 = 0
  /// Keeps the compiler from leaving out reads whose only use is to fill the cache.
  @usableFromInline var readAhead: UInt64 = 0

  /// An empty list with room for 1,024 events; it grows as needed.
  public init() {
    capacity = 1024
    keys = Self.allocateKeys(1024)
    events = .allocate(capacity: 1024)
  }

  @inlinable deinit {
    UnsafeMutableRawPointer(keys).deallocate()
    events.deallocate()
  }

  /// Events pending.
  @inlinable public var count: Int { occupied &- (hasHole ? 1 : 0) }

  /// Whether no further event may be scheduled.
  @inlinable public var isFull: Bool { count >= Self.maximumPending }

  /// Events scheduled so far.
  @inlinable public var scheduled: UInt64 { order }

  @usableFromInline
  static func allocateKeys(_ capacity: Int) -> UnsafeMutablePointer<UInt128> {
    let raw = UnsafeMutableRawPointer.allocate(byteCount: (capacity + 8) * 16, alignment: 64)
    let keys = raw.bindMemory(to: UInt128.self, capacity: capacity + 8)
    keys.initialize(repeating: .max, count: capacity + 8)
    return keys
  }

  @usableFromInline @inline(never)
  mutating func grow() {
    let larger = capacity * 2
    let newKeys = Self.allocateKeys(larger)
    newKeys.update(from: keys, count: capacity + Self.offset)
    UnsafeMutableRawPointer(keys).deallocate()
    keys = newKeys
    let newEvents = UnsafeMutablePointer<EventWords>.allocate(capacity: larger)
    newEvents.update(from: events, count: Int(usedSlots))
    events.deallocate()
    events = newEvents
    capacity = larger
  }

  /// Takes the next number of the order of scheduling, for an event that is kept elsewhere.
  @inlinable @inline(__always)
  public mutating func takeOrder() -> UInt64 {
    order &+= 1
    return order
  }

  /// Adds an event at an instant (nanoseconds, 0 or more). The list must not be full.
  @inlinable @inline(__always)
  public mutating func schedule(_ event: Event, at time: Instant) {
    if occupied == capacity { grow() }
    let slot: UInt32
    if firstFree != .max {
      slot = firstFree
      firstFree = UInt32(truncatingIfNeeded: events[Int(slot)].first)
    } else {
      slot = usedSlots
      usedSlots &+= 1
    }
    events[Int(slot)] = EventWords(event)
    let key = UInt128(_low: takeOrder() &<< 24 | UInt64(slot), _high: UInt64(bitPattern: time))
    if hasHole {
      hasHole = false
      sink(key, from: 0)
    } else {
      occupied &+= 1
      rise(key, from: occupied &- 1)
    }
  }

  @inlinable @inline(__always)
  mutating func rise(_ key: UInt128, from start: Int) {
    let keys = self.keys + Self.offset
    var node = start
    while node > 0 {
      let parent = (node &- 1) &>> 2
      let above = keys[parent]
      if above < key { break }
      keys[node] = above
      node = parent
    }
    keys[node] = key
  }

  @inlinable @inline(__always)
  mutating func sink(_ key: UInt128, from start: Int) {
    let keys = self.keys + Self.offset
    let end = occupied
    let isLarge = end > Self.cachedNodes
    var node = start
    while true {
      let child = node &<< 2 &+ 1
      if child >= end { break }
      if isLarge {
        // All sixteen grandchildren, which are neighbours, begin to arrive while the children are compared.
        let ahead = child &<< 2 &+ 1
        if ahead &+ 12 < end {
          readAhead ^= keys[ahead]._low ^ keys[ahead &+ 4]._low ^ keys[ahead &+ 8]._low ^ keys[ahead &+ 12]._low
        }
      }
      // Places past the end hold the largest key, so that every group has four.
      let left = child &+ (keys[child &+ 1] < keys[child] ? 1 : 0)
      let right = child &+ 2 &+ (keys[child &+ 3] < keys[child &+ 2] ? 1 : 0)
      let least = keys[right] < keys[left] ? right : left
      let below = keys[least]
      if key < below { break }
      keys[node] = below
      node = least
    }
    keys[node] = key
  }

  @inlinable @inline(__always)
  mutating func fillHole() {
    hasHole = false
    occupied &-= 1
    let keys = self.keys + Self.offset
    let last = keys[occupied]
    keys[occupied] = .max
    if occupied > 0 { sink(last, from: 0) }
  }

  /// The time and order of the first event; `UInt128.max` in a list without events. The upper 64 bits are the time,
  /// the lower ones the order (40 bits) and an internal number.
  @inlinable @inline(__always)
  public mutating func firstKey() -> UInt128 {
    if hasHole { fillHole() }
    return keys[Self.offset]
  }

  /// Takes the first event. The list must not be empty, and ``firstKey()`` must have been asked since the last change.
  @inlinable @inline(__always)
  public mutating func takeFirst() -> Event {
    let slot = UInt32(truncatingIfNeeded: keys[Self.offset]._low & 0xFF_FFFF)
    let event = events[Int(slot)].event
    events[Int(slot)].first = UInt64(firstFree)
    firstFree = slot
    hasHole = true
    return event
  }
}
