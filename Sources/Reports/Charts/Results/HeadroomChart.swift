// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// How much more traffic there can be until each objective fails: how long it will last.
enum HeadroomChart {
  static func chart(_ result: HeadroomResult) -> Chart? {
    let rows = result.objectives.compactMap { objective -> (name: String, point: ChartPoint)? in
      switch objective.status {
      case .fails, .undecided:
        guard let factor = objective.factor, factor.value.isFinite else { return nil }
        return (
          objective.name,
          ChartPoint(
            factor.value, 0, low: factor.low, high: factor.high,
            label: SweepWords.factor(factor.value)
              + (objective.status == .undecided ? ", \(say("undecided"))" : ""))
        )
      case .holds:
        return (objective.name, ChartPoint(result.upTo, 0, label: say("above \(SweepWords.factor(result.upTo))")))
      case .limit: return (objective.name, ChartPoint(result.upTo, 0, label: say("the limit of the model")))
      case .failsAlways: return (objective.name, ChartPoint(0, 0, label: say("fails at any")))
      case .noData: return nil
      }
    }
    return chart(rows)
  }

  static func chart(_ plan: [PlanResult.Headroom]) -> Chart? {
    chart(
      plan.filter { $0.factor.value.isFinite }.map { one in
        let because = one.because.map { " (\(said($0)))" } ?? ""
        let factor = SweepWords.factor(one.factor.value)
        let label = (one.isBeyond ? say("above \(factor)") : factor) + because
        return (
          one.objective,
          ChartPoint(one.factor.value, 0, low: one.factor.low, high: one.factor.high, label: label)
        )
      })
  }

  private static func chart(_ rows: [(name: String, point: ChartPoint)]) -> Chart? {
    guard !rows.isEmpty else { return nil }
    let points = rows.enumerated().map { place, row in
      var point = row.point
      point.y = Double(place)
      return point
    }
    let words = rows.map { "\($0.name) \($0.point.label ?? "")" }
    return Chart(
      id: "headroom", title: say("Headroom: times the traffic until each SLO fails"),
      summary: say("How many times the present traffic each SLO holds: \(words.joined(separator: ", "))."),
      x: ChartAxis(say("times the present traffic"), .factor),
      y: ChartAxis("", .number, .category, categories: rows.map(\.name)),
      series: [ChartSeries(say("holds up to"), .bar, points)],
      rules: [ChartRule(say("now"), .x, at: 1)])
  }
}
