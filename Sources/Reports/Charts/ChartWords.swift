// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// How charts write numbers.
enum ChartWords {
  /// A number at an axis, with as many decimals as the step needs: `0`, `10ms`, `1m30s`, `2.5 k`, `$0.50`, `99.5%`,
  /// `2x`.
  static func tick(_ value: Double, _ unit: ChartUnit, step: Double) -> String {
    switch unit {
    case .seconds: return time(value)
    case .ratio: return decimal(value * 100, step: step * 100) + "%"
    case .count, .number: return short(value, step: step)
    case .perSecond: return value == 0 ? "0" : short(value, step: step) + "/s"
    case .dollars: return (value < 0 ? "-$" : "$") + money(abs(value), step: step)
    case .bytes: return value == 0 ? "0" : memory(value)
    case .factor: return decimal(value, step: step) + "x"
    }
  }

  /// A value that is pointed at.
  static func value(_ value: Double, _ unit: ChartUnit) -> String {
    switch unit {
    case .bytes: CurveChart.memory(value)
    case .factor: "\(Words.number(value))x"
    case .number: Words.number(value)
    case .dollars: value < 0 ? "-" + Format.money(Decimal(measured: -value)) : Format.money(Decimal(measured: value))
    default: Words.value(value, unit: unit.rawValue)
    }
  }

  /// A percentile's name on the axis of nines: `p99.9`.
  static func percentile(_ share: Double) -> String { "p" + decimal(share * 100, digits: 6) }

  /// `0`, `250us`, `10ms`, `1.5s`, `1m30s`, `2h`.
  private static func time(_ seconds: Double) -> String {
    guard seconds != 0 else { return "0" }
    guard abs(seconds) < 9e9 else { return short(seconds, step: seconds) + "s" }
    let nanoseconds = (seconds * 1e9).rounded()
    let text = Format.exactDuration(Int64(abs(nanoseconds)))
    return nanoseconds < 0 ? "-" + text : text
  }

  /// `800`, `2,500`, `10 k`, `1.5 M`.
  private static func short(_ value: Double, step: Double) -> String {
    for (limit, scale, name) in [(1e9, 1e9, " G"), (1e6, 1e6, " M"), (1e4, 1e3, " k")] where abs(value) >= limit {
      return decimal(value / scale, step: step / scale) + name
    }
    if value == value.rounded(), abs(value) < 1e15 { return Format.grouped(Int(value)) }
    return decimal(value, step: step)
  }

  private static func money(_ value: Double, step: Double) -> String {
    if value >= 1e6 { return decimal(value / 1e6, step: step / 1e6) + " M" }
    if value == value.rounded() { return Format.grouped(Int(value)) }
    // Cents have two digits.
    return decimal(value, digits: max(2, digits(step)), keepsZeros: true)
  }

  private static func memory(_ value: Double) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var (value, unit) = (value, 0)
    while abs(value) >= 1024, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
    return decimal(value, digits: 2) + " " + units[unit]
  }

  private static func decimal(_ value: Double, step: Double) -> String { decimal(value, digits: digits(step)) }

  /// Decimals that tell one step from the next.
  private static func digits(_ step: Double) -> Int {
    guard step > 0 else { return 3 }
    return Int(min(max(-Foundation.log10(step * 1.000001).rounded(.down), 0), 9))
  }

  /// With at most so many decimals, and no zeros at the end.
  static func decimal(_ value: Double, digits: Int, keepsZeros: Bool = false) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let scale = Foundation.pow(10, Double(digits))
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e18 else { return "\(value)" }
    let whole = Int64(scaled)
    var text = String(whole)
    if digits > 0 {
      while text.count <= digits { text = "0" + text }
      text.insert(".", at: text.index(text.endIndex, offsetBy: -digits))
      if !keepsZeros {
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
      }
    }
    return value < 0 && whole != 0 ? "-" + text : text
  }
}
