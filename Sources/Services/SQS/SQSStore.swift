// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Where a queue keeps its messages: a slab of entries, and lists over it.
///
/// Each entry is in one list of `places` (a server's visible messages, or a lane of messages hidden for one length of
/// time; the visible messages of FIFO and fair queues lie elsewhere), in `expiry` (by the time that retention counts from)
/// and, until its third receive, in `ages` (by arrival; only in standard queues). Everything with one constant delay is in
/// the order of its deadlines, so one pending event for each list does.
struct SQSStore: Sendable {
  var entries: [SQSEntry] = []
  /// Lists `0..<servers` hold visible messages, the rest are lanes.
  var places: IndexLists
  var expiry = IndexLists(lists: 1)
  var ages = IndexLists(lists: 1)
  private var free = FreePlaces()
  /// Whether a message counts for the age of the oldest until its third receive only.
  private let leavesOutRepeated: Bool

  init(servers: Int, leavesOutRepeated: Bool = true) {
    places = IndexLists(lists: servers)
    self.leavesOutRepeated = leavesOutRepeated
  }

  /// Takes a message in; it is in `expiry` and `ages` then, but in no place yet.
  mutating func add(_ message: MessageID, enqueuedAt: Instant, now: Instant) -> UInt32 {
    let index: UInt32
    if let place = free.take() {
      index = place
    } else {
      index = UInt32(truncatingIfNeeded: entries.count)
      entries.append(SQSEntry())
      places.reserve(entries.count)
      expiry.reserve(entries.count)
      if leavesOutRepeated { ages.reserve(entries.count) }
    }
    let receipt = entries[Int(index)].receipt &+ 1
    entries[Int(index)] = SQSEntry(
      message: message, receipt: receipt, enqueuedAt: enqueuedAt, arrivedAt: now, state: .visible)
    // Only messages that were moved here may be older than the last one.
    var behind = expiry.last(0)
    while behind != IndexLists.none, entries[Int(behind)].enqueuedAt > enqueuedAt { behind = expiry.previous(behind) }
    if behind == IndexLists.none { expiry.prepend(index, to: 0) } else { expiry.insert(index, into: 0, behind: behind) }
    if leavesOutRepeated { ages.append(index, to: 0) }
    return index
  }

  /// Puts an entry that is in no place into one.
  mutating func put(_ index: UInt32, into list: Int, as state: SQSEntry.State, atFront: Bool = false) {
    entries[Int(index)].list = UInt16(truncatingIfNeeded: list)
    entries[Int(index)].state = state
    if atFront { places.prepend(index, to: list) } else { places.append(index, to: list) }
  }

  /// Puts an entry that is in no place behind another that is visible.
  mutating func put(_ index: UInt32, behind other: UInt32, in list: Int) {
    entries[Int(index)].list = UInt16(truncatingIfNeeded: list)
    entries[Int(index)].state = .visible
    places.insert(index, into: list, behind: other)
  }

  /// Takes an entry out of its place.
  mutating func takeOut(_ index: UInt32) { places.remove(index, from: Int(entries[Int(index)].list)) }

  /// Counts a receive; after the third the message no longer counts for the age of the oldest.
  mutating func countReceive(_ index: UInt32) {
    guard entries[Int(index)].receivesHere < .max else { return }
    entries[Int(index)].receivesHere += 1
    if leavesOutRepeated, entries[Int(index)].receivesHere == 3 { ages.remove(index, from: 0) }
  }

  /// Removes an entry that is in no place any more.
  mutating func remove(_ index: UInt32) {
    expiry.remove(index, from: 0)
    if leavesOutRepeated, entries[Int(index)].receivesHere < 3 { ages.remove(index, from: 0) }
    entries[Int(index)].state = .free
    entries[Int(index)].receipt &+= 1
    free.give(index)
  }

  /// The entry that a receipt handle stands for, if it is the most recent one.
  func isCurrent(_ index: UInt32, _ receipt: UInt32) -> Bool {
    Int(index) < entries.count && entries[Int(index)].state != .free && entries[Int(index)].receipt == receipt
  }
}
