// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers of a slab in the order of a key that can change: a binary heap that knows where each number is.
///
/// Looking at the first is O(1); putting in, changing and taking out are O(log n). Where the numbers are is kept in an
/// array of the owner's, so that several heaps over one slab, each number in at most one, need only one.
struct FirstInOrder: Sendable {
  private struct Item: BitwiseCopyable {
    var order: UInt64
    var number: UInt32
  }

  /// Stands for a number that is in no heap.
  static var nowhere: UInt32 { .max }

  private var items: [Item] = []

  var count: Int { items.count }
  /// The number with the smallest key, and that key.
  var first: (number: UInt32, order: UInt64)? { items.first.map { ($0.number, $0.order) } }

  /// All numbers, in no order that means anything.
  var numbers: [UInt32] { items.map(\.number) }

  mutating func insert(_ number: UInt32, order: UInt64, _ places: inout [UInt32]) {
    items.append(Item(order: order, number: number))
    places[Int(number)] = UInt32(items.count - 1)
    rise(items.count - 1, &places)
  }

  /// Changes the key of a number that is in it.
  mutating func change(_ number: UInt32, to order: UInt64, _ places: inout [UInt32]) {
    let place = Int(places[Int(number)])
    let isLater = order > items[place].order
    items[place].order = order
    if isLater { sink(place, &places) } else { rise(place, &places) }
  }

  /// Takes out a number that is in it.
  mutating func remove(_ number: UInt32, _ places: inout [UInt32]) {
    let place = Int(places[Int(number)])
    places[Int(number)] = Self.nowhere
    let last = items.removeLast()
    guard place < items.count else { return }
    let isLater = last.order > items[place].order
    items[place] = last
    places[Int(last.number)] = UInt32(place)
    if isLater { sink(place, &places) } else { rise(place, &places) }
  }

  /// Forgets all; the owner's array is the owner's to clear.
  mutating func removeAll() { items.removeAll(keepingCapacity: true) }

  private mutating func rise(_ start: Int, _ places: inout [UInt32]) {
    var place = start
    let item = items[place]
    while place > 0 {
      let parent = (place - 1) / 2
      guard item.order < items[parent].order else { break }
      items[place] = items[parent]
      places[Int(items[place].number)] = UInt32(place)
      place = parent
    }
    items[place] = item
    places[Int(item.number)] = UInt32(place)
  }

  private mutating func sink(_ start: Int, _ places: inout [UInt32]) {
    var place = start
    let item = items[place]
    while true {
      var child = 2 * place + 1
      guard child < items.count else { break }
      if child + 1 < items.count, items[child + 1].order < items[child].order { child += 1 }
      guard items[child].order < item.order else { break }
      items[place] = items[child]
      places[Int(items[place].number)] = UInt32(place)
      place = child
    }
    items[place] = item
    places[Int(item.number)] = UInt32(place)
  }
}
