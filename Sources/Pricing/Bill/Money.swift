// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The spelling of amounts and quantities. The same number gives the same text in every language setting.
public enum Money {
  /// The whole number, all its decimals and nothing else: `815.7312`, `0.0000004`, `-0.4`.
  public static func plain(_ number: Decimal) -> String {
    number.isNaN ? "NaN" : "\(number)"
  }

  /// An amount in cents without sign of currency or grouping: `1014.74`, `-0.40`.
  public static func cents(_ amount: Decimal) -> String {
    fixed(amount, places: 2)
  }

  /// An amount as a person reads it: `$1,014.74`, `-$0.40`.
  public static func dollars(_ amount: Decimal) -> String {
    signed(fixed(amount, places: 2), unit: "$")
  }

  /// An amount of which a reader wants the first digits: cents from a dollar on, else three digits: `$12.34`, `$0.000456`.
  public static func rough(_ amount: Decimal) -> String {
    guard abs(amount) < 1, amount != 0, amount.isFinite else { return dollars(amount) }
    let leading = amount.exponent + abs(amount.significand).description.count
    return unitPrice(amount.rounded(places: 3 - leading))
  }

  /// A price for one unit with all its decimals, at least two: `$0.04656`, `$0.40`, `$12.00`.
  public static func unitPrice(_ usd: Decimal) -> String {
    let text = plain(usd)
    let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
    return decimals >= 2 || usd.isNaN ? signed(text, unit: "$") : dollars(usd)
  }

  /// A number of at most `places` decimals with its thousands grouped: `17,520`, `15.9`.
  public static func grouped(_ number: Decimal, places: Int) -> String {
    signed(plain(number.rounded(places: places)), unit: "")
  }

  /// A number with exactly `places` decimals.
  static func fixed(_ number: Decimal, places: Int) -> String {
    let text = plain(number.rounded(places: places))
    guard !number.isNaN, places > 0 else { return text }
    let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
    let zeros = String(repeating: "0", count: max(0, places - decimals))
    return decimals == 0 ? "\(text).\(zeros)" : text + zeros
  }

  /// Groups the digits in front of the point by threes and puts `unit` between the sign and the digits.
  private static func signed(_ text: String, unit: String) -> String {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop(while: { $0 == "-" }).split(separator: ".", maxSplits: 1)
    guard let whole = parts.first, whole.allSatisfy(\.isNumber) else { return text }
    var digits = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { digits.append(",") }
      digits.append(digit)
    }
    let fraction = parts.count > 1 ? ".\(parts[1])" : ""
    return (isNegative ? "-" : "") + unit + digits + fraction
  }
}
