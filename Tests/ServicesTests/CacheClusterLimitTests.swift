// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Testing

@testable import Services
@testable import Simulation

@Suite("Cache cluster: credits, network, Serverless")
struct CacheClusterLimitTests {
  @Test("a t3.micro without credits is held to 10% of two vCPUs: one thread takes five times longer (facts 1.11)")
  func heldToBaseline() throws {
    let cost = "command_cost: { request: 99ms, get: 1ms, kib: 0s }, round_trip: 0s, packet_overhead: 0B"
    func length(_ engine: CacheEngineKind, _ credits: String) throws -> Double {
      let driver = ClusterDriver(
        settings: try cluster(engine, "node_type: cache.t3.micro, cpu_credits: \(credits), \(cost)"),
        next: commands([(0, get(1)), (0, get(1)), (0, get(1)), (0, get(1))]))
      _ = try Outcomes([driver], until: s(10))
      return try #require(driver.log.replies.last?.reply.at).seconds
    }
    #expect(abs(try length(.redis, "100%") - 0.4) < 1e-6)
    #expect(abs(try length(.redis, "0%") - 2) < 1e-6)
    // Two threads share the same fifth of a vCPU.
    #expect(abs(try length(.memcached, "100%") - 0.202) < 0.001)
    #expect(abs(try length(.memcached, "0%") - 2) < 0.05)
  }

  @Test("1% of 288 credits and a load of 0.8 vCPU: 172.8 s / (0.8 - 0.2) until they are gone (facts 1.11)")
  func exhaustion() throws {
    let settings = try cluster(
      .redis,
      "node_type: cache.t3.micro, cpu_credits: 1%, command_cost: { request: 99ms, get: 1ms, kib: 0s }, round_trip: 0s")
    let driver = ClusterDriver(settings: settings, next: steady(8, count: 4000) { get($0, item: $0) })
    let outcomes = try Outcomes([driver], until: s(500))
    let slow = try #require(driver.log.replies.first { $0.reply.at - $0.sent > s(0.3) })
    #expect(abs(slow.sent.seconds - 288) < 1)
    // From then on it does 2 a second of 8.
    let later = driver.log.sent(400...400.2)
    #expect(try #require(later.first).waited.seconds > 100)
    #expect(outcomes.level("c", "cpu_credits").max <= 2.88)
    #expect(outcomes.level("c", "cpu_credits").last == 0)
    #expect(outcomes.level("c", "utilisation").last > 0.99)
  }

  @Test("below the baseline credits are earned, 12 in an hour (facts 1.11)")
  func earning() throws {
    let settings = try cluster(.redis, "node_type: cache.t3.micro, cpu_credits: 0%, round_trip: 0s")
    let driver = ClusterDriver(settings: settings, next: steady(1, count: 3000) { get($0, item: $0) })
    let outcomes = try Outcomes([driver], until: s(1800))
    #expect(abs(outcomes.level("c", "cpu_credits").last - 6) < 0.05)
  }

  @Test("the network of a t3.micro: 64 Mbit/s are about 1,900 GETs a second of 4 KB (facts 1.9)")
  func network() throws {
    func answered(_ burst: String) throws -> (count: Int, share: Double) {
      var driver = ClusterDriver(
        settings: try cluster(.redis, "node_type: cache.t3.micro, network_burst: \(burst), round_trip: 0s"),
        next: steady(3000, count: 30_000) { get(1, item: $0) })
      driver.preload = [(1, 4096, nil)]
      let outcomes = try Outcomes([driver], until: s(10))
      return (driver.log.replies.count { $0.reply.at < s(10) }, outcomes.level("c", "network").quantiles.max() ?? 0)
    }
    // 8,000,000 B/s / (4,096 + 80) B.
    #expect(abs(try answered("0s").count - 19_157) < 10)
    #expect(try answered("5m").count >= 29_998)
    // A bucket of one second at 5 Gbit/s: 617 MB, more than the 125 MB that are asked for.
    #expect(try answered("1s").count >= 29_998)
    // One that is used up: 10 ms are 6.17 MB, besides the baseline's 8 MB/s.
    #expect(abs(try answered("10ms").count - (19_157 + 1477)) < 20)
  }

  @Test("Serverless: a new cache does 30,000 ECPU a second, then doubles (facts 1.13)")
  func serverless() throws {
    let settings = try cluster(.valkey, "serverless: { scaling_time: 10s, added_latency: 400us }, round_trip: 200us")
    let driver = ClusterDriver(
      settings: settings, next: steady(45_000, count: 900_000) { get($0 % 100_000, item: $0) })
    let outcomes = try Outcomes([driver], until: s(20))
    func served(_ second: Double) -> Int {
      driver.log.sent(second...(second + 0.999999)).count { $0.outcome == .miss }
    }
    #expect(abs(served(0) - 33_000) < 400)  // a tenth of a second may come at once
    // log2(1.5) doublings until 45,000.
    #expect(served(3) < 44_000 && served(3) > served(1))
    #expect(served(7) == 45_000 || served(7) == 44_999 || served(7) == 45_001)
    #expect(outcomes.level("c", "ecpu_capacity").max < 100_000)  // it stops at twice what is asked for
    #expect(outcomes.count("c", "throttled") == Int64(driver.log.replies.count { $0.reply.outcome == .throttled }))
    // A GET of nothing is one ECPU.
    #expect(outcomes.count("c", "ecpu") == outcomes.count("c", "commands") - outcomes.count("c", "throttled"))
    // The proxy is on the way.
    let first = try #require(driver.log.replies.first)
    #expect(abs((first.reply.at - first.sent).seconds - 606e-6) < 2e-6)
  }

  @Test("Serverless: min_ecpu is there from the start, max_ecpu is never exceeded, one slot does 30,000 (facts 1.13)")
  func serverlessBounds() throws {
    func served(_ settings: String, _ key: @escaping @Sendable (UInt64) -> UInt64) throws -> Int {
      let driver = ClusterDriver(
        settings: try cluster(.redis, "serverless: { \(settings) }, round_trip: 0s"),
        next: steady(50_000, count: 100_000) { get(key($0), item: $0) })
      _ = try Outcomes([driver], until: s(3))
      return driver.log.replies.count { $0.reply.outcome == .miss }
    }
    #expect(try served("min_ecpu: 60k/s") { $0 } == 100_000)
    #expect(try served("min_ecpu: 60k/s") { _ in 7 } <= 60_100)
    #expect(abs(try served("max_ecpu: 10k/s") { $0 } - 21_000) < 100)
  }

  @Test("an ECPU is a KB moved, and no less than one: 3.2 KB are 3.2 (pricing 5; facts 1.13)")
  func ecpu() throws {
    var driver = ClusterDriver(
      settings: try cluster(.redis, "serverless: {}, key_size: 24B, round_trip: 0s"),
      next: steady(100, count: 1600) { number in
        number < 1000 ? get(1, item: number) : number < 1500 ? get(2, item: number) : set(9, 2024)
      })
    driver.preload = [(1, 3277, nil), (2, 100, nil)]
    let outcomes = try Outcomes([driver], until: s(3600))
    // 1,000 of 3,277 / 1,024, 500 of 1, 100 of (2,024 + 24) / 1,024.
    let expected = 1000 * 3277.0 / 1024 + 500 + 100 * 2
    #expect(outcomes.count("c", "ecpu") == Int64(expected))
    // In an hour that holds less than a GB: the least that is billed.
    let quantities = outcomes.model.meters.map { ($0.meter.id, $0.perHour(outcomes.measured)) }
    #expect(quantities.map(\.0) == ["elasticache.data", "elasticache.ecpu"])
    #expect(quantities[0].1 == 1)
    #expect(abs(quantities[1].1 - expected) < 1)
  }

  @Test("Serverless at max_data evicts keys with an expiry, and refuses writes where there are none (facts 1.13)")
  func serverlessFull() throws {
    func run(_ expires: Double?) throws -> Outcomes {
      let driver = ClusterDriver(
        settings: try cluster(.redis, "serverless: { max_data: 1GiB, min_ecpu: 200k/s }, round_trip: 0s"),
        next: steady(100, count: 1200) { set($0, 1_000_000, expires: expires) })
      return try Outcomes([driver], until: s(13))
    }
    #expect(try run(nil).count("c", "out_of_memory") > 150)
    #expect(try run(10_000).count("c", "evictions") > 150)
    #expect(try run(10_000).count("c", "out_of_memory") == 0)
  }

  private func dollars(_ quantity: MeteredQuantity, _ measured: Measurements, _ region: String) throws -> Double {
    let price = try #require(try PriceBook.builtIn(.documented).price(quantity.meter.price, region: region))
    #expect(price.unit == quantity.meter.unit)
    let each = try #require(price.tiers.first).usd
    return quantity.perHour(measured) * 730 * (try #require(Double("\(each)")))
  }

  @Test(
    "the month by hand: every node for 730 hours, replicas and lost nodes included (pricing 5)",
    arguments: [
      (CacheEngineKind.redis, "node_type: cache.t4g.small, replicas: 1", 68.62),  // 2 x 0.047 x 730
      (.redis, "node_type: cache.t3.micro", 12.41),  // the course's 0.017
      (.memcached, "node_type: cache.t3.micro", 12.41),  // which names no engine
      (.valkey, "node_type: cache.t3.micro", 14.60),  // 0.02
      (.memcached, "node_type: cache.t4g.small, nodes: 3", 102.93),  // 3 x 0.047 x 730
      (.valkey, "node_type: cache.r7g.large, shards: 2, replicas: 1", 612.032),  // 4 x 0.2096 x 730
      (.valkey, "serverless: {}", 7.373),  // 0.1 GB x 0.101 x 730
      (.redis, "serverless: {}", 110.23),  // 1 GB x 0.151 x 730
    ])
  func bill(_ engine: CacheEngineKind, _ settings: String, _ expected: Double) throws {
    var driver = ClusterDriver(settings: try cluster(engine, settings), next: { _ in nil })
    driver.faults = [(100, .kill, 1, false, 0)]
    let outcomes = try Outcomes([driver], until: s(1000))
    let first = try #require(outcomes.model.meters.first)
    #expect(abs(try dollars(first, outcomes.measured, "ap-northeast-2") - expected) < 0.001)
  }

  @Test("every type of node has a price for every engine in both regions, and Memcached's is Redis's (pricing 5)")
  func prices() throws {
    let book = try PriceBook.builtIn(.market)
    for type in CacheNodeType.all {
      for region in ["ap-northeast-2", "us-east-1"] {
        let all = CacheEngineKind.allCases.map { engine in
          book.price(ClusterMeters.node(engine, type).price, region: region)?.tiers.first?.usd
        }
        #expect(all.allSatisfy { $0 != nil }, "\(type.name) in \(region)")
        #expect(all[0] == all[2])
        let own = PriceReference(service: "elasticache", item: "node-memcached:\(type.name)")
        #expect(book.price(own, region: region)?.tiers.first?.usd == all[2])
      }
    }
  }

  @Test("of several backups all but one are billed (pricing 5)")
  func backups() throws {
    let settings = try cluster(.redis, "node_type: cache.m6g.large, snapshot: { every: 10m, keep: 3 }")
    var driver = ClusterDriver(settings: settings, next: { _ in nil })
    driver.preload = (0..<1000).map { ($0, 1_000_000, nil) }
    let outcomes = try Outcomes([driver], until: s(3600))
    let backup = try #require(outcomes.model.meters.first { $0.meter.id == "elasticache.backup" })
    // 1,000 x 1,048,576 B and some: 0.977 GB, two of which are billed by the month.
    #expect(abs(backup.perHour(outcomes.measured) * 730 - 2 * 0.977) < 0.01)
    let plain = ClusterDriver(
      settings: try cluster(.redis, "node_type: cache.m6g.large, snapshot: {}"), next: { _ in nil })
    #expect(try Outcomes([plain], until: s(10)).model.meters.count == 1)
  }
}
