// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import CacheEngines

@Suite struct RedisExpiryTests {
  private let size = ItemSize(key: 12, value: 20)

  @Test("A key is alive in the millisecond of its expiry and gone in the next; looking removes it (db.c)")
  func lazily() {
    var redis = RedisEngine(RedisSettings(maxmemory: 0))
    let empty = redis.bytes
    _ = redis.set(1, size, expires: second, stamp: 7, now: 0)
    #expect(redis.volatileItems == 1)
    #expect(redis.get(1, now: second + 999_999) == .hit(CachedValue(stamp: 7, bytes: 20, expires: second)))
    #expect(redis.peek(1) != nil)
    #expect(redis.get(1, now: second + 1_000_000) == .expired)
    #expect(redis.get(1, now: second + 1_000_000) == .miss)
    #expect(redis.items == 0 && redis.volatileItems == 0 && redis.counters.expired == 1)
    #expect(redis.bytes - redis.tableBytes == empty)
  }

  @Test("A SET without expiry takes the old one away")
  func setRemovesExpiry() {
    var redis = RedisEngine(RedisSettings(maxmemory: 0))
    _ = redis.set(1, size, expires: second, stamp: 0, now: 0)
    _ = redis.set(1, size, expires: nil, stamp: 1, now: 0)
    #expect(redis.volatileItems == 0 && redis.get(1, now: 100 * second).isHit)
  }

  @Test("A replica answers as if the key were gone, and keeps it")
  func replica() {
    var settings = RedisSettings(maxmemory: 0)
    settings.isReplica = true
    var redis = RedisEngine(settings)
    _ = redis.set(1, size, expires: second, stamp: 0, now: 0)
    #expect(redis.get(1, now: 5 * second) == .expired)
    #expect(redis.get(1, now: 5 * second) == .expired)
    #expect(redis.expireCycle(now: 5 * second).removed == 0)
    #expect(redis.items == 1)
  }

  @Test("Twenty keys a loop; again while more than a tenth had expired (expire.c)")
  func oneCycle() {
    var redis = RedisEngine(RedisSettings(maxmemory: 0))
    for key in 0..<UInt64(2_000) { _ = redis.set(key, size, expires: 1_000 * second, stamp: 0, now: 0) }
    let none = redis.expireCycle(now: 0)
    // A bucket is walked to its end, so a loop may look at one or two more.
    #expect(none.scanned >= 20 && none.scanned < 30 && none.removed == 0)
    let all = redis.expireCycle(now: 2_000 * second)
    // The last ones, fewer than one in a hundred buckets, wait until the table has shrunk.
    #expect(all.removed == all.scanned && redis.items == 2_000 - all.removed && redis.items < 21)
    _ = redis.expireCycle(now: 2_000 * second)
    #expect(redis.items == 0)
  }

  @Test("A cycle ends after a quarter of its period")
  func timeLimit() {
    var redis = RedisEngine(RedisSettings(maxmemory: 0))
    for key in 0..<UInt64(200_000) { _ = redis.set(key, size, expires: second, stamp: 0, now: 0) }
    let cycle = redis.expireCycle(now: 10 * second)
    #expect(cycle.isOutOfTime && cycle.busy > 25_000_000 && cycle.busy < 26_000_000)
    let fast = redis.fastExpireCycle(now: 10 * second + 50_000_000)
    #expect((fast?.removed ?? 0) > 900)
    #expect(redis.fastExpireCycle(now: 10 * second + 51_000_000) == nil, "two milliseconds between fast cycles")
    #expect(redis.fastExpireCycle(now: 10 * second + 52_000_000) != nil)
  }

  @Test(
    "In the steady state about a tenth of the keys with an expiry are stale, with the fast cycles of a busy server (expire.c)"
  )
  func staleBound() {
    var redis = RedisEngine(RedisSettings(maxmemory: 0, seed: testSeed))
    let draws = testStream("stale")
    // Lives of a minute on average, 2,000 new keys a second, nobody looks at them.
    var worst = 0.0
    var key: UInt64 = 0
    for tenth in 0..<3_000 {
      let now = Int64(tenth) * second / 10
      for _ in 0..<200 {
        let life = -DeterministicMath.log(draws.uniform(key)) * 60
        _ = redis.set(key, size, expires: now + Int64(life * 1e9), stamp: 0, now: now)
        key += 1
      }
      _ = redis.expireCycle(now: now)
      for fast in 1..<10 { _ = redis.fastExpireCycle(now: now + Int64(fast) * second / 100) }
      if tenth > 1_500, tenth % 100 == 0 {
        let held = redis.records.filter(\.isUsed)
        let stale = held.filter { now / 1_000_000 > $0.expires }.count
        worst = max(worst, Double(stale) / Double(held.count))
      }
    }
    print("stale share at most \(worst), estimate \(redis.staleShare)")
    #expect(worst > 0.01 && worst < 0.13)
  }
}
