// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL
import Statistics
import Testing

@testable import CacheEngines

@Suite struct TheoryTests {
  struct Row: Sendable {
    var exponent: Double
    var capacity: Int
    var time, lru, fifo, lfu: Double
  }

  /// 200,000 keys; solved with SciPy's brentq to 1e-12.
  static let table = [
    Row(exponent: 0.8, capacity: 2_000, time: 2_367.2, lru: 0.21422, fifo: 0.18921, lfu: 0.34773),
    Row(exponent: 0.8, capacity: 20_000, time: 31_604.4, lru: 0.47530, fifo: 0.43547, lfu: 0.60006),
    Row(exponent: 0.99, capacity: 2_000, time: 3_553.2, lru: 0.51541, fifo: 0.47624, lfu: 0.62498),
    Row(exponent: 0.99, capacity: 20_000, time: 58_701.1, lru: 0.73899, fifo: 0.70380, lfu: 0.81032),
    Row(exponent: 1.2, capacity: 2_000, time: 8_773.2, lru: 0.82405, fifo: 0.79594, lfu: 0.87238),
    Row(exponent: 1.2, capacity: 20_000, time: 196_525.4, lru: 0.92914, fifo: 0.91398, lfu: 0.95063),
  ]

  @Test("Characteristic times and hit ratios to the digits of the table", arguments: table)
  func characteristicTimes(row: Row) {
    let popularity = ZipfTable(count: 200_000, exponent: row.exponent).popularity
    let lru = CharacteristicTime(.lru, popularity: popularity, capacity: Double(row.capacity))
    let fifo = CharacteristicTime(.fifoOrRandom, popularity: popularity, capacity: Double(row.capacity))
    #expect(abs(lru.requests - row.time) < 0.051)
    #expect(abs(lru.hitRatio - row.lru) < 0.000_005_1)
    #expect(abs(fifo.hitRatio - row.fifo) < 0.000_005_1)
    #expect(abs(perfectLFUHitRatio(popularity: popularity, capacity: row.capacity) - row.lfu) < 0.000_005_1)
  }

  @Test(
    "The characteristic time is the root that GSL's Brent solver finds", arguments: CharacteristicTime.Policy.allCases)
  func againstGSL(policy: CharacteristicTime.Policy) {
    let popularity = ZipfTable(count: 5_000, exponent: 0.9).popularity
    let sizes = (0..<5_000).map { Double(100 + $0 % 7 * 50) }
    for capacity in [3_000.0, 80_000, 900_000] {
      let found = CharacteristicTime(policy, popularity: popularity, capacity: capacity, sizes: sizes)
      let problem = Occupancy(policy: policy, popularity: popularity, sizes: sizes, capacity: capacity)
      #expect(abs(found.requests / problem.brent() - 1) < 1e-9)
    }
  }

  @Test func everythingFits() {
    let all = CharacteristicTime(.lru, popularity: [3, 1], capacity: 2)
    #expect(all.requests == .infinity && all.hitRatio == 1)
    #expect(CharacteristicTime(.lru, popularity: [3, 1], capacity: 0).hitRatio == 0)
  }

  @Test("Fixed lifetimes: λT / (1 + λT); sliding ones: 1 - e^(-λT)", arguments: [0.1, 1, 5])
  func lifetimes(load: Double) {
    let draws = testStream("lifetimes \(load)")
    let lifetime = 10 * second
    var fixed = LRU(.items(10))
    var sliding = LRU(.items(10))
    var now = 0.0
    let requests = 400_000
    for index in 0..<requests {
      now += -DeterministicMath.log(draws.uniform(UInt64(index))) * 10 / load
      let instant = Int64(now * 1e9)
      if !fixed.get(1, now: instant).isHit {
        _ = fixed.set(1, ItemSize(value: 1), expires: instant + lifetime, stamp: 0, now: instant)
      }
      _ = sliding.get(1, now: instant)
      _ = sliding.set(1, ItemSize(value: 1), expires: instant + lifetime, stamp: 0, now: instant)
    }
    let rate = load / 10
    #expect(abs(fixed.counters.hitRatio - ExpiringCache.hitRatio(rate: rate, lifetime: 10)) < 0.003)
    #expect(abs(sliding.counters.hitRatio - ExpiringCache.slidingHitRatio(rate: rate, lifetime: 10)) < 0.003)
  }

  @Test("A cold cache warms as 1 - Σ p (1 - p)^(k - 1)")
  func warming() {
    let zipf = ZipfTable(count: 1_000, exponent: 0.8)
    let draws = testStream("warming")
    let (runs, length) = (400, 300)
    var hits = [Int](repeating: 0, count: length)
    var distinct = 0
    for run in 0..<runs {
      var cache = LRU(.items(10_000))
      for index in 0..<length where cache.access(UInt64(zipf.key(draws.uniform(UInt64(run * length + index))))) {
        hits[index] += 1
      }
      distinct += cache.items
    }
    let late = hits[250...].reduce(0, +)
    let expected = (251...300).reduce(0.0) {
      $0 + ExpiringCache.warmingHitRatio(popularity: zipf.popularity, request: $1)
    }
    #expect(abs(Double(late) / Double(runs) - expected) / 50 < 0.01)
    let keys = ExpiringCache.distinctKeys(popularity: zipf.popularity, requests: length)
    #expect(abs(Double(distinct) / Double(runs) / keys - 1) < 0.01)
  }

  @Test("Stampedes: 10,000/s for 0.2 s are 2,001 recomputations; XFetch recomputes e times a cycle")
  func stampedes() {
    #expect(Stampede.concurrentRecomputations(rate: 10_000, recomputation: 0.2) == 2_001)
    let draws = testStream("xfetch")
    // At R = d a hit recomputes with probability 1/e, at 5d with 0.67 %.
    for (remaining, probability) in [(1.0, 0.3679), (5.0, 0.00674)] {
      let early = (0..<100_000).filter {
        Stampede.recomputesEarly(remaining: remaining, recomputation: 1, uniform: draws.uniform(UInt64($0)))
      }.count
      #expect(abs(Double(early) / 100_000 - probability) < 0.005)
    }
    // 500 requests a second, a tenth of a second to recompute, a lifetime of three.
    let (rate, recomputation, lifetime) = (500.0, 0.1, 3.0)
    var leads = 0.0
    var unprotected = 0
    let cycles = 4_000
    var draw: UInt64 = 1_000_000
    for _ in 0..<cycles {
      var now = 0.0
      while true {
        let (gap, chance) = draws.uniforms(draw)
        draw += 1
        now += -DeterministicMath.log(gap) / rate
        if now >= lifetime {
          unprotected += 1
          break
        }
        if Stampede.recomputesEarly(remaining: lifetime - now, recomputation: recomputation, uniform: chance) {
          leads += lifetime - now
          break
        }
      }
    }
    let lead = Stampede.meanLead(rate: rate, recomputation: recomputation)
    #expect(abs(leads / Double(cycles) / lead - 1) < 0.03)
    #expect(unprotected == 0)
    #expect(Stampede.noEarlyRecomputation(rate: rate, recomputation: recomputation, lifetime: lifetime) < 1e-12)
    #expect(abs(Stampede.recomputations() - 2.718_28) < 1e-5)
    #expect(Stampede.missRate(keys: 1_000, lifetime: 100, jitter: 0.1) == 50)
    #expect(Stampede.jittered(100, by: 0.1, uniform: 0.75) == 105)
    #expect(abs(Stampede.bloomFalsePositives(bits: 10_000, hashes: 7, keys: 1_000) - 0.008_19) < 1e-4)
  }

  @Test("A command's cost grows as its documentation says")
  func commandCosts() {
    let cost = RedisCommandCost()
    #expect(cost.nanoseconds(.constant) == 6_000)
    #expect(cost.nanoseconds(.constant, pipeline: 16) == 1_312.5)
    #expect(cost.nanoseconds(.elements(100_000)) > 10_000_000)
    let small = cost.nanoseconds(.sorted(members: 1_000))
    #expect(abs(cost.nanoseconds(.sorted(members: 1_000_000)) - small - 1_500) < 1e-6)
    #expect(cost.nanoseconds(.constant, valueBytes: 32_768) == 6_000 + 1_638.4 + 819.2)
  }
}

/// Σ s h(T) - C, for GSL.
private final class Occupancy {
  let policy: CharacteristicTime.Policy
  let popularity: [Double]
  let sizes: [Double]
  let capacity: Double

  init(policy: CharacteristicTime.Policy, popularity: [Double], sizes: [Double], capacity: Double) {
    self.policy = policy
    self.popularity = popularity
    self.sizes = sizes
    self.capacity = capacity
  }

  func value(_ time: Double) -> Double {
    popularity.indices.reduce(-capacity) {
      $0 + sizes[$1] * CharacteristicTime.resident(policy, popularity[$1] * time)
    }
  }

  func brent() -> Double {
    cgsl_root_brent(
      { time, problem in
        guard let problem else { return .nan }
        return Unmanaged<Occupancy>.fromOpaque(problem).takeUnretainedValue().value(time)
      }, Unmanaged.passUnretained(self).toOpaque(), 0, 1e9, 1e-12)
  }
}
