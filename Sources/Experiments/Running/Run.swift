// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Scenarios
import Simulation

/// Simulates a scenario until its figures are precise enough, judges the objectives and prices the month.
public struct Run: Sendable {
  public let scenario: Scenario
  public let book: PriceBook
  /// Replications that are simulated at a time.
  public let jobs: Int

  public init(_ scenario: Scenario, book: PriceBook, jobs: Int) {
    self.scenario = scenario
    self.book = book
    self.jobs = jobs
  }

  /// A message was lost or counted twice: a fault of the program, never of the scenario.
  public struct Unaccounted: Error, CustomStringConvertible {
    public var description: String
  }

  /// Runs to the end, or until `control` is cancelled: then what is finished is reported as partial.
  public func result(
    control: RunControl = RunControl(), progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) async throws -> RunResult {
    let replicator = Replicator(scenario, jobs: jobs, control: control)
    let windows = scenario.windows.count
    let most = scenario.precision.atMost
    var digests = [[Digest]](repeating: [], count: windows)
    var looks = Looks(scenario)
    var planned = scenario.precision.atLeast
    while true {
      let done = digests[0].count
      let target = planned
      let round = await replicator.run(done..<target) { finished in
        progress(
          RunProgress(finished: done * windows + finished, planned: target * windows, atMost: most * windows))
      }
      for window in 0..<windows { digests[window] += round[window] }
      try checkConservation(round)
      looks.look()
      let summary = Summary(
        scenario: scenario, questions: replicator.questions, digests: digests, book: book,
        decisionConfidence: looks.confidence)
      if digests[0].count < target {
        return summary.result(
          ended: control.isCancelled ? .interrupted : .budget, looks: looks.count, latencies: replicator.latencies.texts
        )
      }
      switch looks.next(after: target, summary) {
      case .another(let count): planned = count
      case .ended(let reason):
        return summary.result(ended: reason, looks: looks.count, latencies: replicator.latencies.texts)
      }
    }
  }

  private func checkConservation(_ round: [[Digest]]) throws {
    for (window, digests) in zip(scenario.windows, round) {
      for digest in digests { try Self.checkConservation(digest.flows, window) }
    }
  }

  static func checkConservation(_ flows: [Measurements.FlowTotals], _ window: ScenarioWindow) throws {
    for (flow, totals) in zip(window.model.instruments.flows, flows) where !totals.isConserved {
      throw Unaccounted(
        description: "messages of \(flow.name) are not accounted for in window \(window.name): \(totals)")
    }
  }
}
