// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// When each record was last written, as far as it has been: what tells a stale value from a fresh one.
///
/// Memory grows with the records that have been written, as the database's own does.
struct CommitTimes: Sendable {
  private var places = IndexTable()
  private var times: [Instant] = []

  /// A write of a record has been committed.
  mutating func note(_ record: UInt64, at time: Instant) {
    if let place = places[record] {
      times[Int(place)] = time
    } else {
      places.insert(record, UInt32(truncatingIfNeeded: times.count))
      times.append(time)
    }
  }

  /// The instant of the last write; nil for a record that has never been written.
  func last(_ record: UInt64) -> Instant? { places[record].map { times[Int($0)] } }

  /// Whether a read is stale: it began at or after a commit that what it got does not contain.
  func isStale(_ record: UInt64, asOf snapshot: Instant, readBegan began: Instant) -> Bool {
    guard let last = last(record) else { return false }
    return snapshot < last && last <= began
  }
}
