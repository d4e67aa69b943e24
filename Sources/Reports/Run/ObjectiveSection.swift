// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// The verdicts.
enum ObjectiveSection {
  static func lines(_ result: RunResult, _ style: TextStyle) -> [TextLine] {
    guard !result.slos.isEmpty else {
      return [TextLine("SLO", .heading) + TextLine("  " + say("none in this scenario"))]
    }
    let table = table(result, style, withInterval: true)
    guard table.leastWidth > style.columns else { return table.lines(style.columns) }
    return self.table(result, style, withInterval: false).lines(style.columns)
  }

  private static func table(_ result: RunResult, _ style: TextStyle, withInterval: Bool) -> TextTable {
    let confidence = Words.confidence(result)
    var columns: [TextTable.Column] = [
      .init(title: "SLO", minimum: 10), .init(title: "", minimum: 6), .init(title: say("window"), minimum: 6),
      .init(title: say("asked")), .init(title: say("measured")),
    ]
    if withInterval { columns.append(.init(title: say("\(confidence) interval"))) }
    columns.append(.init(title: say("verdict")))
    let rows = result.slos.map { slo -> TextTable.Row in
      let interval = Words.interval(slo.low, slo.high, unit: slo.unit)
      var cells = [
        mark(slo.verdict) + " " + TextLine(slo.name), TextLine(statistic(slo)), TextLine(slo.window),
        TextLine(slo.asked), TextLine(Words.value(slo.value, unit: slo.unit)),
      ]
      if withInterval { cells.append(TextLine(interval)) }
      cells.append(verdict(slo.verdict))
      var notes = slo.level == "fail" ? [] : ["(\(say("level \(slo.level)")))"]
      if !withInterval, slo.low != nil { notes.append("\(confidence) \(interval)") }
      if let reason = reason(slo) { notes.append(reason) }
      let below =
        style.verbose
        ? [TextLine("\(subject(slo))\(slo.metric), \(say(count: slo.n, "observation"))")] : []
      return TextTable.Row(cells: cells, tail: TextLine(notes.joined(separator: "  ")), below: below)
    }
    return TextTable(columns: columns, rows: rows, indent: 4)
  }

  /// Whose figure it is; a cost is nobody's.
  private static func subject(_ slo: SLOResult) -> String {
    slo.of.isEmpty || slo.metric.hasPrefix("cost.") ? "" : "\(slo.of) "
  }

  static func mark(_ verdict: SLOResult.Verdict) -> TextLine {
    switch verdict {
    case .pass: TextLine("✓", .good)
    case .fail: TextLine("✗", .bad)
    case .undecided: TextLine("?", .doubt)
    }
  }

  static func verdict(_ verdict: SLOResult.Verdict) -> TextLine {
    switch verdict {
    case .pass: TextLine(say("pass"), .good)
    case .fail: TextLine(say("FAIL"), .bad)
    case .undecided: TextLine(say("undecided"), .doubt)
    }
  }

  static func reason(_ slo: SLOResult) -> String? {
    if slo.value == nil { return slo.reason.map(said) ?? say("no data") }
    if let reason = slo.reason { return said(reason) }
    return slo.needsReplications.map { say("needs about \(Format.grouped($0)) replications") }
  }

  /// `latency.p95` as `p95`, `oldest_message_age.max` as `max age`, `depth.mean` as `mean depth`, a tally's as `ratio`.
  static func statistic(_ slo: SLOResult) -> String {
    let parts = slo.metric.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return slo.metric }
    let statistic = parts[1].replacing("_", with: " ")
    switch (parts[0], statistic) {
    case ("latency", _), ("cost", _), (_, "ratio"), (_, "count"), (_, "rate"): return statistic
    case ("oldest_message_age", _): return "\(statistic) age"
    default: return "\(statistic) \(parts[0].replacing("_", with: " "))"
    }
  }
}
