// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension SweepGrid {
  /// The points of a sweep.
  static func points(_ result: SweepResult) -> SweepGrid? {
    guard let points = result.points, let first = points.first else { return nil }
    let single = result.inputs.count == 1
    var columns = result.inputs.map { Column(title: single ? $0.path : last($0.path), alignsRight: true) }
    columns.append(Column(title: ""))
    columns.append(Column(title: say("COST A MONTH"), alignsRight: true))
    columns += first.objectives.map { Column(title: "\($0.name) \($0.asked)", alignsRight: true) }
    let parts = unique(first.utilisations.map(\.subject))
    columns += parts.map { Column(title: say("\($0) busy"), alignsRight: true) }
    let rows = points.map { point -> [TextLine] in
      var cells = point.values.map { TextLine($0, point.number == result.cheapest ? .heading : .plain) }
      cells.append(TextLine(SweepWords.mark(point.verdict), SweepWords.paint(point.verdict)))
      cells.append(TextLine(SweepWords.amount(point.monthly, atLeast: point.atLeast)))
      cells += point.objectives.map { judged in
        TextLine(SweepWords.mark(judged.verdict), SweepWords.paint(judged.verdict))
          + TextLine(" " + SweepWords.figure(judged.figure, unit: judged.unit))
      }
      cells += parts.map { part in
        let shares = point.utilisations.filter { $0.subject == part }.map(\.figure.value)
        return TextLine(shares.isEmpty ? "-" : Words.range(shares))
      }
      return cells
    }
    return SweepGrid(
      title: "", columns: columns, rows: rows, heads: result.inputs.count + 1, bars: single ? curve(result) : nil)
  }

  /// The latency that an objective is about, or the first flow's p99, from point to point.
  private static func curve(_ result: SweepResult) -> (title: String, shares: [Double?])? {
    guard let points = result.points, let first = points.first else { return nil }
    let judged = first.objectives.first { $0.metric.hasPrefix("latency.") }
    let wanted =
      first.latencies.first { judged != nil && $0.subject == judged?.of && $0.metric == judged?.metric }
      ?? first.latencies.first { $0.metric == "latency.p99" }
    guard let wanted else { return nil }
    let values = points.map { point in
      point.latencies.first {
        $0.window == wanted.window && $0.subject == wanted.subject && $0.metric == wanted.metric
      }?.figure.value
    }
    guard let most = values.compactMap(\.self).max(), most > 0 else { return nil }
    return ("\(wanted.subject) \(wanted.metric.dropFirst("latency.".count))", values.map { $0.map { $0 / most } })
  }

  private static func last(_ path: String) -> String {
    path.hasPrefix("traffic.") ? path : path.split(separator: ".").last.map(String.init) ?? path
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: [String] = []
    for name in names where !seen.contains(name) { seen.append(name) }
    return seen
  }
}
