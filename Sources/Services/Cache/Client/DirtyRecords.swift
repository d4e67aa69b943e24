// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Records that a cache has taken and the database has yet to get, in the order in which they were first written; a
/// later write of the same record takes the place of the earlier one.
struct DirtyRecords: Sendable {
  struct Entry: BitwiseCopyable, Sendable {
    var record: UInt64
    /// The latest write of it.
    var message: MessageID
    var request: UInt32
    /// When the cache took it.
    var since: Instant
    /// The node that took it, in the life that it had then.
    var node: UInt16
    var life: UInt32
  }

  private var places = IndexTable()
  private var entries: [Entry] = []
  /// By place whether a write to the database is under way.
  private var isFlying: [Bool] = []
  private var free = FreePlaces()
  private var order = IndexLists(lists: 1)

  /// Records that wait for a write to begin.
  var waiting: Int { order.count(0) }

  /// Since when the database has lacked a record; nil if it does not.
  func since(_ record: UInt64) -> Instant? { places[record].map { entries[Int($0)].since } }

  /// Takes in a write; whether the record is new here, and else the message of the earlier write that it replaces, if
  /// that one is not on its way.
  mutating func note(_ entry: Entry) -> (isNew: Bool, replaced: MessageID?) {
    if let place = places[entry.record] {
      let earlier = entries[Int(place)].message
      entries[Int(place)] = entry
      guard isFlying[Int(place)] else { return (false, earlier) }
      isFlying[Int(place)] = false
      order.append(place, to: 0)
      return (false, nil)
    }
    let place: UInt32
    if let freed = free.take() {
      place = freed
      entries[Int(place)] = entry
    } else {
      place = UInt32(truncatingIfNeeded: entries.count)
      entries.append(entry)
      isFlying.append(false)
      order.reserve(entries.count)
    }
    isFlying[Int(place)] = false
    places.insert(entry.record, place)
    order.append(place, to: 0)
    return (true, nil)
  }

  /// The record that has waited longest begins its way to the database.
  mutating func takeFirst() -> Entry? {
    guard let place = order.removeFirst(0) else { return nil }
    isFlying[Int(place)] = true
    return entries[Int(place)]
  }

  /// The way of a record is over; whether the record is gone from here. After a failure it waits again, unless a later
  /// write of it does.
  mutating func settle(_ record: UInt64, isDone: Bool) -> Bool {
    guard let place = places[record], isFlying[Int(place)] else { return false }
    guard isDone else {
      isFlying[Int(place)] = false
      order.append(place, to: 0)
      return false
    }
    places.remove(record)
    free.give(place)
    return true
  }
}
