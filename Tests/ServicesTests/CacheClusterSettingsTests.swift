// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Statistics
import Testing

@testable import Services
@testable import Simulation

@Suite("Cache cluster: settings")
struct CacheClusterSettingsTests {
  @Test("defaults can be read, names are given once", arguments: CacheEngineKind.allCases)
  func defaults(_ engine: CacheEngineKind) {
    #expect(KeyTable("x", "y", keys: ClusterSettings.keys(of: engine)).defaultProblems() == [])
  }

  @Test(
    "what does not go together is an error with a way out",
    arguments: [
      (CacheEngineKind.redis, "shards: 2", "needs node_type"),
      (.memcached, "nodes: 2", "a memcached cache needs node_type"),
      (.redis, "node_type: cache.t4g.smal", "did you mean cache.t4g.small"),
      (.redis, "node_type: cache.m6g.large, nodes: 2", "no setting"),
      (.memcached, "node_type: cache.m6g.large, replicas: 1", "no setting"),
      (.redis, "node_type: cache.m6g.large, shards: 200, replicas: 2", "600 nodes"),
      (.redis, "node_type: cache.m6g.large, multi_az: true", "needs a replica"),
      (.redis, "node_type: cache.m6g.large, shards: 2, replicas: 1, multi_az: false", "automatic failover"),
      (.redis, "node_type: cache.m6g.large, reads_from: replicas", "no replica to read from"),
      (.redis, "node_type: cache.m6g.large, replicas: 6", "between 0 and 5"),
      (.redis, "node_type: cache.m6g.large, eviction: allkeys-lur", "did you mean allkeys-lru"),
      (.memcached, "node_type: cache.m6g.large, distribution: slots", "ketama"),
      (.memcached, "node_type: cache.m6g.large, nodes: 61", "between 1 and 60"),
      (.valkey, "serverless: {}, node_type: cache.m6g.large", "Serverless has no nodes"),
      (.valkey, "serverless: {}, shards: 2, replicas: 1", "Serverless has no nodes"),
      (.memcached, "serverless: {}, nodes: 2", "Serverless has no nodes"),
    ])
  func errors(_ engine: CacheEngineKind, _ text: String, _ expected: String) {
    let (settings, errors) = readCluster(engine, text)
    #expect(settings == nil)
    #expect(errors.contains { $0.contains(expected) }, "\(errors)")
  }

  @Test("the catalogue's nodes read as they are written (product-catalogue.yaml)")
  func catalogue() throws {
    let redis = try cluster(
      .redis, "node_type: cache.t4g.small, shards: 1, replicas: 1, reserved_memory: 25%, eviction: allkeys-lru")
    #expect(redis.nodeCount == 2 && redis.failsOver && !redis.evictionIsDefault && redis.evictsByRecency)
    #expect(redis.threadsPerNode == 1 && redis.ioThreads == 0)
    let memcached = try cluster(.memcached, "node_type: cache.t4g.small, nodes: 2, threads: 2")
    #expect(memcached.nodeCount == 2 && memcached.threadsPerNode == 2)
    #expect(try cluster(.memcached, "node_type: cache.m6g.2xlarge").threadsPerNode == 8)
    let plain = try cluster(.redis, "node_type: cache.t4g.small")
    #expect(plain.evictionIsDefault && plain.evictsOnlyVolatile && plain.evictionName == "volatile-lru")
    #expect(try cluster(.redis, "serverless: {}").nodeCount == 0)
  }

  @Test("the choices are every type of node, from the smallest, with the price of the engine")
  func choices() throws {
    let settings = try cluster(.valkey, "node_type: cache.m6g.large, shards: 2, replicas: 1")
    let choices = settings.choices
    #expect(choices.count == CacheNodeType.all.count)
    #expect(zip(choices, choices.dropFirst()).allSatisfy { $0.usableBytes <= $1.usableBytes })
    let own = try #require(choices.first { $0.name == "cache.m6g.large" })
    #expect(own.usableBytes == settings.usableBytes && own.nodes == 4)
    #expect(own.meter.price.item == "node-valkey:cache.m6g.large")
  }

  @Test("CloudWatch's names (facts 1.12)", arguments: CacheEngineKind.allCases)
  func cloudWatch(_ engine: CacheEngineKind) throws {
    let driver = ClusterDriver(settings: try cluster(engine, "node_type: cache.t3.micro"), next: { _ in nil })
    let outcomes = try Outcomes([driver], until: s(2))
    let names = outcomes.model.instruments.cloudWatch
    #expect(names.allSatisfy { $0.namespace == "AWS/ElastiCache" && $0.dimension == "CacheClusterId" })
    let wanted =
      engine.isRedis
      ? ["CacheHits", "CacheMisses", "CurrItems", "Evictions", "Reclaimed", "DatabaseMemoryUsagePercentage"]
        + ["EngineCPUUtilization", "CPUCreditBalance"]
      : ["GetHits", "GetMisses", "CmdGet", "CmdSet", "CurrItems", "BytesUsedForCacheItems", "Evictions"]
    for name in wanted { #expect(names.contains { $0.name == name }, "\(name)") }
  }

  @Test("which faults nodes can have; Serverless has none to lose")
  func faults() throws {
    let nodes = try cluster(.redis, "node_type: cache.m6g.large")
    let serverless = try cluster(.redis, "serverless: {}")
    for fault in [FaultKind.stop, .remove, .slow, .fail, .flush] {
      #expect(nodes.problem(with: fault) == nil && serverless.problem(with: fault) == nil)
    }
    for fault in [FaultKind.kill, .restart] {
      #expect(nodes.problem(with: fault) == nil && serverless.problem(with: fault) != nil)
    }
    for fault in [FaultKind.pause, .deploy, .redrive] { #expect(nodes.problem(with: fault) != nil) }
  }

  @Test("500 idle nodes cost no event, and a shard gets its share of 16,384 slots")
  func idle() throws {
    var driver = ClusterDriver(
      settings: try cluster(.redis, "node_type: cache.m6g.large, shards: 250, replicas: 1"), next: { _ in nil })
    driver.preload = (0..<10_000).map { ($0, 100, nil) }
    driver.looks = [
      (1, { cluster, log in log.notes["least"] = Double(cluster.redis.map(\.items).min() ?? 0) })
    ]
    let outcomes = try Outcomes([driver], until: s(600))
    #expect(outcomes.measured.events == 1)
    #expect(try #require(driver.log.notes["least"]) > 15)
    #expect(outcomes.level("c", "nodes").mean == 500)
  }

  // MARK: Findings

  private func findings(
    _ engine: CacheEngineKind, _ text: String, level: [String: Double] = [:], perHour: [String: Double] = [:]
  ) throws -> [Finding] {
    let settings = try cluster(engine, text)
    let measured = FindingsView.Measured(level: { name, _ in level[name] }, perHour: { name, _ in perHour[name] })
    let view = FindingsView(
      parts: PartDirectory([]), window: "all", duration: 3600 * .second, hoursPerMonth: 730,
      measured: level.isEmpty && perHour.isEmpty ? nil : measured)
    return settings.findings("c", view)
  }

  @Test("a single node, a small node's credits, the network, evictions and refusals are told")
  func teaching() throws {
    #expect(try findings(.redis, "node_type: cache.m6g.large").map(\.id) == ["single-node"])
    #expect(try findings(.redis, "node_type: cache.m6g.large, replicas: 1").isEmpty)
    #expect(try findings(.memcached, "node_type: cache.m6g.large, nodes: 2").isEmpty)
    #expect(try findings(.redis, "serverless: {}").isEmpty)
    let busy = try findings(
      .redis, "node_type: cache.t3.micro, replicas: 1", level: ["utilisation": 0.8, "network": 1.5])
    #expect(busy.map(\.id) == ["small-node-credits", "network-bound"])
    // 288 credits of 60 s at 0.6 above the baseline: 8 hours.
    #expect(busy[0].numbers.first { $0.name == "hours" }.map { abs($0.value - 8) < 1e-9 } == true)
    let full = try findings(
      .redis, "node_type: cache.m6g.large, replicas: 1",
      perHour: ["evictions": 3600, "sets": 3600, "out_of_memory": 10])
    #expect(full.map(\.id) == ["eviction-pressure", "out-of-memory"])
    #expect(full[1].message.contains("volatile-lru finds no key"))
    let throttled = try findings(.valkey, "serverless: {}", perHour: ["throttled": 100])
    #expect(throttled.map(\.id) == ["serverless-throttled"])
  }

  // MARK: Nothing traps

  @Test("the same run twice is the same, bit by bit; another seed is another")
  func determinism() throws {
    func run(_ seed: UInt64) throws -> ([UInt64], [Instant]) {
      let settings = try cluster(
        .redis, "node_type: cache.t3.micro, shards: 3, replicas: 1, eviction: allkeys-lru, reads_from: replicas",
        builtInLatencies: true)
      var driver = ClusterDriver(
        settings: settings,
        next: poisson(2000, count: 40_000) { number in
          number % 3 == 0 ? set(number % 5000, 50_000, expires: 15) : get(number % 5000, item: number)
        })
      driver.faults = [(8, .kill, 1, false, 0), (12, .slow, 0, false, 3)]
      let outcomes = try Outcomes([driver], until: s(25), seed: seed)
      return (outcomes.measured.fingerprint, driver.log.replies.map(\.reply.at))
    }
    let (one, same, other) = (try run(1), try run(1), try run(2))
    #expect(one.0 == same.0 && one.1 == same.1)
    #expect(one.1 != other.1)
  }

  /// A number below a bound that belongs to a place of a random scenario.
  private func pick(_ seed: UInt64, _ place: UInt64, _ bound: Int) -> Int {
    Int(DrawStream(RandomKey(seed: seed, replication: 0), name: "fuzz", purpose: "pick").bits(place) % UInt64(bound))
  }

  private func someSettings(_ seed: UInt64) -> (CacheEngineKind, String) {
    let engine = CacheEngineKind.allCases[pick(seed, 0, 3)]
    func any(_ place: UInt64, _ words: [String]) -> String { words[pick(seed, place, words.count)] }
    if pick(seed, 1, 6) == 0 {
      return (engine, "serverless: { max_data: 1GiB, max_ecpu: \(any(2, ["1k/s", "1M/s"])) }")
    }
    let node = "node_type: \(any(3, CacheNodeType.all.map(\.name))), cpu_credits: \(any(4, ["0%", "100%"]))"
    let times =
      "replace_time: \(any(5, ["0s", "3s", "1d"])), restart_time: \(any(6, ["0s", "1s"])), network_burst: 0s"
      + ", round_trip: \(any(7, ["0s", "250us", "{ pareto: { min: 1us, alpha: 0.5 } }"]))"
      + ", command_cost: { request: \(any(8, ["0s", "5us", "1s"])) }"
    guard engine.isRedis else {
      return (
        engine,
        "\(node), \(times), nodes: \(any(9, ["1", "2", "60"])), distribution: \(any(10, ["ketama", "modulo", "rendezvous"]))"
          + ", on_node_loss: \(any(11, ["fail", "rehash"])), eject_after: \(any(12, ["0s", "2s"])), retry_dead: 1s"
          + ", thread_contention: \(any(13, ["0%", "100%"])), segmented_lru: \(any(14, ["true", "false"]))"
      )
    }
    let replicas = pick(seed, 15, 3)
    return (
      engine,
      "\(node), \(times), shards: \(any(16, ["1", "3", "50"])), replicas: \(replicas), replica_lag: \(any(17, ["0s", "2s"]))"
        + (replicas > 0 ? ", reads_from: \(any(18, ["primary", "replicas"]))" : "")
        + ", eviction: \(any(19, RedisPolicyWords.all)), reserved_memory: \(any(20, ["0%", "95%"]))"
        + ", io_threads: \(any(21, ["1", "2", "128"]))"
        + (pick(seed, 22, 2) == 0 ? ", snapshot: { every: 60s, load_rate: 1MB/s }" : "")
        + ", failover: { detect: \(any(23, ["0s", "1s", "30s"])) }"
    )
  }

  @Test("no settings, commands or faults trap; every reply comes after its command", arguments: 0..<60 as Range<UInt64>)
  func fuzz(_ seed: UInt64) throws {
    let (engine, text) = someSettings(seed)
    let (read, errors) = readCluster(engine, text)
    let settings = try #require(read, "\(seed): \(text): \(errors)")
    var driver = ClusterDriver(
      settings: settings,
      next: poisson(100, count: 5000) { [self] number in
        let key = UInt64(pick(seed, number + 1000, 500))
        let verbs: [CacheCommand.Verb] = [
          .get, .get, .set, .set, .delete, .getAndRenew, .increment, .work(.sorted(members: 0), sent: -1),
          .work(.publish(subscribers: 5), sent: 100),
        ]
        let lives: [Instant?] = [nil, 0, s(20), .max, s(40)]
        let sizes: [UInt32] = [0, 100, 100_000, 2_000_000]
        return CacheCommand(
          verb: verbs[pick(seed, number + 100_000, verbs.count)], key: key,
          bytes: sizes[pick(seed, number + 200_000, 4)], expires: lives[pick(seed, number + 300_000, 5)],
          stamp: Instant(number), item: number)
      })
    let kinds = FaultKind.allCases
    driver.faults = (0..<20).flatMap { place -> [(Double, FaultKind, UInt32, Bool, Double)] in
      let kind = kinds[pick(seed, 500 + UInt64(place), kinds.count)]
      let amount = UInt32(pick(seed, 600 + UInt64(place), 4))
      let begin = Double(pick(seed, 700 + UInt64(place), 45))
      return [(begin, kind, amount, false, 0.5), (begin + 5, kind, amount, true, 0.5)]
    }.map { (at: $0.0, kind: $0.1, amount: $0.2, isEnd: $0.3, by: $0.4) }
    let outcomes = try Outcomes([driver], until: s(60))
    for (sent, reply) in driver.log.replies { #expect(reply.at >= sent && reply.waited >= 0) }
    let counts = ["lookups", "hits", "misses"].map { outcomes.count("c", $0) }
    #expect(counts[0] == counts[1] + counts[2])
    #expect((0...1).contains(outcomes.level("c", "utilisation").max))
  }
}

/// The words of `eviction`.
private enum RedisPolicyWords {
  static let all = [
    "noeviction", "allkeys-lru", "allkeys-lfu", "allkeys-random", "volatile-lru", "volatile-lfu", "volatile-random",
    "volatile-ttl",
  ]
}
