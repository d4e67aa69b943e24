// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Simulation

@Suite struct EventQueueTests {
  /// What the list is compared with: a sorted array.
  private struct Oracle {
    var entries: [(time: Instant, order: UInt64, name: UInt32)] = []
    var order: UInt64 = 0

    mutating func schedule(_ name: UInt32, at time: Instant) {
      order += 1
      // The newest goes behind all of its own time.
      var low = 0
      var high = entries.count
      while low < high {
        let middle = (low + high) / 2
        if entries[middle].time <= time { low = middle + 1 } else { high = middle }
      }
      entries.insert((time, order, name), at: low)
    }
  }

  private static func check(_ queue: inout EventQueue, takesFirstOf oracle: inout Oracle) -> Bool {
    let first = oracle.entries.removeFirst()
    let key = queue.firstKey()
    let event = queue.takeFirst()
    return key._high == UInt64(first.time) && key._low >> 24 == first.order
      && event == Self.event(first.name)
  }

  private static func event(_ name: UInt32) -> Event {
    Event(
      to: name, UInt16(name & 0xFFFF), small: UInt16(name >> 4 & 0xFFFF), a: name &* 3, b: ~name,
      c: name ^ 0x5555_5555, d: .max)
  }

  @Test(
    "random pushes and pops leave in the order of a sorted array",
    arguments: [
      // Spread of times: 1 means that all are equal. Share of pushes in percent: above 50 the list grows.
      (seed: 1 as UInt64, spread: 1 as Int64, pushes: 60), (2, 4, 50), (3, 1_000, 50), (4, 1_000_000_000_000, 55),
      (5, 20, 80), (6, 3, 95), (7, Int64.max / 4, 70),
    ])
  func oracle(_ seed: UInt64, _ spread: Int64, _ pushes: Int) {
    var random = TestGenerator(seed: seed)
    var queue = EventQueue()
    var oracle = Oracle()
    var name: UInt32 = 0
    var wrong = 0
    for operation in 0..<20_000 {
      if Int.random(in: 0..<100, using: &random) < pushes {
        let time = Int64.random(in: 0..<spread, using: &random)
        queue.schedule(Self.event(name), at: time)
        oracle.schedule(name, at: time)
        name += 1
      } else if !oracle.entries.isEmpty {
        if !Self.check(&queue, takesFirstOf: &oracle) { wrong += 1 }
      }
      if queue.count != oracle.entries.count { wrong += 1 }
      // Some pops in a row: the hole at the root is filled from the end.
      if operation % 1_000 == 999 {
        for _ in 0..<min(50, oracle.entries.count) where !Self.check(&queue, takesFirstOf: &oracle) { wrong += 1 }
      }
    }
    while !oracle.entries.isEmpty {
      if !Self.check(&queue, takesFirstOf: &oracle) { wrong += 1 }
    }
    #expect(wrong == 0, "seed \(seed)")
    #expect(queue.count == 0)
    #expect(queue.firstKey() == .max)
    #expect(queue.scheduled == oracle.order)
  }

  @Test("a list that grows to many times its first size keeps every event")
  func growth() {
    var queue = EventQueue()
    let count = 100_000
    for index in 0..<count { queue.schedule(Self.event(UInt32(index)), at: Instant((index * 7_919) % 1_000)) }
    #expect(queue.count == count)
    #expect(queue.isFull == false)
    var last: UInt128 = 0
    var isSeen = [Bool](repeating: false, count: count)
    var wrong = 0
    for _ in 0..<count {
      let key = queue.firstKey()
      let event = queue.takeFirst()
      if key <= last || isSeen[Int(event.target)] || event != Self.event(event.target) { wrong += 1 }
      isSeen[Int(event.target)] = true
      last = key
    }
    #expect(wrong == 0)
    #expect(queue.count == 0)
  }

  @Test("growing while the root is a hole loses nothing")
  func growthWithHole() {
    var queue = EventQueue()
    for index in 0..<1_024 { queue.schedule(Self.event(UInt32(index)), at: Instant(index)) }
    _ = queue.firstKey()
    #expect(queue.takeFirst() == Self.event(0))
    queue.schedule(Self.event(5_000), at: 5)
    queue.schedule(Self.event(6_000), at: 6)
    var names: [UInt32] = []
    while queue.count > 0 {
      _ = queue.firstKey()
      names.append(queue.takeFirst().target)
    }
    #expect(names == [1, 2, 3, 4, 5, 5_000, 6, 6_000] + (7..<1_024).map { UInt32($0) })
  }

  @Test("an empty list says so, before and after use")
  func empty() {
    var queue = EventQueue()
    #expect(queue.firstKey() == .max)
    queue.schedule(Event(to: 1, 2), at: 0)
    _ = queue.firstKey()
    #expect(queue.takeFirst() == Event(to: 1, 2))
    #expect(queue.count == 0)
    #expect(queue.firstKey() == .max)
    queue.schedule(Event(to: 3, 4), at: 0)
    #expect(queue.firstKey() != .max)
    #expect(queue.takeFirst() == Event(to: 3, 4))
  }

  @Test("the wide payload is the last two words")
  func wide() {
    var event = Event(to: 0, 0, c: 1, d: 2)
    #expect(event.wide == 0x2_0000_0001)
    event.wide = -2
    #expect(event.c == UInt32.max - 1)
    #expect(event.d == UInt32.max)
    #expect(MemoryLayout<Event>.size == 24)
    #expect(MemoryLayout<Event>.stride == MemoryLayout<EventWords>.stride)
  }
}
