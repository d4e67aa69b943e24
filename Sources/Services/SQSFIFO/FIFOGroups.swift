// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The message groups of a FIFO queue: which messages each has, in their order, which groups are locked, and which group
/// has the oldest message that can be received.
///
/// A message stays in its group's list from its enqueue to its end, in flight or not, so it goes back to its place when
/// its timeout ends. Only groups with messages take memory.
struct FIFOGroups: Sendable {
  private struct Group: BitwiseCopyable {
    var key: UInt64
    /// Messages in flight: while there are any, the group is locked.
    var inFlight: UInt32 = 0
    var partition: UInt32 = 0
  }

  private var groups: [Group] = []
  private var table = IndexTable()
  private var free = FreePlaces()
  /// The messages of each group.
  private(set) var order = IndexLists(lists: 0)
  /// For each entry its group and its place in the queue.
  private var groupOf: [UInt32] = []
  private var sequenceOf: [UInt64] = []
  /// The receipt that the first message of a handle's place had, to tell its handles from those of earlier messages.
  private var firstReceipt: [UInt32] = []
  private var sequence: UInt64 = 0
  /// For each partition the groups that are not locked and whose first message is visible, by that message.
  private var open: [FirstInOrder]
  private var places: [UInt32] = []
  /// Groups with messages in flight.
  private(set) var locked = 0

  init(partitions: Int) { open = [FirstInOrder](repeating: FirstInOrder(), count: partitions) }

  /// Groups that have messages.
  var count: Int { table.count }
  var partitions: Int { open.count }

  // MARK: Messages

  /// Puts a message behind all others of its group.
  mutating func append(_ index: UInt32, key: UInt64, receipt: UInt32) {
    let group = find(key)
    while groupOf.count <= Int(index) {
      groupOf.append(0)
      sequenceOf.append(0)
      firstReceipt.append(0)
    }
    order.reserve(groupOf.count)
    sequence += 1
    groupOf[Int(index)] = group
    sequenceOf[Int(index)] = sequence
    firstReceipt[Int(index)] = receipt
    order.append(index, to: Int(group))
  }

  private mutating func find(_ key: UInt64) -> UInt32 {
    if let known = table[key] { return known }
    let group: UInt32
    if let place = free.take() {
      group = place
    } else {
      group = UInt32(groups.count)
      groups.append(Group(key: key))
      places.append(FirstInOrder.nowhere)
      _ = order.addList()
    }
    groups[Int(group)] = Group(key: key, partition: UInt32(partition(of: key)))
    table.insert(key, group)
    return group
  }

  /// Takes a message out of its group.
  mutating func unlink(_ index: UInt32) { order.remove(index, from: Int(groupOf[Int(index)])) }

  func group(of index: UInt32) -> UInt32 { groupOf[Int(index)] }
  func sequence(of index: UInt32) -> UInt64 { sequenceOf[Int(index)] }

  /// Whether a handle belongs to the message that is in its place now.
  func isOfThisMessage(_ index: UInt32, _ receipt: UInt32) -> Bool {
    Int(index) < firstReceipt.count && receipt &- firstReceipt[Int(index)] < .max / 2
  }

  mutating func flightBegan(_ index: UInt32) {
    let group = Int(groupOf[Int(index)])
    groups[group].inFlight += 1
    if groups[group].inFlight == 1 { locked += 1 }
  }

  mutating func flightEnded(_ index: UInt32) {
    let group = Int(groupOf[Int(index)])
    groups[group].inFlight -= 1
    if groups[group].inFlight == 0 { locked -= 1 }
  }

  // MARK: Groups

  /// Brings the state of a group up to date.
  ///
  /// - Parameter isVisible: whether its first message is visible.
  mutating func settle(_ group: UInt32, isVisible: Bool) {
    let place = Int(group)
    let partition = Int(groups[place].partition)
    let head = order.first(place)
    let isOpen = places[place] != FirstInOrder.nowhere
    if head != IndexLists.none, isVisible, groups[place].inFlight == 0 {
      let sequence = sequenceOf[Int(head)]
      if isOpen {
        open[partition].change(group, to: sequence, &places)
      } else {
        open[partition].insert(group, order: sequence, &places)
      }
      return
    }
    if isOpen { open[partition].remove(group, &places) }
    if head == IndexLists.none {
      table.remove(groups[place].key)
      free.give(group)
    }
  }

  /// The group of a partition that has the oldest message to be received, and where that is in the queue.
  @inline(__always)
  func first(of partition: Int) -> (number: UInt32, order: UInt64)? { open[partition].first }

  // MARK: Partitions

  /// The partition that a group lies on: by a hash, evenly (SplitMix64's mixing).
  func partition(of key: UInt64) -> Int {
    guard open.count > 1 else { return 0 }
    var mixed = (key &+ 0x9E37_79B9_7F4A_7C15)
    mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed &>> 31
    return Int(mixed.multipliedFullWidth(by: UInt64(open.count)).high)
  }

  func partition(ofGroup group: UInt32) -> Int { Int(groups[Int(group)].partition) }

  /// Spreads the groups over another number of partitions.
  mutating func spread(over partitions: Int) {
    var waiting: [UInt32] = []
    for heap in open { waiting += heap.numbers }
    open = [FirstInOrder](repeating: FirstInOrder(), count: partitions)
    for group in groups.indices { groups[group].partition = UInt32(partition(of: groups[group].key)) }
    for group in waiting {
      let sequence = sequenceOf[Int(order.first(Int(group)))]
      open[Int(groups[Int(group)].partition)].insert(group, order: sequence, &places)
    }
  }
}
