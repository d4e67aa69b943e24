// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Statistics

/// Simulates several alternatives with common random numbers, and tells what differs by more than chance.
public struct Comparison: Sendable {
  /// What differences are told from, besides the base.
  public enum Method: String, Sendable, CaseIterable {
    /// From the base only, with Bonferroni's correction for their number.
    case bonferroni
    /// Also from the best of the others, as Hsu (1984) does it.
    case mcb
  }

  /// The first is the base.
  public let alternatives: [Alternative]
  public let precision: Precision
  public let confidence: Double
  public let method: Method
  /// Whether it goes on until every verdict and every difference from the base is told, or the most are done.
  public let untilDecided: Bool
  /// Figures that are compared besides those of the objectives, the latencies and the recoveries.
  let wanted: [Panel.Wanted]

  /// - Parameters:
  ///   - alternatives: at least one, all with the same seed.
  ///   - precision: with `untilDecided` a fixed number is the most.
  ///   - wanted: figures besides those of the objectives, the latencies and the recoveries; what there is not is left out.
  public init(
    _ alternatives: [Alternative], precision: Precision, confidence: Double, method: Method = .bonferroni,
    untilDecided: Bool = false, wanted: [Panel.Wanted] = []
  ) {
    self.alternatives = alternatives
    self.wanted = wanted
    self.precision = precision
    self.confidence = confidence
    self.method = method
    if case .decided = precision { self.untilDecided = true } else { self.untilDecided = untilDecided }
  }

  /// Runs to the end, or until the laboratory's control is closed: then the whole replications that are finished count.
  ///
  /// - Throws: what the laboratory throws.
  public func result(
    _ laboratory: Laboratory, leftOut: [CompareResult.LeftOut] = []
  ) async throws -> CompareResult {
    var board = ComparisonBoard(alternatives, comparesWithBest: method == .mcb, wanted: wanted)
    let panels = board.panels
    var target = first
    var looks = 1
    var done = 0
    while true {
      let tasks = (done..<target).flatMap { replication in
        alternatives.indices.map { Laboratory.Task(alternative: $0, replication: replication) }
      }
      let handedOver = try await laboratory.run(tasks, of: alternatives, isPlanned: done == 0) { task, outcome in
        panels[task.alternative].sample(outcome)
      } take: { task, sample in
        board.take(task, sample)
      }
      done = target
      guard handedOver == tasks.count, let next = nextLook(board, looks: looks) else { break }
      target = next
      looks += 1
    }
    let ended = board.replications < target ? laboratory.control.isCancelled ? "interrupted" : "budget" : nil
    return CompareResult(self, board, looks: looks, ended: ended, leftOut: leftOut)
  }

  private var first: Int {
    if case .replications(let count) = precision, untilDecided { return min(10, count) }
    return precision.atLeast
  }

  /// The confidence of one figure's interval, and of a verdict, when the figures are looked at for the `look`-th time.
  ///
  /// Who goes on until intervals are narrow does not ask what they say, and needs no correction (Chow and Robbins,
  /// Annals of Mathematical Statistics 36 (1965) 457-462); who goes on until they say something does.
  func confidence(look: Int) -> Double { untilDecided ? Simultaneous.atLook(look, confidence) : confidence }

  /// The confidence of each difference from the base.
  func differenceConfidence(look: Int) -> Double {
    Simultaneous.each(confidence(look: look), of: alternatives.count - 1)
  }

  /// When to look again: nil when nothing is open or no more are allowed. Depends on the figures alone.
  private func nextLook(_ board: ComparisonBoard, looks: Int) -> Int? {
    let count = board.replications
    let most = precision.atMost
    guard count < most else { return nil }
    if untilDecided {
      guard let needed = OpenQuestions(self, board, look: looks).replicationsNeeded else { return nil }
      // Each look costs confidence: not too small a step; and the first estimate of a variance is a rough one.
      return min(most, max(count + max(2, count / 4), min(needed, count * 2)))
    }
    guard case .until(let share, _, _) = precision else { return nil }
    let needed = board.tallies.compactMap { Self.replicationsNeeded($0, until: share) }.max()
    return needed.map { min(most, max(count + 2, min($0, count * 2))) }
  }

  /// Replications that would make every objective of an alternative precise to `share`, as a run of it alone has it; nil
  /// when all are.
  private static func replicationsNeeded(_ tally: Tally, until share: Double) -> Int? {
    let objectives = tally.panel.alternative.scenario.objectives
    var watched: [(figure: Figure, bound: Double)] = []
    for objective in objectives where objective.comparison != .equal {
      watched += tally.judgements(objective).compactMap { one in one.figure.map { ($0, objective.bound) } }
    }
    if objectives.isEmpty {
      for (place, reading) in tally.panel.readings.enumerated()
      where reading.metric == "latency" && reading.statistic == "p99" {
        if let figure = tally.figure(place) { watched.append((figure, 0)) }
      }
    }
    let needed = watched.compactMap { figure, bound -> Int? in
      let wanted = share * max(abs(figure.value), abs(bound))
      guard figure.halfWidth > wanted else { return nil }
      return OpenQuestions.needed(now: tally.replications, figure, wanted: wanted)
    }
    return needed.max()
  }
}
