// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// The running mean from the start of a window, with what was cut off: whether the numbers are about the steady state.
enum WarmUpChart {
  static func charts(_ result: RunResult, points: Int) -> [Chart] {
    guard result.replications > 0 else { return [] }
    return result.windows.compactMap { chart($0, points, alone: result.windows.count == 1) }
  }

  private static func chart(_ window: WindowResult, _ most: Int, alone: Bool) -> Chart? {
    guard window.warmupS > 0 else { return nil }
    let busy = window.parts.compactMap { part in part.busy.map { "\(part.name).\($0)" } }
    let queues = window.parts.compactMap { part in part.queue.map { "\(part.name).\($0)" } }
    // How busy the workers are; where nobody works, what waits.
    let kinds = [
      (busy, ChartUnit.ratio, say("busy, running mean")), (queues, .count, say("waiting, running mean")),
    ]
    for (names, unit, axis) in kinds {
      let series = names.compactMap { name in
        window.series.first { $0.name == name && $0.mean.contains { $0 > 0 } }
      }.prefix(8)
      guard !series.isEmpty else { continue }
      let cut = Words.duration(window.warmupS)
      return Chart(
        id: "warm-up", title: alone ? say("Warm-up") : say("Warm-up of \(window.name)"),
        summary: alone
          ? say("The mean of all since the start settles; the first \(cut) are left out of every figure.")
          : say(
            """
            The mean of all since the start of \(window.name) settles; the first \(cut) are left out of every figure.
            """),
        x: ChartAxis(say("time from the start of the window"), .seconds), y: ChartAxis(axis, unit),
        series: series.map { ChartSeries(OverTimeChart.parts($0.name)?.subject ?? $0.name, .line, means($0, most)) },
        rules: [ChartRule(say("warm-up cut \(cut)"), .x, at: window.warmupS)])
    }
    return nil
  }

  /// Points are averages over stretches of equal length.
  private static func means(_ series: SeriesResult, _ most: Int) -> [ChartPoint] {
    var sum = 0.0
    let every = max(1, (series.tS.count + most - 1) / max(most, 1))
    return zip(series.tS, series.mean).enumerated().compactMap { place, point in
      sum += point.1.isFinite ? point.1 : 0
      guard place % every == 0 || place == series.tS.count - 1 else { return nil }
      return ChartPoint(Chart.rounded(point.0, 6), Chart.rounded(sum / Double(place + 1)))
    }
  }
}
