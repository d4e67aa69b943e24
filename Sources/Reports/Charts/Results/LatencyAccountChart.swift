// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// Where the time of fast and slow messages goes: what to change.
enum LatencyAccountChart {
  static func charts(_ result: RunResult) -> [Chart] {
    guard result.replications > 0 else { return [] }
    return result.flowNames.compactMap { chart($0, result) }
  }

  private struct Row {
    var name: String
    /// In the order of ``LatencySection/stages``.
    var seconds: [Double]
    var total: Double { seconds.reduce(0, +) }
  }

  private static func chart(_ name: String, _ result: RunResult) -> Chart? {
    var rows: [Row] = []
    for window in result.windows {
      guard let flow = window.flows.first(where: { $0.name == name }) else { continue }
      rows += self.rows(flow, window.name, alone: result.windows.count == 1).filter { $0.total > 0 }
    }
    guard !rows.isEmpty else { return nil }
    let totals = rows.map(\.total)
    let names = LatencySection.stages
    let shown = names.indices.filter { part in zip(rows, totals).contains { $0.seconds[part] >= $1 / 1_000 } }
    let series = shown.enumerated().map { number, part in
      ChartSeries(
        names[part], .stack,
        rows.enumerated().map { place, row in
          let label = number == shown.count - 1 ? Words.duration(totals[place]) : nil
          return ChartPoint(row.seconds[part], Double(place), label: label)
        })
    }
    return Chart(
      id: "account", title: say("Where the time of \(name) goes"),
      summary: say("The average time of the messages of \(name) between percentiles, by what it was spent on.") + " "
        + words(rows, totals), x: ChartAxis(say("time"), .seconds),
      y: ChartAxis("", .number, .category, categories: rows.map(\.name)),
      series: series)
  }

  private static func rows(_ flow: FlowResult, _ window: String, alone: Bool) -> [Row] {
    let before = alone ? "" : "\(window), "
    if let bands = flow.bands {
      return bands.map { band in
        let (from, to) = (ChartWords.decimal(band.from, digits: 3), ChartWords.decimal(band.to, digits: 3))
        let name = band.from == 0 ? say("up to p\(to)") : band.to == 100 ? say("beyond p\(from)") : "p\(from) .. p\(to)"
        return Row(
          name: before + name,
          seconds: [band.sendingS, band.waitingS, band.workS, band.failedWorkS, band.invisibleS].map(clean))
      }
    }
    guard let slowest = flow.slowest else { return [] }
    return [
      Row(
        name: before + say("slowest \(Words.number(slowest.share * 100))%"),
        seconds: [
          slowest.sendingS, slowest.waitingS, slowest.workS, slowest.failedWorkS, slowest.invisibleS,
        ].map(clean))
    ]
  }

  private static func clean(_ seconds: Double) -> Double { seconds.isFinite ? max(seconds, 0) : 0 }

  /// What the slowest spend most of their time on.
  private static func words(_ rows: [Row], _ totals: [Double]) -> String {
    guard let row = rows.last, let total = totals.last,
      let most = row.seconds.indices.max(by: { row.seconds[$0] < row.seconds[$1] })
    else { return "" }
    let share = Words.percent(row.seconds[most] / total, decimals: 0)
    return say("\(row.name): \(Words.duration(total)), \(share) of it \(LatencySection.stages[most]).")
  }
}
