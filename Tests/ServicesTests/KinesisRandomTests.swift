// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

@testable import Services

/// Random scenarios: nothing gets lost, whatever goes on, and the same run gives the same bytes.
@Suite struct KinesisRandomTests {
  /// A scenario drawn from a seed.
  private static func scenario(_ seed: UInt64) -> (traffic: String, stream: String, fleets: [String], more: String) {
    let draws = DrawStream(RandomKey(seed: 20_251_121, replication: 0), name: "kinesis", purpose: "scenario \(seed)")
    func pick<Value>(_ number: UInt64, _ values: [Value]) -> Value {
      values[min(Int(draws.uniform(number) * Double(values.count)), values.count - 1)]
    }
    let shards = pick(0, [1, 2, 3, 5])
    let isOnDemand = pick(1, [false, false, false, true])
    let reshard =
      pick(2, [true, false])
      ? ", reshard_time: \(pick(3, [1, 7, 20]))s, reshard: [{ at: \(pick(4, [5, 10]))s, shards: \(shards * 2) }, "
        + "{ at: \(pick(5, [31, 40]))s, shards: \(max(1, shards * 3 / 2 == shards * 2 ? shards : shards + shards / 2)) }]"
      : ""
    let capacity = isOnDemand ? "mode: on-demand, scale_time: 10s" : "shards: \(shards)\(reshard)"
    let stream = [
      capacity, "iterator_poll: \(pick(6, ["200ms", "1s", "330ms"]))",
      "enhanced_fan_out: \(pick(7, [false, false, true]))",
      "producer_aggregation: \(pick(8, [false, true]))", "max_in_flight: \(pick(9, [1, 3]))",
      "put_time: \(pick(10, ["0s", "20ms", "{ lognormal: { p50: 20ms, p99: 90ms } }"]))",
      "get_time: \(pick(11, ["0s", "30ms"]))", "checkpoint: \(pick(12, ["0s", "1s", "7s"]))", "failover_time: 3s",
      "lease_scan: 1s", "record_ttl: 5s",
    ].joined(separator: ", ")
    let traffic = [
      "rate: \(pick(13, [50, 300, 900]))/s", "size: { lognormal: { p50: 200B, p99: 3KiB } }",
      "producers: \(pick(14, [1, 4, 30]))",
      pick(15, ["keys: { zipf: { count: 300, exponent: 0.9 } }", "arrivals: poisson"]),
      pick(16, ["batch: { up_to: 40, wait: 30ms }", "delay: null"]),
      "retry: { attempts: \(pick(17, [2, 6])), backoff: 100ms }",
    ].joined(separator: ", ")
    let fleet = "tasks: \(pick(18, [1, 3, 8])), service_time: \(pick(19, ["0s", "300us", "2ms"])), restart_time: 4s"
    let fleets = Array(
      repeating: fleet + pick(20, [", delete: before_work", "", ", failures: { error: 5% }, retry_pause: 10ms"]),
      count: pick(21, [1, 2, 3]))
    let more = """
      faults:
        one: { at: 12s, for: \(pick(22, [1, 6]))s, \(pick(23, ["stop: s", "slow: s", "fail: s, share: 30%"])) }
        two: { at: \(pick(24, [8, 20]))s, \(pick(25, ["kill: a", "deploy: a, waves: 2", "replay: a, since: 3s"])) }
        three: { at: 25s, for: 3s, \(pick(26, ["stop: a", "pause: a", "slow: a"])) }
      """
    return (traffic, stream, fleets, more)
  }

  @Test(
    "conservation in every flow, and nothing is left in the hands of producers for ever",
    arguments: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 246, 299] as [UInt64])
  func conservation(seed: UInt64) throws {
    let scenario = Self.scenario(seed)
    let traffic = scenario.traffic.replacing(", delay: null", with: "") + ", shape: [{ at: 30s, x: 0 }]"
    let run = try KinesisRun(
      traffic, scenario.stream, scenario.fleets, more: scenario.more, until: 60, seed: seed)
    #expect(run.count("offered") == run.count("sent") + run.count("rejected") + Int64(run.level("buffered").last))
    #expect(run.level("buffered").last == 0, "nothing is sent in the last half minute")
    #expect(run.count("put_records") == run.count("incoming_records") + run.count("failed_records"))
    for flow in run.outcomes.measured.flows { #expect(flow.isConserved) }
  }

  @Test("the same scenario and seed give the same bytes", arguments: [1, 2] as [UInt64])
  func sameBytes(seed: UInt64) throws {
    let scenario = Self.scenario(seed)
    let traffic = scenario.traffic.replacing(", delay: null", with: "")
    let prints = try (0..<2).map { _ in
      try KinesisRun(traffic, scenario.stream, scenario.fleets, more: scenario.more, until: 20, seed: seed)
        .outcomes.measured.fingerprint
    }
    #expect(prints[0] == prints[1])
    let other = try KinesisRun(
      traffic, scenario.stream, scenario.fleets, more: scenario.more, until: 20, seed: seed + 100)
    #expect(other.outcomes.measured.fingerprint != prints[0])
  }
}
