// SPDX-License-Identifier: GPL-3.0-or-later

/// One class of items of one size, as arrays with the head first; no expiry.
struct NaiveSegments {
  struct Item {
    var key: UInt64
    var time: Int32
    var isFetched = false
    var isActive = false
  }

  let chunks: Int
  let bytes: Int
  /// HOT, WARM, COLD.
  var lists: [[Item]] = [[], [], []]
  var lastJuggle: Int32 = 0

  private var count: Int { lists.reduce(0) { $0 + $1.count } }

  private func place(_ key: UInt64) -> (list: Int, index: Int)? {
    for (list, items) in lists.enumerated() {
      if let index = items.firstIndex(where: { $0.key == key }) { return (list, index) }
    }
    return nil
  }

  mutating func get(_ key: UInt64, _ now: Int32) -> Bool {
    guard let (list, index) = place(key) else { return false }
    var item = lists[list][index]
    if item.isActive { return true }
    if !item.isFetched {
      lists[list][index].isFetched = true
    } else if list == 2 {
      item.time = now
      lists[2].remove(at: index)
      lists[1].insert(item, at: 0)
    } else {
      lists[list][index].isActive = true
      lists[list][index].time = now
    }
    return true
  }

  mutating func delete(_ key: UInt64) -> Bool {
    guard let (list, index) = place(key) else { return false }
    lists[list].remove(at: index)
    return true
  }

  mutating func set(_ key: UInt64, _ now: Int32) {
    while count >= chunks {
      if lists[2].isEmpty {
        guard var item = lists[0].popLast() else { return }
        let target = item.isActive ? 1 : 2
        item.isActive = false
        lists[target].insert(item, at: 0)
      } else {
        lists[2].removeLast()
      }
    }
    lists[0].insert(Item(key: key, time: now), at: 0)
  }

  mutating func juggleIfDue(_ now: Int32, isRunning: Bool) {
    guard isRunning, now > lastJuggle else { return }
    lastJuggle = now
    let total = count * bytes
    let coldAge = Double(lists[2].last.map { now - $0.time } ?? 0)
    for _ in 0..<500 {
      let hot = pull(0, now, total * 20 / 100, Int32(coldAge * 0.2))
      let warm = hot || pull(1, now, total * 40 / 100, Int32(coldAge * 2))
      let cold = pullActiveFromCold()
      if !hot && !warm && !cold { break }
    }
  }

  private mutating func pull(_ list: Int, _ now: Int32, _ limit: Int, _ maxAge: Int32) -> Bool {
    var hasMoved = false
    var index = lists[list].count - 1
    for _ in 0..<5 where index >= 0 {
      var item = lists[list][index]
      if item.isActive {
        item.isActive = false
        lists[list].remove(at: index)
        if list == 0 {
          lists[1].insert(item, at: 0)
          return true
        }
        hasMoved = true
        if item.time < now - 60 {
          item.time = now
          // The one before it now has its index; the list's old head moved to 1, so a lone item is not met again.
          lists[1].insert(item, at: 0)
          if index == 0 { return hasMoved }
        } else {
          lists[1].insert(item, at: index)
          index -= 1
        }
        continue
      }
      if lists[list].count * bytes > limit || now - item.time > maxAge {
        lists[list].remove(at: index)
        lists[2].insert(item, at: 0)
        return true
      }
      return hasMoved
    }
    return hasMoved
  }

  private mutating func pullActiveFromCold() -> Bool {
    guard var item = lists[2].last, item.isActive else { return false }
    lists[2].removeLast()
    item.isActive = false
    lists[1].insert(item, at: 0)
    return true
  }
}
