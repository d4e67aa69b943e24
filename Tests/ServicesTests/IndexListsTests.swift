// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

@testable import Services

@Suite struct IndexListsTests {
  private func backwards(_ lists: IndexLists, _ list: Int) -> [UInt32] {
    var found: [UInt32] = []
    var index = lists.last(list)
    while index != IndexLists.none {
      found.append(index)
      index = lists.previous(index)
    }
    return found
  }

  /// The same random changes made to arrays.
  @Test(arguments: 1...10)
  func behavesLikeArrays(seed: Int) {
    let draws = DrawStream(RandomKey(seed: UInt64(seed), replication: 0), name: "lists", purpose: "changes")
    var drawn: UInt64 = 0
    func pick(_ count: Int) -> Int {
      drawn += 1
      return Int(draws.uniform(drawn) * Double(count))
    }
    var lists = IndexLists(lists: 2)
    #expect(lists.addList() == 2)
    var model = [[UInt32]](repeating: [], count: 3)
    var free = (0..<20).map { UInt32($0) }
    lists.reserve(20)
    for _ in 0..<2_000 {
      let list = pick(3)
      switch pick(6) {
      case 0 where !free.isEmpty:
        let index = free.remove(at: pick(free.count))
        lists.append(index, to: list)
        model[list].append(index)
      case 1 where !free.isEmpty:
        let index = free.remove(at: pick(free.count))
        lists.prepend(index, to: list)
        model[list].insert(index, at: 0)
      case 2 where !free.isEmpty && !model[list].isEmpty:
        let index = free.remove(at: pick(free.count))
        let place = pick(model[list].count)
        lists.insert(index, into: list, behind: model[list][place])
        model[list].insert(index, at: place + 1)
      case 3 where !model[list].isEmpty:
        let index = model[list].remove(at: pick(model[list].count))
        lists.remove(index, from: list)
        free.append(index)
      case 4:
        let first = lists.removeFirst(list)
        #expect(first == model[list].first)
        if let first {
          model[list].removeFirst()
          free.append(first)
        }
      default: break
      }
      for list in 0..<3 {
        #expect(lists.first(list) == model[list].first ?? IndexLists.none)
        #expect(backwards(lists, list) == model[list].reversed())
        #expect(lists.count(list) == model[list].count && lists.isEmpty(list) == model[list].isEmpty)
      }
    }
  }
}
