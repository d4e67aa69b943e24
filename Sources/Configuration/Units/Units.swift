// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Reading values with units. Strict: a unit is part of the value, and nothing is guessed.
///
/// A wrong text gives a `UnitError` with what was probably meant. Upper and lower case count, because `MB` and `Mb`
/// are different things; a wrong case is named in the suggestion.
public enum Units {
  static let nanosecondsPerDay: Int64 = 86_400_000_000_000
  /// The longest time: 7,300 days, 20 years. A few such times can be added up in 64 bits of nanoseconds.
  public static let longestDuration: Int64 = 7_300 * nanosecondsPerDay
  /// The most bytes: 1 EiB.
  public static let mostBytes: Int64 = 1 << 60
  /// The largest count: 10^15, which a binary floating point number still holds exactly.
  public static let largestCount = 1_000_000_000_000_000
  /// The highest rate per second.
  public static let highestRate = 1e15

  static let durations: [(name: String, nanoseconds: Int64)] = [
    ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
    ("m", 60_000_000_000), ("h", 3_600_000_000_000), ("d", nanosecondsPerDay), ("w", 7 * nanosecondsPerDay),
  ]

  static let sizes: [(name: String, bytes: Int64)] = [
    ("B", 1), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
    ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
  ]

  /// A time in nanoseconds: `30s`, `1.5s`, `1h30m`. Units: ns, us (µs), ms, s, m, h, d (24 h), w (7 d).
  ///
  /// Several parts must go from the larger to the smaller unit, and only the last may have decimals. Zero is `0s`. The
  /// result is exact; a part of a nanosecond is refused, and so is more than `longestDuration`.
  public static func duration(_ text: String) throws(UnitError) -> Int64 {
    var rest = text[...]
    var total: Int64 = 0
    var last = Int64.max
    var hadDecimals = false
    repeat {
      let (number, tail) = try Numeral.leading(rest)
      let name = tail.prefix { $0.isLetter }
      if name.isEmpty {
        if tail.isEmpty { throw UnitError(.unit, "needs a unit", suggestion: text + "s") }
        throw notReadable(text, "a time", example: "30s")
      }
      guard let unit = durations.first(where: { $0.name == name }) else {
        let better = nearestDuration(String(name))
        throw UnitError(
          .unit, "has an unknown unit of time: \(Diagnostic.quoted(String(name)))",
          suggestion: better.map { String(text.dropLast(tail.count)) + $0 + tail.dropFirst(name.count) })
      }
      guard unit.nanoseconds < last, !hadDecimals else {
        throw UnitError(
          .value, "must go from larger to smaller units, with decimals only in the last", suggestion: "1h30m")
      }
      last = unit.nanoseconds
      hadDecimals = number.decimals > 0
      let (sum, overflow) = total.addingReportingOverflow(try number.times(unit.nanoseconds))
      guard !overflow, sum <= longestDuration else { throw UnitError(.range, "is longer than 20 years") }
      total = sum
      rest = tail.dropFirst(name.count)
    } while !rest.isEmpty
    return total
  }

  /// A number of bytes: `256KiB`, `1.5GB`. KB is 1000, KiB is 1024. The result is exact and at most `mostBytes`.
  public static func bytes(_ text: String) throws(UnitError) -> Int64 {
    let (number, name) = try Numeral.leading(text[...])
    return try bytes(number, unit: name, text: text, suffix: "")
  }

  static func bytes(
    _ number: Numeral, unit name: Substring, text: String, suffix: String
  ) throws(UnitError) -> Int64 {
    if name.isEmpty { throw UnitError(.unit, "needs a unit", suggestion: text.dropLast(suffix.count) + "KiB" + suffix) }
    guard let unit = sizes.first(where: { $0.name == name }) else {
      guard name.allSatisfy(\.isLetter) else { throw notReadable(text, "a number of bytes", example: "256KiB") }
      throw UnitError(
        .unit, "has an unknown unit of bytes: \(Diagnostic.quoted(String(name)))",
        suggestion: nearestSize(String(name)).map {
          String(text.dropLast(name.count + suffix.count)) + $0 + suffix
        })
    }
    let value = try number.times(unit.bytes)
    guard value <= mostBytes else { throw UnitError(.range, "is more than 1 EiB") }
    return value
  }

  /// A share of one: `0.5%` or `0.005`. From 0 to 1.
  public static func ratio(_ text: String) throws(UnitError) -> Double {
    let (number, rest) = try Numeral.leading(text[...])
    guard rest.isEmpty || rest == "%" else { throw notReadable(text, "a share", example: "0.5%") }
    let value = number.double(timesTenTo: rest == "%" ? -2 : 0)
    guard value <= 1 else {
      let suggestion = rest.isEmpty && value <= 100 ? text + "%" : nil
      throw UnitError(.range, "must lie between 0% and 100%", suggestion: suggestion)
    }
    return value
  }

  /// An amount of US dollars: `$0.40`. Exact, at most 10^12.
  public static func money(_ text: String) throws(UnitError) -> Decimal {
    if text.hasPrefix("-") || text.hasPrefix("$-") { throw UnitError(.range, "cannot be negative") }
    guard text.hasPrefix("$") else {
      let (_, rest) = try Numeral.leading(text[...])
      if rest.isEmpty { throw UnitError(.unit, "needs a currency", suggestion: "$" + text) }
      throw notReadable(text, "an amount of money", example: "$0.40")
    }
    let (number, rest) = try Numeral.leading(text.dropFirst())
    guard rest.isEmpty else {
      let plain = text.filter { $0 != "," }
      if plain != text, (try? money(plain)) != nil {
        throw UnitError(.value, "must be written without commas", suggestion: plain)
      }
      throw notReadable(text, "an amount of money", example: "$0.40")
    }
    guard number.decimal <= 1_000_000_000_000 else { throw UnitError(.range, "is more than $1000000000000") }
    return number.decimal
  }

  /// A whole number: `200`, `1_000`, `50k`, `3M`, `2G`. At most `largestCount`.
  public static func count(_ text: String) throws(UnitError) -> Int {
    let (number, rest) = try Numeral.leading(text[...])
    guard let factor = multiplier(rest) else { throw notReadable(text, "a whole number", example: "200 or 50k") }
    guard let value = try? number.times(factor), value <= Int64(largestCount) else {
      let isWhole = number.decimals == 0 || factor > 1
      throw isWhole
        ? UnitError(.range, "is too large, or not whole") : UnitError(.value, "must be a whole number")
    }
    return Int(value)
  }

  /// How many times: `3`, `1.3x`. At most 10^9.
  public static func factor(_ text: String) throws(UnitError) -> Double {
    let (number, rest) = try Numeral.leading(text[...])
    guard rest.isEmpty || rest == "x" else { throw notReadable(text, "a factor", example: "1.3x") }
    let value = number.double()
    guard value <= 1e9 else { throw UnitError(.range, "is too large") }
    return value
  }

  /// A number without a unit, perhaps negative, perhaps with an exponent: `0.9`, `-2`, `1e-4`. Between -10^15 and
  /// 10^15.
  public static func number(_ text: String) throws(UnitError) -> Double {
    var digits = text[...]
    let isNegative = digits.hasPrefix("-")
    if isNegative { digits = digits.dropFirst() }
    if digits.hasPrefix("-") { throw notReadable(text, "a number", example: "0.9") }
    let (number, rest) = try Numeral.leading(digits)
    var exponent = 0
    if !rest.isEmpty {
      guard let mark = rest.first, mark == "e" || mark == "E", rest.utf8.count <= 5,
        let value = Int(rest.dropFirst())
      else { throw notReadable(text, "a number", example: "0.9") }
      exponent = value
    }
    let value = number.double(timesTenTo: exponent)
    guard value <= 1e15 else { throw UnitError(.range, "is too large") }
    return isNegative ? -value : value
  }

  static func multiplier(_ suffix: Substring) -> Int64? {
    switch suffix {
    case "": 1
    case "k": 1_000
    case "M": 1_000_000
    case "G": 1_000_000_000
    default: nil
    }
  }

  static func notReadable(_ text: String, _ what: String, example: String) -> UnitError {
    UnitError(
      .value, "must be \(English.withArticle(what)) such as \(example), not \(Diagnostic.quoted(text))")
  }

  private static func nearestDuration(_ name: String) -> String? {
    switch name.lowercased() {
    case "sec", "secs", "second", "seconds", "s": "s"
    case "min", "mins", "minute", "minutes", "m": "m"
    case "hr", "hrs", "hour", "hours", "h": "h"
    case "day", "days", "d": "d"
    case "week", "weeks", "w": "w"
    case "msec", "millis", "millisecond", "milliseconds", "ms": "ms"
    case "usec", "micros", "microsecond", "microseconds", "us": "us"
    case "nsec", "nanos", "nanosecond", "nanoseconds", "ns": "ns"
    default: Names.nearest(name, in: durations.map(\.name))
    }
  }

  private static func nearestSize(_ name: String) -> String? {
    if let same = sizes.first(where: { $0.name.lowercased() == name.lowercased() }) { return same.name }
    switch name.lowercased() {
    case "k", "kbyte": return "KB"
    case "m", "mbyte": return "MB"
    case "g", "gbyte": return "GB"
    case "t", "tbyte": return "TB"
    case "ki": return "KiB"
    case "mi": return "MiB"
    case "gi": return "GiB"
    case "ti": return "TiB"
    case "byte", "bytes": return "B"
    default: return Names.nearest(name, in: sizes.map(\.name))
    }
  }
}
