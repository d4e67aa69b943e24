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
