// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Scenarios

/// How busy the parts were, how long their queues, and how near their limits they came.
enum PartsSection {
  static func lines(_ result: RunResult, _ columns: Int) -> [TextLine] {
    guard result.replications > 0, !result.partNames.isEmpty else { return [] }
    let table = table(result, withLimits: true)
    return (table.leastWidth <= columns ? table : self.table(result, withLimits: false)).lines(columns)
  }

  /// How far in the limits stand below a part: beside its name.
  private static func indent(_ result: RunResult) -> Int {
    let titles = result.windows.flatMap { $0.parts.map { TextLine(said($0.title)).width } }
    return min(titles.max() ?? 0, 20) + 2
  }

  /// - Parameter withLimits: Whether the limits are a column; otherwise they stand below their part.
  static func table(_ result: RunResult, withLimits: Bool) -> TextTable {
    let hasWindows = result.windows.count > 1
    var table = TextTable(columns: [.init(title: say("PARTS"), minimum: 10)], indent: indent(result))
    if hasWindows { table.columns.append(.init(title: say("window"), minimum: 6)) }
    table.columns += [
      .init(title: say("busy mean..p99"), minimum: 7), .init(title: say("queue mean..max"), minimum: 7),
      .init(title: say("per second"), minimum: 8),
    ]
    if withLimits { table.columns.append(.init(title: say("limits"), minimum: 12)) }
    for name in result.partNames {
      var isFirst = true
      for window in result.windows {
        guard let part = window.parts.first(where: { $0.name == name }) else { continue }
        var cells = [TextLine(isFirst ? said(part.title) : "")]
        if hasWindows { cells.append(TextLine(window.name)) }
        cells += [TextLine(busy(part)), TextLine(queue(part)), TextLine(perSecond(part, window))]
        let limits = TextLine(part.limits.compactMap(limit).joined(separator: ", "))
        if withLimits { cells.append(limits) }
        var below = withLimits || limits.isEmpty ? [] : [limits]
        let highlights = highlights(part)
        if !highlights.isEmpty { below.append(TextLine(highlights)) }
        table.rows.append(.init(cells: cells, below: below))
        isFirst = false
      }
    }
    return table
  }

  static func busy(_ part: PartResult) -> String {
    guard let stats = part.busy.flatMap({ part.metrics[$0] })?.stats, let mean = stats["mean"]?.value else {
      return "-"
    }
    guard let p99 = stats["p99"]?.value else { return Words.percent(mean, decimals: 0) }
    return "\(Words.percent(mean, decimals: 0)) .. \(Words.percent(p99, decimals: 0))"
  }

  static func queue(_ part: PartResult) -> String {
    guard let stats = part.queue.flatMap({ part.metrics[$0] })?.stats, let mean = stats["mean"]?.value else {
      return "-"
    }
    guard let max = stats["max"]?.value else { return Words.count(mean) }
    return "\(Words.count(mean)) .. \(Words.count(max))"
  }

  static func perSecond(_ part: PartResult, _ window: WindowResult) -> String {
    var arrivals = part.inPerSecond?.value
    if arrivals ?? 0 == 0 {
      // A dead-letter queue is sent nothing: what arrives is moved there.
      let moved = window.links.filter { $0.to == part.name && $0.isAside }.compactMap(\.perSecond?.value)
      if !moved.isEmpty { arrivals = moved.reduce(0, +) }
    }
    switch (arrivals, part.outPerSecond?.value) {
    case (let arrivals?, let departures?): return say("\(Words.count(arrivals)) in \(Words.count(departures)) out")
    case (let one?, nil), (nil, let one?): return Words.count(one)
    case (nil, nil): return "-"
    }
  }

  /// `hits 90.1% · database reads 41/s · stale 0.15%`.
  private static func highlights(_ part: PartResult) -> String {
    part.highlights.compactMap { highlight in
      guard let metric = part.metrics[highlight.metric], let figure = metric.stats[highlight.statistic] else {
        return nil
      }
      let value = Words.value(figure.value, unit: Words.unit(metric, highlight.statistic))
      return "\(said(highlight.label)) \(value)"
    }.joined(separator: " · ")
  }

  private static func limit(_ limit: PartResult.Limit) -> String? {
    if let reached = limit.reached, let of = limit.of {
      return reached > 0 ? "\(said(limit.label)) \(say("\(Words.count(reached)) of \(whole(of))"))" : nil
    }
    guard let from = limit.fromS else { return said(limit.label) }
    let time = Words.duration(from) + (limit.toS.map { "..\(Words.duration($0))" } ?? "")
    return say("\(said(limit.label)) at \(time)")
  }

  /// A limit is told exactly: `120,000`.
  private static func whole(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? Format.grouped(Int(value)) : Words.number(value)
  }
}
