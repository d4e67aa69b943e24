// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Testing

@testable import Services
@testable import Simulation

@Suite("Cache cluster: memory")
struct CacheClusterMemoryTests {
  @Test("usable memory: cache.t3.micro 536,870,912 B less 25% is 402,653,184 B (facts 1.11)")
  func usable() throws {
    #expect(try cluster(.redis, "node_type: cache.t3.micro").usableBytes == 402_653_184)
    #expect(try cluster(.redis, "node_type: cache.t3.micro, reserved_memory: 0%").usableBytes == 536_870_912)
    #expect(try cluster(.valkey, "node_type: cache.t3.micro, shards: 3, replicas: 2").usableBytes == 3 * 402_653_184)
    // max_cache_memory less memcached_connections_overhead, in MiB (facts 2.1).
    #expect(try cluster(.memcached, "node_type: cache.t3.micro, nodes: 2").usableBytes == 2 * 412 * 1_048_576)
    #expect(try cluster(.memcached, "node_type: cache.m6g.large").usableBytes == (6537 - 100) * 1_048_576)
    #expect(try cluster(.redis, "serverless: { max_data: 10GiB }").usableBytes == 10 << 30)
  }

  @Test("what a record takes is what the engine counts for it", arguments: [0, 30, 44, 45, 400, 1000, 20_000])
  func record(_ bytes: Int) throws {
    for (hasExpiry, settings) in [
      (false, try cluster(.redis, "node_type: cache.m6g.large, key_size: 12B")),
      (true, try cluster(.redis, "node_type: cache.m6g.large, key_size: 12B")),
    ] {
      var engine = RedisEngine(settings.redis)
      let count = 100_000
      for key in 0..<count {
        _ = engine.set(
          UInt64(key), ItemSize(key: 12, value: bytes), expires: hasExpiry ? 1_000_000_000_000 : nil, stamp: 0, now: 0)
      }
      let each = Double(engine.bytes - settings.redis.baseBytes) / Double(count)
      #expect(abs(each - Double(settings.recordBytes(value: bytes, hasExpiry: hasExpiry))) < 5)
    }
    let memcached = try cluster(.memcached, "node_type: cache.m6g.large, key_size: 12B")
    let item = memcached.memcached.itemBytes(ItemSize(key: 12, value: bytes))
    let chunk = memcached.recordBytes(value: bytes, hasExpiry: false)
    #expect(chunk >= item && memcached.memcached.chunkSizes.contains(chunk))
  }

  @Test("400 B under a 12 B key are chunks of 480 B (facts 2.1)")
  func slabs() throws {
    let settings = try cluster(.memcached, "node_type: cache.m6g.large, key_size: 12B")
    #expect(settings.recordBytes(value: 400, hasExpiry: true) == 480)
  }

  private func fill(
    _ engine: CacheEngineKind, _ settings: String, count: UInt64 = 600, expires: Double? = nil
  ) throws -> (log: ClusterLog, outcomes: Outcomes) {
    let driver = ClusterDriver(
      settings: try cluster(engine, "node_type: cache.t3.micro, round_trip: 0s, \(settings)"),
      next: steady(100, count: count + 1) { number in
        number == count ? get(0) : set(number, 1_000_000, expires: expires)
      })
    return (driver.log, try Outcomes([driver], until: s(Double(count) / 100 + 1)))
  }

  @Test("volatile-lru, ElastiCache's default, without a ttl: OOM when memory is full, reads go on (facts 1.1)")
  func outOfMemory() throws {
    for settings in ["key_size: 24B", "eviction: noeviction"] {
      let (log, outcomes) = try fill(.redis, settings)
      // 1,000,000 B are 1,048,576 B of allocator's classes: 383 of them and 0.9 MB exceed the limit.
      let stored = log.replies.count { $0.reply.outcome == .done }
      #expect(stored == 384)
      #expect(outcomes.count("c", "out_of_memory") == 600 - Int64(stored))
      #expect(outcomes.count("c", "evictions") == 0)
      #expect(log.replies.last?.reply.outcome.isHit == true)
      #expect(abs(outcomes.level("c", "memory").max - 1) < 0.01)
    }
  }

  @Test("with a ttl, or with allkeys-lru, others go for each that is stored (facts 1.1)")
  func evictions() throws {
    let (_, volatile) = try fill(.redis, "key_size: 24B", expires: 10_000)
    let (_, all) = try fill(.redis, "eviction: allkeys-lru")
    let (_, memcached) = try fill(.memcached, "max_item_size: 2MiB")
    for outcomes in [volatile, all] {
      #expect(outcomes.count("c", "out_of_memory") == 0)
      #expect((214...218).contains(outcomes.count("c", "evictions")))
      #expect(outcomes.level("c", "items").last < 390)
    }
    #expect(memcached.count("c", "evictions") > 150)
  }

  @Test("Memcached refuses what is larger than max_item_size (facts 2.1)")
  func tooLarge() throws {
    let driver = ClusterDriver(
      settings: try cluster(.memcached, "node_type: cache.t3.micro, round_trip: 0s"),
      next: commands([(1, set(1, 2_000_000)), (2, get(1)), (3, set(1, 900_000)), (4, get(1))]))
    _ = try Outcomes([driver], until: s(5))
    #expect(driver.log.replies.map(\.reply.outcome.isHit) == [false, false, false, true])
    #expect(driver.log.replies[0].reply.outcome == .refused)
  }

  @Test(
    "active expiry collects what nobody asks for, ten times a second, and costs nothing where nothing expires (facts 1.3)"
  )
  func expiry() throws {
    func run(_ expires: Double?, shards: Int) throws -> Outcomes {
      let driver = ClusterDriver(
        settings: try cluster(.redis, "node_type: cache.t3.micro, round_trip: 0s, shards: \(shards)"),
        next: steady(10_000, count: 10_000) { set($0, 100, expires: expires) })
      return try Outcomes([driver], until: s(60))
    }
    let outcomes = try run(2, shards: 3)
    #expect(outcomes.level("c", "items").max > 9000)
    // At most a tenth of what it holds may be dead; below a hundredth of a table it does not look.
    #expect(outcomes.level("c", "items").last < 400)
    #expect(outcomes.count("c", "expired") > 9600)
    // Nothing ever expires: no event but the test's own.
    #expect(try run(nil, shards: 3).measured.events == 10_000)
  }

  @Test("what has expired is a miss whether it has been collected or not, and counts once")
  func lazy() throws {
    for engine in CacheEngineKind.allCases {
      let driver = ClusterDriver(
        settings: try cluster(engine, "node_type: cache.t3.micro, round_trip: 0s"),
        next: commands([(1, set(1, expires: 5)), (4.5, get(1)), (6.01, get(1)), (6.02, get(1))]))
      let outcomes = try Outcomes([driver], until: s(20))
      #expect(driver.log.replies.map(\.reply.outcome.isHit) == [false, true, false, false])
      #expect(outcomes.count("c", "expired") == 1)
      #expect(outcomes.count("c", "hits") == 1)
      #expect(outcomes.count("c", "misses") == 2)
      #expect(outcomes.count("c", "lookups") == 3)
    }
  }

  @Test("GETEX gives a key another life, INCR counts and keeps its window, structures are Redis's (facts 1.10)")
  func otherVerbs() throws {
    func renew(_ at: Double, _ until: Double) -> (Double, CacheCommand) {
      (at, CacheCommand(verb: .getAndRenew, key: 1, expires: s(until), item: 1))
    }
    func increment(_ at: Double) -> (Double, CacheCommand) {
      (at, CacheCommand(verb: .increment, key: 2, expires: s(at + 10), item: 2))
    }
    for engine in CacheEngineKind.allCases {
      let driver = ClusterDriver(
        settings: try cluster(engine, "node_type: cache.t3.micro, round_trip: 0s"),
        next: commands(
          [(1, set(1, expires: 5)), renew(4, 9), (8, get(1)), (10, get(1))]
            + [20, 21, 22, 31.5].map(increment)
            + [(40, CacheCommand(verb: .work(.sorted(members: 1000), sent: 10), key: 3, item: 3))]))
      let outcomes = try Outcomes([driver], until: s(50))
      let replies = driver.log.replies.map(\.reply.outcome)
      #expect(replies[1].isHit && replies[2].isHit && replies[3] == .miss)
      // The window begins with the first: at 31.5 s it is over.
      #expect(replies[4...7].map(\.stamp) == [1, 2, 3, 1])
      #expect(replies[8] == (engine.isRedis ? .done : .refused))
      #expect(outcomes.count("c", "lookups") == 3)
    }
  }

  @Test("byte_hit: the bytes of hits, of those and what misses then store")
  func byteHits() throws {
    let driver = ClusterDriver(
      settings: try cluster(.redis, "node_type: cache.t3.micro, round_trip: 0s"),
      next: commands([(1, get(1)), (2, set(1, 300)), (3, get(1)), (4, get(1)), (5, set(1, 400)), (6, get(2))]))
    let outcomes = try Outcomes([driver], until: s(7))
    #expect(outcomes.count("c", "hit_bytes") == 600)
    #expect(outcomes.count("c", "looked_up_bytes") == 900)
  }
}
