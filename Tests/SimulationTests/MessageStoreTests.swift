// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Simulation

@Suite struct MessageStoreTests {
  private static func message(_ number: UInt64, flow: FlowID = 0) -> Message {
    Message(number: number, drawKey: ~number, flow: flow, size: UInt32(number % 1_000), sentAt: Instant(number) * 5)
  }

  @Test("a message stays until its last holder lets go, and then its place is used again")
  func references() {
    var store = MessageStore()
    let first = store.add(Self.message(1))
    let second = store.add(Self.message(2))
    #expect(store.count == 2)
    store.retain(first)
    store.retain(first)
    store.release(first)
    store.release(first)
    #expect(store.count == 2)
    #expect(store[first].number == 1)
    #expect(store[first].size == 1)
    store.release(first)
    #expect(store.count == 1)
    let third = store.add(Self.message(3))
    #expect(third == first)
    #expect(store[third].number == 3)
    #expect(store[third].drawKey == ~3)
    #expect(store[third].outcome == .pending)
    #expect(store[second].number == 2)
    store.release(third)
    store.release(second)
    #expect(store.count == 0)
  }

  @Test("a message is changed in place")
  func modify() {
    var store = MessageStore()
    let id = store.add(Self.message(7))
    store[id].receives += 2
    store[id].invisible = 30 * .second
    #expect(store[id].receives == 2)
    #expect(store[id].invisible == 30_000_000_000)
    #expect(store[id].sentAt == 35)
  }

  @Test("memory grows with what is held, not with what was sent")
  func reuse() {
    var store = MessageStore()
    for number in 0..<50_000 as Range<UInt64> {
      let id = store.add(Self.message(number))
      store.release(id)
    }
    #expect(store.count == 0)
    #expect(store.used == 1)
    #expect(store.capacity == 1_024)
  }

  @Test("random adding and releasing keeps every held message", arguments: [1, 2, 3] as [UInt64])
  func randomUse(_ seed: UInt64) {
    var random = TestGenerator(seed: seed)
    var store = MessageStore()
    var held: [(id: MessageID, number: UInt64, references: Int)] = []
    var number: UInt64 = 0
    var most = 0
    var wrong = 0
    for step in 0..<30_000 {
      let isGrowing = step < 15_000
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<(isGrowing ? 6 : 3):
        held.append((store.add(Self.message(number, flow: FlowID(number % 3))), number, 1))
        number += 1
      case 9 where !held.isEmpty:
        let place = Int.random(in: held.indices, using: &random)
        store.retain(held[place].id)
        held[place].references += 1
      default:
        guard !held.isEmpty else { continue }
        let place = Int.random(in: held.indices, using: &random)
        if store[held[place].id].number != held[place].number { wrong += 1 }
        store.release(held[place].id)
        held[place].references -= 1
        if held[place].references == 0 {
          held.swapAt(place, held.count - 1)
          held.removeLast()
        }
      }
      most = max(most, held.count)
      if store.count != held.count { wrong += 1 }
    }
    #expect(wrong == 0, "seed \(seed)")
    #expect(most > 1_024)  // it has grown
    #expect(store.used <= most)
    #expect(Set(held.map(\.id)).count == held.count)
    #expect(held.allSatisfy { store[$0.id].number == $0.number && store[$0.id].drawKey == ~$0.number })
    var pending = [0, 0, 0]
    for entry in held { pending[Int(entry.number % 3)] += 1 }
    #expect(store.pendingByFlow(3) == pending)
  }

  @Test("messages with an outcome are not pending")
  func pending() {
    var store = MessageStore()
    let ids = (0..<6).map { store.add(Self.message($0, flow: FlowID($0 / 3))) }
    store[ids[1]].outcomeValue = Outcome.delivered.rawValue
    store[ids[2]].outcomeValue = Outcome.rejected.rawValue
    store.release(ids[3])
    #expect(store.pendingByFlow(2) == [1, 2])
  }
}
