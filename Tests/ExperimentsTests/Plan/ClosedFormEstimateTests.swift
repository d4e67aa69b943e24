// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Configuration
import Foundation
import Scenarios
import Services
import Statistics
import Testing

@testable import Experiments

@Suite("What closed forms expect") struct ClosedFormEstimateTests {
  private func estimate(_ text: String) throws -> Candidate.Estimate { ClosedForms(try Trial.scenario(text)).estimate }

  private func fleet(
    rate: String, tasks: Int, service: String, run: String = "{ duration: 1h }", failures: String = "{}",
    channel: String = "type: sqs, receive_wait: 20s, visibility_timeout: 30s", slos: String
  ) -> String {
    """
    version: 1
    name: small
    calibration: none
    run: \(run)
    traffic: { orders: { to: jobs, \(rate) } }
    channels: { jobs: { \(channel) } }
    workers: { packer: { type: fleet, from: jobs, tasks: \(tasks), service_time: \(service), failures: \(failures) } }
    slos: { \(slos) }
    """
  }

  @Test("the latency of M/M/c", arguments: [(2, "8/s"), (10, "45/s"), (50, "240/s")])
  func exponential(_ tasks: Int, _ rate: String) throws {
    let text = fleet(
      rate: "rate: \(rate)", tasks: tasks, service: "{ exponential: { mean: 200ms } }",
      slos: "median: { of: orders, latency.p50: \"< 1s\" }, tail: { of: orders, latency.p95: \"< 1s\" }, "
        + "mean: { of: orders, latency.mean: \"< 1s\" }")
    let found = try estimate(text)
    let exact = Queueing.MMc(arrivalRate: Double(rate.dropLast(2)) ?? 0, serviceRate: 5, servers: tasks)
    func value(_ name: String) -> Double { found.objectives.first { $0.objective == name }?.value ?? .nan }
    #expect(abs(value("median") / exact.sojournQuantile(0.5) - 1) < 0.03)
    #expect(abs(value("tail") / exact.sojournQuantile(0.95) - 1) < 0.04)
    #expect(abs(value("mean") / exact.meanSojourn - 1) < 0.03)
    #expect(abs((found.utilisations.first?.value ?? 0) - exact.utilisation) < 1e-9)
    #expect(found.objectives.allSatisfy { $0.meets == ($0.value < 1) })
  }

  /// Two in a hundred fail and come back after 30 s: beyond the 98th percentile. Retries are load: 1 / 0.98.
  @Test("failures wait out their timeout, and are load") func failures() throws {
    let text = fleet(
      rate: "rate: 1/s", tasks: 10, service: "1s", failures: "{ error: 2% }",
      slos: "early: { of: orders, latency.p95: \"< 20s\" }, late: { of: orders, latency.p99: \"< 20s\" }, "
        + "old: { of: packer, lag.max: \"< 20s\" }")
    let found = try estimate(text)
    func value(_ name: String) -> Double { found.objectives.first { $0.objective == name }?.value ?? .nan }
    #expect(abs(value("early") - 1) < 0.1)
    #expect(abs(value("late") - 31) < 0.1)
    #expect(value("old") > 30)
    #expect(abs((found.utilisations.first?.value ?? 0) - 0.1 / 0.98) < 1e-9)
    #expect(!found.looksGood)
  }

  /// A burst of 60 s with 4/s too many at 6/s: 240 wait, the last of them 40 s.
  @Test("a burst is a fluid") func burst() throws {
    let text = fleet(
      rate: "rate: 2/s, shape: [ { at: 10m, x: 5 }, { at: 11m, x: 1 } ]", tasks: 6, service: "1s",
      run: "{ duration: 20m }",
      slos: "old: { of: packer, lag.max: \"< 20s\" }, slow: { of: orders, latency.p99: \"< 20s\" }")
    let found = try estimate(text)
    func value(_ name: String) -> Double { found.objectives.first { $0.objective == name }?.value ?? .nan }
    // 40 s behind the backlog, and what the slowest message takes besides.
    #expect(value("old") > 40 && value("old") < 90)
    #expect(value("slow") > 35 && value("slow") < 43)
    #expect(!found.looksGood)
    // On average over the window it is far from full: 2 for 19 minutes, 10 for one.
    #expect(abs((found.utilisations.first?.value ?? 0) - 2880.0 / 1200 / 6) < 1e-9)
  }

  @Test("polls are added to the wait") func polls() throws {
    let text = fleet(
      rate: "rate: 10/s", tasks: 2, service: "1ms", channel: "type: kinesis, shards: 2, iterator_poll: 1s",
      slos: "mean: { of: orders, latency.mean: \"< 1s\" }, tail: { of: orders, latency.p99: \"< 1s\" }")
    let found = try estimate(text)
    #expect(abs((found.objectives[0].value) - 0.5) < 0.05)
    #expect(abs((found.objectives[1].value) - 1) < 0.05)
  }

  private func cache(_ settings: String, exponent: String = "0.9") throws -> (any CacheFront, FindingsView) {
    let text = """
      version: 1
      name: small
      traffic:
        pages: { to: cache, operation: read, rate: 100/s, keys: { zipf: { count: 20k, exponent: \(exponent) } }, value: 40KiB }
      caches: { cache: { engine: redis, behind: store, \(settings) } }
      databases: { store: { type: rds, instance: db.m7g.xlarge, read_time: 5ms } }
      """
    let window = try Trial.scenario(text).windows[0]
    let view = FindingsView(
      parts: window.model.parts, window: window.name, duration: window.duration, hoursPerMonth: 730)
    return (try #require(window.model.parts["cache"] as? any CacheFront), view)
  }

  private func popularity(_ exponent: Double) -> [Double] {
    let weights = (1...20_000).map { pow(Double($0), -exponent) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  @Test("without a time to live the hit ratio is Che's") func che() throws {
    let (cache, view) = try cache("node_type: cache.t3.micro")
    let sized = try #require(cache as? any SizedCache)
    let fitting = Double(sized.usableBytes) / Double(sized.recordBytes(value: 40 * 1024))
    let exact = CharacteristicTime(.lru, popularity: popularity(0.9), capacity: fitting).hitRatio
    #expect(exact > 0.4 && exact < 0.95)
    #expect(abs((cache.expectedHits(view) ?? 0) - exact) < 0.01)
  }

  @Test("where all fits the time to live decides") func lifetime() throws {
    let (cache, view) = try cache("node_type: cache.m7g.large, ttl: 2m")
    let exact = popularity(0.9).reduce(0) {
      $0 + $1 * ExpiringCache.hitRatio(rate: 100 * $1, lifetime: 120)
    }
    #expect(exact > 0.3 && exact < 0.9)
    #expect(abs((cache.expectedHits(view) ?? 0) - exact) < 0.01)
  }

  @Test("a database is asked for what the cache does not answer") func database() throws {
    let text = """
      version: 1
      name: small
      traffic:
        pages: { to: cache, operation: read, rate: 100/s, keys: { zipf: { count: 20k, exponent: 0.9 } }, value: 1KiB }
      caches: { cache: { engine: redis, node_type: cache.m7g.large, ttl: 2m, behind: store } }
      databases: { store: { type: rds, instance: db.m7g.xlarge, concurrency: 4, read_time: 20ms } }
      slos:
        calm: { of: store, utilisation.mean: "< 80%" }
        hits: { of: cache, hit.ratio: "> 50%" }
      """
    let found = try estimate(text)
    let hits = try #require(found.objectives.first { $0.objective == "hits" }?.value)
    let busy = try #require(found.objectives.first { $0.objective == "calm" }?.value)
    #expect(abs(busy - 100 * (1 - hits) * 0.02 / 4) < 1e-9)
  }
}
