// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Scenarios

/// The latencies of each source's messages, and where the slowest spent their time.
enum LatencySection {
  static func lines(_ result: RunResult, _ style: TextStyle) -> [TextLine] {
    guard result.replications > 0 else { return [] }
    return Array(
      result.flowNames.map { flow($0, result, style) }.filter { !$0.isEmpty }.joined(separator: [TextLine()]))
  }

  private static func flow(_ name: String, _ result: RunResult, _ style: TextStyle) -> [TextLine] {
    let flows = result.windows.compactMap { window in
      window.flows.first { $0.name == name }.map { (window: window.name, flow: $0) }
    }
    guard !flows.isEmpty else { return [] }
    let columns = style.columns
    var lines = tables(name, flows, result, style).enumerated().flatMap { number, table in
      (number == 0 ? [] : [TextLine()]) + table.lines(columns)
    }
    let accounts = flows.compactMap { flow in flow.flow.slowest.map { (flow.window, $0) } }
    if !accounts.isEmpty { lines += account(accounts, columns) }
    return lines
  }

  // MARK: Percentiles

  /// One table, or as many as it takes to show all percentiles side by side within the width.
  private static func tables(
    _ name: String, _ flows: [(window: String, flow: FlowResult)], _ result: RunResult, _ style: TextStyle
  ) -> [TextTable] {
    let statistics = result.percentiles + ["max", "messages"]
    func table(_ statistics: ArraySlice<String>) -> TextTable {
      let first = TextTable.Column(title: say("LATENCY \(name)"), minimum: 12)
      let columns = [first] + statistics.map { .init(title: title($0), alignsRight: true) }
      return TextTable(
        columns: columns,
        rows: flows.flatMap { window, flow -> [TextTable.Row] in
          let cells = [TextLine(window)] + statistics.map { TextLine(cell(flow, $0)) }
          guard style.verbose else { return [.init(cells: cells)] }
          let widths =
            [TextLine("  \(Words.confidence(result)) +/-")] + statistics.map { TextLine(halfWidth(flow, $0)) }
          return [.init(cells: cells), .init(cells: widths)]
        })
    }
    var tables: [TextTable] = []
    var start = 0
    while start < statistics.count {
      var end = start + 1
      while end < statistics.count, table(statistics[start...end]).leastWidth <= style.columns { end += 1 }
      tables.append(table(statistics[start..<end]))
      start = end
    }
    return tables
  }

  /// What stands above a column: the name of a statistic is the same in every language.
  static func title(_ statistic: String) -> String { statistic == "messages" ? say("messages") : statistic }

  static func cell(_ flow: FlowResult, _ statistic: String) -> String {
    if statistic == "messages" { return Format.count(flow.delivered) }
    let latency = flow.metrics["latency"]
    return Words.value(latency?.stats[statistic]?.value, unit: latency?.unit ?? "s")
  }

  private static func halfWidth(_ flow: FlowResult, _ statistic: String) -> String {
    guard let latency = flow.metrics["latency"], let figure = latency.stats[statistic] else { return "" }
    return Words.value(figure.halfWidth, unit: latency.unit)
  }

  // MARK: Where it goes

  private static func account(_ accounts: [(window: String, slowest: FlowResult.Slowest)], _ columns: Int) -> [TextLine]
  {
    let share = Words.number((accounts.first?.1.share ?? 0) * 100) + "%"
    let bar = min(max((columns - 60) / 2, 8), 24)
    let windows = accounts.map { TextLine($0.window) }
    let width = windows.map(\.width).max() ?? 0
    var lines: [TextLine] = []
    let heading = TextLine("  " + say("where it goes, slowest \(share)"))
    if accounts.count > 1 { lines.append(heading + ":") }
    for (window, slowest) in zip(windows, accounts.map(\.slowest)) {
      let start =
        accounts.count > 1
        ? TextLine("    ") + window.padded(to: width) + "  " : heading + " (" + window + "):  "
      let pieces = pieces(slowest, bar)
      // Items that do not fit go below the first one.
      let hanging = min(start.width, columns / 2)
      lines += TextLine.flowing(
        pieces.enumerated().map { $0 == 0 ? start + $1 : $1 }, separator: "  ", columns: columns, hanging: hanging)
    }
    return lines
  }

  /// What time is spent on, in the order in which results have it.
  static var stages: [String] {
    [say("sending"), say("wait"), say("work"), say("failed attempts"), say("invisible")]
  }

  private static func pieces(_ slowest: FlowResult.Slowest, _ bar: Int) -> [TextLine] {
    let seconds = [
      slowest.sendingS, slowest.waitingS, slowest.workS, slowest.failedWorkS, slowest.invisibleS,
    ]
    let total = seconds.reduce(0) { $0 + ($1.isFinite ? max($1, 0) : 0) }
    guard total > 0 else { return [TextLine(say("no time at all"))] }
    // What is less than half a percent says nothing.
    return zip(stages, seconds).filter { $0.1 >= total / 200 }.map { name, seconds in
      TextLine("\(name) \(Words.duration(seconds)) \(Bars.bar(seconds / total, full: bar))")
    }
  }
}
