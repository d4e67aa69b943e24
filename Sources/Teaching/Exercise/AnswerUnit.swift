// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Scenarios

/// The unit of a number that a learner writes without one.
public enum AnswerUnit: String, Sendable, Hashable, CaseIterable {
  case percent = "%"
  case milliseconds = "ms"
  case seconds = "s"
  case minutes = "min"
  case hours = "h"
  case dollars = "$"
  case perSecond = "/s"
  /// A plain number.
  case none = ""

  /// A bare number of this unit in the base of its measure: a ratio, seconds, dollars, a rate a second, a number.
  func base(_ number: Double) -> Double {
    switch self {
    case .percent: number / 100
    case .milliseconds: number / 1_000
    case .minutes: number * 60
    case .hours: number * 3_600
    case .seconds, .dollars, .perSecond, .none: number
    }
  }

  /// What is measured in it.
  var measure: AnswerNumber.Measure {
    switch self {
    case .percent: .ratio
    case .milliseconds, .seconds, .minutes, .hours: .seconds
    case .dollars: .dollars
    case .perSecond: .rate
    case .none: .plain
    }
  }
}

/// A number as somebody answers it: `6%`, `1.5s`, `$207`, `6`.
public struct AnswerNumber: Sendable, Hashable {
  /// What a number is a number of.
  enum Measure: String, Sendable, Hashable {
    case ratio, seconds, dollars, rate, plain

    /// An example of how it is written.
    var example: String {
      switch self {
      case .ratio: "6%"
      case .seconds: "1.5s"
      case .dollars: "$20"
      case .rate: "6/s"
      case .plain: "12"
      }
    }
  }

  /// In the base of its measure: a ratio, seconds, dollars, a rate a second, a number.
  public let value: Double
  let measure: Measure

  /// Reads what somebody answers. A bare number has `unit`; commas between thousands are allowed.
  ///
  /// - Throws: `UnitError` for what is no number, or a number of something else.
  init(_ text: String, unit: AnswerUnit) throws(UnitError) {
    let text = text.trimmingCharacters(in: .whitespaces)
    if let number = try Self.bare(text) {
      (value, measure) = (unit.base(number), unit.measure)
      return
    }
    self = try Self.withUnit(text, like: unit.measure)
    guard measure == unit.measure else {
      throw UnitError(.unit, "must be a number such as \(unit.measure.example), not \(Diagnostic.quoted(text))")
    }
  }

  /// Reads a number with its own unit, or a plain one.
  init(_ text: String) throws(UnitError) {
    let text = text.trimmingCharacters(in: .whitespaces)
    if let number = try Self.bare(text) {
      (value, measure) = (number, .plain)
    } else {
      self = try Self.withUnit(text, like: .plain)
    }
  }

  private init(value: Double, measure: Measure) {
    self.value = value
    self.measure = measure
  }

  private static func bare(_ text: String) throws(UnitError) -> Double? {
    let digits = text.filter { $0 != "," && $0 != "_" }
    guard digits.first?.isNumber == true || digits.first == "-", digits.utf8.count <= 40,
      digits.allSatisfy({ $0.isASCII && ($0.isNumber || ".-+eE".contains($0)) }), let number = Double(digits)
    else { return nil }
    guard number.isFinite, number >= 0 else { throw UnitError(.range, "must be a number from 0 on") }
    return number
  }

  private static func withUnit(_ text: String, like measure: Measure) throws(UnitError) -> AnswerNumber {
    let plain = text.filter { $0 != "," }
    if plain.hasSuffix("%") { return AnswerNumber(value: try ratio(plain), measure: .ratio) }
    if plain.hasPrefix("$") {
      let money = try Units.money(plain)
      return AnswerNumber(value: NSDecimalNumber(decimal: money).doubleValue, measure: .dollars)
    }
    if plain.contains("/") { return AnswerNumber(value: try Units.rate(plain), measure: .rate) }
    if plain.first?.isNumber == true, plain.last?.isLetter == true {
      // Questions call minutes `min`, scenarios `m`.
      let text = plain.hasSuffix("min") ? String(plain.dropLast(2)) : plain
      return AnswerNumber(value: Double(try Units.duration(text.filter { $0 != " " })) / 1e9, measure: .seconds)
    }
    throw UnitError(.value, "must be a number such as \(measure.example), not \(Diagnostic.quoted(text))")
  }

  /// A percentage, which may be above 100: the work done twice can be more than the work.
  private static func ratio(_ text: String) throws(UnitError) -> Double {
    let number = text.dropLast().trimmingCharacters(in: .whitespaces)
    guard let value = try bare(number) else {
      throw UnitError(.value, "must be a percentage such as 6%, not \(Diagnostic.quoted(text))")
    }
    return value / 100
  }
}

/// A range of numbers: `< 1%`, `5% .. 20%`, `> 50%`.
public struct AnswerRange: Sendable, Hashable {
  public let low: Double
  public let high: Double
  let measure: AnswerNumber.Measure

  public func contains(_ value: Double) -> Bool { low <= value && value <= high }

  /// - Throws: `UnitError` for what is no range.
  init(_ text: String) throws(UnitError) {
    let text = text.trimmingCharacters(in: .whitespaces)
    if text.hasPrefix("<") {
      let bound = try AnswerNumber(String(text.dropFirst().drop { $0 == "=" }))
      (low, high, measure) = (-.infinity, bound.value, bound.measure)
    } else if text.hasPrefix(">") {
      let bound = try AnswerNumber(String(text.dropFirst().drop { $0 == "=" }))
      (low, high, measure) = (bound.value, .infinity, bound.measure)
    } else {
      guard let dots = text.range(of: "..") else {
        throw UnitError(.value, "must be a range such as \"< 1%\" or \"5% .. 20%\", not \(Diagnostic.quoted(text))")
      }
      let ends = (
        try AnswerNumber(String(text[..<dots.lowerBound])), try AnswerNumber(String(text[dots.upperBound...]))
      )
      guard ends.0.measure == ends.1.measure, ends.0.value < ends.1.value else {
        throw UnitError(.value, "must go from a number to a larger one of the same unit")
      }
      (low, high, measure) = (ends.0.value, ends.1.value, ends.0.measure)
    }
  }
}

extension AnswerNumber.Measure {
  /// Whether a figure of this unit can be answered with such a number.
  func fits(_ unit: FigureUnit) -> Bool {
    switch unit {
    case .seconds: self == .seconds
    case .ratio: self == .ratio || self == .plain
    case .dollars: self == .dollars
    case .perSecond: self == .rate || self == .plain
    case .count: self == .plain
    }
  }
}
