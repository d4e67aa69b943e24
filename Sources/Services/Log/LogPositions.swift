// SPDX-License-Identifier: GPL-3.0-or-later

import DequeModule
import Simulation

/// What one reader still has to do with one partition: the records from the oldest that it may need to the end.
///
/// Offsets count the readable records of a partition from 0:
/// ```
///    first        committed      position         end
///      |  kept for  |  under work   |  to be read  |
///      |  a replay  |               |              |
/// ```
/// Memory grows with what is between `first` and `end`: what is in flight, and what a planned replay will need.
struct LogPositions: Sendable {
  /// The records from `first` on; each with one reference.
  private var records = Deque<MessageID>()
  private(set) var first: Int64 = 0
  private(set) var committed: Int64 = 0
  private(set) var position: Int64 = 0
  var end: Int64 { first + Int64(records.count) }

  /// Records that can be handed out.
  var waiting: Int { Int(end - position) }
  /// Records that are not committed: the lag as Kafka counts it.
  var lag: Int { Int(end - committed) }

  /// A record from `first` on and before `end`.
  subscript(offset: Int64) -> MessageID { records[Int(offset - first)] }

  /// The oldest record that is not committed, if there is one.
  var oldestUncommitted: MessageID? { committed < end ? self[committed] : nil }

  // MARK: The end of the log

  /// Adds a record that can be read from now on; its reference is kept.
  mutating func append(_ message: MessageID) { records.append(message) }

  /// Takes the last record away, with its reference: a leader without it has taken over.
  mutating func popLast() -> MessageID? {
    guard let last = records.popLast() else { return nil }
    position = min(position, end)
    committed = min(committed, end)
    return last
  }

  // MARK: Reading

  /// Hands out the next record. The log keeps its own reference to it.
  mutating func next() -> MessageID? {
    guard position < end else { return nil }
    defer { position += 1 }
    return self[position]
  }

  /// Commits what comes before an offset.
  ///
  /// - Parameter keepingFrom: records that were taken in at this instant or later are kept for a replay.
  mutating func commit(before offset: Int64, keepingFrom: Instant, _ timeline: inout Timeline) {
    committed = max(committed, min(offset, end))
    position = max(position, committed)
    while first < committed, let message = records.first, timeline.messages[message].enqueuedAt < keepingFrom {
      records.removeFirst()
      timeline.messages.release(message)
      first += 1
    }
  }

  /// Goes back to what was committed: whoever read on is gone.
  mutating func rewind() { position = committed }

  /// Goes to the first record that was taken in at an instant or later, back or forward. Returns how many records are
  /// read again.
  mutating func seek(to time: Instant, _ timeline: borrowing Timeline) -> Int {
    var low = first
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if timeline.messages[self[middle]].enqueuedAt < time { low = middle + 1 } else { high = middle }
    }
    let again = max(0, position - low)
    position = low
    committed = low
    return Int(again)
  }

  // MARK: The beginning of the log

  /// Takes the oldest record away, with its reference, whether it was read or not: retention.
  ///
  /// - Returns: the record, and whether it was committed.
  mutating func popFirst() -> (message: MessageID, isCommitted: Bool)? {
    guard let message = records.popFirst() else { return nil }
    let isCommitted = first < committed
    first += 1
    committed = max(committed, first)
    position = max(position, first)
    return (message, isCommitted)
  }

  /// The oldest record that is held.
  var oldest: MessageID? { records.first }
}
