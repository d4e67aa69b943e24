// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What is wrong with a number or its unit.
public struct UnitError: Error, Hashable, Sendable {
  /// `unit` (missing or unknown), `range` (negative, too large, too fine) or `value` (not a number).
  public var code: Diagnostic.Code
  /// The end of a sentence that starts with the setting's name: `needs a unit`.
  public var message: String
  /// What was probably meant, such as `30s`.
  public var suggestion: String?

  public init(_ code: Diagnostic.Code, _ message: String, suggestion: String? = nil) {
    self.code = code
    self.message = message
    self.suggestion = suggestion
  }
}

/// A decimal number as written, exactly: `mantissa` / 10^`decimals`.
struct Numeral: Hashable {
  /// At most 18 digits, so that it fits without rounding.
  var mantissa: Int64
  var decimals: Int

  /// Splits a text into the number that it starts with and the rest.
  ///
  /// A number is digits, perhaps with `_` between them, perhaps with a point and more digits. No sign, no exponent.
  static func leading(_ text: Substring) throws(UnitError) -> (Numeral, rest: Substring) {
    var mantissa: Int64 = 0
    var decimals = 0
    var digits = 0
    var significant = 0
    var afterPoint = false
    var lastWasDigit = false
    var index = text.utf8.startIndex
    scan: while index < text.utf8.endIndex {
      let byte = text.utf8[index]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        if significant > 0 || byte != UInt8(ascii: "0") { significant += 1 }
        guard significant <= 18, decimals <= 18 else {
          throw UnitError(.range, "has too many digits")
        }
        mantissa = mantissa * 10 + Int64(byte - UInt8(ascii: "0"))
        if afterPoint { decimals += 1 }
        lastWasDigit = true
      case UInt8(ascii: ".") where !afterPoint && lastWasDigit:
        afterPoint = true
        lastWasDigit = false
      case UInt8(ascii: "_") where lastWasDigit && !afterPoint: lastWasDigit = false
      default: break scan
      }
      index = text.utf8.index(after: index)
    }
    guard digits > 0, lastWasDigit else {
      if text.hasPrefix("-"), text.dropFirst().first?.isNumber ?? false {
        throw UnitError(.range, "cannot be negative")
      }
      throw UnitError(.value, "must be a number, not \(Diagnostic.quoted(String(text)))")
    }
    while decimals > 0, mantissa % 10 == 0 {
      mantissa /= 10
      decimals -= 1
    }
    return (Numeral(mantissa: mantissa, decimals: decimals), text[index...])
  }

  /// The number times `factor`, if that is a whole number that fits.
  func times(_ factor: Int64) throws(UnitError) -> Int64 {
    var factor = factor
    var left = decimals
    while left > 0, factor % 10 == 0 {
      factor /= 10
      left -= 1
    }
    // What is left of the power of ten must divide the mantissa's product with the factor.
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: factor)
    guard !overflow else { throw UnitError(.range, "is too large") }
    guard left > 0 else { return product }
    guard left <= 18 else { throw UnitError(.range, "is finer than can be counted") }
    var power: Int64 = 1
    for _ in 0..<left { power *= 10 }
    guard product % power == 0 else { throw UnitError(.range, "is finer than can be counted") }
    return product / power
  }

  /// The nearest binary number to the value times 10^`exponent`, rounded once.
  func double(timesTenTo exponent: Int = 0) -> Double {
    Double("\(mantissa)e\(exponent - decimals)") ?? .infinity
  }

  /// The exact value.
  var decimal: Decimal {
    Decimal(sign: .plus, exponent: -decimals, significand: Decimal(mantissa))
  }
}
