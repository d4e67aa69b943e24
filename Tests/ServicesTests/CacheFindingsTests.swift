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
    // Two shards share them; a replica lacks what has been under way for 1 ms.
    let shared = try findings(
      scenario(cache: "ttl: 1m, shards: 2, strategy: write-behind, flush: { every: 5s }", more: writes))
    #expect(shared["write-behind-loss"]?.numbers.first?.value == 50)
    let replicated = try #require(
      try findings(scenario(cache: "ttl: 1m, replicas: 1, strategy: write-behind", more: writes))["write-behind-loss"])
    #expect(replicated.numbers.first?.value == 0.02 && replicated.advice.isEmpty)
  }

  // MARK: Advice

  private func advice(_ id: String, _ text: String) throws -> [[String]] {
    try #require(try findings(text)[id]).advice.map { $0.settings.map(\.text) }
  }

  @Test("Larger nodes: the smallest of the family and its followers that hold what is read; else more of them")
  func largerNodes() throws {
    func needed(_ keys: String, _ node: String = "cache.t3.micro", more: String = "") throws -> [[String]] {
      try advice(
        "cache-too-small",
        scenario(cache: "eviction: allkeys-lru, node_type: \(node)\(more)", keys: "uniform: { count: \(keys) }")
          .replacing("node_type: cache.t3.micro, ", with: ""))
    }
    // About 1.1 KB each, and a tenth to spare; a quarter of the memory is kept back.
    #expect(try needed("500k") == [["caches.c.node_type=cache.t3.small"]])
    #expect(try needed("1M") == [["caches.c.node_type=cache.t3.medium"]])
    #expect(try needed("3M") == [["caches.c.node_type=cache.m5.large"]])
    #expect(try needed("6M") == [["caches.c.node_type=cache.r5.large"]])
    #expect(try needed("20M", "cache.r7g.large") == [["caches.c.node_type=cache.r7g.2xlarge"]])
    #expect(try needed("400M", "cache.r7g.16xlarge", more: ", shards: 1") == [["caches.c.shards=2"]])
  }

  @Test("hot-key: its own command_cost counts, threads for requests help, and reads of replicas share it out")
  func hotKeyCost() throws {
    let one = "uniform: { count: 1 }"
    func found(_ cache: String, rate: String = "100/s") throws -> Finding? {
      try findings(scenario(cache: "ttl: 1h, \(cache)", keys: one, rate: rate))["hot-key"]
    }
    let slow = "command_cost: { request: 6ms, get: 2ms, kib: 0s }"
    #expect(try found("") == nil)
    #expect(try #require(try found(slow)).numbers.first?.value == 0.8)
    // The one that executes has the other fifth of 6 ms to do.
    #expect(try found("\(slow), io_threads: 2") == nil)
    #expect(
      try found(slow)?.advice.first?.settings.map(\.text) == ["caches.c.replicas=2", "caches.c.reads_from=replicas"])
    #expect(try found("\(slow), replicas: 2, reads_from: replicas") == nil)
    #expect(
      try found("\(slow), replicas: 3")?.advice.first?.settings.map(\.text) == ["caches.c.reads_from=replicas"])
    #expect(try #require(try found(slow, rate: "400/s")).advice.isEmpty, "7 replicas are more than there can be")
  }

  @Test("ttl-missing: a life with which 1 in 100 reads is stale; who writes other records does no harm")
  func life() throws {
    func past(_ keys: String, rate: String = "1/s") -> String {
      scenario(
        cache: "eviction: allkeys-lru", keys: "uniform: { count: 1000 }",
        more: ", batch-job: { to: db, operation: write, rate: \(rate), keys: { \(keys) } }")
    }
    // 0.001 writes a second of each record: half of μT is 1% after 20 s.
    #expect(try advice("ttl-missing", past("same_as: views")) == [["caches.c.ttl=10s"]])
    #expect(try advice("ttl-missing", past("same_as: views", rate: "0.1/s")) == [["caches.c.ttl=2m"]])
    #expect(try advice("ttl-missing", past("same_as: views", rate: "100/s")) == [], "not even a second")
    #expect(try findings(past("uniform: { count: 10 }"))["ttl-missing"]?.level == .note)
    #expect(try advice("ttl-missing", past("uniform: { count: 10 }")) == [["caches.c.ttl=1d"]])
  }

  @Test("stampede: what others ask of the database at the busiest instant counts, too")
  func stampedeLater() throws {
    let text = scenario(
      cache: "ttl: 15m", rate: "200/s, shape: [{ at: 10m, x: 1.1 }]",
      more: ", other: { to: db, operation: read, rate: 50/s, shape: [{ at: 10m, x: 2 }], "
        + "keys: { uniform: { count: 9 } } }")
    #expect(try findings(text)["stampede"]?.numbers.first?.value == 320)
  }

  @Test("ElastiCache Serverless evicts only what expires, and has no eviction to choose")
  func serverless() throws {
    let text = scenario(cache: "serverless: {}").replacing("node_type: cache.t3.micro, ", with: "")
    let finding = try #require(try findings(text)["volatile-without-ttl"])
    #expect(finding.level == .note && finding.advice.isEmpty && finding.message.hasSuffix("give them a ttl"))
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
