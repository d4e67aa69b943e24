// SPDX-License-Identifier: GPL-3.0-or-later

import Services
import Simulation
import Testing

@testable import Experiments
@testable import Scenarios

/// Pass, fail or undecided, and which window decides.
@Suite struct VerdictTests {
  private func objective(_ comparison: Objective.Comparison, _ bound: Double = 10) -> Objective {
    Objective(
      name: "test", subject: "cost", metric: "cost", statistic: "monthly", comparison: comparison, bound: bound,
      asked: "", unit: .dollars, windows: nil, level: .fail, exitCode: nil, source: .cost(part: nil))
  }

  private func verdict(_ comparison: Objective.Comparison, _ low: Double?, _ high: Double?) -> SLOResult.Verdict {
    let figure = Figure(value: ((low ?? 9) + (high ?? 9)) / 2, low: low, high: high, n: 5)
    return Verdicts.verdict(figure, objective(comparison))
  }

  /// Intervals around a bound of 10, and what each comparison makes of them: `<`, `<=`, `>`, `>=`.
  @Test(arguments: [
    (8.0, 9.0, "pass pass fail fail"), (8, 10, "undecided pass fail undecided"),
    (8, 12, "undecided undecided undecided undecided"), (10, 12, "fail undecided undecided pass"),
    (11, 12, "fail fail pass pass"), (10, 10, "fail pass fail pass"),
    (-Double.infinity, .infinity, "undecided undecided undecided undecided"),
  ])
  func theTable(_ low: Double, _ high: Double, _ wanted: String) {
    let comparisons: [Objective.Comparison] = [.less, .atMost, .greater, .atLeast]
    #expect(comparisons.map { verdict($0, low, high).rawValue }.joined(separator: " ") == wanted)
  }

  @Test func whatIsCountedIsJudgedByTheCount() {
    #expect(verdict(.equal, 9, 11) == .pass)
    #expect(verdict(.equal, 9.5, 11) == .fail)
    #expect(Verdicts.verdict(nil as Figure?, objective(.equal)) == .undecided)
  }

  @Test func withoutAnIntervalNothingIsDecided() {
    for comparison in [Objective.Comparison.less, .atMost, .greater, .atLeast] {
      #expect(verdict(comparison, nil, nil) == .undecided)
      #expect(Verdicts.verdict(nil as Figure?, objective(comparison)) == .undecided)
    }
  }

  @Test func howManyReplicationsAreNeeded() {
    // A half-width of 2 at a distance of 1 takes four times as many.
    let figure = Figure(value: 9, low: 7, high: 11, n: 5)
    #expect(Verdicts.replicationsNeeded(figure, objective(.less), now: 10) == 40)
    #expect(Verdicts.replicationsNeeded(Figure(value: 9, n: 1), objective(.less), now: 1) == nil)
    // On the bound itself no number would do; one more is the least that is ever asked for.
    #expect(Verdicts.replicationsNeeded(Figure(value: 10, low: 8, high: 12, n: 5), objective(.less), now: 10) == nil)
    #expect(Verdicts.replicationsNeeded(Figure(value: 9, low: 8, high: 10, n: 5), objective(.less), now: 10) == 11)
  }

  private func text(_ slo: String, replications: Int = 4) -> String {
    """
    version: 1
    name: windows
    calibration: none
    run:
      seed: 2
      warmup: 0s
      replications: \(replications)
      windows:
        quiet: { duration: 10m, month: 300h, traffic: { uploads: { rate: 2/s } } }
        busy: { duration: 10m, month: 300h, traffic: { uploads: { rate: 7/s } } }
        silent: { duration: 10m, month: 130h, traffic: { uploads: { rate: 0/s } } }
    traffic: { uploads: { to: jobs, rate: 4/s } }
    channels:
      jobs: { type: sqs, receive_wait: 10s, servers: 1 }
    workers:
      resizer:
        type: fleet
        from: jobs
        receive: 1
        service_time: { exponential: { mean: 100ms } }
        failures: { error: 1% }
    slos: { it: \(slo) }
    """
  }

  private func judged(_ slo: String, replications: Int = 4) async throws -> SLOResult {
    try #require(try await Trial.run(text(slo, replications: replications)).slo("it"))
  }

  @Test func theWorstWindowDecides() async throws {
    // All pass: the window with the larger figure is told; the other way round for a lower bound.
    let small = try await judged("{ of: uploads, latency.p50: \"< 10s\", in: [quiet, busy] }")
    #expect(small.window == "busy" && small.verdict == .pass && small.reason == nil)
    let large = try await judged("{ of: uploads, latency.p50: \"> 1ms\", in: [quiet, busy] }")
    #expect(large.window == "quiet" && large.verdict == .pass)
    // A failure in one window outweighs a pass with a worse figure elsewhere; here only the busy one fails.
    let failing = try await judged("{ of: uploads, latency.p50: \"< 150ms\", in: [quiet, busy] }")
    #expect(failing.window == "busy" && failing.verdict == .fail)
    // Both fail: the worse figure.
    let both = try await judged("{ of: uploads, latency.p50: \"< 10ms\", in: [quiet, busy] }")
    #expect(both.window == "busy" && both.verdict == .fail)
    // A window without data is in doubt, and doubt outweighs a pass but not a failure.
    let doubt = try await judged("{ of: uploads, latency.p50: \"< 10s\" }")
    #expect(doubt.window == "silent" && doubt.verdict == .undecided && doubt.reason == "no data")
    #expect(doubt.value == nil && doubt.n == 0)
    let certain = try await judged("{ of: uploads, latency.p50: \"< 10ms\" }")
    #expect(certain.window == "busy" && certain.verdict == .fail)
    let only = try await judged("{ of: uploads, latency.p50: \"< 150ms\", in: quiet }")
    #expect(only.window == "quiet" && only.verdict == .pass)
  }

  @Test func aRatioOfNothingIsUndecided() async throws {
    for slo in [
      "{ of: jobs, lost.ratio: \"< 1%\", in: silent }", "{ of: resizer, errors.ratio: \"< 1%\", in: silent }",
    ] {
      let it = try await judged(slo)
      #expect(it.verdict == .undecided && it.reason == "no data")
    }
  }

  @Test func anObjectiveOfOtherWindowsIsUndecided() async throws {
    var options = ScenarioOptions()
    options.windows = ["busy"]
    let slo = "{ of: uploads, latency.p50: \"< 10s\", in: quiet }"
    let it = try #require(try await Trial.run(text(slo), options: options).slo("it"))
    #expect(it.verdict == .undecided && it.reason == "none of its windows was simulated" && it.window == "")
  }

  @Test func oneReplicationDecidesNothingButRatios() async throws {
    let latency = try await judged("{ of: uploads, latency.p50: \"< 10s\", in: busy }", replications: 1)
    #expect(latency.verdict == .undecided && latency.reason == "too few replications for an interval")
    #expect(latency.value != nil && latency.low == nil)
    let lost = try await judged("{ of: jobs, lost.ratio: \"< 1%\", in: busy }", replications: 1)
    #expect(lost.verdict == .pass)
  }

  @Test func doubtSaysWhatItTakes() async throws {
    let slo = try await judged("{ of: uploads, latency.p99: \"< 1.55s\", in: busy }", replications: 2)
    #expect(slo.verdict == .undecided)
    let needed = try #require(slo.needsReplications)
    #expect(needed > 2 && slo.reason == "needs about \(needed) replications")
    // Nothing was lost, and no number of replications shows that nothing ever is.
    let never = try await judged("{ of: jobs, lost.ratio: \"<= 0%\", in: busy }")
    #expect(never.verdict == .undecided)
    #expect(never.needsReplications == nil && never.reason == "too close to the bound to tell")
  }

  @Test func theBillIsJudgedForTheMonth() async throws {
    let cost = try await judged("{ cost.monthly: \"> $0.01\" }")
    #expect(cost.window == "month" && cost.verdict == .pass && cost.of == "cost" && cost.unit == "USD")
    let each = try await judged("{ cost.per_million: \"< $1.10\" }")
    // Three requests a message at $0.40 a million, and more for what failed.
    let dollars = try #require(each.value)
    #expect(each.verdict == .fail && dollars > 1.2 && dollars < 2)
  }

  /// The words beside a failure come from a check of the same system, not of another one in the same file.
  @Test func reasonsBelongToTheSubject() async throws {
    let text = """
      version: 1
      name: reasons
      calibration: none
      run: { seed: 2, duration: 10m, warmup: 0s, replications: 3 }
      traffic:
        slow: { to: left, rate: 2/s }
        fine: { to: right, rate: 2/s }
      channels:
        left: { type: sqs, receive_wait: 10s }
        right: { type: sqs, receive_wait: 10s }
      workers:
        careless: { type: fleet, from: left, tasks: 4, service_time: 500ms, failures: { error: 3% } }
        careful: { type: fleet, from: right, tasks: 4, service_time: 500ms }
      slos:
        a: { of: slow, latency.p99: "< 400ms" }
        b: { of: fine, latency.p99: "< 400ms" }
      """
    let result = try await Trial.run(text)
    #expect(result.slo("a")?.reason == "3.0% of attempts fail and wait out the 30s timeout")
    #expect(result.slo("b")?.verdict == .fail && result.slo("b")?.reason == nil)
  }
}
