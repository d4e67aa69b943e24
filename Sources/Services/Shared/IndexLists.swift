// SPDX-License-Identifier: GPL-3.0-or-later

/// Doubly linked lists over the indices of a slab: each index is in at most one of the lists. Every operation is O(1).
struct IndexLists: Sendable {
  /// "No index."
  static var none: UInt32 { .max }

  private struct Link: BitwiseCopyable {
    var next = UInt32.max
    var previous = UInt32.max
  }

  private struct Ends: BitwiseCopyable {
    var first = UInt32.max
    var last = UInt32.max
    var count: UInt32 = 0
  }

  private var links: [Link] = []
  private var ends: [Ends]

  /// So many lists, all empty.
  init(lists: Int) { ends = [Ends](repeating: Ends(), count: lists) }

  /// Adds an empty list and returns its number.
  mutating func addList() -> Int {
    ends.append(Ends())
    return ends.count - 1
  }

  /// Makes room for indices below `count`.
  mutating func reserve(_ count: Int) {
    while links.count < count { links.append(Link()) }
  }

  func first(_ list: Int) -> UInt32 { ends[list].first }
  func last(_ list: Int) -> UInt32 { ends[list].last }
  func count(_ list: Int) -> Int { Int(ends[list].count) }
  func isEmpty(_ list: Int) -> Bool { ends[list].count == 0 }
  func previous(_ index: UInt32) -> UInt32 { links[Int(index)].previous }
  func next(_ index: UInt32) -> UInt32 { links[Int(index)].next }

  mutating func append(_ index: UInt32, to list: Int) {
    let last = ends[list].last
    links[Int(index)] = Link(next: .max, previous: last)
    if last == .max { ends[list].first = index } else { links[Int(last)].next = index }
    ends[list].last = index
    ends[list].count += 1
  }

  mutating func prepend(_ index: UInt32, to list: Int) {
    let first = ends[list].first
    links[Int(index)] = Link(next: first, previous: .max)
    if first == .max { ends[list].last = index } else { links[Int(first)].previous = index }
    ends[list].first = index
    ends[list].count += 1
  }

  /// Puts an index behind another of the same list.
  mutating func insert(_ index: UInt32, into list: Int, behind other: UInt32) {
    let next = links[Int(other)].next
    guard next != .max else { return append(index, to: list) }
    links[Int(index)] = Link(next: next, previous: other)
    links[Int(other)].next = index
    links[Int(next)].previous = index
    ends[list].count += 1
  }

  mutating func remove(_ index: UInt32, from list: Int) {
    let link = links[Int(index)]
    if link.previous == .max { ends[list].first = link.next } else { links[Int(link.previous)].next = link.next }
    if link.next == .max { ends[list].last = link.previous } else { links[Int(link.next)].previous = link.previous }
    ends[list].count -= 1
  }

  mutating func removeFirst(_ list: Int) -> UInt32? {
    let first = ends[list].first
    guard first != .max else { return nil }
    remove(first, from: list)
    return first
  }
}
