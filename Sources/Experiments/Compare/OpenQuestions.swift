// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Statistics

/// What a comparison has not decided yet, and what it would take: verdicts of the alternatives that can do what is
/// required, and differences.
struct OpenQuestions {
  /// Replications that would probably answer all that more replications can answer; nil when nothing is open.
  private(set) var replicationsNeeded: Int?

  init(_ comparison: Comparison, _ board: ComparisonBoard, look: Int) {
    let confidence = comparison.confidence(look: look)
    let count = board.replications
    func add(_ needed: Int?) {
      if let needed { replicationsNeeded = max(replicationsNeeded ?? 0, needed) }
    }
    for tally in board.tallies where tally.panel.alternative.scenario.isAble {
      for objective in tally.panel.alternative.scenario.objectives {
        add(Self.verdict(tally, objective, confidence))
      }
    }
    switch comparison.method {
    case .bonferroni:
      let each = comparison.differenceConfidence(look: look)
      for place in 1..<max(board.tallies.count, 1) {
        let differences = board.differences[place - 1]
        for measure in board.measures {
          add(measure.places[place].flatMap { differences.figure($0, confidence: each) }.flatMap(Self.difference))
        }
        add(differences.cost(confidence: each).flatMap { Self.difference($0.figure) })
      }
    case .mcb:
      let best = BestComparison(board, confidence: confidence)
      let latencies = board.measures.indices.flatMap { best.latencies($0) }
      let told = (latencies + best.costs.map { $0?.figure }).compactMap(\.self).map {
        BestComparison.told($0.low, $0.high)
      }
      if told.contains(.untold) { add(count + max(1, count / 2)) }
    }
  }

  /// What would decide an objective; nil where it is decided, or where more replications would not help.
  private static func verdict(_ tally: Tally, _ objective: Objective, _ confidence: Double) -> Int? {
    let judgement = tally.verdict(objective, confidence: confidence)
    guard judgement.verdict == .undecided, let figure = judgement.figure,
      Verdicts.verdict(figure, objective) == .undecided
    else { return nil }
    return needed(now: tally.replications, figure, wanted: abs(figure.value - objective.bound))
  }

  /// What would tell a difference from 0; nil where it is told.
  private static func difference(_ figure: Figure) -> Int? {
    guard figure.told == .untold else { return nil }
    return needed(now: figure.n, figure, wanted: abs(figure.value))
  }

  /// More than there are, as many as would bring the half-width down to `wanted`.
  static func needed(now count: Int, _ figure: Figure, wanted: Double) -> Int {
    max(count + 1, Intervals.replicationsNeeded(now: count, halfWidth: figure.halfWidth, wanted: wanted))
  }
}
