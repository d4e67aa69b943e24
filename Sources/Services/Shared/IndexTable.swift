// SPDX-License-Identifier: GPL-3.0-or-later

/// A hash table from numbers to places in a slab: open addressing with linear probing, at most half full.
///
/// Looking up, putting in and taking out are O(1) on average. There is no order to look at, so none can get into a
/// result. Memory grows with the most keys that were held at once.
struct IndexTable: Sendable {
  private struct Cell: BitwiseCopyable {
    var key: UInt64 = 0
    /// ``IndexLists/none`` for an empty cell.
    var place = UInt32.max
  }

  private var cells = [Cell](repeating: Cell(), count: 16)
  private var bits: UInt64 = 4
  private(set) var count = 0

  private var mask: Int { cells.count - 1 }

  /// Where the search for a key begins: the high bits of a product with the golden ratio (Knuth's multiplicative hash).
  private func home(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: ((key ^ key &>> 32) &* 0x9E37_79B9_7F4A_7C15) &>> (64 &- bits))
  }

  /// The cell that holds a key, or the empty one where it belongs.
  private func cell(_ key: UInt64) -> Int {
    var place = home(key)
    while cells[place].place != .max, cells[place].key != key { place = (place + 1) & mask }
    return place
  }

  /// The place that a key stands for.
  subscript(key: UInt64) -> UInt32? {
    let found = cells[cell(key)].place
    return found == .max ? nil : found
  }

  /// Puts in a key that is not there yet.
  mutating func insert(_ key: UInt64, _ place: UInt32) {
    if 2 * (count + 1) > cells.count { grow() }
    cells[cell(key)] = Cell(key: key, place: place)
    count += 1
  }

  /// Takes out a key; nothing happens if it is not there.
  mutating func remove(_ key: UInt64) {
    var hole = cell(key)
    guard cells[hole].place != .max else { return }
    count -= 1
    // Keys behind the hole move up, unless that would put them before where their search begins.
    var next = (hole + 1) & mask
    while cells[next].place != .max {
      if (next - home(cells[next].key)) & mask >= (next - hole) & mask {
        cells[hole] = cells[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    cells[hole].place = .max
  }

  private mutating func grow() {
    let old = cells
    cells = [Cell](repeating: Cell(), count: 2 * old.count)
    bits += 1
    for cell in old where cell.place != .max { cells[self.cell(cell.key)] = cell }
  }
}
