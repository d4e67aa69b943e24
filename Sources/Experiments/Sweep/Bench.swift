// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Services

/// Alternatives side by side, each with what its replications add up to. It does not grow with the replications.
struct Bench: Sendable {
  let alternatives: [Alternative]
  private(set) var tallies: [Tally]
  /// Whether every replication that was asked for has been added.
  private(set) var isComplete = true

  init(_ alternatives: [Alternative]) {
    self.alternatives = alternatives
    tallies = alternatives.map { Tally(Panel($0, wanted: Self.utilisations($0))) }
  }

  /// How busy every part is, as far as it says so.
  private static func utilisations(_ alternative: Alternative) -> [Panel.Wanted] {
    let parts = alternative.scenario.windows.first?.model.parts.parts ?? []
    return parts.map { Panel.Wanted($0.name, "utilisation", "mean") }
  }

  /// Simulates some replications of some alternatives: replication by replication, so that what is finished early is as
  /// much of each.
  ///
  /// - Parameters:
  ///   - isPlanned: as in ``Laboratory/run(_:of:isPlanned:read:take:)``.
  ///   - each: told every sample, in order.
  mutating func simulate(
    _ replications: Range<Int>, of places: [Int]? = nil, _ laboratory: Laboratory, isPlanned: Bool,
    each: (Laboratory.Task, Sample) -> Void = { _, _ in }
  ) async throws {
    let places = places ?? Array(alternatives.indices)
    let tasks = replications.flatMap { number in
      places.map { Laboratory.Task(alternative: $0, replication: number) }
    }
    let panels = tallies.map(\.panel)
    let done = try await laboratory.run(tasks, of: alternatives, isPlanned: isPlanned) { task, outcome in
      panels[task.alternative].sample(outcome)
    } take: { task, sample in
      tallies[task.alternative].add(sample)
      each(task, sample)
    }
    if done < tasks.count { isComplete = false }
  }

  /// The objective that is nearest to its bound at an alternative, in shares of the bound, or farthest beyond it. Costs
  /// are told anyway and do not count; nor does what has no bound above 0 or no data.
  func tightest(_ place: Int) -> TightestObjective? {
    let tally = tallies[place]
    let scenario = tally.panel.alternative.scenario
    var best: (tightness: Double, found: TightestObjective)?
    for objective in scenario.objectives where objective.bound > 0 {
      if case .cost = objective.source { continue }
      let judgement = tally.verdict(objective)
      guard let figure = judgement.figure,
        let reading = tally.panel.position(
          window: judgement.window, objective.subject, objective.metric, objective.statistic)
      else { continue }
      // Of a share that must be large what is missing counts: 99.9% delivered is 0.1% lost.
      let isShare = objective.unit == .ratio && objective.bound < 1
      let tightness =
        objective.comparison.wantsSmall || objective.comparison == .equal
        ? figure.value / objective.bound
        : isShare ? (1 - figure.value) / (1 - objective.bound) : objective.bound / max(figure.value, 1e-300)
      if best.map({ tightness > $0.tightness }) ?? true {
        best = (tightness, TightestObjective(objective: objective, window: judgement.window, reading: reading))
      }
    }
    return best?.found
  }
}

/// An objective in the window where it is worst, and which reading it is.
struct TightestObjective: Sendable {
  var objective: Objective
  var window: String
  var reading: Int
}
