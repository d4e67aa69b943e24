// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Pricing
import Scenarios
import Statistics
import Testing

/// How often intervals hold the truth, over many experiments with different seeds on a queue whose truth is known.
@Suite struct CoverageTests {
  /// Fewer where nothing is optimised.
  private static let experiments: Int = {
    var isDebug = false
    assert(
      {
        isDebug = true
        return true
      }())
    return isDebug ? 30 : 400
  }()

  /// One queue and one server, half of whose time is taken: 5 arrivals a second, and a service of `mean` ms.
  private static func text(_ mean: Int, seed: Int) -> String {
    """
    version: 1
    name: queue
    calibration: none
    run: { seed: \(seed), duration: 1020s, warmup: 20s, replications: 8, percentiles: [p99] }
    traffic: { arrivals: { to: line, rate: 5/s } }
    channels:
      line: { type: sqs, servers: 1, duplicate_delivery: 0%, receive_wait: 20s, visibility_timeout: 12h }
    workers:
      server:
        { type: fleet, from: line, receive: 1, service_time: { exponential: { mean: \(mean)ms } } }
    """
  }

  @Test func intervalsHoldTheTruthAsOftenAsTheySay() async throws {
    let book = try PriceBook.builtIn(.documented)
    let truth = Queueing.MMc(arrivalRate: 5, serviceRate: 1 / 0.1, servers: 1)
    let other = Queueing.MMc(arrivalRate: 5, serviceRate: 1 / 0.096, servers: 1)
    var held = (mean: 0, p99: 0, difference: 0)
    var (paired, apart) = (0.0, 0.0)
    for seed in 1...Self.experiments {
      let alternatives = try [100, 96].map { mean in
        Alternative(try Trial.scenario(Self.text(mean, seed: seed)), book: book)
      }
      let panels = alternatives.map { Panel($0) }
      var tallies = panels.map { Tally($0) }
      var differences = Differences(panels[1], minus: panels[0])
      var base: Sample?
      let tasks = (0..<8).flatMap { replication in
        [0, 1].map { Laboratory.Task(alternative: $0, replication: replication) }
      }
      _ = try await Laboratory(jobs: 2).run(
        tasks, of: alternatives, isPlanned: true, read: { panels[$0.alternative].sample($1) },
        take: { task, sample in
          tallies[task.alternative].add(sample)
          if task.alternative == 0 { base = sample } else if let base { differences.add(sample, minus: base) }
        })
      let mean = try #require(panels[0].position(window: "all", "arrivals", "latency", "mean"))
      let p99 = try #require(panels[0].position(window: "all", "arrivals", "latency", "p99"))
      let figures = try [mean, p99].map { try #require(tallies[0].figure($0)) }
      let difference = try #require(differences.figure(mean, confidence: 0.95))
      held.mean += Self.holds(figures[0], truth.meanSojourn) ? 1 : 0
      held.p99 += Self.holds(figures[1], truth.sojournQuantile(0.99)) ? 1 : 0
      held.difference += Self.holds(difference, other.meanSojourn - truth.meanSojourn) ? 1 : 0
      paired += difference.halfWidth
      let errors = try tallies.map { try #require($0.moments(mean).variance) }
      apart += Intervals.studentTQuantile(0.975, 14) * ((errors[0] + errors[1]) / 8).squareRoot()
    }
    // 95% of 400 is 380, with a standard deviation of 4.4: 368 to 392 is 92% to 98%.
    let allowed = Self.experiments == 400 ? 368...392 : (Self.experiments * 4 / 5)...Self.experiments
    for (name, count) in [("mean", held.mean), ("p99", held.p99), ("difference", held.difference)] {
      #expect(allowed.contains(count), "\(name): \(count) of \(Self.experiments)")
    }
    // The same draws in both: what is left of the chance is what the services differ by.
    #expect(apart > 5 * paired, "\(apart / paired) times narrower")
  }

  private static func holds(_ figure: Figure, _ truth: Double) -> Bool {
    guard let low = figure.low, let high = figure.high else { return false }
    return low <= truth && truth <= high
  }
}
