// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Statistics

/// Lays two saved results of `sluice run` side by side.
///
/// Each pair of figures is tested by Welch's t as two independent samples, and Holm's procedure keeps the probability
/// that any of all differences is wrongly called more than noise below 1 - confidence: of hundreds of figures, five in a
/// hundred would differ otherwise whenever the seed does.
public struct Diff: Sendable {
  /// Differences of at most this share of the old value do not count.
  public let tolerance: Double
  public let confidence: Double

  public init(tolerance: Double = 0, confidence: Double = 0.95) {
    self.tolerance = tolerance
    self.confidence = confidence
  }

  /// Results are matched by scenario and variant; where each side has one only, those two.
  public func result(
    _ old: (file: String, results: [RunResult]), _ new: (file: String, results: [RunResult])
  ) -> DiffResult {
    var pairs: [(old: RunResult, new: RunResult)] = []
    var onlyOld: [RunResult] = []
    var left = new.results
    for one in old.results {
      let isSingle = old.results.count == 1 && new.results.count == 1
      if let place = left.firstIndex(where: { isSingle || Self.isSame($0, one) }) {
        pairs.append((one, left.remove(at: place)))
      } else {
        onlyOld.append(one)
      }
    }
    // One family of tests for all variants.
    var families = pairs.map { PairDiff(self, $0.old, $0.new) }
    let rejected = Welch.holm(families.flatMap(\.probabilities), error: 1 - confidence)
    var start = 0
    for place in families.indices {
      let count = families[place].probabilities.count
      families[place].finish(Array(rejected[start..<start + count]))
      start += count
    }
    return DiffResult(
      old: Self.side(old), new: Self.side(new), confidence: confidence, tolerance: tolerance,
      variants: families.map(\.variant), onlyOld: onlyOld.map(Self.name), onlyNew: left.map(Self.name))
  }

  private static func isSame(_ one: RunResult, _ other: RunResult) -> Bool {
    one.scenario.name == other.scenario.name && one.scenario.variant == other.scenario.variant
  }

  private static func name(_ result: RunResult) -> String { "\(result.scenario.name) \(result.scenario.variant)" }

  private static func side(_ side: (file: String, results: [RunResult])) -> DiffResult.Side {
    let first = side.results.first?.madeBy
    let prices = first?.prices
    return DiffResult.Side(
      file: side.file, program: first?.program ?? "",
      seeds: side.results.map(\.seed).reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
      replications: side.results.flatMap { $0.windows.map(\.replications) }.min() ?? 0,
      prices: [prices?.book, prices?.date].compactMap(\.self).joined(separator: " "),
      partial: side.results.contains(where: \.partial))
  }
}

/// One pair of results.
private struct PairDiff {
  private enum Finding {
    /// Differs, and chance is no question.
    case change(DiffResult.Change)
    /// Differs; whether by more than chance is the question of this number among the tests.
    case tested(DiffResult.Change, Int)
  }

  private let diff: Diff
  private var findings: [Finding] = []
  private(set) var probabilities: [Double] = []
  private(set) var variant: DiffResult.Variant
  private let confidences: (Double, Double)

  init(_ diff: Diff, _ old: RunResult, _ new: RunResult) {
    self.diff = diff
    confidences = (old.confidence, new.confidence)
    func joined(_ one: String, _ other: String) -> String { one == other ? one : "\(one) -> \(other)" }
    variant = DiffResult.Variant(
      scenario: joined(old.scenario.name, new.scenario.name),
      variant: joined(old.scenario.variant, new.scenario.variant),
      changes: [], unchanged: 0, withinNoise: 0, withinTolerance: 0, untold: 0)
    var waiting: [[String]: [DiffItem]] = [:]
    for item in new.diffItems.reversed() { waiting[item.key, default: []].append(item) }
    for item in old.diffItems {
      guard let other = waiting[item.key]?.popLast() else {
        findings.append(.change(Self.change(item, old: item, new: nil)))
        continue
      }
      compare(item, other)
    }
    for item in new.diffItems where waiting[item.key]?.popLast() != nil {
      findings.append(.change(Self.change(item, old: nil, new: item)))
    }
  }

  // MARK: Comparing

  private mutating func compare(_ old: DiffItem, _ new: DiffItem) {
    var change = Self.change(old, old: old, new: new)
    switch (old.value, new.value) {
    case (.figure(let before, let beforeCount), .figure(let after, let afterCount)):
      guard before.value != after.value else {
        variant.unchanged += 1
        return
      }
      let test = DiffNoise.test(before, beforeCount, after, afterCount, confidence: confidences)
      change.difference = difference(before.value, after.value, test, n: min(beforeCount, afterCount))
      change.relative = before.value == 0 ? nil : (after.value - before.value) / abs(before.value)
      change.isWorse = old.metric == "latency" ? after.value > before.value : nil
      add(change, test)
    case (.amount(let before, let beforeNoise), .amount(let after, let afterNoise)):
      guard let (from, to) = Self.amounts(before, after), from != to else {
        variant.unchanged += 1
        return
      }
      let (a, b) = (NSDecimalNumber(decimal: from).doubleValue, NSDecimalNumber(decimal: to).doubleValue)
      let test = DiffNoise.test(a, beforeNoise, b, afterNoise)
      let half = test.map { Decimal(count: $0.halfWidth(confidence: diff.confidence)) }
      change.amount = CostResult.Amount(
        value: Money.plain(to - from), low: half.map { Money.plain(to - from - $0) },
        high: half.map { Money.plain(to - from + $0) },
        n: min(beforeNoise?.replications ?? 0, afterNoise?.replications ?? 0))
      change.relative = a == 0 ? nil : (b - a) / abs(a)
      change.isWorse = to > from
      add(change, test)
    case (.word(let before, _), .word(let after, _)):
      guard before != after else {
        variant.unchanged += 1
        return
      }
      findings.append(.change(change))
    case (.verdict(let before, let beforeCount), .verdict(let after, let afterCount)):
      compare(before, beforeCount, after, afterCount, change)
    default: findings.append(.change(change))
    }
  }

  private mutating func compare(
    _ before: SLOResult, _ beforeCount: Int, _ after: SLOResult, _ afterCount: Int, _ change: DiffResult.Change
  ) {
    guard before.verdict != after.verdict else {
      variant.unchanged += 1
      return
    }
    var change = change
    change.isWorse = Verdicts.weight(after.verdict) > Verdicts.weight(before.verdict)
    // From pass to fail is no matter of chance: both were told. To doubt and back may be.
    let isDoubt = before.verdict == .undecided || after.verdict == .undecided
    guard isDoubt, before.asked == after.asked, let one = change.oldFigure, let other = change.newFigure else {
      return findings.append(.change(change))
    }
    guard one.value != other.value else {
      variant.withinNoise += 1
      return
    }
    add(change, DiffNoise.test(one, beforeCount, other, afterCount, confidence: confidences))
  }

  private mutating func add(_ change: DiffResult.Change, _ test: Welch?) {
    guard let test else {
      variant.untold += 1
      return
    }
    findings.append(.tested(change, probabilities.count))
    probabilities.append(test.probability)
  }

  private func difference(_ before: Double, _ after: Double, _ test: Welch?, n: Int) -> Figure {
    let half = test?.halfWidth(confidence: diff.confidence)
    return Figure(
      value: after - before, low: half.map { after - before - $0 }, high: half.map { after - before + $0 }, n: n)
  }

  // MARK: Results

  /// - Parameter rejected: which of the tests say that a difference is more than chance.
  mutating func finish(_ rejected: [Bool]) {
    for finding in findings {
      switch finding {
      case .change(let change): variant.changes.append(change)
      case .tested(let change, let test):
        if !rejected[test] {
          variant.withinNoise += 1
        } else if change.kind != .verdict, let relative = change.relative, abs(relative) <= diff.tolerance {
          variant.withinTolerance += 1
        } else {
          variant.changes.append(change)
        }
      }
    }
    // Verdicts first, then abilities, bills, figures, settings.
    let changes = variant.changes
    variant.changes = DiffResult.Kind.allCases.flatMap { kind in changes.filter { $0.kind == kind } }
  }

  private static func change(_ item: DiffItem, old: DiffItem?, new: DiffItem?) -> DiffResult.Change {
    DiffResult.Change(
      kind: item.kind, window: item.window, subject: item.subject, metric: item.metric, statistic: item.statistic,
      unit: item.unit, old: old?.text, new: new?.text, oldFigure: old?.figure, newFigure: new?.figure)
  }

  private static func amounts(_ before: String, _ after: String) -> (Decimal, Decimal)? {
    guard let from = Decimal(exactText: before), let to = Decimal(exactText: after) else { return nil }
    return (from, to)
  }
}

extension DiffItem {
  /// The word, the verdict or the amount; of a figure its number.
  fileprivate var text: String {
    switch value {
    case .figure(let figure, _): "\(figure.value)"
    case .amount(let amount, _): amount
    case .word(let word, _): word
    case .verdict(let slo, _): slo.verdict.rawValue
    }
  }

  fileprivate var figure: Figure? {
    switch value {
    case .figure(let figure, _): figure
    case .verdict(let slo, _): slo.value.map { Figure(value: $0, low: slo.low, high: slo.high, n: slo.n) }
    case .amount, .word: nil
    }
  }
}
