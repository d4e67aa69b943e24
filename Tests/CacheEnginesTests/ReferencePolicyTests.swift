// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import CacheEngines

@Suite struct ReferencePolicyTests {
  @Test(
    "LRU, FIFO and RANDOM reach the hit ratios of Che's approximation within 0.5 points (Fricker et al. 2012)",
    arguments: [0.8, 0.99, 1.2])
  func hitRatios(exponent: Double) {
    let zipf = ZipfTable(count: 200_000, exponent: exponent)
    let requests = zipf.requests(2_200_000, testStream("che \(exponent)"))
    for capacity in [2_000, 10_000, 40_000] {
      let lruTheory = CharacteristicTime(.lru, popularity: zipf.popularity, capacity: Double(capacity)).hitRatio
      let theory = CharacteristicTime(.fifoOrRandom, popularity: zipf.popularity, capacity: Double(capacity)).hitRatio
      var lru = LRU(.items(capacity))
      var fifo = FIFO(.items(capacity))
      var random = RandomEviction(.items(capacity), seed: testSeed)
      let found = [
        ("LRU", warmHitRatio(&lru, requests) - lruTheory),
        ("FIFO", warmHitRatio(&fifo, requests) - theory),
        ("RANDOM", warmHitRatio(&random, requests) - theory),
      ]
      for (name, deviation) in found {
        print("\(name) Zipf \(exponent), \(capacity) of 200,000: \(deviation * 100) points from theory")
        #expect(abs(deviation) < 0.005, "\(name) \(exponent) \(capacity), seed \(testSeed)")
      }
    }
  }

  @Test("Perfect LFU comes to hold the most popular keys")
  func perfectLFU() {
    let zipf = ZipfTable(count: 20_000, exponent: 0.99)
    let requests = zipf.requests(3_000_000, testStream("lfu"))
    var lfu = PerfectLFU(.items(2_000))
    let best = perfectLFUHitRatio(popularity: zipf.popularity, capacity: 2_000)
    let found = warmHitRatio(&lfu, requests)
    #expect(found < best + 0.002 && found > best - 0.01, "\(found), at best \(best)")
  }

  @Test("A cache takes at most 64 bytes a key above the key's record")
  func memory() {
    func overhead(_ cache: some CacheEngine, record: Int) -> Int { cache.allocatedBytes / cache.items - record }
    // Just beyond a doubling of the index, where the share of each key is largest.
    for count in [98_305, 120_000, 196_608] {
      var lru = LRU(.items(count))
      var random = RandomEviction(.items(count))
      var redis = RedisEngine(RedisSettings(maxmemory: 0))
      var memcached = MemcachedEngine(MemcachedSettings(memory: 1 << 30))
      for key in 0..<UInt64(count) {
        _ = lru.access(key)
        _ = random.access(key)
        _ = redis.set(key, ItemSize(key: 8, value: 8), expires: second * 1000, stamp: 0, now: 0)
        _ = memcached.access(key)
      }
      #expect(overhead(lru, record: 40) <= 64)
      #expect(overhead(random, record: 40) <= 64)
      #expect(overhead(redis, record: 48) <= 64)
      #expect(overhead(memcached, record: 48) <= 64)
    }
  }

  @Test("LRU and FIFO agree with a list searched from end to end, step by step", arguments: [true, false])
  func naiveModel(movesOnAccess: Bool) {
    for countsItems in [true, false] {
      let draws = testStream("naive \(movesOnAccess) \(countsItems)")
      let capacity: CacheCapacity = countsItems ? .items(40) : .bytes(3_000)
      var naive = NaiveList(capacity: capacity, movesOnAccess: movesOnAccess)
      if movesOnAccess {
        compare(LRU(capacity), &naive, draws)
      } else {
        compare(FIFO(capacity), &naive, draws)
      }
    }
  }

  private func compare(_ start: some CacheEngine, _ naive: inout NaiveList, _ draws: DrawStream) {
    var cache = start
    for step in 0..<40_000 {
      let (choice, detail) = draws.uniforms(UInt64(step))
      let bits = draws.bits(UInt64(step), attempt: 1)
      let key = bits % 100
      let now = Int64(step)
      let size = ItemSize(key: Int(bits >> 8 & 15), value: Int(bits >> 16 & 127))
      let expires: Int64? = detail < 0.5 ? nil : now + Int64(detail * 60)
      if choice < 0.5 {
        #expect(cache.get(key, now: now) == naive.get(key, now), "step \(step), seed \(testSeed)")
      } else if choice < 0.9 {
        let stored = cache.set(key, size, expires: expires, stamp: UInt64(step), now: now)
        #expect(
          stored == naive.set(key, size, expires, UInt64(step)), "step \(step), seed \(testSeed)")
      } else if choice < 0.95 {
        #expect(cache.touch(key, expires: expires, now: now) == naive.touch(key, expires, now))
      } else {
        #expect(cache.delete(key, now: now) == naive.delete(key, now))
      }
      if cache.items != naive.entries.count || cache.bytes != naive.bytes {
        Issue.record("sizes differ at step \(step), seed \(testSeed)")
        return
      }
    }
    #expect(cache.counters.evictions > 1000 && cache.counters.expired > 100)
    cache.flush()
    #expect(cache.items == 0 && cache.bytes == 0 && cache.get(1, now: 0) == .miss)
  }

  @Test("RANDOM and perfect LFU keep their books under random operations")
  func books() {
    let draws = testStream("books")
    var random = RandomEviction(.bytes(5_000), seed: 7)
    var lfu = PerfectLFU(.bytes(5_000))
    var latest = [UInt64: UInt64]()
    for step in 0..<UInt64(40_000) {
      let bits = draws.bits(step)
      let key = bits % 200
      switch bits >> 32 % 10 {
      case 0:
        _ = random.delete(key, now: 0)
        _ = lfu.delete(key, now: 0)
      case 1...4:
        for found in [random.get(key, now: 0), lfu.get(key, now: 0)] {
          if case .hit(let value) = found { #expect(value.stamp == latest[key]) }
        }
      default:
        let size = ItemSize(value: Int(bits >> 40 & 255))
        latest[key] = step
        #expect(random.set(key, size, expires: nil, stamp: step, now: 0).isStored)
        #expect(lfu.set(key, size, expires: nil, stamp: step, now: 0).isStored)
      }
      #expect(random.bytes <= 5_000 && lfu.bytes <= 5_000)
    }
    for cache in [random as any CacheEngine, lfu] {
      let held = (0..<UInt64(200)).compactMap { cache.peek($0) }
      #expect(held.count == cache.items && held.reduce(0) { $0 + $1.bytes } == cache.bytes)
    }
  }

  @Test("What is larger than the cache is refused, and the old value goes")
  func tooLarge() {
    var lru = LRU(.bytes(100))
    #expect(lru.set(1, ItemSize(value: 50), expires: nil, stamp: 1, now: 0).outcome == .inserted)
    #expect(lru.set(1, ItemSize(value: 101), expires: nil, stamp: 2, now: 0).outcome == .tooLarge)
    #expect(lru.get(1, now: 0) == .miss)
    var none = LRU(.items(0))
    #expect(none.set(1, ItemSize(value: 1), expires: nil, stamp: 1, now: 0).outcome == .tooLarge)
  }
}

/// The same rules with nothing but an array.
private struct NaiveList {
  struct Entry {
    var key: UInt64
    var size: ItemSize
    var expires: Int64
    var stamp: UInt64
  }

  let capacity: CacheCapacity
  let movesOnAccess: Bool
  /// The next victim last.
  var entries: [Entry] = []

  var bytes: Int { entries.reduce(0) { $0 + $1.size.total } }
  private var isFull: Bool {
    switch capacity {
    case .items(let limit): return entries.count > limit
    case .bytes(let limit): return bytes > limit
    }
  }

  mutating func get(_ key: UInt64, _ now: Int64) -> Lookup {
    guard let place = entries.firstIndex(where: { $0.key == key }) else { return .miss }
    let entry = entries[place]
    if entry.expires <= now {
      entries.remove(at: place)
      return .expired
    }
    renew(place)
    return .hit(CachedValue(stamp: entry.stamp, bytes: entry.size.value, expires: entry.expires))
  }

  mutating func set(_ key: UInt64, _ size: ItemSize, _ expires: Int64?, _ stamp: UInt64) -> Stored {
    let entry = Entry(key: key, size: size, expires: expires ?? .max, stamp: stamp)
    var outcome = Stored.Outcome.inserted
    if let place = entries.firstIndex(where: { $0.key == key }) {
      entries[place] = entry
      renew(place)
      outcome = .replaced
    } else {
      entries.insert(entry, at: 0)
    }
    var evictions = 0
    while isFull {
      let victim = entries.lastIndex { $0.key != key } ?? 0
      entries.remove(at: victim)
      evictions += 1
    }
    return Stored(outcome, evictions: evictions)
  }

  mutating func touch(_ key: UInt64, _ expires: Int64?, _ now: Int64) -> Bool {
    guard let place = entries.firstIndex(where: { $0.key == key }), entries[place].expires > now else { return false }
    entries[place].expires = expires ?? .max
    renew(place)
    return true
  }

  mutating func delete(_ key: UInt64, _ now: Int64) -> Bool {
    guard let place = entries.firstIndex(where: { $0.key == key }) else { return false }
    return entries.remove(at: place).expires > now
  }

  private mutating func renew(_ place: Int) {
    if movesOnAccess { entries.insert(entries.remove(at: place), at: 0) }
  }
}
