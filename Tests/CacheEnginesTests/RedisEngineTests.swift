// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import CacheEngines

@Suite struct RedisEngineTests {
  private let size = ItemSize(key: 12, value: 200)

  private func engine(
    _ policy: RedisPolicy, keys: Int, _ change: (inout RedisSettings) -> Void = { _ in }
  ) -> RedisEngine {
    var settings = RedisSettings(
      maxmemory: RedisMemory().serverBytes(items: keys, size), policy: policy, seed: testSeed)
    change(&settings)
    return RedisEngine(settings)
  }

  @Test(
    "noeviction: a write is refused once memory is above the limit; reads and deletes go on (redis.io, Key eviction)")
  func noEviction() {
    var redis = engine(.noEviction, keys: 100)
    var stored = 0
    while redis.set(UInt64(stored), size, expires: nil, stamp: 0, now: 0).isStored { stored += 1 }
    #expect(redis.bytes > redis.settings.maxmemory)
    #expect(redis.set(0, size, expires: nil, stamp: 1, now: 0).outcome == .outOfMemory)
    #expect(redis.get(0, now: 0).isHit)
    #expect(redis.counters.outOfMemory == 2 && redis.counters.evictions == 0)
    #expect(redis.delete(1, now: 0) && redis.delete(2, now: 0))
    #expect(redis.set(1, size, expires: nil, stamp: 1, now: 0).isStored)
  }

  @Test(
    "volatile-*: without keys that expire, writes are refused as under noeviction",
    arguments: RedisPolicy.allCases.filter(\.isVolatile))
  func volatileWithoutExpiries(policy: RedisPolicy) {
    var redis = engine(policy, keys: 100)
    let outcomes = (0..<UInt64(500)).map { redis.set($0, size, expires: nil, stamp: 0, now: 0).outcome }
    #expect(outcomes.contains(.outOfMemory))
    #expect(redis.counters.evictions == 0)
  }

  @Test("Reserved memory lowers the limit (ElastiCache, reserved-memory-percent)")
  func reservedMemory() {
    var redis = engine(.allKeysLRU, keys: 4_096) { $0.reservedBytes = $0.maxmemory / 4 }
    for key in 0..<UInt64(10_000) { _ = redis.set(key, size, expires: nil, stamp: 0, now: 0) }
    let item = RedisMemory().itemBytes(size, hasExpiry: false)
    #expect(redis.bytes <= redis.settings.maxmemory * 3 / 4 + item)
    #expect(redis.bytes > redis.settings.maxmemory * 3 / 4 - item)
  }

  @Test(
    "Random operations under every policy: values, memory and expiries keep their books",
    arguments: RedisPolicy.allCases)
  func books(policy: RedisPolicy) {
    let draws = testStream("redis \(policy)")
    var redis = engine(policy, keys: 300)
    let memory = RedisMemory()
    var latest: [UInt64: (stamp: UInt64, expires: Int64?)] = [:]
    var now: Int64 = 0
    for step in 0..<UInt64(30_000) {
      let bits = draws.bits(step)
      let key = bits % 600
      now += Int64(bits >> 12 & 0x3F_FFFF)
      switch bits >> 40 % 16 {
      case 0:
        _ = redis.delete(key, now: now)
        latest[key] = nil
      case 1...6:
        let isExpired = latest[key]?.expires.map { now / 1_000_000 > $0 / 1_000_000 } ?? false
        switch redis.get(key, now: now) {
        case .hit(let value):
          #expect(value.stamp == latest[key]?.stamp && !isExpired, "step \(step), seed \(testSeed)")
        case .expired: #expect(isExpired)
        case .miss: break
        }
      case 7:
        if redis.touch(key, expires: now + 5 * second, now: now) { latest[key]?.expires = now + 5 * second }
      case 8:
        if bits >> 50 % 64 == 0 { _ = redis.expireCycle(now: now) }
      default:
        let expires: Int64? = bits >> 48 & 1 == 0 ? nil : now + Int64(bits >> 50 % 30) * second / 50
        let before = redis.bytes
        let persistent =
          step % 16 != 0
          ? []
          : latest.filter { $0.value.expires == nil }.keys.filter { redis.peek($0) != nil }
        let stored = redis.set(
          key, ItemSize(key: 12, value: Int(bits >> 20 & 1023)), expires: expires, stamp: step, now: now)
        if stored.isStored {
          latest[key] = (step, expires)
        } else {
          #expect(before > redis.settings.maxmemory)
          #expect(policy == .noEviction || policy.isVolatile && redis.volatileItems == 0)
        }
        if policy.isVolatile || policy == .noEviction {
          #expect(persistent.allSatisfy { redis.peek($0) != nil }, "a key without expiry was evicted, step \(step)")
        }
      }
      if step % 500 == 0 {
        let held = redis.records.filter(\.isUsed)
        let expected = held.reduce(redis.settings.baseBytes + redis.tableBytes) {
          $0 + memory.itemBytes($1.size, hasExpiry: $1.hasExpiry)
        }
        #expect(redis.bytes == expected, "step \(step), seed \(testSeed)")
        #expect(held.count == redis.items && held.filter(\.hasExpiry).count == redis.volatileItems)
        #expect(held.allSatisfy { redis.peek($0.key)?.stamp == $0.stamp })
      }
    }
    if policy != .noEviction { #expect(redis.counters.evictions > 1_000) }
    #expect(redis.counters.expired > 5)
  }

  @Test("The pool keeps 16 candidates in the order of their score at entry (evict.c)")
  func pool() {
    var pool = EvictionPool()
    for score in [5, 3, 9, 1] { pool.offer(UInt64(score), score: UInt64(score)) }
    #expect(pool.takeBest()?.key == 9)
    for score in 10..<40 { pool.offer(UInt64(score), score: UInt64(score)) }
    #expect(pool.candidates.map(\.score) == Array(24..<40))
    pool.offer(1, score: 2)
    #expect(pool.candidates.count == 16 && pool.candidates[0].score == 24)
    pool.offer(2, score: 30)
    #expect(pool.candidates.map(\.score) == [25, 26, 27, 28, 29, 30, 30] + Array(31..<40))
  }

  @Test("Redis's LRU lies between RANDOM and LRU, nearer to LRU with ten samples; keys of one tick tie")
  func approximatedLRU() {
    let zipf = ZipfTable(count: 20_000, exponent: 0.99)
    let requests = zipf.requests(600_000, testStream("approximated"))
    let capacity = 2_000
    func hitRatio(_ policy: RedisPolicy, samples: Int, gap: Int64) -> (Double, Int) {
      var redis = engine(policy, keys: capacity) { $0.samples = samples }
      var hits = 0
      for (index, key) in requests.enumerated() {
        let now = Int64(index) * gap
        if redis.get(key, now: now).isHit {
          if index >= 300_000 { hits += 1 }
        } else {
          _ = redis.set(key, size, expires: nil, stamp: 0, now: now)
        }
      }
      return (Double(hits) / 300_000, redis.items)
    }
    // A request every tenth of a second: the cache turns over in minutes.
    let (five, items) = hitRatio(.allKeysLRU, samples: 5, gap: second / 10)
    let (ten, _) = hitRatio(.allKeysLRU, samples: 10, gap: second / 10)
    let (tied, _) = hitRatio(.allKeysLRU, samples: 5, gap: 10)
    let (random, _) = hitRatio(.allKeysRandom, samples: 5, gap: 10)
    let lru = CharacteristicTime(.lru, popularity: zipf.popularity, capacity: Double(items)).hitRatio
    let theory = CharacteristicTime(.fifoOrRandom, popularity: zipf.popularity, capacity: Double(items)).hitRatio
    print("hit ratios: LRU \(lru), 10 samples \(ten), 5 samples \(five), tied \(tied), random \(random) / \(theory)")
    #expect(abs(random - theory) < 0.005)
    #expect(five > theory + 0.01 && five < lru + 0.003)
    #expect(ten > five && abs(ten - lru) < 0.01)
    // With every key in the same second the clock says nothing; candidates then wait in the pool in vain.
    #expect(tied < random && tied > random - 0.02)
  }

  @Test("One seed gives one history; a copy goes on by itself; another seed evicts other keys")
  func determinism() {
    func fill(_ redis: inout RedisEngine) {
      for key in 0..<UInt64(3_000) { _ = redis.set(key, size, expires: nil, stamp: 0, now: 0) }
    }
    var first = engine(.allKeysRandom, keys: 1_000)
    var second = first
    var other = engine(.allKeysRandom, keys: 1_000) { $0.seed = testSeed + 1 }
    fill(&first)
    #expect(second.items == 0)
    fill(&second)
    fill(&other)
    #expect(first.allKeys == second.allKeys && first.counters == second.counters)
    #expect(Set(first.allKeys) != Set(other.allKeys))
  }

  @Test("volatile-ttl evicts what expires first")
  func volatileTTL() {
    var redis = engine(.volatileTTL, keys: 1_000) { $0.samples = 10 }
    let draws = testStream("ttl")
    for key in 0..<UInt64(4_000) {
      let life = Int64(draws.uniform(key) * 100_000) * second
      _ = redis.set(key, size, expires: life + 100_000 * second, stamp: 0, now: 0)
    }
    let lives = redis.records.filter(\.isUsed).map { Double($0.expires) / 1_000 - 100_000 }
    // The thousandth longest of four thousand lives is at three quarters.
    #expect(lives.reduce(0, +) / Double(lives.count) > 80_000)
  }
}

@Suite struct RedisFrequencyTests {
  /// redis.conf: rows are the factor, columns the hits.
  @Test(
    "The LFU counter after 100, 1,000, 100,000, 1 M hits (redis.conf, lfu-log-factor)",
    arguments: [
      (0, [104.0, 255, 255, 255]), (1, [18, 49, 255, 255]), (10, [10, 18, 142, 255]), (100, [8, 11, 49, 143]),
    ])
  func table(factor: Int, expected: [Double]) {
    let draws = testStream("lfu \(factor)")
    let runs = 40
    var sums = [0.0, 0, 0, 0]
    for run in 0..<runs {
      // A longer series is the continuation of a shorter one; the million is for a few runs only.
      var counter = RedisFrequency.initial
      let length = run < 3 ? 1_000_000 : 1_000
      for hit in 1...length {
        if counter < 255 {
          counter = RedisFrequency.incremented(
            counter, logFactor: factor, uniform: draws.uniform(UInt64(hit), attempt: UInt32(run)))
        }
        if let column = [100, 1_000, 100_000, 1_000_000].firstIndex(of: hit) { sums[column] += Double(counter) }
      }
    }
    let means = zip(sums, [runs, runs, 3, 3]).map { $0 / Double($1) }
    for (mean, value) in zip(means, expected) { #expect(abs(mean - value) <= max(1.6, 0.05 * value), "\(means)") }
  }

  @Test("The counter decays by one a minute, evaluated while sampling and stored at an access")
  func decay() {
    #expect(RedisFrequency.decayed(10, idleMinutes: 3, decayMinutes: 1) == 7)
    #expect(RedisFrequency.decayed(10, idleMinutes: 3, decayMinutes: 2) == 9)
    #expect(RedisFrequency.decayed(10, idleMinutes: 300, decayMinutes: 1) == 0)
    #expect(RedisFrequency.decayed(10, idleMinutes: 300, decayMinutes: 0) == 10)
    #expect(RedisFrequency.idleMinutes(since: 65_530, now: 4) == 9)
    var settings = RedisSettings(maxmemory: 0, policy: .allKeysLFU)
    settings.lfuLogFactor = 0
    var redis = RedisEngine(settings)
    _ = redis.set(1, ItemSize(value: 1), expires: nil, stamp: 0, now: 0)
    #expect(redis.policyBits(1) == 5)
    for _ in 0..<7 { _ = redis.get(1, now: 0) }
    #expect(redis.policyBits(1) == 12)
    _ = redis.get(1, now: 4 * 60 * second)
    let bits: UInt32 = 4 << 8 | 9
    #expect(redis.policyBits(1) == bits)
  }
}
