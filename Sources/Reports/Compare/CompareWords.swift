// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Pricing

/// How the reports of a comparison write differences and verdicts.
struct CompareWords {
  /// Whether only ASCII is written: `~` is what cannot be told, `+-` what a half-width stands behind.
  var ascii = false

  private var about: String { ascii ? "~" : "≈" }
  private var plusMinus: String { ascii ? "+-" : "±" }

  /// A sentence that speaks of these signs, with those that are written.
  func plain(_ text: String) -> String {
    ascii ? text.replacing("≈", with: about).replacing("±", with: plusMinus) : text
  }

  // MARK: Differences

  /// `+20ms ±12ms`, `≈ +20ms ±30ms`, `= 0` for one that is none.
  func difference(_ difference: CompareResult.Difference) -> String {
    let figure = difference.figure
    guard difference.told != .same else { return "= 0" }
    let half = Self.half(figure).map { Words.value($0, unit: difference.unit) }
    let value = Words.value(abs(figure.value), unit: difference.unit)
    return text(value, isBelow: figure.value < 0, half: half, difference.told)
  }

  /// `+$20.10 ±$1.05`.
  func difference(_ difference: CompareResult.MoneyDifference) -> String {
    guard difference.told != .same else { return "= $0" }
    let amount = difference.amount
    return text(
      Words.dollars(Self.magnitude(amount.value)), isBelow: amount.value.hasPrefix("-"), half: Self.half(amount),
      difference.told)
  }

  private func text(_ value: String, isBelow: Bool, half: String?, _ told: CompareResult.Told) -> String {
    let sign = isBelow ? "-" : "+"
    guard let half else { return "\(about) \(sign)\(value)" }
    return "\(told == .untold ? "\(about) " : "")\(sign)\(value) \(plusMinus)\(half)"
  }

  /// The interval of a difference from the best of the others: `-12ms .. 0s`.
  func interval(_ difference: CompareResult.Difference) -> String {
    guard let low = difference.figure.low, let high = difference.figure.high else { return "-" }
    return interval(
      Words.value(low, unit: difference.unit), Words.value(high, unit: difference.unit), difference.told)
  }

  func interval(_ difference: CompareResult.MoneyDifference) -> String {
    guard let low = difference.amount.low, let high = difference.amount.high else { return "-" }
    return interval(Words.dollars(low), Words.dollars(high), difference.told)
  }

  private func interval(_ low: String, _ high: String, _ told: CompareResult.Told) -> String {
    "\(told == .untold ? "\(about) " : "")\(low) .. \(high)"
  }

  private static func half(_ figure: Figure) -> Double? {
    guard let low = figure.low, let high = figure.high else { return nil }
    return (high - low) / 2
  }

  /// The half-width of an amount as a person reads it.
  static func half(_ amount: CostResult.Amount) -> String? {
    guard let low = decimal(amount.low), let high = decimal(amount.high) else { return nil }
    return Money.dollars((high - low) / 2)
  }

  private static func magnitude(_ text: String) -> String { text.hasPrefix("-") ? String(text.dropFirst()) : text }

  private static func decimal(_ text: String?) -> Decimal? {
    text.flatMap { Decimal(string: $0, locale: Locale(identifier: "en_US_POSIX")) }
  }

  // MARK: Cells

  /// `$1,014.74`, `at least $1,014.74`.
  static func monthly(_ variant: CompareResult.Variant) -> String {
    guard let amount = variant.monthly else { return "-" }
    return variant.atLeast ? say("at least \(Words.dollars(amount.value))") : Words.dollars(amount.value)
  }

  /// `5/6`, with what is undecided: `4/6, 1 open`.
  static func slos(_ variant: CompareResult.Variant) -> String {
    guard !variant.slos.isEmpty else { return "-" }
    let passed = variant.slos.count { $0.verdict == .pass }
    let open = variant.slos.count { $0.verdict == .undecided }
    let share = "\(passed)/\(variant.slos.count)"
    return open > 0 ? "\(share), \(say("\(open) open"))" : share
  }

  /// `✓ 4s pause`, `✗ sessions-fresh`, `-` where the fault does not happen.
  static func survival(_ survival: CompareResult.Survival) -> String {
    guard !survival.windows.isEmpty else { return "-" }
    let mark =
      switch survival.verdict {
      case .pass: "✓"
      case .fail: "✗"
      case .undecided: "?"
      case nil: ""
      }
    var words = [mark] + (survival.objectives.isEmpty ? [] : [survival.objectives.joined(separator: ", ")])
    if survival.notBack > 0 {
      words.append(say("not back in \(survival.notBack)"))
    } else if let recovery = survival.recovery {
      words.append(say("\(Words.value(recovery.value, unit: "s")) pause"))
    }
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  static func paint(_ survival: CompareResult.Survival) -> Paint {
    guard !survival.windows.isEmpty else { return .plain }
    return switch survival.verdict {
    case .pass: .good
    case .fail: .bad
    case .undecided: .doubt
    case nil: .plain
    }
  }

  /// The last row of the table.
  static func standing(_ variant: CompareResult.Variant, _ result: CompareResult) -> String {
    if isCheapest(variant, result) { return say("cheapest") }
    return switch variant.standing {
    case .pass: say("pass")
    case .fail: say("FAIL")
    case .undecided: say("undecided")
    case .out: say("out")
    }
  }

  static func isCheapest(_ variant: CompareResult.Variant, _ result: CompareResult) -> Bool {
    result.cheapest?.label == variant.label
  }

  static func paint(_ variant: CompareResult.Variant, _ result: CompareResult) -> Paint {
    if isCheapest(variant, result) { return .good }
    return switch variant.standing {
    case .pass: .good
    case .fail, .out: .bad
    case .undecided: .doubt
    }
  }

  static func percent(_ confidence: Double) -> String { Words.number(confidence * 100, significant: 4) + "%" }
}
