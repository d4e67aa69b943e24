// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Statistics
import Testing

@testable import Services
@testable import Simulation

/// Commands of 10 us without a network.
private let tenMicroseconds =
  "command_cost: { request: 8us, get: 2us, kib: 0s }, round_trip: 0s, packet_overhead: 0B, network_burst: 0s"

@Suite("Cache cluster: threads")
struct CacheClusterQueueTests {
  private func waits(
    _ engine: CacheEngineKind, _ settings: String, rate: Double, count: UInt64 = 300_000
  ) throws -> (waits: [Double], utilisation: Double) {
    let end = Double(count) / rate
    var driver = ClusterDriver(
      settings: try cluster(engine, settings), next: poisson(rate, count: count) { get($0 % 1000, item: $0) })
    driver.looks = [
      (
        end * 0.9,
        { cluster, log in
          let worked = cluster.nodes[0].lines.worked(by: s(end * 0.9), cluster.machine)
          log.notes["busy"] = worked.seconds / (end * 0.9) / Double(cluster.machine.threads)
        }
      )
    ]
    _ = try Outcomes([driver], until: s(end * 1.1))
    let waits = driver.log.replies.dropFirst(Int(count) / 20).map(\.reply.waited.seconds).sorted()
    return (waits, try #require(driver.log.notes["busy"]))
  }

  @Test("Redis: one thread for all commands is M/D/1 (facts 1.4; Pollaczek, Khinchine)", arguments: [0.5, 0.8])
  func oneThread(_ load: Double) throws {
    let (waits, busy) = try waits(.redis, "node_type: cache.m6g.large, \(tenMicroseconds)", rate: load * 1e5)
    let queue = Queueing.MD1(arrivalRate: load * 1e5, serviceTime: 1e-5)
    let mean = waits.reduce(0, +) / Double(waits.count)
    #expect(abs(mean / queue.meanWait - 1) < 0.05)
    let p99 = waits[waits.count * 99 / 100]
    #expect(abs(p99 / queue.waitQuantile(0.99) - 1) < 0.08)
    #expect(abs(busy / load - 1) < 0.05)
  }

  /// Cosmetatos's approximation of M/D/c: half of M/M/c's wait, with a term for light load; within about 2%.
  private func multiServerWait(_ servers: Int, load: Double) -> Double {
    let c = Double(servers)
    let exponential = Queueing.MMc(arrivalRate: load * c * 1e5, serviceRate: 1e5, servers: servers).meanWait
    return exponential / 2 * (1 + (1 - load) * (c - 1) * ((4 + 5 * c).squareRoot() - 2) / (16 * load * c))
  }

  @Test("Memcached: its threads share one line, M/D/c (facts 2.3; Cosmetatos 1975)", arguments: [2, 4, 8])
  func threads(_ threads: Int) throws {
    let load = 0.8
    let (waits, busy) = try waits(
      .memcached,
      "node_type: cache.m6g.2xlarge, threads: \(threads), thread_contention: 0%, \(tenMicroseconds)",
      rate: load * Double(threads) * 1e5)
    let mean = waits.reduce(0, +) / Double(waits.count)
    #expect(abs(mean / multiServerWait(threads, load: load) - 1) < 0.07)
    #expect(abs(busy / load - 1) < 0.05)
  }

  @Test("Memcached: a serial share of 10% lets no more than ten threads work (facts 2.3; Amdahl)")
  func contention() throws {
    let settings = "node_type: cache.m6g.8xlarge, threads: 32, thread_contention: 10%, \(tenMicroseconds)"
    let driver = ClusterDriver(
      settings: try cluster(.memcached, settings), next: steady(2e6, count: 200_000) { get($0, item: $0) })
    _ = try Outcomes([driver], until: s(1))
    let last = try #require(driver.log.replies.last?.reply.at)
    // 0.1 x 10 us one after the other: a million a second.
    #expect(abs(last.seconds - 0.2) < 0.001)
  }

  @Test("threads above the node's vCPUs do not get more done")
  func moreThreadsThanCPUs() throws {
    for threads in [2, 16] {
      let settings = "node_type: cache.m6g.large, threads: \(threads), thread_contention: 0%, \(tenMicroseconds)"
      let driver = ClusterDriver(
        settings: try cluster(.memcached, settings), next: steady(1e6, count: 10_000) { get($0, item: $0) })
      _ = try Outcomes([driver], until: s(1))
      #expect(abs(try #require(driver.log.replies.last?.reply.at).seconds - 0.05) < 0.001)
    }
  }

  /// Commands a second that a node gets done, with the built-in costs.
  private func capacity(_ engine: CacheEngineKind, _ settings: String) throws -> Double {
    let driver = ClusterDriver(
      settings: try cluster(engine, "\(settings), round_trip: 0s"),
      next: steady(5e6, count: 100_000) { get($0, item: $0) })
    _ = try Outcomes([driver], until: s(1))
    return 100_000 / (try #require(driver.log.replies.last?.reply.at).seconds)
  }

  @Test("Redis: throughput of a node by type is what facts 1.9 give")
  func throughput() throws {
    // 100 to 130 thousand GETs and SETs a second without threads for requests; the command alone.
    #expect((120_000...170_000).contains(try capacity(.redis, "node_type: cache.m6g.large")))
    #expect((200_000...250_000).contains(try capacity(.redis, "node_type: cache.m6g.xlarge")))
    #expect((400_000...500_000).contains(try capacity(.redis, "node_type: cache.r7g.2xlarge")))
    // The same node without them.
    #expect((120_000...170_000).contains(try capacity(.redis, "node_type: cache.r7g.2xlarge, io_threads: 1")))
    // Memcached's threads do whole commands.
    #expect(try capacity(.memcached, "node_type: cache.m6g.2xlarge") > 1_000_000)
  }

  @Test("one long command blocks everybody behind it (facts 1.4: head of line)")
  func headOfLine() throws {
    let long = CacheCommand(verb: .work(.elements(1_000_000), sent: 100), key: 1, item: 1)
    let driver = ClusterDriver(
      settings: try cluster(.redis, "node_type: cache.m6g.large, round_trip: 0s"),
      next: commands([(1, long), (1.001, get(2, item: 2)), (1.2, get(3, item: 3))]))
    _ = try Outcomes([driver], until: s(2))
    // 100 ns for each of a million elements.
    #expect(abs(driver.log.replies[0].reply.at.seconds - 1.1) < 0.0001)
    #expect(abs(driver.log.replies[1].reply.waited.seconds - 0.099) < 0.0001)
    #expect(driver.log.replies[2].reply.waited == 0)
  }

  @Test("a reply takes the round trip that was drawn, and commands keep their order on the way")
  func roundTrip() throws {
    let settings = try cluster(
      .redis, "node_type: cache.m6g.large, round_trip: { lognormal: { p50: 250us, p99: 800us } }")
    let driver = ClusterDriver(settings: settings, next: steady(1000, count: 20_000) { get($0, item: $0) })
    _ = try Outcomes([driver], until: s(21))
    let times = driver.log.replies.map { ($0.reply.at - $0.sent).seconds }.sorted()
    // 6 us at the node.
    #expect(abs(times[10_000] - 256e-6) < 5e-6)
    #expect(abs(times[19_800] - 806e-6) < 60e-6)
    #expect(times[0] >= 131e-6)
  }

  @Test("slow: everything takes so many times longer; fail: that share is turned away")
  func slowAndFail() throws {
    var driver = ClusterDriver(
      settings: try cluster(.redis, "node_type: cache.m6g.large, \(tenMicroseconds)"),
      next: steady(100, count: 1000) { get($0, item: $0) })
    driver.faults = [(2, .slow, 0, false, 10), (4, .slow, 0, true, 10), (5, .fail, 0, false, 0.5)]
    _ = try Outcomes([driver], until: s(11))
    func length(_ place: Int) -> Nanoseconds { driver.log.replies[place].reply.at - driver.log.replies[place].sent }
    #expect(length(50) == 10_000)
    #expect(length(250) == 100_000)
    #expect(length(450) == 10_000)
    let failed = driver.log.sent(5.001...10).count { $0.outcome == .unavailable }
    #expect((200...300).contains(failed))
  }
}
