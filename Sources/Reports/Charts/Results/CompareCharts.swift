// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Pricing
import Scenarios

extension Chart {
  /// All pictures of a comparison: latencies and bills side by side, differences from the base, who is the cheapest
  /// where.
  public static func all(of result: CompareResult) -> [Chart] {
    numbered(
      CompareChart.latencies(result) + CompareChart.differences(result)
        + CostChart.charts(result.variants.compactMap { variant in variant.cost.map { (variant.label, $0) } })
        + [CompareChart.breakEven(result)].compactMap(\.self))
  }
}

enum CompareChart {
  /// Beyond this a report is no longer looked at.
  private static let most = 8

  // MARK: Latencies

  static func latencies(_ result: CompareResult) -> [Chart] {
    guard result.replications > 0 else { return [] }
    return places(result).prefix(most).compactMap { place in
      let lines = result.variants.map { variant in
        let own = variant.readings.filter {
          $0.metric == "latency" && $0.window == place.window && $0.subject == place.subject
        }
        let stats = own.compactMap { reading in reading.figure.map { (reading.statistic, $0) } }
        return (
          name: variant.label, stats: Dictionary(stats) { first, _ in first },
          percentiles: RunResult.unique(own.map(\.statistic))
        )
      }
      return LatencyCurveChart.chart(title(place, result), lines: lines)
    }
  }

  /// What the table has latencies of, each window and flow once.
  private static func places(_ result: CompareResult) -> [CompareResult.Measure] {
    result.measures.reduce(into: []) { places, measure in
      if !places.contains(where: { $0.window == measure.window && $0.subject == measure.subject }) {
        places.append(measure)
      }
    }
  }

  private static func title(_ place: CompareResult.Measure, _ result: CompareResult) -> String {
    let windows = RunResult.unique(result.measures.map(\.window))
    return windows.count > 1
      ? say("Latency of \(place.subject) in \(place.window)") : say("Latency of \(place.subject)")
  }

  // MARK: Differences

  /// Paired differences from the base with their intervals, a picture for each reading of the table.
  static func differences(_ result: CompareResult) -> [Chart] {
    guard result.variants.count > 1, let base = result.variants.first else { return [] }
    let others = Array(result.variants.dropFirst())
    let latencies = result.measures.prefix(most).compactMap { measure -> Chart? in
      let points = others.enumerated().compactMap { place, variant -> ChartPoint? in
        guard
          let difference = variant.differences.first(where: {
            $0.metric == "latency" && $0.window == measure.window && $0.subject == measure.subject
              && $0.statistic == measure.statistic
          }), difference.figure.value.isFinite
        else { return nil }
        return ChartPoint(
          difference.figure.value, Double(place), low: difference.figure.low, high: difference.figure.high,
          label: CompareWords().difference(difference))
      }
      return self.difference(
        say("\(title(measure, result)), \(measure.statistic): difference from \(base.label)"), .seconds, points, others)
    }
    let money = others.enumerated().compactMap { place, variant -> ChartPoint? in
      guard let difference = variant.monthlyDifference, let value = Double(difference.amount.value) else { return nil }
      return ChartPoint(
        value, Double(place), low: difference.amount.low.flatMap { Double($0) },
        high: difference.amount.high.flatMap { Double($0) }, label: CompareWords().difference(difference),
        exact: difference.amount.value)
    }
    let cost = difference(say("Cost a month: difference from \(base.label)"), .dollars, money, others)
    return latencies + [cost].compactMap(\.self)
  }

  private static func difference(
    _ title: String, _ unit: ChartUnit, _ points: [ChartPoint], _ variants: [CompareResult.Variant]
  ) -> Chart? {
    guard !points.isEmpty else { return nil }
    let words = points.map { "\(variants[Int($0.y)].label) \($0.label ?? "")" }
    return Chart(
      id: "difference", title: title,
      summary: say("\(title), paired by replication: \(words.joined(separator: ", "))."),
      x: ChartAxis(say("less .. more"), unit),
      y: ChartAxis("", .number, .category, categories: variants.map(\.label)),
      series: [ChartSeries(say("difference"), .bar, points)])
  }

  // MARK: Break-even

  static func breakEven(_ result: CompareResult) -> Chart? {
    guard let even = result.breakEven, even.points.count > 1 else { return nil }
    let isTraffic = even.path == BreakEvenRange.traffic
    let series = even.labels.enumerated().compactMap { place, label -> ChartSeries? in
      let points = even.points.compactMap { point -> ChartPoint? in
        guard place < point.monthly.count, let amount = Double(point.monthly[place].value) else { return nil }
        return ChartPoint(
          point.value, amount, low: point.monthly[place].low.flatMap { Double($0) },
          high: point.monthly[place].high.flatMap { Double($0) }, exact: point.monthly[place].value)
      }
      return points.isEmpty ? nil : ChartSeries(label, .line, points)
    }
    let all = series.flatMap(\.points)
    guard !series.isEmpty else { return nil }
    let isWide = all.allSatisfy { $0.x > 0 && $0.y > 0 && $0.low ?? 1 > 0 }
    return Chart(
      id: "break-even", title: say("Cost a month against \(isTraffic ? say("traffic") : even.path)"),
      summary: CompareSentences(result: result).breakEven.joined(separator: ". ") + ".",
      x: ChartAxis(
        isTraffic ? say("times this traffic") : even.path, isTraffic ? .factor : .number, isWide ? .log10 : .linear,
        fromZero: false), y: ChartAxis(say("a month"), .dollars, isWide ? .log10 : .linear), series: series,
      rules: even.changes.map {
        ChartRule("\($0.to) \(say("from \(CompareSentences.text($0.after, even))"))", .x, at: $0.after)
      })
  }
}
