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

  /// A queue of 20 replications with 100,000 messages each, after 5,000 mean services of warm-up.
  static func scenario(rate: Int, servers: Int, service: String, seed: Int) -> String {
    let warmup = 500 / servers + 10
    return """
      version: 1
      name: queue
      calibration: none
      run:
        seed: \(seed)
        duration: \(warmup + 100_000 / rate)s
        warmup: \(warmup)s
        replications: 20
        percentiles: [p50, p90, p99, p99.9]
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
    for (seed, servers) in [1, 4, 8, 32].enumerated() {
      // 10 services a second and server: 0.8 of what they can do.
      let theory = Queueing.MMc(arrivalRate: 8 * Double(servers), serviceRate: 10, servers: servers)
      let text = Self.scenario(
        rate: 8 * servers, servers: servers, service: "{ exponential: { mean: 100ms } }", seed: seed + 1)
      all += try await Self.compare(
        "M/M/\(servers)", text, wait: theory.meanWait, sojourn: theory.sojournQuantile)
    }
    let constant = Queueing.MD1(arrivalRate: 8, serviceTime: 0.1)
    all += try await Self.compare(
      "M/D/1", Self.scenario(rate: 8, servers: 1, service: "100ms", seed: 5), wait: constant.meanWait,
      sojourn: constant.sojournQuantile)
    let lognormal = Queueing.MG1(arrivalRate: 7, service: try .lognormal(mean: 0.1, cv: 2))
    all += try await Self.compare(
      "M/G/1", Self.scenario(rate: 7, servers: 1, service: "{ lognormal: { mean: 100ms, cv: 2 } }", seed: 6),
      wait: lognormal.meanWait, sojourn: lognormal.sojournQuantile)
    #expect(all.count == 30)
    for comparison in all { #expect(comparison.holds(0.999), "\(comparison)") }
    let within = all.filter { $0.holds(0.95) }.count
    #expect(Double(within) >= 0.9 * Double(all.count), "\(within) of \(all.count) within 95%")
  }

  /// Every message fails with probability p at each of at most k receives: a share p^k is set aside, and each takes
  /// (1 - p^k) / (1 - p) receives on average.
  @Test(arguments: [(50, 1), (50, 3), (20, 2), (30, 4), (90, 10), (100, 5)])
  func deadLetters(_ percent: Int, _ receives: Int) async throws {
    let text = """
      version: 1
      name: set-aside
      calibration: none
      run: { seed: \(percent + receives), duration: 20m, warmup: 1m, replications: 20, confidence: 99.9% }
      traffic: { arrivals: { to: line, rate: 20/s } }
      channels:
        line:
          { type: sqs, duplicate_delivery: 0%, receive_wait: 20s, dead_letter: { to: aside, max_receives: \(receives) } }
        aside: { type: sqs }
      workers:
        team:
          type: fleet
          from: line
          tasks: 20
          service_time: 20ms
          on_error: give_back
          failures: { error: \(percent)% }
      """
    let window = try #require(try await Trial.run(text).windows.first)
    let p = Double(percent) / 100
    let aside = try #require(window.figure("line", "dead_lettered", "ratio"))
    let share = (0..<receives).reduce(1.0) { product, _ in product * p }
    // A message that is under way at either end is counted on one side only: at most a few of 22,800.
    #expect(abs(aside.value - share) <= aside.halfWidth + 1e-4, "\(aside) \(share)")
    let taken = try #require(window.figure("line", "receives", "ratio"))
    let average = p == 1 ? Double(receives) : (1 - share) / (1 - p)
    #expect(abs(taken.value - average) <= taken.halfWidth + 1e-3, "\(taken) \(average)")
    let flow = try #require(window.flow("arrivals"))
    #expect(flow.sent == flow.delivered + flow.deadLettered + flow.lost + flow.rejected + flow.inFlight)
    #expect(flow.lost == 0 && flow.rejected == 0)
  }
}
