// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import CacheEngines

@Suite struct ReuseDistancesTests {
  @Test("One pass gives the hits of every LRU cache exactly (Mattson 1970)")
  func exact() {
    let zipf = ZipfTable(count: 5_000, exponent: 0.9)
    let requests = zipf.requests(100_000, testStream("mattson"))
    let capacities = [1, 10, 100, 500, 1_000, 4_000, 6_000]
    var distances = ReuseDistances(capacities: capacities)
    for key in requests { distances.record(key) }
    for point in distances.curve {
      var cache = LRU(.items(point.capacity))
      for key in requests { _ = cache.access(key) }
      #expect(cache.counters.hitRatio == point.hitRatio, "capacity \(point.capacity)")
    }
  }

  @Test("In bytes, the hits of LRU caches whose items all have one size a key, but for items at the edge")
  func bytes() {
    let zipf = ZipfTable(count: 5_000, exponent: 0.9)
    let requests = zipf.requests(100_000, testStream("bytes"))
    func size(_ key: UInt64) -> Int { 20 + Int(hashed(key) % 200) }
    var distances = ReuseDistances(capacities: [10_000, 50_000, 200_000])
    for key in requests { distances.record(key, weight: size(key)) }
    for point in distances.curve {
      var cache = LRU(.bytes(point.capacity))
      for key in requests { _ = cache.access(key, ItemSize(value: size(key))) }
      #expect(abs(cache.counters.hitRatio - point.hitRatio) < 0.003, "capacity \(point.capacity)")
    }
  }

  @Test("A hundredth of the keys is enough for an error below 0.01 (SHARDS, FAST'15)")
  func sampled() {
    let zipf = ZipfTable(count: 500_000, exponent: 0.8)
    let requests = zipf.requests(2_000_000, testStream("shards"))
    let capacities = [5_000, 20_000, 50_000, 100_000, 200_000]
    var sampled = ReuseDistances(capacities: capacities, samplingRate: 0.01, seed: testSeed)
    var exact = ReuseDistances(capacities: capacities)
    for key in requests {
      sampled.record(key)
      exact.record(key)
    }
    for (a, b) in zip(sampled.curve, exact.curve) {
      #expect(abs(a.hitRatio - b.hitRatio) < 0.01, "\(a) \(b)")
    }
    #expect(sampled.distinctKeys < 6_000)
    #expect(sampled.allocatedBytes < exact.allocatedBytes / 30)
  }

  @Test("Memory depends on the distinct keys, not on the requests")
  func bounded() {
    var distances = ReuseDistances(capacities: [100])
    for request in 0..<UInt64(200_000) { distances.record(request % 1_000) }
    #expect(distances.allocatedBytes < 200_000)
    #expect(distances.curve[0].hitRatio == 0)
  }

  @Test("The capacity for a wanted hit ratio lies between its neighbours")
  func inverse() {
    var distances = ReuseDistances(capacities: [10, 20, 40, 80])
    for request in 0..<UInt64(3_000) { distances.record(request % 3 == 0 ? request % 60 : request % 7) }
    let curve = distances.curve
    let wanted = (curve[1].hitRatio + curve[2].hitRatio) / 2
    if curve[2].hitRatio > curve[1].hitRatio {
      #expect(abs((distances.capacity(forHitRatio: wanted) ?? 0) - 30) < 1e-9)
    }
    #expect(distances.capacity(forHitRatio: 1) == nil)
  }
}

@Suite struct ReuseDistancesLivesTests {
  @Test("A key that is taken out misses at every capacity, and takes no room from the others")
  func removal() {
    var distances = ReuseDistances(capacities: [1, 2, 3])
    for key: UInt64 in [1, 2, 3] { #expect(distances.record(key) == 3) }
    distances.remove(2)
    distances.remove(9)
    #expect(distances.distinctKeys == 2 && distances.followedWeight == 2)
    // 1 3 are left: 1 has been asked for before 3.
    #expect(distances.record(1) == 1)
    #expect(distances.record(2) == 3)
    #expect(distances.record(3) == 2)
  }

  @Test("What is stored without being asked for is no request, and the next request of it hits")
  func stores() {
    var distances = ReuseDistances(capacities: [1, 10])
    distances.store(7, weight: 5)
    distances.store(8, weight: 5)
    #expect(distances.requests == 0)
    #expect(distances.record(7, weight: 5) == 1)
    #expect(distances.curve.map(\.hitRatio) == [0, 1])
  }

  @Test("With a time to live, hits of an LRU cache for everything, whatever is stored in between")
  func timeToLive() {
    let zipf = ZipfTable(count: 2_000, exponent: 0.9)
    let requests = zipf.requests(60_000, testStream("lives"))
    var distances = ReuseDistances(capacities: [100_000], timeToLive: 3_000)
    var cache = LRU(.items(100_000))
    for (now, key) in requests.enumerated() {
      let now = Int64(now)
      switch now % 10 {
      case 8:
        distances.store(key, now: now)
        _ = cache.set(key, ItemSize(value: 1), expires: now + 3_000, stamp: 0, now: now)
      case 9:
        distances.remove(key)
        _ = cache.delete(key, now: now)
      default:
        distances.record(key, now: now)
        if !cache.get(key, now: now).isHit {
          _ = cache.set(key, ItemSize(value: 1), expires: now + 3_000, stamp: 0, now: now)
        }
      }
    }
    #expect(distances.curve[0].hitRatio == cache.counters.hitRatio)
    #expect(distances.distinctKeys < 2_000)
    distances.expire(now: .max - 1)
    #expect(distances.distinctKeys == 0 && distances.followedWeight == 0)
  }
}
