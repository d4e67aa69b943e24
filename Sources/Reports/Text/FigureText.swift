// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// How other pages and lists write a figure, so that it reads as it does in a report.
public enum FigureText {
  /// A figure in its unit, as results name it: `1.6s`, `6.25%`, `$20.10`; `-` without one.
  public static func value(_ value: Double?, unit: String) -> String { Words.value(value, unit: unit) }

  /// `1.5s .. 1.7s`; nil without an interval.
  public static func interval(_ low: Double?, _ high: Double?, unit: String) -> String? {
    guard low != nil, high != nil else { return nil }
    return Words.interval(low, high, unit: unit)
  }

  public static func percent(_ ratio: Double, decimals: Int = 0) -> String { Words.percent(ratio, decimals: decimals) }

  /// The verdict with its mark: `✓ pass`.
  public static func verdict(_ verdict: SLOResult.Verdict) -> String {
    ObjectiveSection.mark(verdict).text + " " + ObjectiveSection.verdict(verdict).text
  }
}
