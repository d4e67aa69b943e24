// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Testing

@testable import Experiments

/// Each exclusion is true: the configuration is simulated alone, and fails the objective that the exclusion names.
@Suite("What cannot work") struct NecessaryConditionTests {
  private func exclusion(_ scenario: Scenario) throws -> Candidate.Exclusion? {
    let floor = CostFloor(scenario, book: try .builtIn(scenario.terms.book))
    return NecessaryConditions(own: scenario, asked: scenario, floor: floor).exclusion
  }

  /// Whether a simulation of four replications fails an objective.
  private func fails(_ scenario: Scenario, _ objective: String) async throws -> Bool {
    var scenario = scenario
    scenario.precision = .replications(4)
    return try await Trial.run(scenario).slo(objective)?.verdict == .fail
  }

  private func text(
    run: String = "{ duration: 3m }", traffic: String, channels: String, workers: String = "", slos: String,
    rest: String = ""
  ) -> String {
    """
    version: 1
    name: small
    run: \(run)
    traffic: { source: { to: channel, \(traffic) } }
    channels: { channel: { \(channels) } }
    \(workers.isEmpty ? "" : "workers: { worker: { from: channel, \(workers) } }")
    slos: { \(slos) }
    \(rest)
    """
  }

  // MARK: Load

  /// 20/s of 100 ms are 2 places of 1: after three minutes 1,800 wait.
  @Test(
    "more work than there is time for fails what the backlog touches",
    arguments: [
      "late: { of: source, latency.p95: \"< 20s\" }", "late: { of: worker, lag.max: \"< 40s\" }",
      "late: { of: channel, oldest_message_age.max: \"< 40s\" }", "late: { of: channel, depth.max: \"< 1000\" }",
    ])
  func load(_ objective: String) async throws {
    let text = text(
      traffic: "rate: 20/s", channels: "type: sqs, receive_wait: 10s",
      workers: "type: fleet, receive: 1, service_time: { gamma: { mean: 100ms, cv: 1 } }", slos: objective)
    let scenario = try Trial.scenario(text)
    let found = try #require(try exclusion(scenario))
    #expect(found.kind == "load")
    #expect(found.reason.contains("worker is asked for 2 of 1 place") && found.reason.contains("late (asked"))
    #expect(try await fails(scenario, "late"))
  }

  @Test(
    "no objective can fail because of it: no exclusion",
    arguments: [
      "fine: { of: source, dead_lettered.ratio: \"< 1%\" }", "fine: { of: source, latency.p95: \"< 10m\" }",
      "fine: { of: source, latency.p95: \"< 20s\", level: warn }",
    ])
  func harmless(_ objective: String) throws {
    let text = text(
      traffic: "rate: 20/s", channels: "type: sqs, receive_wait: 10s",
      workers: "type: fleet, service_time: 100ms", slos: objective)
    #expect(try exclusion(Trial.scenario(text)) == nil)
  }

  @Test("a load that fits is not excluded, however short the time") func fits() throws {
    for tasks in [2, 3] {
      let text = text(
        traffic: "rate: 19/s", channels: "type: sqs, receive_wait: 10s",
        workers: "type: fleet, tasks: \(tasks), service_time: 100ms",
        slos: "late: { of: source, latency.p99: \"< 1ms\" }")
      #expect(try exclusion(Trial.scenario(text)) == nil)
    }
  }

  /// A burst of 30 s at five times what one task can do: 120 s of work wait.
  @Test("a burst that must be late") func burst() async throws {
    let text = text(
      run: "{ duration: 5m, warmup: 0s }",
      traffic: "rate: 2/s, shape: [ { at: 1m, x: 25 }, { at: 90s, x: 1 } ]",
      channels: "type: sqs, receive_wait: 10s", workers: "type: fleet, receive: 1, service_time: 100ms",
      slos: "late: { of: source, latency.p90: \"< 30s\" }")
    let scenario = try Trial.scenario(text)
    #expect(try exclusion(scenario)?.kind == "load")
    #expect(try await fails(scenario, "late"))
  }

  /// 12 tasks at 3 shards: 3 of them work.
  @Test("of a log no more tasks work than there are shards") func shards() async throws {
    let text = text(
      run: "{ duration: 90s }", traffic: "rate: 90/s, keys: { uniform: { count: 1000 } }",
      channels: "type: kinesis, shards: 3",
      workers: "type: fleet, tasks: 12, service_time: 50ms", slos: "late: { of: worker, lag.max: \"< 10s\" }")
    let scenario = try Trial.scenario(text)
    let found = try #require(try exclusion(scenario))
    #expect(found.reason.contains("4.5 of 3 places"), "\(found.reason)")
    #expect(try await fails(scenario, "late"))
  }

  @Test("a function with few environments") func function() async throws {
    let text = text(
      traffic: "rate: 30/s", channels: "type: sqs, visibility_timeout: 1m",
      workers: "type: lambda, batch_size: 1, maximum_concurrency: 2, service_time: 200ms",
      slos: "late: { of: channel, oldest_message_age.max: \"< 30s\" }")
    let scenario = try Trial.scenario(text)
    #expect(try exclusion(scenario)?.kind == "load")
    #expect(try await fails(scenario, "late"))
  }

  // MARK: Quotas

  /// 100 records of 50 KiB a second are 4.9 MiB, and a shard takes 1.
  @Test("a shard that is offered too much") func kinesis() async throws {
    let text = text(
      run: "{ duration: 30s }",
      traffic: "rate: 100/s, size: 50KiB, keys: { uniform: { count: 1000 } }", channels: "type: kinesis, shards: 1",
      workers: "type: fleet, service_time: 1ms", slos: "happy: { of: source, throttled.ratio: \"< 5%\" }")
    let scenario = try Trial.scenario(text)
    let found = try #require(try exclusion(scenario))
    #expect(found.kind == "quota")
    #expect(found.reason.contains("happy (asked < 5%)"))
    #expect(try await fails(scenario, "happy"))
    #expect(try exclusion(Trial.scenario(text.replacing("shards: 1", with: "shards: 8"))) == nil)
  }

  @Test("calls beyond a FIFO queue's limit") func fifo() async throws {
    let text = text(
      run: "{ duration: 12s }", traffic: "rate: 500/s, keys: { uniform: { count: 1000 } }",
      channels: "type: sqs-fifo, group: key", workers: "type: fleet, tasks: 20, service_time: 1ms",
      slos: "happy: { of: source, throttled.ratio: \"< 1%\" }")
    let scenario = try Trial.scenario(text)
    let found = try #require(try exclusion(scenario))
    #expect(found.kind == "quota")
    #expect(found.reason.contains("300 calls a second"))
    #expect(try await fails(scenario, "happy"))
    #expect(try exclusion(Trial.scenario(text.replacing("500/s", with: "250/s"))) == nil)
  }

  // MARK: Memory, abilities, money

  @Test("memory for a tenth of what is read") func memory() async throws {
    let text = """
      version: 1
      name: small
      run: { duration: 2m }
      traffic: { pages: { to: cache, operation: read, rate: 100/s, keys: { uniform: { count: 5000 } }, value: 500KiB } }
      caches: { cache: { engine: redis, node_type: cache.t3.micro, behind: store } }
      databases: { store: { type: rds, instance: db.m7g.xlarge, read_time: 1ms } }
      slos: { hits: { of: cache, hit.ratio: "> 60%" } }
      """
    let scenario = try Trial.scenario(text)
    let found = try #require(try exclusion(scenario))
    #expect(found.kind == "memory")
    #expect(try await fails(scenario, "hits"))
    #expect(try exclusion(Trial.scenario(text.replacing("cache.t3.micro", with: "cache.m7g.large"))) == nil)
  }

  @Test("an ability that is missing") func ability() throws {
    let text = text(
      traffic: "rate: 1/s", channels: "type: sqs", workers: "type: fleet, service_time: 1ms", slos: "",
      rest: "requires: [ { of: channel, ordering: per_key, replay: 24h } ]")
    let found = try #require(try exclusion(Trial.scenario(text)))
    #expect(found.kind == "requires")
    #expect(found.reason.hasPrefix("cannot: no ordering per_key of channel"), "\(found.reason)")
    #expect(found.reason.contains("no replay 24h"))
  }

  @Test("a price from below above the limit") func dear() async throws {
    let text = text(
      traffic: "rate: 1/s", channels: "type: sqs, receive_wait: 10s",
      workers: "type: fleet, tasks: 3, service_time: 1ms, compute: { fargate: { vcpu: 1, memory: 2GiB } }",
      slos: "cheap: { cost.monthly: \"< $50\" }")
    let scenario = try Trial.scenario(text)
    let found = try #require(try exclusion(scenario))
    #expect(found.kind == "cost")
    #expect(try await fails(scenario, "cheap"))
    #expect(try exclusion(Trial.scenario(text.replacing("$50", with: "$500"))) == nil)
    let ofPart = text.replacing("cheap: { cost", with: "cheap: { of: worker, cost")
    #expect(try exclusion(Trial.scenario(ofPart))?.kind == "cost")
  }

  @Test("faults that change the work are left to the simulation") func faults() throws {
    let text = text(
      traffic: "rate: 20/s", channels: "type: sqs, receive_wait: 10s", workers: "type: fleet, service_time: 100ms",
      slos: "late: { of: worker, lag.max: \"< 40s\" }",
      rest: "faults: { broken: { at: 1m, for: 1m, fail: worker, share: 100% } }")
    #expect(try exclusion(Trial.scenario(text)) == nil)
  }
}
