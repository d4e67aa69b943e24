// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Statistics

/// Several values of one setting, written short: those that a sweep goes over or a plan chooses from.
///
/// | written | values |
/// | --- | --- |
/// | `[12, 16, 20]` | these, as they are written |
/// | `2..6` | 2, 3, 4, 5, 6 |
/// | `2..20 step 2` | 2, 4, up to 20; the upper end only where a step reaches it |
/// | `2..64 doubling` | 2, 4, 8, up to 64 |
/// | `5s..60s` | at most 13 values, at steps of 1, 2, 2.5 or 5 times a power of ten, and the upper end |
/// | `5s..60s points 12` | 12 values, evenly spaced |
/// | `1..1000 log points 4` | 4 values, evenly spaced on a log axis |
///
/// Ends, steps and units are decimal and exact; what has to be rounded (`points`) is rounded to 6 significant digits, on a
/// log axis to 4. Values of a range of whole numbers without a unit are whole. `1x..4x` is a range of factors, whose
/// values are written without the `x`.
public struct ValueRange: Sendable, Hashable {
  /// The most values of a range.
  public static let mostValues = 100_000
  /// Values of a range without a step where any number could be one, at most.
  static let mostUnasked = 13

  /// As YAML, in order, each once; at least one.
  public let values: [String]
  /// What lies between the ends, where the range is one of any numbers and not of single values.
  let span: Span?

  /// - Throws: what is wrong, as the end of a sentence that starts with the setting's name, with the nearest right form.
  public init(_ text: String) throws(UnitError) {
    let text = text.trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty else { throw UnitError(.value, "has no values", suggestion: "2..20") }
    if text.hasPrefix("[") || !RangeText.looksLikeRange(text) {
      values = try RangeText.list(text)
      span = nil
      return
    }
    let range = try RangeText(text)
    values = try range.values()
    span = range.span
  }

  /// Where `share` of the way leads: for designs that choose points themselves. A range of whole numbers, of steps and of
  /// single values is cut into equal parts, one for each value.
  ///
  /// - Parameter share: from 0 to less than 1.
  public func value(at share: Double) -> String {
    let share = share.isFinite ? min(max(share, 0), 1) : 0
    if let span { return span.value(at: share) }
    return values[min(Int(share * Double(values.count)), values.count - 1)]
  }

  /// What a value comes to on an axis: of a time its seconds, of a size its bytes, else the number that is written; nil
  /// for what is no number.
  public static func number(_ value: String) -> Double? {
    guard let number = try? RangeNumber(value) else { return nil }
    let unit = number.unit
    guard let size = unit.size else { return Double("\(number.value)") }
    return Double("\(number.value * size)").map { unit.isBytes ? $0 : $0 / 1e9 }
  }

  /// Whether any number between the ends can be a value.
  public var isContinuous: Bool { span != nil }

  /// Numbers between two ends.
  struct Span: Sendable, Hashable {
    var low: Decimal
    var high: Decimal
    var unit: RangeUnit
    var isLog: Bool

    func value(at share: Double) -> String {
      if isLog { return unit.text(RangeText.between(low, high, share, digits: 4)) }
      let value = low + (high - low) * (Decimal(string: "\(share)") ?? 0)
      return unit.text(RangeText.rounded(value, significant: 6))
    }
  }
}
