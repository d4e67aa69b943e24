// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads of missing records that are under way, and who waits for each: single-flight.
struct Flights: Sendable {
  /// A record's leader, by place.
  private var leaders = IndexTable()
  /// By place of a leader the first and the last that wait for it; by place of one that waits the next.
  private var first: [UInt32] = []
  private var last: [UInt32] = []
  private var following: [UInt32] = []

  private static var none: UInt32 { .max }

  /// Makes room for so many places.
  mutating func reserve(_ count: Int) {
    while first.count < count {
      first.append(Self.none)
      last.append(Self.none)
      following.append(Self.none)
    }
  }

  func leader(of record: UInt64) -> UInt32? { leaders[record] }

  /// A read begins that others may wait for; there is none of this record.
  mutating func begin(_ record: UInt64, _ place: UInt32) {
    leaders.insert(record, place)
    first[Int(place)] = Self.none
    last[Int(place)] = Self.none
  }

  mutating func wait(_ place: UInt32, for leader: UInt32) {
    following[Int(place)] = Self.none
    if last[Int(leader)] == Self.none {
      first[Int(leader)] = place
    } else {
      following[Int(last[Int(leader)])] = place
    }
    last[Int(leader)] = place
  }

  /// The read of a record is over; the first that waits for it, in the order in which they came.
  mutating func end(_ record: UInt64) -> UInt32? {
    guard let leader = leaders[record] else { return nil }
    leaders.remove(record)
    let place = first[Int(leader)]
    return place == Self.none ? nil : place
  }

  /// Who waits behind another.
  func next(after place: UInt32) -> UInt32? {
    let next = following[Int(place)]
    return next == Self.none ? nil : next
  }
}
