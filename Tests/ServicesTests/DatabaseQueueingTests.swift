// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

@testable import Services

@Suite("Databases against closed forms") struct DatabaseQueueingTests {
  private let read = "t: { to: db, operation: read, rate: 120/s }"

  /// L = λ W for each place that queries pass (Little's law).
  private func checkLittle(_ outcomes: Outcomes, until duration: Double) {
    for (level, time) in [("waiting", "wait"), ("queued", "server_wait"), ("running", "service")] {
      let times = outcomes.times("db", time)
      let expected = Double(times.count) / duration * times.mean
      #expect(abs(outcomes.level("db", level).mean - expected) < 0.01 * expected + 1e-9, "\(level)")
    }
  }

  @Test("M/M/c: the wait for a server is Erlang's C (facts: caching, section 4)")
  func erlang() throws {
    let outcomes = try databaseTraffic(
      "type: other, concurrency: 3, connections: 10000, read_time: { exponential: { mean: 20ms } }, write_time: 1s",
      read, until: 2000)
    let theory = Queueing.MMc(arrivalRate: 120, serviceRate: 50, servers: 3)
    #expect(isNear(outcomes.times("db", "server_wait").mean, theory.meanWait, within: 0.05))
    #expect(isNear(outcomes.times("db", "latency").mean, theory.meanSojourn, within: 0.03))
    #expect(isNear(outcomes.level("db", "utilisation").mean, 0.8, within: 0.01))
    #expect(isNear(outcomes.level("db", "busy").mean, 2.4, within: 0.01))
    #expect(outcomes.level("db", "utilisation").max < 1.000001 && outcomes.times("db", "wait").max == 0)
    checkLittle(outcomes, until: 2000)
  }

  @Test("A pool as large as the servers: the same wait, but for a connection")
  func pool() throws {
    let outcomes = try databaseTraffic(
      "type: other, concurrency: 3, connections: 3, read_time: { exponential: { mean: 20ms } }, write_time: 1s", read,
      until: 2000)
    let theory = Queueing.MMc(arrivalRate: 120, serviceRate: 50, servers: 3)
    #expect(isNear(outcomes.times("db", "wait").mean, theory.meanWait, within: 0.05))
    #expect(outcomes.times("db", "server_wait").max == 0)
    #expect(isNear(outcomes.level("db", "connections").mean, 2.4, within: 0.01))
    checkLittle(outcomes, until: 2000)
  }

  @Test(
    "M/G/1 with processor sharing: s/(1 - ρ) on average, whatever the law of s",
    arguments: ["10ms", "{ exponential: { mean: 10ms } }", "{ lognormal: { mean: 10ms, cv: 2 } }"])
  func insensitive(_ law: String) throws {
    let outcomes = try databaseTraffic(
      "type: other, concurrency: 1, scheduling: sharing, connections: 10000, read_time: \(law), write_time: 1s",
      "t: { to: db, operation: read, rate: 70/s }", until: 3000)
    #expect(isNear(outcomes.times("db", "service").mean, 0.010 / 0.3, within: 0.05))
    #expect(isNear(outcomes.level("db", "utilisation").mean, 0.7, within: 0.02))
    checkLittle(outcomes, until: 3000)
  }

  @Test("M/M/c with sharing has as many in it as M/M/c in order: the same mean time")
  func sharedServers() throws {
    let outcomes = try databaseTraffic(
      "type: other, concurrency: 3, scheduling: sharing, connections: 10000, "
        + "read_time: { exponential: { mean: 20ms } }, write_time: 1s", read, until: 2000)
    let theory = Queueing.MMc(arrivalRate: 120, serviceRate: 50, servers: 3)
    #expect(isNear(outcomes.times("db", "service").mean, theory.meanSojourn, within: 0.03))
  }

  @Test(
    "Saturated, throughput follows the Universal Scalability Law n/(s (1 + σ(n-1) + κn(n-1))): it falls beyond its peak",
    arguments: [8, 31, 80])
  func scalability(_ connections: Int) throws {
    let outcomes = try databaseTraffic(
      "type: other, concurrency: 100, contention: { sigma: 0.05, kappa: 0.001 }, connections: \(connections), "
        + "acquire_timeout: 500ms, read_time: 10ms, write_time: 1s", "t: { to: db, operation: read, rate: 2000/s }",
      until: 30)
    let n = Double(connections)
    let expected = n / (0.010 * (1 + 0.05 * (n - 1) + 0.001 * n * (n - 1)))
    #expect(isNear(Double(outcomes.count("db", "reads")) / 30, expected, within: 0.015))
  }

  @Test("Two processors: no more than two queries' worth, however little they contend")
  func processors() throws {
    let outcomes = try databaseTraffic(
      "type: other, concurrency: 2, contention: { sigma: 0.001, kappa: 0 }, connections: 20, acquire_timeout: 500ms, "
        + "read_time: 10ms, write_time: 1s", "t: { to: db, operation: read, rate: 500/s }", until: 30)
    #expect(isNear(Double(outcomes.count("db", "reads")) / 30, 200, within: 0.01))
    #expect(isNear(outcomes.level("db", "busy").mean, 2, within: 0.01) && outcomes.level("db", "utilisation").last == 1)
  }

  @Test(
    "A short slowness with retries becomes an overload that lasts; without retries, or with cancelled queries, it passes",
    arguments: [(3, false, false), (1, false, true), (3, true, true)])
  func storm(_ attempts: Int, _ cancels: Bool, _ recovers: Bool) throws {
    let outcomes = try databaseTraffic(
      "type: other, concurrency: 1, connections: 5000, read_time: 10ms, write_time: 1s, timeout: 500ms, "
        + "cancels_abandoned: \(cancels), retry: { attempts: \(attempts), backoff: 50ms }",
      "t: { to: db, operation: read, rate: 80/s }", faults: "f: { at: 20s, for: 10s, slow: db, by: 5x }", until: 300)
    let succeeded = Double(outcomes.count("db", "succeeded")) / Double(outcomes.count("db", "calls"))
    #expect(recovers ? succeeded > 0.8 : succeeded < 0.15, "\(succeeded) succeeded")
    #expect(recovers == (outcomes.level("db", "queued").last < 100))
  }

  @Test("The same run twice is the same, bit for bit; another seed is another run")
  func deterministic() throws {
    func run(_ seed: UInt64) throws -> [UInt64] {
      try databaseTraffic(
        "type: rds, instance: db.t4g.medium, contention: {}, replicas: 2, reads: replicas, connections: 5, "
          + "read_time: { exponential: { mean: 20ms } }, write_time: { exponential: { mean: 30ms } }, timeout: 200ms, "
          + "acquire_timeout: 1s, io_per_read: 0.5, retry: { attempts: 3 }",
        "r: { to: db, operation: read, rate: 250/s }, w: { to: db, operation: write, rate: 50/s }",
        faults: "a: { at: 20s, kill: db, nodes: 2 }, b: { at: 40s, for: 5s, stop: db }", until: 60, seed: seed
      ).measured.fingerprint
    }
    #expect(try run(1) == run(1))
    #expect(try run(1) != run(2))
  }

  @Test("A query draws the same time whoever else asks, so that variants can be compared")
  func sameDraws() throws {
    let settings =
      "type: other, concurrency: 10000, connections: 10000, read_time: { exponential: { mean: 20ms } }, write_time: 1s"
    let alone = try databaseTraffic(settings, "t: { to: db, operation: read, rate: 50/s }", until: 60)
    let both = try databaseTraffic(
      settings, "a: { to: db, operation: read, rate: 9/s }, t: { to: db, operation: read, rate: 50/s }", until: 60)
    #expect(alone.times("t", "latency") == both.times("t", "latency") && alone.times("t", "latency").count > 2000)
  }
}
