// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services

@Suite("IndexTable and FirstInOrder")
struct IndexTableTests {
  /// Numbers that look random and are always the same.
  private struct Sequence {
    var state: UInt64
    mutating func next(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
  }

  @Test("finds what a dictionary finds", arguments: 1...10) func table(seed: UInt64) {
    var numbers = Sequence(state: seed)
    var table = IndexTable()
    var known: [UInt64: UInt32] = [:]
    // Keys that are close together, far apart, or equal in their low or high halves.
    let scale: UInt64 = [1, 0x1_0000_0000, 0x9E37_79B9_7F4A_7C15, 16][Int(seed % 4)]
    for _ in 0..<20_000 {
      let key = numbers.next(400) &* scale
      if numbers.next(2) == 0, known[key] == nil {
        let place = UInt32(numbers.next(1_000))
        table.insert(key, place)
        known[key] = place
      } else {
        table.remove(key)
        known[key] = nil
      }
      #expect(table[key] == known[key] && table.count == known.count)
    }
    for key in 0..<400 { #expect(table[UInt64(key) &* scale] == known[UInt64(key) &* scale]) }
  }

  @Test("has the first first, whatever changes", arguments: 1...10) func heap(seed: UInt64) {
    var numbers = Sequence(state: seed)
    var heap = FirstInOrder()
    var places = [UInt32](repeating: FirstInOrder.nowhere, count: 60)
    var known: [UInt32: UInt64] = [:]
    for step in 0..<10_000 {
      let number = UInt32(numbers.next(60))
      let order = numbers.next(1_000_000) * 100_000 + UInt64(step)
      if known[number] == nil {
        heap.insert(number, order: order, &places)
        known[number] = order
      } else if numbers.next(3) == 0 {
        heap.remove(number, &places)
        known[number] = nil
      } else {
        heap.change(number, to: order, &places)
        known[number] = order
      }
      let first = known.min { $0.value < $1.value }
      #expect(heap.first?.number == first?.key && heap.first?.order == first?.value)
      #expect(heap.count == known.count)
      #expect((places[Int(number)] == FirstInOrder.nowhere) == (known[number] == nil))
    }
  }
}
