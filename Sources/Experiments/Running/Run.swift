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
    var digests = [[Digest]](repeating: [], count: windows)
    var planned = firstLook
    while true {
      let done = digests[0].count
      let target = planned
      let round = await replicator.run(done..<target) { finished in
        progress(
          RunProgress(finished: done * windows + finished, planned: target * windows, atMost: most * windows))
      }
      for window in 0..<windows { digests[window] += round[window] }
      try checkConservation(round)
      let isPartial = control.isCancelled
      let summary = Summary(scenario: scenario, questions: replicator.questions, digests: digests, book: book)
      guard !isPartial, let next = nextLook(after: target, summary) else {
        return summary.result(partial: isPartial)
      }
      planned = next
    }
  }

  private var firstLook: Int {
    switch scenario.precision {
    case .replications(let count): count
    case .until(_, let atLeast, _): atLeast
    }
  }

  private var most: Int {
    switch scenario.precision {
    case .replications(let count): count
    case .until(_, _, let atMost): atMost
    }
  }

  /// When to look again: nil when every objective is precise enough or no more are allowed. Depends on the figures
  /// alone, never on the threads.
  private func nextLook(after count: Int, _ summary: Summary) -> Int? {
    guard case .until(let share, _, let atMost) = scenario.precision, count < atMost else { return nil }
    guard let needed = summary.replicationsNeeded(until: share, now: count) else { return nil }
    // Not too far ahead: the first estimate of a variance is a rough one.
    return min(atMost, max(count + 2, min(needed, count * 2)))
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
