// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing
import Scenarios

/// How the sections write what a result holds.
enum Words {
  /// A figure in its unit; `-` without one.
  static func value(_ value: Double?, unit: String) -> String {
    guard let value, value.isFinite else { return "-" }
    guard let unit = FigureUnit(rawValue: unit) else { return "\(number(value)) \(unit)" }
    switch unit {
    case .ratio where isExtreme(value): return percent(value)
    case .dollars where isExtreme(value): return "$\(value)"
    case .count where isExtreme(value), .perSecond where isExtreme(value): return number(value)
    default: return unit.text(value)
    }
  }

  /// Whether the digits alone would fill a line; then a number is written with an exponent.
  private static func isExtreme(_ value: Double) -> Bool {
    value != 0 && value.isFinite && (abs(value) >= 1e15 || abs(value) < 1e-12)
  }

  static func number(_ value: Double, significant: Int = 3) -> String {
    isExtreme(value) ? "\(value)" : Format.number(value, significant: significant)
  }

  static func percent(_ ratio: Double, decimals: Int = 2) -> String {
    isExtreme(ratio) ? "\(ratio * 100)%" : Format.percent(ratio, decimals: decimals)
  }

  /// Small numbers with two digits, so that what is rare does not read as never; large ones in thousands and so on.
  static func count(_ value: Double) -> String {
    abs(value) < 10 || isExtreme(value) ? number(value, significant: 2) : Format.count(value)
  }

  /// `5m41s .. 6m23s`; `-` without an interval.
  static func interval(_ low: Double?, _ high: Double?, unit: String) -> String {
    guard let low, let high else { return "-" }
    return "\(value(low, unit: unit)) .. \(value(high, unit: unit))"
  }

  /// The unit of one statistic of a metric: a tally's count and rate have their own.
  static func unit(_ metric: MetricResult, _ statistic: String) -> String {
    guard metric.stats["ratio"] != nil || metric.stats["rate"] != nil else { return metric.unit }
    switch statistic {
    case "count": return FigureUnit.count.rawValue
    case "rate": return FigureUnit.perSecond.rawValue
    default: return metric.unit
    }
  }

  static func confidence(_ result: RunResult) -> String {
    number(result.confidence * 100, significant: 4) + "%"
  }

  static func duration(_ seconds: Double) -> String { Format.duration(seconds: seconds) }

  /// The text of a decimal amount in dollars as a person reads it.
  static func dollars(_ text: String) -> String {
    Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")).map(Money.dollars) ?? text
  }

  /// What brings messages onto a way aside: `after 3 receives`.
  static func aside(_ link: LinkResult) -> String? {
    link.aside.map(said) ?? link.afterReceives.map { say("after \(say(count: $0, "receive"))") }
  }

  /// Texts by window, as one where they are the same: `6/s`, `6/s usual, 9/s promo`.
  static func byWindow(_ texts: [(window: String, text: String)]) -> String {
    guard let first = texts.first else { return "" }
    guard texts.contains(where: { $0.text != first.text }) else { return first.text }
    let shown = texts.prefix(3).map { "\($0.text) \($0.window)" }.joined(separator: ", ")
    return texts.count > 3 ? shown + ", …" : shown
  }

  /// Shares in several windows: one where they read the same, otherwise from the least to the most.
  static func range(_ shares: [Double]) -> String {
    guard let least = shares.min(), let most = shares.max() else { return "" }
    let (low, high) = (percent(least), percent(most))
    return low == high ? high : "\(low) .. \(high)"
  }

  /// The statistics in the order in which a person reads them: percentiles upwards, then the rest.
  static func ordered(_ statistics: some Sequence<String>) -> [String] {
    let rest = ["mean", "max", "ratio", "count", "rate"]
    func key(_ name: String) -> (Int, Double, String) {
      if let percentile = Percentile(name) { return (0, percentile.percent, name) }
      return (1, Double(rest.firstIndex(of: name) ?? rest.count), name)
    }
    return statistics.sorted { key($0) < key($1) }
  }
}

extension RunResult {
  /// Finished replications, those of the window that has fewest.
  var replications: Int { windows.map(\.replications).min() ?? 0 }

  /// Names of the flows, in order of their first appearance.
  var flowNames: [String] { Self.unique(windows.flatMap(\.flows).map(\.name)) }

  /// Names of the parts, in order of their first appearance.
  var partNames: [String] { Self.unique(windows.flatMap(\.parts).map(\.name)) }

  static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
