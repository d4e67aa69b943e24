// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Statistics
import Testing

@testable import Services
@testable import Simulation

@Suite("Cache: checks")
struct CacheFindingsTests {
  /// The findings of the parts, by id.
  private func findings(_ text: String) throws -> [String: Finding] {
    let directory = PartDirectory(try parts(text, builtInLatencies: true, region: "ap-northeast-2"))
    let view = FindingsView(parts: directory, window: "all", duration: s(3600), hoursPerMonth: 730)
    return Dictionary(directory.parts.flatMap { $0.findings(view) }.map { ($0.id, $0) }) { first, _ in first }
  }

  private func scenario(
    cache: String, keys: String = "zipf: { count: 50k, exponent: 0.9 }", rate: String = "400/s", more: String = ""
  ) -> String {
    """
    traffic: { views: { to: c, operation: read, rate: \(rate), keys: { \(keys) }, value: 900B }\(more) }
    caches: { c: { engine: redis, node_type: cache.t3.micro, behind: db, \(cache) } }
    databases:
      db: { type: rds, instance: db.t4g.medium, read_time: { lognormal: { p50: 4ms, p99: 40ms } } }
    """
  }

  @Test("cache-too-small: 5 M records of 1 KB do not fit into 384 MiB; the share of the reads that can hit is a bound")
  func tooSmall() throws {
    let found = try findings(scenario(cache: "eviction: allkeys-lru", keys: "zipf: { count: 5M, exponent: 0.9 }"))
    let finding = try #require(found["cache-too-small"])
    #expect(finding.level == .warn)
    let most = try #require(finding.numbers.first { $0.name == "most_hits" }).value
    // 402,653,184 B hold about 370,000 records of 1,086 B: perfect LFU's hit ratio.
    let zipf = try Zipf(count: 5_000_000, exponent: 0.9)
    #expect(abs(most - zipf.probability(below: 370_000)) < 0.01, "\(most)")
    #expect(try findings(scenario(cache: "eviction: allkeys-lru"))["cache-too-small"] == nil)
    // With a ttl of a second only what is read every second is there.
    let short = scenario(cache: "eviction: allkeys-lru, ttl: 1s", keys: "zipf: { count: 5M, exponent: 0.9 }")
    #expect(try findings(short)["cache-too-small"] == nil)
  }

  @Test("working set with a ttl T: the sum of λT / (1 + λT) over the records (facts 3.3)")
  func workingSet() throws {
    let text = scenario(cache: "ttl: 1m", keys: "zipf: { count: 2000, exponent: 0.8 }")
    let directory = PartDirectory(try parts(text))
    let part = try #require(directory["c"] as? CachePart)
    let readers = CacheReaders(of: part, directory, at: 0)
    let zipf = try Zipf(count: 2000, exponent: 0.8)
    let resident = (0..<2000).reduce(0.0) { sum, rank in
      sum + ExpiringCache.hitRatio(rate: 400 * zipf.probability(ofRank: UInt32(rank)), lifetime: 60)
    }
    let bytes = Double(part.recordBytes(value: 900))
    #expect(abs(readers.workingSet(ttl: s(60)) / (resident * bytes) - 1) < 0.01)
    #expect(readers.workingSet(ttl: nil) == 2000 * bytes)
  }

  @Test("stampede: 400 reads a second without the cache, 306 with the database alone; coalescing makes it a note")
  func stampede() throws {
    let finding = try #require(try findings(scenario(cache: "ttl: 15m"))["stampede"])
    #expect(finding.level == .warn && finding.message.contains("gets 400/s and can do 306/s"), "\(finding.message)")
    #expect(try findings(scenario(cache: "ttl: 15m, coalesce_misses: true"))["stampede"]?.level == .note)
    #expect(try findings(scenario(cache: "ttl: 15m", rate: "200/s"))["stampede"] == nil)
  }

  @Test("hot-key: the busiest key asks for most of one thread, and more shards do not help")
  func hotKey() throws {
    let hot = "zipf: { count: 50k, exponent: 2 }"
    let finding = try #require(
      try findings(scenario(cache: "ttl: 1h, shards: 8", keys: hot, rate: "300000/s"))["hot-key"])
    #expect(finding.level == .warn && finding.message.contains("a key lives in one"))
    #expect(try findings(scenario(cache: "ttl: 1h", rate: "300000/s"))["hot-key"] == nil)
  }

  @Test("single node: nothing takes over; a replica does")
  func singleNode() throws {
    #expect(try findings(scenario(cache: "ttl: 1m"))["single-node"] != nil)
    #expect(try findings(scenario(cache: "ttl: 1m, replicas: 1"))["single-node"] == nil)
  }

  @Test("ttl-missing: a note by itself, a warning where writes pass the cache by")
  func ttlMissing() throws {
    #expect(try findings(scenario(cache: "eviction: allkeys-lru"))["ttl-missing"]?.level == .note)
    #expect(try findings(scenario(cache: "eviction: allkeys-lru, on_write: nothing"))["ttl-missing"]?.level == .warn)
    let past = ", batch-job: { to: db, operation: write, rate: 1/s, keys: { same_as: views } }"
    let finding = try #require(try findings(scenario(cache: "eviction: allkeys-lru", more: past))["ttl-missing"])
    #expect(finding.level == .warn && finding.message.contains("batch-job"))
    #expect(try findings(scenario(cache: "ttl: 1m", more: past))["ttl-missing"] == nil)
  }

  @Test("volatile-lru, ElastiCache's default, with keys that never expire: a warning where memory fills (facts 1.1)")
  func volatileWithoutTTL() throws {
    let many = "zipf: { count: 5M, exponent: 0.9 }"
    let finding = try #require(try findings(scenario(cache: "on_write: update", keys: many))["volatile-without-ttl"])
    #expect(finding.level == .warn && finding.message.contains("ElastiCache's default"))
    #expect(try findings(scenario(cache: "on_write: update"))["volatile-without-ttl"]?.level == .note)
    #expect(try findings(scenario(cache: "ttl: 1h", keys: many))["volatile-without-ttl"] == nil)
    #expect(try findings(scenario(cache: "eviction: allkeys-lfu", keys: many))["volatile-without-ttl"] == nil)
  }

  @Test("write-behind: what a lost node takes with it is the writes of a flush interval (facts 3.6)")
  func writeBehind() throws {
    let writes = ", w: { to: c, operation: write, rate: 20/s, keys: { same_as: views } }"
    let finding = try #require(
      try findings(scenario(cache: "ttl: 1m, strategy: write-behind, flush: { every: 5s }", more: writes))[
        "write-behind-loss"])
    #expect(finding.numbers.first?.value == 100)
  }
}

@Suite("Cache: more than records")
struct CacheOperationTests {
  private func outcomes(_ traffic: String, _ more: String = "", until end: Double = 600) throws -> Outcomes {
    try Outcomes(
      try parts("traffic: { \(traffic) }\ncaches: { c: { engine: valkey, node_type: cache.m7g.large } }\n\(more)"),
      until: s(end))
  }

  @Test("sessions live on from their last use: hit ratio 1 - e^(-lT) (facts 3.3)")
  func sessions() throws {
    let measured = try outcomes(
      "u: { to: c, operation: { session: { ttl: 1m } }, rate: 100/s, keys: { uniform: { count: 5000 } }, value: 300B }",
      until: 2000)
    let expected = ExpiringCache.slidingHitRatio(rate: 100.0 / 5000, lifetime: 60)
    let (hits, misses) = (Double(measured.count("c", "hits")), Double(measured.count("c", "misses")))
    // The first minutes fill the cache.
    #expect(abs(hits / (hits + misses) - expected) < 0.03, "\(hits / (hits + misses)) \(expected)")
  }

  @Test("a sliding log lets the limit through in each window, and no more", arguments: ["sliding-log", "fixed-window"])
  func rateLimit(algorithm: String) throws {
    let measured = try outcomes(
      "a: { to: c, operation: { rate_limit: { limit: 5, window: 1m, algorithm: \(algorithm) } }, rate: 1/s, "
        + "arrivals: constant, keys: { uniform: { count: 1 } } }", until: 601)
    let allowed = measured.count("c", "limit_checks") - measured.count("c", "limited")
    // Who keeps on asking fills a sliding log for good; a fixed window opens again each minute.
    #expect(algorithm == "sliding-log" ? allowed == 5 : (50...55).contains(allowed), "\(allowed)")
  }

  @Test("a leaderboard is there from the start with all its members, and PUBLISH costs each subscriber")
  func leaderboard() throws {
    let board = try outcomes("s: { to: c, operation: { leaderboard: { action: add, members: 1M } }, rate: 10/s }")
    #expect(board.level("c", "bytes").max > 100e6)
    let few = try outcomes("p: { to: c, operation: { publish: { subscribers: 10 } }, rate: 100/s }")
    let many = try outcomes("p: { to: c, operation: { publish: { subscribers: 1000 } }, rate: 100/s }")
    #expect(many.level("c", "utilisation").mean > 10 * few.level("c", "utilisation").mean)
  }

  @Test("Memcached has no sorted sets: an error that says so")
  func memcached() {
    let errors = Reading(
      """
      traffic: { s: { to: c, operation: { leaderboard: { action: add, members: 1M } }, rate: 10/s } }
      caches: { c: { engine: memcached, node_type: cache.m7g.large } }
      """
    ).errors
    #expect(errors.count == 1 && errors[0].contains("Memcached has no sorted sets"), "\(errors)")
  }
}
