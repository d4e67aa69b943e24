// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Scenarios

/// A figure that was measured for an exercise, with its interval.
public struct Measured: Sendable, Hashable, Codable {
  public var value: Double
  /// The interval's ends; nil where there is none.
  public var low: Double?
  public var high: Double?
  /// `s`, `ratio`, `/s`, `$` or empty, as results have it.
  public var unit: String

  init(_ figure: Figure, unit: String) {
    (value, low, high) = (figure.value, figure.low, figure.high)
    self.unit = unit
  }

  init(_ amount: CostResult.Amount) {
    func number(_ text: String) -> Double {
      Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")).map { NSDecimalNumber(decimal: $0).doubleValue }
        ?? .nan
    }
    value = number(amount.value)
    low = amount.low.map(number)
    high = amount.high.map(number)
    unit = FigureUnit.dollars.rawValue
  }

  /// How far the interval reaches to its longer side; 0 without one.
  var halfWidth: Double {
    guard let low, let high else { return 0 }
    return max(high - value, value - low)
  }
}

/// What was measured for a question before anybody answered it.
public enum Expectation: Sendable {
  case number(Measured)
  case choice(MeasuredChoice)
  /// The system at the start, where something is wrong.
  case change(SystemVerdict)
}

/// What each option of a choice comes to.
public struct MeasuredChoice: Sendable {
  public struct Option: Sendable {
    public let name: String
    /// Of a choice of changes, the figure after this one.
    public let measured: Measured?
    /// Of a choice of changes, how much it differs from the right one; nil for that one.
    public let difference: Measured?
    /// Whether it is right, or cannot be told from what is right.
    public let isRight: Bool
    /// Whether it is wrong by more than the interval.
    public let isClearlyWrong: Bool
  }

  public let options: [Option]
  /// Of a choice of ranges, the figure that lies in one of them.
  public let measured: Measured?

  public var right: [String] { options.filter(\.isRight).map(\.name) }
}

/// Whether a system does what a question asks for.
public struct SystemVerdict: Sendable {
  /// Those that are asked for, once for each window.
  public let objectives: [SLOResult]
  /// The month's bill; nil where it was not priced.
  public let monthly: Decimal?
  /// What it may cost at most; nil where nothing is asked.
  public let limit: Decimal?
  public let costHolds: Bool
  /// Whether it has the abilities that the scenario requires, if it requires any.
  public let isAble: Bool

  /// Names of the objectives that fail or are undecided, each once, `requires` where an ability is missing, and `cost`.
  public var problems: [String] {
    let names =
      objectives.filter { $0.verdict != .pass }.map(\.name) + (isAble ? [] : ["requires"])
      + (costHolds ? [] : ["cost"])
    return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  public var holds: Bool { problems.isEmpty }
}
