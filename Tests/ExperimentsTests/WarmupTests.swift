// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Scenarios
import Testing

/// What is left out at the start, and that only what comes after is counted.
@Suite struct WarmupTests {
  private func text(_ warmup: String, seed: Int = 1, shape: String = "", arrivals: String = "constant") -> String {
    """
    version: 1
    name: warm
    calibration: none
    run: { seed: \(seed), duration: 40m, warmup: \(warmup), replications: 1 }
    traffic: { uploads: { to: jobs, rate: 10/s, arrivals: \(arrivals)\(shape) } }
    channels:
      jobs: { type: sqs, receive_wait: 20s, servers: 1, duplicate_delivery: 0% }
    workers:
      resizer: { type: fleet, from: jobs, tasks: 2, service_time: { exponential: { mean: 190ms } } }
    """
  }

  @Test(arguments: [(0, 2400), (7 * 60, 1980), (2399, 1)]) func aFixedWarmupIsExact(_ seconds: Int, _ left: Int)
    async throws
  {
    let result = try await Trial.run(text("\(seconds)s"))
    let window = try #require(result.windows.first)
    #expect(window.warmupS == Double(seconds))
    let sent = try #require(window.part("jobs")?.counts["sent"])
    #expect(abs(sent - 10 * left) <= 1)
    let rate = try #require(window.part("jobs")?.inPerSecond).value
    #expect(abs(rate - 10) < 1.01 / Double(left))
    // The flow's account is of everything.
    let all = try #require(window.flow("uploads")).sent
    #expect(abs(all - 24_000) <= 1)
    // What is billed is scaled to the hours of a month.
    let sends = try #require(result.cost?.lines.first { $0.meter == "sqs.requests.send" })
    let month = try #require(Double(sends.quantity))
    #expect(abs(month / (730 * 36_000) - 1) < 1.01 / Double(10 * left))
  }

  @Test func onlyWhatEndsAfterTheWarmupIsAFigure() async throws {
    let window = try #require(try await Trial.run(text("20m")).windows.first)
    let latency = try #require(window.figure("uploads", "latency", "mean"))
    let deletes = try #require(window.part("jobs")?.counts["deletes"])
    #expect(latency.n == deletes)
    #expect(latency.n < 12_500)
  }

  @Test func theAutomaticOneTakesAtMostHalf() async throws {
    var cuts: Set<Double> = []
    for seed in 1...8 {
      let window = try #require(
        try await Trial.run(text("auto", seed: seed, arrivals: "poisson")).windows.first)
      #expect(window.warmupS >= 0 && window.warmupS <= 1200)
      cuts.insert(window.warmupS)
    }
    // At a load of 95% that starts empty some seeds need a cut.
    #expect(cuts.contains { $0 > 0 })
  }

  @Test func theAutomaticOneEndsBeforeThePlannedChange() async throws {
    // The load trebles after 10 min: without that limit the cut would lie there.
    for seed in 1...8 {
      let window = try #require(
        try await Trial.run(text("auto", seed: seed, shape: ", shape: [ { at: 10m, x: 1.5 } ]", arrivals: "poisson"))
          .windows.first)
      #expect(window.warmupS <= 300)
    }
    // Nothing is cut where the load changes from the start.
    let ramp = try await Trial.run(text("auto", shape: ", shape: [ { at: 0s, x: 2, ramp: 30m } ]"))
    #expect(ramp.windows.first?.warmupS == 0)
  }

  @Test func eachReplicationHasItsOwn() async throws {
    var options = ScenarioOptions()
    options.precision = .replications(6)
    let together = try #require(
      try await Trial.run(text("auto", arrivals: "poisson"), options: options).windows.first)
    #expect(together.warmupS > 0 && together.warmupS <= 1200)
  }
}
