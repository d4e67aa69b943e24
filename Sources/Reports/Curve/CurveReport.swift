// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation

/// The result of `sluice curve` as text: for a person, for a program, for a spreadsheet.
public enum CurveReport {
  /// The report for a terminal: for each window the hit ratio against memory, with the sizes that can be had, and what
  /// follows from it.
  ///
  /// - Returns: The lines, each with a line break at its end.
  public static func table(_ result: CurveResult, _ style: TextStyle) -> String {
    let columns = style.columns
    var blocks: [[TextLine]] = style.quiet ? [] : [heading(result, columns)]
    for window in result.windows {
      blocks.append(CurveChart.lines(result, window, style) + CurveSentences.lines(result, window, columns))
    }
    if !style.quiet {
      blocks.append([TextLine.lead(say("next")) + TextLine("sluice explain miss-ratio-curve")])
    }
    blocks.removeAll(where: \.isEmpty)
    let lines = blocks.enumerated().flatMap { number, lines in number == 0 ? lines : [TextLine()] + lines }
    return lines.map { $0.rendered(style) + "\n" }.joined()
  }

  private static func heading(_ result: CurveResult, _ columns: Int) -> [TextLine] {
    var variant = TextLine(result.scenario.variant)
    if let title = result.scenario.variantTitle { variant.append(" \"\(title)\"") }
    let names = [TextLine(result.scenario.name, .heading), variant, TextLine(result.scenario.region)]
    let count = result.windows.map(\.replications).min() ?? 0
    var replications = say(count: count, "replication")
    if result.windows.count > 1 { replications = say("\(replications) x \(result.windows.count) windows") }
    let numbers = [
      TextLine(say("seed \(result.seed)")), TextLine(replications),
      TextLine(say("prices \(result.madeBy.prices.date ?? result.madeBy.prices.book)")),
    ]
    var lines = TextLine.flowing(names, separator: " · ", columns: columns)
    lines += TextLine.flowing(numbers, separator: " · ", columns: columns)
    if !result.scenario.set.isEmpty {
      lines += TextLine.flowing(
        result.scenario.set.enumerated().map { TextLine($0 == 0 ? say("changed: \($1)") : $1) }, separator: " · ",
        columns: columns, hanging: 9)
    }
    return lines
  }

  /// The result as JSON, in the form of ``RunReport/json(_:)``.
  public static func json(_ result: CurveResult) throws -> String { try RunReport.encoded(result) }

  /// The result as comma-separated values, one row for each point.
  ///
  /// The kind of a row is `point`, `now` (the present memory), `node_type`, `wanted` (the memory of the hit ratio that was
  /// asked for; empty if none reaches it) or `working_set`. `low` and `high` are the interval of the hit ratio,
  /// `bytes_low` and `bytes_high` that of the memory; `monthly` is dollars, empty without a price.
  public static func csv(_ result: CurveResult) -> String {
    let heading = [
      "variant", "window", "cache", "kind", "bytes", "hit_ratio", "low", "high", "n", "bytes_low", "bytes_high",
      "node_type", "nodes", "monthly",
    ]
    return CSV.text([heading] + result.windows.flatMap { rows($0, result) })
  }

  private static func rows(_ window: CurveResult.Window, _ result: CurveResult) -> [[String]] {
    func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    func row(_ kind: String, _ bytes: String, _ ratio: Figure?, _ more: [String] = ["", "", "", "", ""]) -> [String] {
      [result.scenario.variant, window.name, result.cache.name, kind, bytes]
        + [number(ratio?.value), number(ratio?.low), number(ratio?.high), ratio.map { String($0.n) } ?? ""] + more
    }
    func interval(_ figure: Figure?) -> [String] { [number(figure?.low), number(figure?.high)] }
    var rows = window.points.map { row("point", String($0.bytes), $0.hitRatio) }
    rows.append(row("now", String(window.now.bytes), window.now.hitRatio))
    for choice in window.choices {
      rows.append(
        row(
          "node_type", String(choice.bytes), choice.hitRatio,
          ["", "", choice.name, String(choice.nodes), choice.monthly ?? ""]))
    }
    let wanted = window.wanted
    rows.append(
      row(
        "wanted", number(wanted.bytes?.value), Figure(value: wanted.hitRatio, n: window.reads),
        interval(wanted.bytes) + [wanted.choice ?? "", "", ""]))
    let all = window.workingSetBytes
    rows.append(row("working_set", number(all.value), window.highest, interval(all) + ["", "", ""]))
    return rows
  }
}
