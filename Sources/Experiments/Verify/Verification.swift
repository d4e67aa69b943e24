// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Statistics

/// Tries what the checks of a result advise: simulates the scenario as written and with each advised change, with common
/// random numbers, and tells what each change brings.
public struct Verification: Sendable {
  private let result: RunResult
  private let replications: Int
  /// As written, then with each advised change that can be made.
  private let alternatives: [Alternative]
  /// The settings of each change, and why those cannot be simulated that cannot.
  private let tried: [[String]]
  private let refused: [(set: [String], why: String)]

  /// - Parameters:
  ///   - result: of a run of the space as written; what its checks advise is tried.
  ///   - replications: of each; at least 2 for intervals.
  /// - Throws: ``PlanSpace/Invalid`` where the space as written is no valid scenario, and what the price book throws.
  public init(_ result: RunResult, in space: SweepSpace, replications: Int) throws {
    self.result = result
    self.replications = replications
    var alternatives = [try space.asWritten()]
    var tried: [[String]] = []
    var refused: [(set: [String], why: String)] = []
    for set in Self.advised(result) {
      do {
        alternatives.append(
          try space.alternative(set.joined(separator: ", ")) { $0.changes += set.map(Self.change) })
        tried.append(set)
      } catch let invalid as PlanSpace.Invalid {
        refused.append((set, invalid.diagnostics.first { $0.severity == .error }?.message ?? "it is not valid"))
      }
    }
    (self.alternatives, self.tried, self.refused) = (alternatives, tried, refused)
  }

  /// The settings of every advice, each once.
  private static func advised(_ result: RunResult) -> [[String]] {
    result.checks.flatMap { $0.advice ?? [] }.map(\.set).reduce(into: []) { sets, set in
      if !sets.contains(set) { sets.append(set) }
    }
  }

  private static func change(_ text: String) -> (path: String, value: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return (parts[0], parts.count > 1 ? parts[1] : "")
  }

  /// - Returns: the result with the effects in its checks. Only whole replications count; before the first there is no effect.
  /// - Throws: what the laboratory throws.
  public func result(_ laboratory: Laboratory) async throws -> RunResult {
    guard !tried.isEmpty else { return completed(nil) }
    let comparison = Comparison(
      alternatives, precision: .replications(replications), confidence: alternatives[0].scenario.confidence,
      wanted: wanted)
    return completed(try await comparison.result(laboratory))
  }

  /// Figures that the checks account for, besides the latencies, which are compared anyway.
  private var wanted: [Panel.Wanted] {
    let metrics = Set(result.checks.filter { $0.advice != nil }.flatMap { $0.accountsFor ?? [] })
    return alternatives[0].questions.flatMap(\.questions).filter {
      metrics.contains($0.metric) && Self.isShown($0.statistic)
    }
    .map { Panel.Wanted($0.subject, $0.metric, $0.statistic) }
  }

  private static func isShown(_ statistic: String) -> Bool { ["ratio", "mean", "max"].contains(statistic) }

  private func completed(_ found: CompareResult?) -> RunResult {
    var result = result
    for check in result.checks.indices {
      guard var advices = result.checks[check].advice else { continue }
      for place in advices.indices {
        let set = advices[place].set
        advices[place].problem = refused.first { $0.set == set }?.why
        if let found, found.replications > 0, let variant = tried.firstIndex(of: set) {
          advices[place].effect = effect(result.checks[check], found.variants[variant + 1], found)
        }
      }
      result.checks[check].advice = advices
    }
    return result
  }

  // MARK: One effect

  private func effect(
    _ check: CheckResult, _ variant: CompareResult.Variant, _ found: CompareResult
  ) -> AdviceEffect {
    let before = found.variants[0]
    return AdviceEffect(
      replications: found.replications, readings: readings(check, variant, found),
      monthly: variant.monthlyDifference.flatMap { difference in
        guard let from = before.monthly, let to = variant.monthly else { return nil }
        return AdviceEffect.Money(before: from.value, after: to.value, difference: difference)
      },
      verdicts: zip(before.slos, variant.slos).filter { $0.verdict != $1.verdict }.map {
        AdviceEffect.Verdict(slo: $0.name, before: $0.verdict, after: $1.verdict)
      })
  }

  /// For each metric the figure that moved most; all of them together are allowed for in the intervals.
  private func readings(
    _ check: CheckResult, _ variant: CompareResult.Variant, _ found: CompareResult
  ) -> [AdviceEffect.Reading] {
    let metrics = ["latency"] + (check.accountsFor ?? []).filter { $0 != "latency" }
    let candidates = variant.differences.filter { difference in
      metrics.contains(difference.metric) && check.window.map { $0 == difference.window } ?? true
        && (difference.metric == "latency" ? difference.statistic == "p99" : Self.isShown(difference.statistic))
    }
    let each = found.method.differenceConfidence
    let wider = Simultaneous.each(each, of: candidates.count)
    let all = candidates.map { difference in
      var difference = difference
      difference.figure = Self.widened(difference.figure, from: each, to: wider)
      difference.told = difference.figure.told
      return AdviceEffect.Reading(
        before: Self.value(of: difference, in: found.variants[0]), after: Self.value(of: difference, in: variant),
        difference: difference)
    }
    return metrics.compactMap { metric in
      let own = all.filter { $0.difference.metric == metric }
      // Of equal ones the first.
      guard let most = own.indices.max(by: { (own[$0].move, -$0) < (own[$1].move, -$1) }).map({ own[$0] }),
        metric == "latency" || most.difference.told != .same
      else { return nil }
      return most
    }
  }

  private static func value(of difference: CompareResult.Difference, in variant: CompareResult.Variant) -> Double? {
    variant.readings.first {
      ($0.window, $0.subject, $0.metric, $0.statistic)
        == (difference.window, difference.subject, difference.metric, difference.statistic)
    }?.figure?.value
  }

  /// A Student t interval of the same mean with another confidence.
  private static func widened(_ figure: Figure, from: Double, to: Double) -> Figure {
    guard let low = figure.low, let high = figure.high, figure.n > 1, from < to else { return figure }
    let degrees = figure.n - 1
    let factor =
      Intervals.studentTQuantile((1 + to) / 2, degrees) / Intervals.studentTQuantile((1 + from) / 2, degrees)
    return Figure(
      value: figure.value, low: figure.value - (figure.value - low) * factor,
      high: figure.value + (high - figure.value) * factor, n: figure.n)
  }
}

extension AdviceEffect.Reading {
  /// How far it moved as a share of the larger value; what can be told counts before what cannot.
  fileprivate var move: Double {
    let larger = max(abs(before ?? 0), abs(after ?? 0))
    let share = larger > 0 ? abs(difference.figure.value) / larger : 0
    return difference.told == .less || difference.told == .more ? 1 + share : share
  }
}
