// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Writing numbers for people, the same on every machine: no locale, no system formatter.
public enum Format {
  /// What stands for a number that is not one.
  static let noNumber = "-"

  // MARK: - Times

  /// A time for a report, short: `640ms`, `1.6s`, `26.8s`, `6m02s`, `1h03m`, `2d04h`.
  ///
  /// Below 10 of a unit (ns, us, ms) and below a minute there is one decimal, without `.0`; from a minute on two units,
  /// the second with two digits. `Units.duration` reads it back, but it is rounded.
  public static func duration(_ nanoseconds: Int64) -> String {
    if nanoseconds < 0 {
      return "-" + duration(nanoseconds == .min ? .max : -nanoseconds)
    }
    if nanoseconds == 0 { return "0s" }
    if nanoseconds < 1_000 { return "\(nanoseconds)ns" }
    // Each limit is where rounding would reach the next unit.
    if nanoseconds < 999_500 { return fraction(nanoseconds, unit: 1_000) + "us" }
    if nanoseconds < 999_500_000 { return fraction(nanoseconds, unit: 1_000_000) + "ms" }
    let second: Int64 = 1_000_000_000
    if nanoseconds < 59_950_000_000 { return tenths(nanoseconds, unit: second) + "s" }
    if nanoseconds < 3_599_500_000_000 { return pair(nanoseconds, second, 60, "m", "s") }
    if nanoseconds < 86_370_000_000_000 { return pair(nanoseconds, 60 * second, 60, "h", "m") }
    return pair(nanoseconds, 3_600 * second, 24, "d", "h")
  }

  /// A time in seconds, as `duration(_:)`. `-` for what is not finite or beyond 290 years.
  public static func duration(seconds: Double) -> String {
    let nanoseconds = (seconds * 1e9).rounded()
    guard abs(nanoseconds) < 9.2e18 else { return noNumber }
    return duration(Int64(nanoseconds))
  }

  /// A time exactly, as one writes it in a scenario: `30s`, `1m30s`, `12h`, `14d`, `1.5s`.
  public static func exactDuration(_ nanoseconds: Int64) -> String {
    if nanoseconds < 0 { return "-" + exactDuration(nanoseconds == .min ? .max : -nanoseconds) }
    if nanoseconds == 0 { return "0s" }
    if nanoseconds < 1_000_000_000 || nanoseconds % 1_000_000_000 != 0 {
      guard nanoseconds < 60_000_000_000 else {
        let rest = nanoseconds % 60_000_000_000
        return exactDuration(nanoseconds - rest) + exactDuration(rest)
      }
      let units: [(String, Int64, Int)] = [("s", 1_000_000_000, 9), ("ms", 1_000_000, 6), ("us", 1_000, 3)]
      for (name, unit, digits) in units where nanoseconds >= unit {
        let part = String(nanoseconds % unit)
        let padded = String(repeating: "0", count: digits - part.count) + part
        let decimals = trimmed(padded)
        return "\(nanoseconds / unit)\(decimals.isEmpty ? "" : "." + decimals)\(name)"
      }
      return "\(nanoseconds)ns"
    }
    var rest = nanoseconds
    var text = ""
    for (name, unit) in [("d", Units.nanosecondsPerDay), ("h", 3_600_000_000_000), ("m", 60_000_000_000)]
    where rest >= unit {
      text += "\(rest / unit)\(name)"
      rest %= unit
    }
    return rest > 0 ? text + "\(rest / 1_000_000_000)s" : text
  }

  /// One decimal below 10, none above.
  private static func fraction(_ value: Int64, unit: Int64) -> String {
    value < unit * 10 - unit / 20 ? tenths(value, unit: unit) : String(divided(value, by: unit))
  }

  private static func tenths(_ value: Int64, unit: Int64) -> String {
    let tenths = divided(value, by: unit / 10)
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// Rounded to the nearest, half upwards.
  private static func divided(_ value: Int64, by unit: Int64) -> Int64 {
    value / unit + (value % unit >= unit - unit / 2 ? 1 : 0)
  }

  private static func pair(_ value: Int64, _ unit: Int64, _ base: Int64, _ large: String, _ small: String) -> String {
    let units = divided(value, by: unit)
    let rest = units % base
    return "\(units / base)\(large)\(rest < 10 ? "0" : "")\(rest)\(small)"
  }

  static func trimmed(_ digits: String) -> String {
    var digits = digits
    while digits.last == "0" { digits.removeLast() }
    return digits
  }

  // MARK: - Bytes

  /// Bytes for a report, in binary units: `512 B`, `1.4 KiB`, `375 MiB`; one decimal below 100.
  public static func bytes(_ count: some BinaryInteger) -> String {
    bytes(Double(count))
  }

  /// As `bytes(_:)`, for a mean or a rate. `-` for what is not finite.
  public static func bytes(_ count: Double) -> String {
    guard count.isFinite else { return noNumber }
    if count < 0 { return "-" + bytes(-count) }
    if count < 1_023.5 { return Digits(count).rounded(decimals: 0).text() + " B" }
    var value = count
    for unit in ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] {
      value /= 1_024
      if value < 1_023.5 || unit == "EiB" {
        let text = Digits(value).rounded(decimals: value < 99.95 ? 1 : 0).text()
        return "\(text) \(unit)"
      }
    }
    return noNumber
  }

  /// Bytes exactly, as one writes them in a scenario: `256KiB`, `512MB`, `1000001B`.
  public static func exactBytes(_ count: Int64) -> String {
    if count < 0 { return "-" + exactBytes(count == .min ? .max : -count) }
    guard count > 0 else { return "0B" }
    let fitting = Units.sizes.filter { count % $0.bytes == 0 }
    // The unit with the smallest number; of 1,024,000 B that is 1000KiB or 1024KB.
    let best = fitting.max { $0.bytes < $1.bytes }
    return best.map { "\(count / $0.bytes)\($0.name)" } ?? "\(count)B"
  }
}
