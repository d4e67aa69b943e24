// SPDX-License-Identifier: GPL-3.0-or-later

/// Decides once a second which page moves (memcached/memcached, slab_automove.c). A class with more than two and a half
/// pages of free chunks, quiet for a whole window, gives one back. Otherwise, where the window is full, the class whose
/// items are oldest, if it has more than two pages, gives one to the class with the youngest items of those that evicted
/// in more than half of the window's seconds, if these are younger than `ratio` times the oldest.
struct SlabAutomover: Sendable {
  enum Decision: Equatable {
    case none
    case give(Int)
    case move(Int, Int)
  }

  private struct Second: Sendable {
    var age: UInt64 = 0
    var isDirty = false
    var hasEvicted = false
  }

  private let window: Int
  private var seconds: [Second]
  private var current = 0
  private var evictions: [UInt64]
  private var outOfMemory: [UInt64]
  private var pages: [Int]

  init(classes: Int, window: Int) {
    self.window = max(1, window)
    seconds = Array(repeating: Second(), count: classes * self.window)
    evictions = Array(repeating: 0, count: classes)
    outOfMemory = Array(repeating: 0, count: classes)
    pages = Array(repeating: 0, count: classes)
  }

  mutating func decide(_ classes: [SlabClass], ages: [UInt64], ratio: Double) -> Decision {
    current += 1
    var oldest: (index: Int, age: UInt64)?
    var youngest: (index: Int, age: UInt64, isEvicting: Bool)?
    var given: Int?
    for (index, slab) in classes.enumerated() {
      let place = index * window
      var second = Second()
      // As in the server, the sums leave the current second out.
      seconds[place + current % window] = second
      var (age, dirty, evicting) = (UInt64(0), 0, 0)
      for past in seconds[place..<place + window] {
        age += past.age
        dirty += past.isDirty ? 1 : 0
        evicting += past.hasEvicted ? 1 : 0
      }
      age /= UInt64(window)
      if slab.evictions > evictions[index] || slab.outOfMemory > outOfMemory[index] {
        second.hasEvicted = true
        second.isDirty = true
      }
      if slab.pages > pages[index] { second.isDirty = true }
      second.age = ages[index]
      seconds[place + current % window] = second
      evictions[index] = slab.evictions
      outOfMemory[index] = slab.outOfMemory
      pages[index] = slab.pages
      if given == nil, slab.freeChunks * 2 > slab.chunksPerPage * 5, dirty == 0 { given = index }
      if slab.pages > 2, age > (oldest?.age ?? 0) { oldest = (index, age) }
      if evicting > window / 2, youngest.map({ age < $0.age }) ?? true { youngest = (index, age, second.hasEvicted) }
    }
    if let given { return .give(given) }
    guard current > window, let oldest, let youngest, youngest.isEvicting,
      Double(youngest.age) < Double(oldest.age) * ratio
    else { return .none }
    return .move(oldest.index, youngest.index)
  }
}
