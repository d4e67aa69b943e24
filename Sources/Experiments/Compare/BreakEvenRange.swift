// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Statistics

/// What a break-even is looked for over: the factor of all traffic, or a number of the scenario.
public struct BreakEvenRange: Sendable, Hashable {
  /// Why a text is no range.
  public struct Problem: Error, Hashable {
    /// The end of a sentence that begins with the text: `is not WHAT=FROM..TO`.
    public var message: String
    public var hint: String?
  }

  /// The word for the factor of all traffic.
  public static let traffic = "traffic"

  /// ``traffic``, or the path of a setting.
  public let path: String
  public let from: Double
  public let to: Double
  /// What stands behind the number: `/s`, `ms`; empty for a plain number.
  public let unit: String
  /// Whether only whole numbers lie between the ends: both are plain whole numbers, and it is no factor.
  public let isWhole: Bool

  public var isTraffic: Bool { path == Self.traffic }

  /// Reads `traffic=1..100`, `workers.resizer.tasks=4..64`, `traffic.uploads.rate=1/s..50/s`.
  ///
  /// - Throws: ``Problem``
  public init(_ text: String) throws {
    let example = "such as \(Self.traffic)=1..100 or workers.resizer.tasks=4..64"
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex,
      let dots = text[text.index(after: equals)...].firstRange(of: "..")
    else { throw Problem(message: "is not WHAT=FROM..TO", hint: example) }
    path = String(text[..<equals])
    let (first, second) = (text[text.index(after: equals)..<dots.lowerBound], text[dots.upperBound...])
    let low = try Self.number(first)
    let high = try Self.number(second)
    guard low.unit == high.unit || low.unit.isEmpty else {
      throw Problem(
        message: "has two units, \(Diagnostic.quoted(low.unit)) and \(Diagnostic.quoted(high.unit))",
        hint: "write both ends in the same unit")
    }
    guard low.value < high.value else {
      throw Problem(message: "does not go from a smaller to a larger number", hint: example)
    }
    (from, to, unit) = (low.value, high.value, high.unit)
    isWhole = path != Self.traffic && high.unit.isEmpty && low.isWhole && high.isWhole
    guard path != Self.traffic || (unit.isEmpty || unit == "x") && from > 0 else {
      throw Problem(message: "is no range of factors above 0", hint: "such as \(Self.traffic)=0.5..20")
    }
  }

  private static func number(_ text: Substring) throws -> (value: Double, unit: String, isWhole: Bool) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let value = Double(digits), value.isFinite, value <= 1e12 else {
      throw Problem(message: "has an end that is not a number", hint: "such as \(traffic)=1..100")
    }
    return (value, String(text.dropFirst(digits.count)), !digits.contains("."))
  }

  /// The value as one writes it in a scenario.
  public func text(_ value: Double) -> String {
    (isWhole ? String(Int(value)) : Self.digits(value)) + (isTraffic ? "" : unit)
  }

  /// As a value of the range: whole where only those are, else with four digits, so that its text is exact.
  func rounded(_ value: Double) -> Double {
    if isWhole { return value.rounded() }
    guard value > 0 else { return value }
    return Double(Self.digits(value)) ?? value
  }

  /// Whether steps are told by their ratio rather than by their distance.
  private var isByRatio: Bool { from > 0 && to / from > 3 }

  /// Places to look at first: both ends and up to `count` - 2 between.
  func grid(_ count: Int) -> [Double] {
    let places = (0..<count).map { number -> Double in
      let share = Double(number) / Double(count - 1)
      if number == 0 { return from }
      if number == count - 1 { return to }
      return rounded(isByRatio ? from * DeterministicMath.pow(to / from, share) : from + (to - from) * share)
    }
    return places.reduce(into: []) { kept, value in
      if kept.last.map({ $0 < value }) ?? true { kept.append(value) }
    }
  }

  /// A place between two; nil where they are as close as is asked for: a hundredth, or neighbours.
  func middle(_ low: Double, _ high: Double) -> Double? {
    if isWhole {
      let middle = ((low + high) / 2).rounded(.down)
      return high - low > 1 ? middle : nil
    }
    let isClose = low > 0 ? high / low <= 1.01 : high - low <= (to - from) / 1_000
    guard !isClose else { return nil }
    let middle = rounded(isByRatio && low > 0 ? (low * high).squareRoot() : (low + high) / 2)
    return middle > low && middle < high ? middle : nil
  }

  private static func digits(_ value: Double) -> String {
    Format.number(value, significant: 4).replacing(",", with: "")
  }
}
