// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Scenarios

/// A flow's latency by percentile, a line for each window: an average hides the tail, this shows it.
enum LatencyCurveChart {
  static func charts(_ result: RunResult) -> [Chart] {
    guard result.replications > 0 else { return [] }
    return result.flowNames.compactMap { flow in
      let windows = result.windows.compactMap { window in
        window.flows.first { $0.name == flow }?.metrics["latency"].map { (window.name, $0.stats) }
      }
      let bounds = result.slos.filter { $0.of == flow && $0.metric.hasPrefix("latency.") }.prefix(3)
      return chart(
        say("Latency of \(flow)"), lines: windows.map { ($0, $1, result.percentiles) },
        rules: bounds.map { slo in
          let statistic = slo.metric.dropFirst("latency.".count)
          return ChartRule("\(slo.name): \(statistic) \(slo.asked)", .y, at: slo.bound)
        })
    }
  }

  /// - Parameter lines: what each is called, its figures by the name of a statistic, and which of these are wanted.
  static func chart(
    _ title: String, lines: [(name: String, stats: [String: Figure], percentiles: [String])], rules: [ChartRule] = []
  ) -> Chart? {
    let series = lines.compactMap { line -> ChartSeries? in
      let points = line.percentiles.compactMap { name -> ChartPoint? in
        guard let percent = Percentile(name)?.percent, percent < 100, let figure = line.stats[name],
          figure.value.isFinite
        else { return nil }
        return ChartPoint(percent / 100, figure.value, low: figure.low, high: figure.high)
      }
      return points.count > 1 ? ChartSeries(line.name, .line, points.sorted { $0.x < $1.x }) : nil
    }
    guard !series.isEmpty else { return nil }
    let values = series.flatMap(\.points).map(\.y)
    let isWide = (values.min() ?? 0) > 0 && (values.max() ?? 0) > 5 * (values.min() ?? 0)
    return Chart(
      id: "latency", title: title,
      summary: say("\(title) by percentile. \(series.map(words).joined(separator: "; "))."),
      x: ChartAxis(say("percentile"), .ratio, .nines),
      y: ChartAxis(say("latency"), .seconds, isWide ? .log10 : .linear),
      series: isWide ? series.map(above0) : series, rules: isWide ? rules.filter { $0.at > 0 } : rules)
  }

  /// On a logarithmic axis an interval cannot reach down to 0.
  private static func above0(_ series: ChartSeries) -> ChartSeries {
    var series = series
    for place in series.points.indices {
      guard let low = series.points[place].low, low <= 0 else { continue }
      series.points[place].low = series.points[place].y / 10
    }
    return series
  }

  /// `usual: p50 1.6s, p99 26.8s`
  private static func words(_ series: ChartSeries) -> String {
    let ends = [series.points.first, series.points.last].compactMap(\.self)
    let values = ends.map { "\(ChartWords.percentile($0.x)) \(Words.duration($0.y))" }
    return "\(series.name): \(values.joined(separator: ", "))"
  }
}
