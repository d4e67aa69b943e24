// SPDX-License-Identifier: GPL-3.0-or-later

/// The number of a list of messages in the ``MessageBatches``; used again after the list has been given back.
public typealias BatchID = UInt32

/// Lists of messages that travel together, so that one event can carry many: what a consumer of a log gets at once.
///
/// A list holds no references of its own: whoever puts a message in says whose reference it is.
public struct MessageBatches: Sendable {
  private var lists: [[MessageID]] = []
  private var free: [BatchID] = []

  init() {}

  /// An empty list.
  public mutating func make() -> BatchID {
    if let place = free.popLast() { return place }
    lists.append([])
    return BatchID(truncatingIfNeeded: lists.count - 1)
  }

  /// Gives a list back; its messages are the caller's affair.
  public mutating func remove(_ batch: BatchID) {
    lists[Int(batch)].removeAll(keepingCapacity: true)
    free.append(batch)
  }

  /// Puts a message behind the others.
  public mutating func append(_ message: MessageID, to batch: BatchID) { lists[Int(batch)].append(message) }

  /// How many messages a list has.
  public func count(_ batch: BatchID) -> Int { lists[Int(batch)].count }

  /// A message of a list, by its place from 0.
  public subscript(batch: BatchID, place: Int) -> MessageID { lists[Int(batch)][place] }
}
