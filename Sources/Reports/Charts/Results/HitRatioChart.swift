// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension Chart {
  /// The hit ratio against memory, with the types of nodes that can be had.
  public static func all(of result: CurveResult) -> [Chart] {
    numbered(result.windows.compactMap { HitRatioChart.chart($0, result) })
  }
}

enum HitRatioChart {
  private static let mostThatHoldAll = 3

  static func chart(_ window: CurveResult.Window, _ result: CurveResult) -> Chart? {
    let points = window.points.filter { $0.bytes > 0 && $0.hitRatio.value.isFinite }
    guard points.count > 1 else { return nil }
    let curve = ChartSeries(
      say("hit ratio"), .line,
      points.map {
        ChartPoint(Double($0.bytes), $0.hitRatio.value, low: $0.hitRatio.low, high: $0.hitRatio.high)
      })
    let all = window.choices.filter { $0.hitRatio.value >= window.highest.value }.map(\.bytes).sorted()
    // Beyond the first few that hold everything there is nothing to see.
    let most = all.dropFirst(mostThatHoldAll - 1).first ?? .max
    let shown = window.choices.filter {
      $0.bytes > 0 && ($0.bytes <= most || $0.isNow || $0.name == window.wanted.choice)
    }
    let choices = shown.map { choice in
      let nodes = choice.nodes == 1 ? choice.name : "\(choice.nodes) x \(choice.name)"
      return ChartPoint(
        Double(choice.bytes), choice.hitRatio.value,
        label: nodes + (choice.monthly.map { " \(Words.dollars($0))" } ?? ""))
    }
    var rules = [ChartRule(say("now"), .x, at: Double(window.now.bytes))].filter { $0.at > 0 }
    if let wanted = window.wanted.bytes, wanted.value > 0 {
      rules.append(ChartRule(say("\(CurveChart.share(window.wanted.hitRatio)) hits"), .x, at: wanted.value))
    }
    let (cache, memory) = (result.cache.name, CurveChart.memory(Double(window.now.bytes)))
    let (share, highest) = (CurveChart.share(window.now.hitRatio.value), CurveChart.share(window.highest.value))
    return Chart(
      id: "hit-ratio",
      title: result.windows.count == 1
        ? say("Hit ratio of \(cache) against memory") : say("Hit ratio of \(cache) against memory in \(window.name)"),
      summary: say("With \(memory) as now \(share) of the reads hit; no memory gives more than \(highest)."),
      x: ChartAxis(say("memory"), .bytes, .log10), y: ChartAxis(say("reads that hit"), .ratio),
      series: [curve] + (choices.isEmpty ? [] : [ChartSeries(say("types of nodes, a month"), .point, choices)]),
      rules: rules)
  }
}
