// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Statistics
import Testing

/// Queues with exact solutions, written as scenarios and simulated by the whole program.
@Suite struct ClosedFormTests {
  /// One figure beside what theory says.
  struct Comparison: CustomStringConvertible {
    var name: String
    var exact: Double
    var figure: Figure
    var replications: Int
    /// What the histogram's buckets may add, as a share: 3 significant digits.
    var bucket: Double

    /// Whether the interval at a confidence, widened by the bucket, holds the exact value.
    func holds(_ confidence: Double) -> Bool {
      let wider =
        Intervals.studentTQuantile(0.5 + confidence / 2, replications - 1)
        / Intervals.studentTQuantile(0.975, replications - 1)
      return abs(figure.value - exact) <= figure.halfWidth * wider + bucket * exact
    }

    var description: String {
      "\(name): exact \(exact), measured \(figure.value) ± \(figure.halfWidth)"
        + " (\((figure.value - exact) / figure.halfWidth) half-widths)"
    }
  }

  static func scenario(rate: Double, servers: Int, service: String, seed: Int, seconds: Int, replications: Int) -> String {
    """
    version: 1
    name: queue
    calibration: none
    run: { seed: \(seed), duration: \(seconds)s, warmup: 500s, replications: \(replications), percentiles: [p50, p90, p99, p99.9] }
    traffic: { arrivals: { to: line, rate: \(rate)/s } }
    channels:
      line: { type: sqs, servers: 1, duplicate_delivery: 0%, receive_wait: 20s, visibility_timeout: 12h }
    workers:
      servers: { type: fleet, from: line, tasks: \(servers), receive: 1, service_time: \(service) }
    """
  }

  static func compare(
    _ name: String, _ text: String, wait: Double, sojourn: (Double) -> Double
  ) async throws -> [Comparison] {
    let result = try await Trial.run(text)
    let window = try #require(result.windows.first)
    let mean = try #require(window.figure("arrivals", "wait", "mean"))
    let n = window.replications
    var all = [Comparison(name: "\(name) mean wait", exact: wait, figure: mean, replications: n, bucket: 0)]
    for (percentile, p) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)] {
      let figure = try #require(window.figure("arrivals", "latency", percentile))
      all.append(
        Comparison(
          name: "\(name) \(percentile)", exact: sojourn(p), figure: figure, replications: n, bucket: 0.001))
    }
    return all
  }

  @Test func waitsAndSojourns() async throws {
    var all: [Comparison] = []
    for servers in [1, 4, 8, 32] {
      // 8 services a second and server: 0.8 of what they can do.
      let theory = Queueing.MMc(arrivalRate: 8 * Double(servers), serviceRate: 10, servers: servers)
      all += try await Self.compare(
        "M/M/\(servers)",
        Self.scenario(
          rate: 8 * Double(servers), servers: servers, service: "{ exponential: { mean: 100ms } }", seed: 11,
          seconds: 500 + max(13_000 / servers, 3_200), replications: 20), wait: theory.meanWait,
        sojourn: theory.sojournQuantile)
    }
    let constant = Queueing.MD1(arrivalRate: 8, serviceTime: 0.1)
    all += try await Self.compare(
      "M/D/1", Self.scenario(rate: 8, servers: 1, service: "100ms", seed: 11, seconds: 13_500, replications: 20),
      wait: constant.meanWait, sojourn: constant.sojournQuantile)
    let lognormal = Queueing.MG1(arrivalRate: 7, service: try .lognormal(mean: 0.1, cv: 2))
    all += try await Self.compare(
      "M/G/1",
      Self.scenario(
        rate: 7, servers: 1, service: "{ lognormal: { mean: 100ms, cv: 2 } }", seed: 11, seconds: 15_000,
        replications: 20), wait: lognormal.meanWait, sojourn: lognormal.sojournQuantile)
    for comparison in all { print(comparison, comparison.holds(0.95), comparison.holds(0.999)) }
    for comparison in all { #expect(comparison.holds(0.999), "\(comparison)") }
    let within = all.filter { $0.holds(0.95) }.count
    #expect(Double(within) >= 0.9 * Double(all.count), "\(within) of \(all.count) within 95%")
  }
}
