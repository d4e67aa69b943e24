// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import CacheEngines

@Suite struct MemcachedTests {
  private let megabyte = 1 << 20

  @Test("The chunk sizes that memcached 1.6.18 -vv prints")
  func classList() {
    let documented = [
      96, 120, 152, 192, 240, 304, 384, 480, 600, 752, 944, 1184, 1480, 1856, 2320, 2904, 3632, 4544, 5680, 7104, 8880,
      11_104, 13_880, 17_352, 21_696, 27_120, 33_904, 42_384, 52_984, 66_232, 82_792, 103_496, 129_376, 161_720,
      202_152,
      252_696, 315_872, 394_840, 524_288,
    ]
    #expect(MemcachedSettings(memory: 0).chunkSizes == documented)
    let engine = MemcachedEngine(MemcachedSettings(memory: megabyte))
    #expect([1, 96, 97, 471, 480, 481, 524_288].map { engine.classIndex($0) } == [0, 0, 1, 7, 7, 8, 38])
  }

  @Test("A 12-byte key with 400 bytes is an item of 471, in chunks of 480, of which 16 MiB hold 34,944")
  func capacity() {
    let settings = MemcachedSettings(memory: 16 * megabyte)
    let size = ItemSize(key: 12, value: 400)
    #expect(settings.itemBytes(size) == 471)
    var cache = MemcachedEngine(settings)
    for key in 0..<UInt64(40_000) { _ = cache.set(key, size, expires: nil, stamp: 0, now: 0) }
    #expect(cache.items == 34_944 && cache.counters.evictions == 40_000 - 34_944)
    #expect(cache.classes[7].pages == 16 && cache.freePages == 0 && cache.bytes == 34_944 * 471)
    #expect(cache.hashTableBytes == 8 << 16)
  }

  @Test("Each class gets a first page even beyond -m")
  func firstPage() {
    var cache = MemcachedEngine(MemcachedSettings(memory: megabyte))
    for (key, value) in [10, 200, 1_000, 5_000].enumerated() {
      #expect(cache.set(UInt64(key), ItemSize(value: value), expires: nil, stamp: 0, now: 0).isStored)
    }
    #expect(cache.classes.map(\.pages).reduce(0, +) == 4)
  }

  @Test("The first hit makes an item fetched, the second active; COLD's active items move to WARM (doc/new_lru.txt)")
  func segments() {
    var cache = MemcachedEngine(MemcachedSettings(memory: megabyte))
    let size = ItemSize(key: 12, value: 400)
    // A full class without the maintainer: the clock stands still.
    for key in 0..<UInt64(2_184) { _ = cache.set(key, size, expires: nil, stamp: 0, now: 0) }
    #expect(cache.classes[7].items(.hot) == 2_184)
    // With COLD empty, HOT's tail goes there and is evicted.
    _ = cache.set(10_000, size, expires: nil, stamp: 0, now: 0)
    #expect(cache.peek(0) == nil && cache.counters.evictions == 1)
    _ = cache.get(1, now: 0)
    _ = cache.get(1, now: 0)
    // Key 1 is active and goes to WARM; key 2 goes to COLD, and is the victim.
    _ = cache.set(10_001, size, expires: nil, stamp: 0, now: 0)
    #expect(cache.segment(of: 1) == .warm && cache.peek(2) == nil)
    // The maintainer brings HOT down to a fifth of the bytes, at most 500 items a round.
    for round in 1...8 { cache.maintain(now: Int64(round) * second / 50) }
    let hot = cache.classes[7].items(.hot)
    #expect(abs(Double(hot) / 2_184 - 0.2) < 0.001)
    #expect(cache.segment(of: 3) == .cold)
    _ = cache.get(3, now: 9 * second)
    #expect(cache.segment(of: 3) == .cold)
    _ = cache.get(3, now: 9 * second)
    #expect(cache.segment(of: 3) == .warm)
  }

  @Test("A flat LRU moves an item at most once a minute, and is FIFO where the cache turns over faster")
  func flat() {
    var settings = MemcachedSettings(memory: megabyte)
    settings.isSegmented = false
    let size = ItemSize(key: 12, value: 400)
    let zipf = ZipfTable(count: 20_000, exponent: 0.99)
    let requests = zipf.requests(400_000, testStream("flat"))
    func hitRatio(gap: Int64) -> Double {
      var cache = MemcachedEngine(settings)
      var hits = 0
      for (index, key) in requests.enumerated() where cache.access(key, size, now: Int64(index) * gap) {
        if index >= 200_000 { hits += 1 }
      }
      return Double(hits) / 200_000
    }
    let fifo = CharacteristicTime(.fifoOrRandom, popularity: zipf.popularity, capacity: 2_184).hitRatio
    let lru = CharacteristicTime(.lru, popularity: zipf.popularity, capacity: 2_184).hitRatio
    #expect(abs(hitRatio(gap: 1_000) - fifo) < 0.005)
    // Half an hour to turn over: a minute hardly matters.
    #expect(abs(hitRatio(gap: second) - lru) < 0.005)
  }

  @Test("The segmented LRU beats LRU under Zipf popularity, and withstands a scan")
  func scanResistance() {
    let size = ItemSize(key: 12, value: 400)
    let zipf = ZipfTable(count: 20_000, exponent: 0.99)
    let requests = zipf.requests(300_000, testStream("scan"))
    var cache = MemcachedEngine(MemcachedSettings(memory: megabyte))
    var lru = LRU(.items(2_184))
    var hits = (segmented: 0, lru: 0)
    for (index, key) in requests.enumerated() {
      let now = Int64(index) * 100_000
      let isLate = index >= 150_000
      if cache.access(key, size, now: now), isLate { hits.segmented += 1 }
      if lru.access(key), isLate { hits.lru += 1 }
    }
    #expect(hits.segmented > hits.lru)
    // A scan between the requests, slow enough for the coarse clock to see ages.
    hits = (0, 0)
    for (index, key) in requests[..<60_000].enumerated() {
      let now = 30 * second + Int64(index) * second / 100
      if cache.access(key, size, now: now) { hits.segmented += 1 }
      if lru.access(key) { hits.lru += 1 }
      _ = cache.access(1 << 40 | UInt64(index), size, now: now)
      _ = lru.access(1 << 40 | UInt64(index))
    }
    print("under a scan: segmented \(hits.segmented), LRU \(hits.lru) of 60,000")
    #expect(hits.segmented > hits.lru + 3_000)
  }

  @Test("Without slab_automove a shift of sizes leaves the memory with the old class; with it the pages follow")
  func calcification() {
    func run(movesPages: Bool) -> MemcachedEngine {
      var settings = MemcachedSettings(memory: 16 * megabyte)
      settings.movesPages = movesPages
      var cache = MemcachedEngine(settings)
      let draws = testStream("calcification")
      var now: Int64 = 0
      for step in 0..<400_000 {
        now += 1_000_000
        let isLate = step >= 100_000
        let key = draws.bits(UInt64(step)) % 40_000 | (isLate ? 1 << 32 : 0)
        _ = cache.access(key, ItemSize(key: 12, value: isLate ? 680 : 400), now: now)
      }
      return cache
    }
    let stuck = run(movesPages: false)
    let moving = run(movesPages: true)
    #expect(stuck.classes[7].pages == 16 && stuck.classes[10].pages == 0 && stuck.classes[9].pages == 1)
    #expect(stuck.classes[9].evictions > 200_000)
    #expect(stuck.classes[7].items == 34_944, "the old items stay, though nobody asks for them")
    #expect(moving.classes[9].pages > 10 && moving.pagesMoved > 9)
    #expect(moving.counters.hits > 2 * stuck.counters.hits - 100_000)
  }

  @Test("Expired items are gone at the second of their expiry, and the crawler collects the others")
  func expiry() {
    var cache = MemcachedEngine(MemcachedSettings(memory: 4 * megabyte))
    let size = ItemSize(key: 12, value: 400)
    for key in 0..<UInt64(1_000) { _ = cache.set(key, size, expires: 10 * second, stamp: 0, now: 0) }
    #expect(cache.get(1, now: 10 * second - 1).isHit)
    #expect(cache.get(1, now: 10 * second) == .expired)
    #expect(cache.items == 999)
    for tick in 11...130 { cache.maintain(now: Int64(tick) * second) }
    #expect(cache.items == 0 && cache.classes[7].reclaimed == 999)
    #expect(cache.classes[7].freeChunks == 2_184)
    var lazy = MemcachedEngine(MemcachedSettings(memory: 4 * megabyte))
    _ = lazy.set(1, size, expires: 10 * second, stamp: 0, now: 0)
    let wasThere = lazy.touch(1, expires: 20 * second, now: 5 * second)
    #expect(wasThere)
    #expect(lazy.get(1, now: 15 * second).isHit)
  }

  @Test("Items beyond half a page are chains; beyond 1 MiB they are refused")
  func largeItems() {
    var cache = MemcachedEngine(MemcachedSettings(memory: 8 * megabyte))
    for key in 0..<UInt64(20) {
      #expect(cache.set(key, ItemSize(key: 12, value: 900_000), expires: nil, stamp: 0, now: 0).isStored)
    }
    #expect(cache.items < 9 && cache.items > 4)
    #expect(cache.set(0, ItemSize(key: 12, value: 1_100_000), expires: nil, stamp: 0, now: 0).outcome == .tooLarge)
    cache.flush()
    #expect(cache.items == 0 && cache.bytes == 0)
    #expect(cache.classes.allSatisfy { $0.freeChunks == $0.pages * $0.chunksPerPage })
  }

  @Test("Lists of names move as a naive model's do, step by step")
  func naiveModel() {
    let draws = testStream("memcached")
    var settings = MemcachedSettings(memory: megabyte)
    settings.movesPages = false
    var cache = MemcachedEngine(settings)
    // The class of 11,104 bytes: 94 chunks.
    let size = ItemSize(key: 12, value: 10_900)
    let index = cache.classIndex(settings.itemBytes(size))
    var naive = NaiveSegments(chunks: cache.classes[index].chunksPerPage, bytes: settings.itemBytes(size))
    var now: Int32 = 0
    cache.maintain(now: 0)
    for step in 0..<UInt64(60_000) {
      let bits = draws.bits(step)
      // Skewed, so that some keys become active.
      let key = min(bits % 400, bits >> 16 % 400)
      let instant = Int64(now) * second
      switch bits >> 40 % 20 {
      case 0:
        now += Int32(bits >> 50 % 40)
        cache.maintain(now: Int64(now) * second)
        naive.juggleIfDue(now, isRunning: cache.classes[index].pages > 0)
      case 1:
        #expect(cache.delete(key, now: instant) == naive.delete(key))
      default:
        let isHit = cache.get(key, now: instant).isHit
        #expect(isHit == naive.get(key, now), "step \(step), seed \(testSeed)")
        if !isHit {
          #expect(cache.set(key, size, expires: nil, stamp: step, now: instant).isStored)
          naive.set(key, now)
        }
      }
      for segment in MemcachedSegment.allCases {
        if cache.classes[index].items(segment) != naive.lists[Int(segment.rawValue)].count {
          Issue.record("\(segment) differs at step \(step), seed \(testSeed)")
          return
        }
      }
    }
    for segment in MemcachedSegment.allCases {
      #expect(naive.lists[Int(segment.rawValue)].allSatisfy { cache.segment(of: $0.key) == segment })
    }
    #expect(cache.counters.evictions > 5_000)
  }
}
