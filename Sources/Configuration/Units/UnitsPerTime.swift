// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension Units {
  /// What may stand behind the slash of a rate, in seconds. A month is 730 hours, as AWS bills it.
  static let periods: [(name: String, seconds: Double)] = [
    ("s", 1), ("min", 60), ("h", 3_600), ("day", 86_400), ("week", 604_800), ("month", 2_628_000),
  ]

  /// How often, per second: `6/s`, `3M/day`, `100/min`, `1.2k/h`. At most `highestRate`.
  ///
  /// The number may have k, M or G; the periods are s, min, h, day, week and month (730 h).
  public static func rate(_ text: String) throws(UnitError) -> Double {
    let (number, rest) = try Numeral.leading(text[...])
    let suffix = rest.prefix { $0 != "/" }
    let exponent: Int
    switch suffix {
    case "": exponent = 0
    case "k": exponent = 3
    case "M": exponent = 6
    case "G": exponent = 9
    default: throw notReadable(text, "a rate", example: "6/s")
    }
    let seconds = try period(rest.dropFirst(suffix.count), of: text)
    return try checked(number.double(timesTenTo: exponent) / seconds)
  }

  /// Bytes per second: `5MB/s`. Sizes as in `bytes`, periods as in `rate`.
  public static func byteRate(_ text: String) throws(UnitError) -> Double {
    let (number, rest) = try Numeral.leading(text[...])
    let unit = rest.prefix { $0 != "/" }
    let slash = rest.dropFirst(unit.count)
    if unit.isEmpty, slash.isEmpty { throw UnitError(.unit, "needs a unit", suggestion: text + "MB/s") }
    let bytes = try bytes(number, unit: unit, text: text, suffix: String(slash))
    return try checked(Double(bytes) / period(slash, of: text))
  }

  /// US dollars per hour: `$60/h`. Exact.
  public static func moneyPerHour(_ text: String) throws(UnitError) -> Decimal {
    guard let slash = text.firstIndex(of: "/") else {
      let amount = try money(text)
      throw UnitError(.unit, "needs a unit of time", suggestion: "\(Format.unitPrice(amount, grouped: false))/h")
    }
    let amount = try money(String(text[..<slash]))
    guard text[slash...] == "/h" else {
      throw UnitError(
        .unit, "must be given per hour", suggestion: "\(Format.unitPrice(amount, grouped: false))/h")
    }
    return amount
  }

  private static func checked(_ rate: Double) throws(UnitError) -> Double {
    guard rate <= highestRate else { throw UnitError(.range, "is too high") }
    return rate
  }

  /// The seconds of `/min`, given with its slash.
  private static func period(_ slash: Substring, of text: String) throws(UnitError) -> Double {
    guard !slash.isEmpty else { throw UnitError(.unit, "needs a unit of time", suggestion: text + "/s") }
    let name = slash.dropFirst()
    if let found = periods.first(where: { $0.name == name }) { return found.seconds }
    let better: String? =
      switch name.lowercased() {
      case "sec", "second", "": "s"
      case "m", "minute": "min"
      case "hr", "hour": "h"
      case "d": "day"
      case "w": "week"
      case "mo", "mon": "month"
      default: Names.nearest(String(name), in: periods.map(\.name))
      }
    throw UnitError(
      .unit, "has an unknown unit of time: \(Diagnostic.quoted(String(name)))",
      suggestion: better.map { String(text.dropLast(name.count)) + $0 })
  }
}
