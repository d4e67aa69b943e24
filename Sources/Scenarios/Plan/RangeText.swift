// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Statistics

/// A range as it is written: two ends and how to go from one to the other.
struct RangeText {
  private enum Way: Equatable {
    case unasked
    case step(Decimal)
    case doubling
    case points(Int)
  }

  private let low: RangeNumber
  private let high: Decimal
  private var way = Way.unasked
  private var isLog = false
  /// Whether it is of whole numbers without a unit.
  private let isCount: Bool

  private var unit: RangeUnit { low.unit }

  /// - Throws: what is wrong with it.
  init(_ text: String) throws(UnitError) {
    let parts = text.components(separatedBy: "..")
    var words = parts.count == 2 ? parts[1].split(separator: " ").map(String.init) : []
    guard parts.count == 2, let upper = words.first, !parts[0].trimmingCharacters(in: .whitespaces).isEmpty else {
      throw UnitError(
        .value, "is no range: \(Diagnostic.quoted(text))", suggestion: Self.repaired(text) ?? "2..20 step 2")
    }
    words.removeFirst()
    let low = try RangeNumber(parts[0].trimmingCharacters(in: .whitespaces))
    let high = try RangeNumber(upper)
    let tail = ([""] + words).joined(separator: " ")
    guard low.unit.isLike(high.unit) else {
      let unit = low.unit.isNone ? high.unit : low.unit
      throw UnitError(
        .unit, "needs the same unit at both ends",
        suggestion: "\(unit.prefix)\(low.value)\(unit.suffix)..\(unit.prefix)\(high.value)\(unit.suffix)\(tail)")
    }
    // In the unit of the lower end if that is exact, else in that of the upper one.
    if let converted = low.unit.converted(high.value, from: high.unit) {
      self.low = low
      self.high = converted
    } else if let converted = high.unit.converted(low.value, from: low.unit) {
      self.low = RangeNumber(converted, high.unit, isWhole: false)
      self.high = high.value
    } else {
      throw UnitError(.unit, "needs the same unit at both ends", suggestion: "5s..60s")
    }
    isCount = low.unit.isNone && low.isWhole && high.isWhole
    guard self.low.value <= self.high else {
      throw UnitError(.range, "goes from high to low", suggestion: "\(high.text)..\(low.text)\(tail)")
    }
    try readWay(words, "\(low.text)..\(high.text)")
  }

  private mutating func readWay(_ words: [String], _ ends: String) throws(UnitError) {
    var words = words[...]
    while let word = words.popFirst() {
      switch word {
      case "step":
        let text = words.popFirst() ?? ""
        guard way == .unasked, !text.isEmpty else {
          throw UnitError(.value, "needs one step", suggestion: "\(ends) step \(unit.prefix)1\(unit.suffix)")
        }
        let step = try RangeNumber(text)
        guard let size = unit.converted(step.value, from: step.unit) else {
          throw UnitError(
            .unit, "needs a step in the unit of its ends",
            suggestion: "\(ends) step \(unit.prefix)\(step.value)\(unit.suffix)")
        }
        guard size > 0 else { throw UnitError(.range, "needs a step above 0", suggestion: "\(ends) step 1") }
        way = .step(size)
      case "points":
        guard way == .unasked, let text = words.popFirst(), let count = Int(text), count >= 1 else {
          throw UnitError(.value, "needs a number of points", suggestion: "\(ends) points 12")
        }
        way = .points(count)
      case "doubling":
        guard way == .unasked, !isLog else {
          throw UnitError(.value, "says twice how to go", suggestion: "\(ends) doubling")
        }
        way = .doubling
      case "log": isLog = true
      default:
        let known = ["step", "points", "doubling", "log"]
        let near = Names.nearest(word, in: known) ?? (word == "by" ? "step" : nil)
        let rest = words.isEmpty ? "" : " " + words.joined(separator: " ")
        throw UnitError(
          .value, "says \(Diagnostic.quoted(word)); after the ends can be: step, points, doubling or log",
          suggestion: "\(ends) \(near.map { $0 + rest } ?? "step 2")")
      }
    }
    if case .step = way, isLog {
      throw UnitError(.value, "has steps that are not even on a log axis", suggestion: "\(ends) log points 12")
    }
    if isLog || way == .doubling, low.value <= 0 {
      throw UnitError(.range, "must start above 0 to be \(isLog ? "logarithmic" : "doubled")")
    }
  }

  // MARK: Values

  /// - Throws: when there are too many.
  func values() throws(UnitError) -> [String] {
    let numbers: [Decimal]
    switch way {
    case .step(let size): numbers = try steps(size)
    case .doubling:
      var next = low.value
      var all: [Decimal] = []
      while next <= high {
        all.append(next)
        next *= 2
      }
      numbers = all
    case .points(let count): numbers = try points(count)
    case .unasked where isLog: numbers = try points(Self.defaultPoints)
    case .unasked where isCount: numbers = try steps(1)
    case .unasked:
      let all = try steps(Self.roundStep(high - low.value))
      numbers = all.last == high ? all : all + [high]
    }
    return numbers.map { unit.text($0) }
  }

  /// The ends, where any number between them can be a value.
  var span: ValueRange.Span? {
    if isCount || unit.isIndivisible { return nil }
    switch way {
    case .unasked, .points: return ValueRange.Span(low: low.value, high: high, unit: unit, isLog: isLog)
    case .step, .doubling: return nil
    }
  }

  private static let defaultPoints = 12

  private func steps(_ size: Decimal) throws(UnitError) -> [Decimal] {
    let count = (high - low.value) / size
    guard count < Decimal(ValueRange.mostValues) else { throw tooMany }
    var all: [Decimal] = []
    var next = low.value
    while next <= high {
      all.append(next)
      next += size
    }
    return all
  }

  private func points(_ count: Int) throws(UnitError) -> [Decimal] {
    guard count <= ValueRange.mostValues else { throw tooMany }
    guard count > 1 else { return [low.value] }
    var all: [Decimal] = []
    for place in 0..<count {
      var next = low.value
      if place == count - 1 {
        next = high
      } else if place > 0 {
        next =
          isLog
          ? Self.between(low.value, high, Double(place) / Double(count - 1), digits: 4)
          : Self.rounded(low.value + (high - low.value) * Decimal(place) / Decimal(count - 1), significant: 6)
      }
      if isCount || unit.isIndivisible { next = Self.rounded(next, decimals: 0) }
      next = min(max(next, low.value), high)
      if next != all.last { all.append(next) }
    }
    return all
  }

  /// The smallest of 1, 2, 2.5 and 5 times a power of ten that makes at most 12 steps.
  private static func roundStep(_ width: Decimal) -> Decimal {
    guard width > 0 else { return 1 }
    let least = width / Decimal(ValueRange.mostUnasked - 1)
    var power: Decimal = 1
    while power > least { power /= 10 }
    while power * 10 <= least { power *= 10 }
    let factors = [Decimal(1), 2, Decimal(string: "2.5") ?? 2, 5, 10]
    return factors.map { $0 * power }.first { $0 >= least } ?? power * 10
  }

  private var tooMany: UnitError {
    UnitError(
      .range, "has more than \(Format.grouped(ValueRange.mostValues)) values", suggestion: "a larger step, or points 12"
    )
  }

  // MARK: Rounding

  static func rounded(_ value: Decimal, decimals: Int) -> Decimal {
    var (value, result) = (value, Decimal())
    NSDecimalRound(&result, &value, decimals, .plain)
    return result
  }

  static func rounded(_ value: Decimal, significant: Int) -> Decimal {
    guard value != 0 else { return 0 }
    var position = 0
    var left = value.magnitude
    while left >= 1 {
      left /= 10
      position += 1
    }
    while left < Decimal(string: "0.1") ?? 0 {
      left *= 10
      position -= 1
    }
    return rounded(value, decimals: significant - position)
  }

  /// A number so far between two on a log axis. Its last bits could differ between machines if the mathematical library
  /// of the machine were used.
  static func between(_ low: Decimal, _ high: Decimal, _ share: Double, digits: Int) -> Decimal {
    let (from, to) = ("\(low)", "\(high)")
    guard let first = Double(from), let last = Double(to), first > 0 else { return low }
    let value = DeterministicMath.exp(
      DeterministicMath.log(first) * (1 - share) + DeterministicMath.log(last) * share)
    return min(max(rounded(Decimal(string: "\(value)") ?? low, significant: digits), low), high)
  }
}

extension RangeNumber {
  init(_ value: Decimal, _ unit: RangeUnit, isWhole: Bool) {
    self.value = value
    self.unit = unit
    self.isWhole = isWhole
  }
}
