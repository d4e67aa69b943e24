// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// What builds up and drains, window by window, with the faults shaded.
enum OverTimeChart {
  /// The series of one kind that are drawn; the others are small beside them.
  private static let mostSeries = 8

  /// A kind of series that share an axis.
  private struct Kind: Sendable {
    var title: String
    var axis: String
    var unit: ChartUnit
    var isOne: @Sendable (_ subject: String, _ metric: String, _ window: WindowResult) -> Bool
  }

  private static let kinds = [
    Kind(title: "Queues", axis: "waiting", unit: .count) { subject, metric, window in
      metric == "depth" || window.parts.contains { $0.name == subject && $0.queue == metric }
    },
    Kind(title: "Age of what waits", axis: "age of the oldest, or lag", unit: .seconds) { _, metric, _ in
      ["oldest_message_age", "iterator_age", "lag", "replication_lag"].contains(metric)
    },
    Kind(title: "Busy", axis: "share of capacity in use", unit: .ratio) { _, metric, _ in metric == "utilisation" },
    Kind(title: "Latency", axis: "latency", unit: .seconds) { _, metric, _ in metric == "latency" },
    Kind(title: "Hits", axis: "hit ratio", unit: .ratio) { _, metric, _ in metric == "hit" },
  ]

  static func charts(_ result: RunResult, points: Int) -> [Chart] {
    guard result.replications > 0 else { return [] }
    return result.windows.flatMap { window in
      kinds.compactMap { chart($0, window, points, alone: result.windows.count == 1) }
    }
  }

  private static func chart(_ kind: Kind, _ window: WindowResult, _ most: Int, alone: Bool) -> Chart? {
    var found: [(name: String, series: SeriesResult, most: Double)] = []
    for series in window.series {
      guard let (subject, metric) = parts(series.name), kind.isOne(subject, metric, window),
        let most = series.mean.filter(\.isFinite).max(), most > 0, series.tS.count == series.mean.count
      else { continue }
      found.append((subject, series, most))
    }
    guard !found.isEmpty else { return nil }
    // What is set aside stays there and grows; beside it nobody sees what is worked on.
    let working = found.filter { !isSetAside($0.name, window) }
    if !working.isEmpty { found = working }
    let order = found.indices.sorted { (-found[$0].most, $0) < (-found[$1].most, $1) }.prefix(mostSeries).sorted()
    let shown = order.map { found[$0] }
    let title = said(kind.title)
    let highest = shown.map { one in
      let at = one.series.mean.firstIndex(of: one.most).map { one.series.tS[$0] } ?? 0
      return say("\(one.name) at most \(ChartWords.value(one.most, kind.unit)) at \(Words.duration(at))")
    }
    var all = highest.joined(separator: ", ")
    if found.count > shown.count { all = say("\(all); \(found.count - shown.count) smaller ones are left out") }
    let what = alone ? title : say("\(title) in \(window.name)")
    return Chart(
      id: "time", title: alone ? say("\(title) over time") : say("\(title) over time in \(window.name)"),
      summary: say("\(what), averaged over the replications: \(all).")
        + (window.faults.isEmpty ? "" : " " + say("Faults are shaded.")),
      x: ChartAxis(say("time from the start of the window"), .seconds), y: ChartAxis(said(kind.axis), kind.unit),
      series: shown.map { ChartSeries($0.name, .line, points($0.series, most: most)) }, regions: faults(window))
  }

  /// Whether a part only takes what is set aside, and nobody takes it from there.
  private static func isSetAside(_ part: String, _ window: WindowResult) -> Bool {
    let ways = window.links.filter { $0.to == part }
    return !ways.isEmpty && ways.allSatisfy(\.isAside) && !window.links.contains { $0.from == part }
  }

  /// `jobs.depth`; a part's name may have points in it.
  static func parts(_ name: String) -> (subject: String, metric: String)? {
    guard let point = name.lastIndex(of: ".") else { return nil }
    return (String(name[..<point]), String(name[name.index(after: point)...]))
  }

  /// - Parameter most: Where there are more points, neighbours are averaged; the band, whose average would be none,
  ///   is left out then.
  static func points(_ series: SeriesResult, most: Int = .max) -> [ChartPoint] {
    guard series.tS.count > most, most > 0 else { return points(of: series) }
    let every = (series.tS.count + most - 1) / most
    return stride(from: 0, to: series.tS.count, by: every).compactMap { start in
      let values = series.mean[start..<min(start + every, series.mean.count)].filter(\.isFinite)
      guard !values.isEmpty else { return nil }
      return ChartPoint(
        Chart.rounded(series.tS[start], 6), Chart.rounded(values.reduce(0, +) / Double(values.count)))
    }
  }

  private static func points(of series: SeriesResult) -> [ChartPoint] {
    let hasBand =
      series.low.count == series.tS.count && series.high.count == series.tS.count
      && zip(series.low, series.high).contains { $0 < $1 }
    return series.tS.indices.compactMap { place in
      guard series.mean[place].isFinite else { return nil }
      let (low, high) = hasBand ? (series.low[place], series.high[place]) : (0, 0)
      let isBand = hasBand && low.isFinite && high.isFinite
      return ChartPoint(
        Chart.rounded(series.tS[place], 6), Chart.rounded(series.mean[place]), low: isBand ? Chart.rounded(low) : nil,
        high: isBand ? Chart.rounded(high) : nil)
    }
  }

  /// A fault without an end is over at once, or lasts to the window's end: where it begins is what can be shown.
  static func faults(_ window: WindowResult) -> [ChartRegion] {
    window.faults.map { fault in
      ChartRegion(fault.name, from: fault.fromS, to: max(fault.fromS, fault.toS ?? fault.fromS))
    }
  }
}
