// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension Format {
  /// A whole number with commas: `15,942,013`.
  public static func grouped(_ number: Int) -> String {
    grouped(digits: String(number.magnitude), negative: number < 0)
  }

  static func grouped(digits: String, negative: Bool = false) -> String {
    var result = negative ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }

  /// A count for a table: exact with commas below 10,000 (`4,012`), then thousands, millions and so on with one decimal
  /// below 100 (`17.5 k`, `774 k`, `2.9 M`, `1.2 G`). At most 4 digits.
  public static func count(_ number: Int) -> String {
    count(Double(number))
  }

  /// As `count(_:)`, for a mean; below 100 with one decimal if it is not whole. `-` for what is not finite.
  public static func count(_ number: Double) -> String {
    guard number.isFinite else { return noNumber }
    if number < 0 { return "-" + count(-number) }
    if number < 9_999.5 {
      let value = Digits(number).rounded(decimals: number < 99.95 ? 1 : 0)
      return value.text(grouped: true)
    }
    for (suffix, unit) in [("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12)] {
      let value = number / unit
      if value < 999.5 || suffix == "T" {
        return Digits(value).rounded(decimals: value < 99.95 ? 1 : 0).text(
          grouped: true, minimumDecimals: value < 99.95 ? 1 : 0)
          + " \(suffix)"
      }
    }
    return noNumber
  }

  /// A share as a percentage with two decimals, `0.03%`, `6.25%`, `99.90%`; `decimals` for another number of them.
  ///
  /// What is not zero never reads as zero: `0.000004` is `0.0004%`. Nor does what is below one read as one.
  public static func percent(_ ratio: Double, decimals: Int = 2) -> String {
    guard ratio.isFinite else { return noNumber }
    let decimals = max(0, min(decimals, 12))
    let exact = Digits(ratio).shifted(by: 2)
    let rounded = exact.rounded(decimals: decimals)
    if rounded.isZero, !exact.isZero { return exact.rounded(significant: 1).text() + "%" }
    if ratio < 1, rounded == Digits(100) {
      // As many nines as it takes.
      for more in decimals + 1...decimals + 12 {
        let closer = exact.rounded(decimals: more)
        if closer != Digits(100) { return closer.text() + "%" }
      }
    }
    return rounded.text(minimumDecimals: decimals) + "%"
  }

  /// A number with so many significant digits, without zeros at its end. Digits before the point are all kept:
  /// `0.0123`, `1.5`, `1,235`. Below 10^-6 with an exponent: `1.2e-7`. `-` for what is not finite.
  public static func number(_ value: Double, significant: Int = 3) -> String {
    guard value.isFinite else { return noNumber }
    let significant = max(1, min(significant, 17))
    let exact = Digits(value)
    guard !exact.isZero else { return "0" }
    let rounded = exact.rounded(decimals: max(0, significant - exact.pointPosition))
    if abs(value) < 1e-6 {
      let digits = exact.rounded(significant: significant)
      return digits.shifted(by: 1 - digits.pointPosition).text() + "e\(digits.pointPosition - 1)"
    }
    return rounded.text(grouped: true)
  }

  /// An amount of US dollars with two decimals and commas: `$1,014.74`. Half a cent is rounded away from zero.
  ///
  /// - Parameter decimals: how many decimals, from 0 to 12.
  public static func money(_ amount: Decimal, decimals: Int = 2) -> String {
    guard amount.isFinite else { return noNumber }
    let decimals = max(0, min(decimals, 12))
    var source = amount
    var rounded = Decimal()
    NSDecimalRound(&rounded, &source, decimals, .plain)
    return money(rounded, minimumDecimals: decimals, grouped: true)
  }

  /// A price exactly, with at least two decimals: `$0.40`, `$0.0000004`, `$0.04656`.
  public static func unitPrice(_ amount: Decimal, grouped: Bool = true) -> String {
    amount.isFinite ? money(amount, minimumDecimals: 2, grouped: grouped) : noNumber
  }

  private static func money(_ amount: Decimal, minimumDecimals: Int, grouped isGrouped: Bool) -> String {
    let negative = amount < 0
    // Decimal's description has plain digits and a point in every locale.
    let parts = (negative ? -amount : amount).description.split(separator: ".", omittingEmptySubsequences: false)
    let whole = String(parts.first ?? "0")
    var decimals = parts.count > 1 ? String(parts[1]) : ""
    while decimals.count < minimumDecimals { decimals += "0" }
    let digits = isGrouped ? grouped(digits: whole) : whole
    return (negative ? "-$" : "$") + digits + (decimals.isEmpty ? "" : "." + decimals)
  }
}

/// A number's decimal digits, as the shortest text that reads back to it has them. Rounding these gives what a person
/// expects of the printed number, and is the same everywhere.
struct Digits: Hashable {
  private(set) var isNegative: Bool
  /// Without zeros at either end; empty for zero.
  private var digits: [UInt8]
  /// Where the point stands, counted from the first digit: 3 for 123.4, -1 for 0.0123.
  private(set) var pointPosition: Int

  var isZero: Bool { digits.isEmpty }

  /// The value must be finite.
  init(_ value: Double) {
    var mantissa = Substring(value.magnitude.description)
    var exponent = 0
    if let mark = mantissa.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      exponent = Int(mantissa[mantissa.index(after: mark)...]) ?? 0
      mantissa = mantissa[..<mark]
    }
    let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    let whole = parts.first ?? ""
    digits = (whole.utf8 + (parts.count > 1 ? Array(parts[1].utf8) : [])).map { $0 &- UInt8(ascii: "0") }
    pointPosition = whole.utf8.count + exponent
    isNegative = value < 0
    tidy()
  }

  private mutating func tidy() {
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    pointPosition -= zeros
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty {
      pointPosition = 0
      isNegative = false
    }
  }

  /// Times a power of ten, exactly.
  func shifted(by places: Int) -> Digits {
    var copy = self
    if !isZero { copy.pointPosition += places }
    return copy
  }

  func rounded(significant: Int) -> Digits { rounded(decimals: significant - pointPosition) }

  /// Half is rounded away from zero.
  func rounded(decimals: Int) -> Digits {
    let kept = pointPosition + decimals
    guard kept < digits.count else { return self }
    var copy = self
    guard kept >= 0 else {
      copy.digits = []
      copy.tidy()
      return copy
    }
    let up = digits[kept] >= 5
    copy.digits = Array(digits.prefix(kept))
    if up {
      var index = kept - 1
      while index >= 0, copy.digits[index] == 9 {
        copy.digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        copy.digits[index] += 1
      } else {
        copy.digits.insert(1, at: 0)
        copy.pointPosition += 1
      }
    }
    copy.tidy()
    return copy
  }

  func text(grouped: Bool = false, minimumDecimals: Int = 0) -> String {
    var whole = ""
    var decimals = ""
    for index in min(0, pointPosition)..<max(digits.count, pointPosition, 0) {
      let digit = digits.indices.contains(index) ? Character(Unicode.Scalar(digits[index] + 48)) : "0"
      if index < pointPosition { whole.append(digit) } else { decimals.append(digit) }
    }
    if whole.isEmpty { whole = "0" }
    while decimals.count < minimumDecimals { decimals += "0" }
    if grouped { whole = Format.grouped(digits: whole) }
    return (isNegative ? "-" : "") + whole + (decimals.isEmpty ? "" : "." + decimals)
  }
}
