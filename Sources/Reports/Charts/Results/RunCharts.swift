// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation

extension Chart {
  /// All pictures of a run: latencies, where the time goes, what builds up and drains, the warm-up, the bill.
  public static func all(of result: RunResult) -> [Chart] { all(of: result, points: 240) }

  /// - Parameter points: the most that a line over time has.
  static func all(of result: RunResult, points: Int) -> [Chart] {
    numbered(
      LatencyCurveChart.charts(result) + LatencyAccountChart.charts(result)
        + OverTimeChart.charts(result, points: points) + WarmUpChart.charts(result, points: points)
        + CostChart.charts(result))
  }

  /// With a number behind each id, so that every chart has its own.
  static func numbered(_ charts: [Chart]) -> [Chart] {
    var counts: [String: Int] = [:]
    return charts.map { chart in
      var chart = chart
      counts[chart.id, default: 0] += 1
      chart.id += "-\(counts[chart.id] ?? 1)"
      return chart
    }
  }

  /// The number with four digits, which is more than a picture of many points can show; the result's own JSON and CSV
  /// have them all.
  static func rounded(_ value: Double, _ digits: Int = 4) -> Double {
    guard value != 0, value.isFinite else { return 0 }
    return Double(String(format: "%.\(digits)g", value)) ?? value
  }
}
