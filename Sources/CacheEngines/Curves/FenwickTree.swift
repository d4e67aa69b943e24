// SPDX-License-Identifier: GPL-3.0-or-later

/// Sums of ranges of an array whose elements change: both in O(log n) (Fenwick 1994).
struct FenwickTree: Sendable {
  private var sums: [Int64]

  init(count: Int) { sums = Array(repeating: 0, count: count + 1) }

  var allocatedBytes: Int { sums.capacity * 8 }

  @inline(__always)
  mutating func add(_ value: Int64, at index: Int) {
    sums.withUnsafeMutableBufferPointer { sums in
      var place = index &+ 1
      while place < sums.count {
        sums[place] &+= value
        place &+= place & -place
      }
    }
  }

  /// The sum of the elements 0...index.
  @inline(__always)
  func sum(through index: Int) -> Int64 {
    sums.withUnsafeBufferPointer { sums in
      var total: Int64 = 0
      var place = index &+ 1
      while place > 0 {
        total &+= sums[place]
        place &= place &- 1
      }
      return total
    }
  }
}
