// SPDX-License-Identifier: GPL-3.0-or-later

/// A record that can stand in a doubly linked list.
protocol LinkedRecord: KeyedRecord {
  var previous: UInt32 { get set }
}

/// The ends of a list of records; the links are in the records.
struct SlotList: Hashable, Sendable, BitwiseCopyable {
  var head: UInt32 = .max
  var tail: UInt32 = .max
  var count: UInt32 = 0
}

extension KeyTable where Record: LinkedRecord {
  /// Puts a record at the head of a list.
  @inline(__always)
  mutating func link(_ slot: UInt32, to list: inout SlotList) {
    let head = list.head
    records.withUnsafeMutableBufferPointer { records in
      records[Int(slot)].previous = Self.none
      records[Int(slot)].next = head
      if head != Self.none { records[Int(head)].previous = slot }
    }
    list.head = slot
    if list.tail == Self.none { list.tail = slot }
    list.count &+= 1
  }

  /// Takes a record out of the list that it stands in.
  @inline(__always)
  mutating func unlink(_ slot: UInt32, from list: inout SlotList) {
    let (previous, next) = (records[Int(slot)].previous, records[Int(slot)].next)
    records.withUnsafeMutableBufferPointer { records in
      if previous != Self.none { records[Int(previous)].next = next }
      if next != Self.none { records[Int(next)].previous = previous }
    }
    if list.head == slot { list.head = next }
    if list.tail == slot { list.tail = previous }
    list.count &-= 1
  }

  /// Moves a record of a list to its head.
  @inline(__always)
  mutating func moveToHead(_ slot: UInt32, of list: inout SlotList) {
    if list.head == slot { return }
    unlink(slot, from: &list)
    link(slot, to: &list)
  }
}
