// SPDX-License-Identifier: GPL-3.0-or-later

/// The record of one key in a ``KeyTable``.
protocol KeyedRecord: BitwiseCopyable, Sendable {
  var key: UInt64 { get }
  /// Free for the record's own use while it is in the table; links free places afterwards.
  var next: UInt32 { get set }
}

/// Records found by a 64-bit key: an array of records with a free list, and beside it an index by open addressing with
/// linear probing. An entry of the index holds half of the key's hash, so that a probe touches a record only when it is
/// almost certainly the one, and growth touches none; removal shifts entries back, so that there are no tombstones.
///
/// A record keeps its slot until it is removed. Memory for each key: 8 B / load of the index (load 3/8...3/4), the record,
/// and up to a quarter of a record of slack. Limits: 2^32 - 2 keys.
struct KeyTable<Record: KeyedRecord>: Sendable {
  static var none: UInt32 { .max }

  /// Indexed by slot. Free places hold leftovers.
  var records: [Record] = []
  private(set) var count = 0
  /// hash's upper half << 32 | slot; `vacant` for none.
  private var entries: [UInt64]
  private var firstFree: UInt32 = .max

  private static var vacant: UInt64 { .max }
  private static var tagBits: UInt64 { 0xFFFF_FFFF_0000_0000 }

  init() { entries = Array(repeating: Self.vacant, count: 16) }

  /// What the table takes in memory [B].
  var allocatedBytes: Int {
    entries.capacity * 8 + records.capacity * MemoryLayout<Record>.stride
  }

  /// The slot of a key, or ``none``.
  @inline(__always)
  func slot(of key: UInt64) -> UInt32 {
    let tag = hashed(key) & Self.tagBits
    return entries.withUnsafeBufferPointer { entries in
      records.withUnsafeBufferPointer { records in
        let mask = entries.count &- 1
        var place = Self.home(tag, mask)
        while true {
          let entry = entries[place]
          if entry == Self.vacant { return Self.none }
          if entry & Self.tagBits == tag, records[Int(truncatingIfNeeded: entry & 0xFFFF_FFFF)].key == key {
            return UInt32(truncatingIfNeeded: entry)
          }
          place = (place &+ 1) & mask
        }
      }
    }
  }

  /// Adds a record whose key is not in the table; its slot.
  @inline(__always)
  mutating func insert(_ record: Record) -> UInt32 {
    if (count &+ 1) &* 4 > entries.count &* 3 { grow() }
    let slot: UInt32
    if firstFree != Self.none {
      slot = firstFree
      firstFree = records[Int(slot)].next
      records[Int(slot)] = record
    } else {
      slot = UInt32(records.count)
      if records.count == records.capacity { records.reserveCapacity(max(16, records.count / 4 * 5)) }
      records.append(record)
    }
    count &+= 1
    let entry = hashed(record.key) & Self.tagBits | UInt64(slot)
    entries.withUnsafeMutableBufferPointer { Self.place(entry, in: $0) }
    return slot
  }

  /// Removes the record in a slot that is in use.
  @inline(__always)
  mutating func remove(_ slot: UInt32) {
    let removed = hashed(records[Int(slot)].key) & Self.tagBits | UInt64(slot)
    entries.withUnsafeMutableBufferPointer { entries in
      let mask = entries.count &- 1
      var hole = Self.home(removed, mask)
      while entries[hole] != removed { hole = (hole &+ 1) & mask }
      var place = hole
      while true {
        place = (place &+ 1) & mask
        let entry = entries[place]
        if entry == Self.vacant { break }
        // The entry may move back to the hole unless its home lies behind the hole.
        if (place &- Self.home(entry, mask)) & mask >= (place &- hole) & mask {
          entries[hole] = entry
          hole = place
        }
      }
      entries[hole] = Self.vacant
    }
    records[Int(slot)].next = firstFree
    firstFree = slot
    count &-= 1
  }

  mutating func removeAll() { self = KeyTable() }

  @inline(__always)
  private static func home(_ entry: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: entry &>> 32) & mask
  }

  @inline(__always)
  private static func place(_ entry: UInt64, in entries: UnsafeMutableBufferPointer<UInt64>) {
    let mask = entries.count &- 1
    var place = home(entry, mask)
    while entries[place] != vacant { place = (place &+ 1) & mask }
    entries[place] = entry
  }

  @inline(never)
  private mutating func grow() {
    var larger = [UInt64](repeating: Self.vacant, count: entries.count * 2)
    larger.withUnsafeMutableBufferPointer { larger in
      for entry in entries where entry != Self.vacant { Self.place(entry, in: larger) }
    }
    entries = larger
  }
}

/// SplitMix64's output function (Steele, Lea, Flood 2014): a bijection in which every bit depends on all.
@inline(__always)
func hashed(_ key: UInt64) -> UInt64 {
  var z = key &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z &>> 31)
}
