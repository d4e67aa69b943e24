// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing

/// The result of `sluice diff` as text: for a person, for a program, for a spreadsheet, for a pull request.
public enum DiffReport {
  /// The report for a terminal: what differs, then what does not.
  ///
  /// - Returns: The lines, each with a line break at its end.
  public static func table(_ result: DiffResult, _ style: TextStyle) -> String {
    let columns = style.columns
    let sentences = DiffSentences(result: result)
    var blocks: [[TextLine]] = [
      TextLine(sentences.verdict, result.differs ? .doubt : .good).wrapped(to: columns, hanging: 2)
        + sentences.lists.flatMap { TextLine($0, .doubt).wrapped(to: columns, hanging: 2) }
    ]
    if !style.quiet {
      blocks.insert(sentences.heading.flatMap { TextLine($0).wrapped(to: columns, hanging: 4) }, at: 0)
      for variant in result.variants {
        var lines = [TextLine("\(variant.scenario) · \(variant.variant)", .heading)]
        lines += table(variant, style)
        lines += TextLine(DiffSentences.counts([variant])).wrapped(to: columns, hanging: 2)
        blocks.append(lines)
      }
      blocks.append(sentences.method.flatMap { TextLine(plain($0, style)).wrapped(to: columns, hanging: 2) })
    }
    let lines = blocks.enumerated().flatMap { number, lines in number == 0 ? lines : [TextLine()] + lines }
    return lines.map { $0.rendered(style) + "\n" }.joined()
  }

  /// Rows that are shown; `-V` shows all.
  private static let mostRows = 40

  private static func table(_ variant: DiffResult.Variant, _ style: TextStyle) -> [TextLine] {
    guard !variant.changes.isEmpty else { return [] }
    let shown = style.verbose ? variant.changes[...] : variant.changes.prefix(mostRows)
    // Where there is no room for a column of its own, the news stands below.
    let isNarrow = style.columns < 60
    var table = TextTable(columns: [
      .init(title: "", minimum: 12), .init(title: say("OLD"), alignsRight: true, minimum: 8),
      .init(title: say("NEW"), alignsRight: true, minimum: 8),
      .init(title: say("DIFFERENCE"), alignsRight: true, minimum: 9),
    ])
    if !isNarrow { table.columns.append(.init(title: "")) }
    table.rows = shown.map { change in
      let words = DiffWords(change: change)
      let paint: Paint = change.isWorse.map { $0 ? .bad : .good } ?? .plain
      let cells = [
        TextLine(words.title), TextLine(words.old), TextLine(words.new),
        TextLine(plain(words.difference, style), paint),
      ]
      let news = TextLine(words.news, paint)
      return isNarrow ? .init(cells: cells, tail: news) : .init(cells: cells + [news])
    }
    var lines = table.lines(style.columns)
    if shown.count < variant.changes.count {
      lines += TextLine(say("and \(Format.grouped(variant.changes.count - shown.count)) more: -V, or -f csv"))
        .wrapped(to: style.columns, hanging: 2)
    }
    return lines
  }

  private static func plain(_ text: String, _ style: TextStyle) -> String {
    style.ascii ? text.replacing("±", with: "+-") : text
  }

  /// The result as JSON, in the form of ``RunReport/json(_:)``.
  public static func json(_ result: DiffResult) throws -> String { try RunReport.encoded(result) }

  /// The result as comma-separated values, a row for each change; then one for each count (kind `count`) and for each
  /// variant that only one side has (kind `only`).
  public static func csv(_ result: DiffResult) -> String {
    func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    var rows = [
      [
        "scenario", "variant", "kind", "window", "subject", "metric", "stat", "old", "new", "difference", "low", "high",
        "relative", "unit",
      ]
    ]
    for variant in result.variants {
      let names = [variant.scenario, variant.variant]
      for change in variant.changes {
        let difference =
          change.amount.map { [$0.value, $0.low ?? "", $0.high ?? ""] }
          ?? [number(change.difference?.value), number(change.difference?.low), number(change.difference?.high)]
        rows.append(
          names + [
            change.kind.rawValue, change.window, change.subject, change.metric, change.statistic, change.old ?? "",
            change.new ?? "",
          ] + difference + [number(change.relative), change.unit])
      }
      let counts = [
        ("unchanged", variant.unchanged), ("within_noise", variant.withinNoise),
        ("within_tolerance", variant.withinTolerance), ("untold", variant.untold),
      ]
      for (name, count) in counts {
        rows.append(names + ["count", "", "", name, "", "", String(count)] + [String](repeating: "", count: 5))
      }
    }
    for (names, place) in [(result.onlyOld, 7), (result.onlyNew, 8)] {
      for name in names {
        var row = ["", name, "only"] + [String](repeating: "", count: 11)
        row[place] = "there"
        rows.append(row)
      }
    }
    return CSV.text(rows)
  }
}

/// How one change is written.
struct DiffWords {
  let change: DiffResult.Change

  /// `usual: uploads latency p99`.
  var title: String {
    let name =
      switch change.kind {
      case .verdict: "SLO \(change.subject) \(change.metric)"
      case .ability: "\(change.subject) \(say("requires \(change.metric)"))"
      case .setting: "\(change.subject) \(change.metric) \(change.statistic)"
      case .cost, .figure: "\(change.subject) \(change.metric) \(change.statistic)"
      }
    let text = change.window.isEmpty ? name : "\(change.window): \(name)"
    return text.split(separator: " ").joined(separator: " ")
  }

  var old: String { value(change.old, change.oldFigure) }
  var new: String { value(change.new, change.newFigure) }

  private func value(_ text: String?, _ figure: Figure?) -> String {
    guard let text else { return say("none") }
    switch change.kind {
    case .cost: return Decimal(exactText: text) == nil ? said(text) : Words.dollars(text)
    case .figure: return Words.value(figure?.value, unit: change.unit)
    case .verdict: return "\(said(text)) (\(Words.value(figure?.value, unit: change.unit)))"
    case .setting: return change.unit.isEmpty ? text : Words.value(Double(text), unit: change.unit)
    case .ability: return said(text)
    }
  }

  /// `+1.2s ±0.4s (+12%)`; empty where there is none.
  var difference: String {
    var text = ""
    if let amount = change.amount {
      text = signed(Words.dollars(amount.value.replacing("-", with: "")), isBelow: amount.value.hasPrefix("-"))
      if let half = CompareWords.half(amount) { text += " ±\(half)" }
    } else if let figure = change.difference {
      text = signed(Words.value(abs(figure.value), unit: change.unit), isBelow: figure.value < 0)
      if figure.halfWidth.isFinite { text += " ±\(Words.value(figure.halfWidth, unit: change.unit))" }
    }
    guard let relative = change.relative, abs(relative) < 1_000 else { return text }
    return text + " (\(signed(Words.percent(abs(relative), decimals: 1), isBelow: relative < 0)))"
  }

  private func signed(_ text: String, isBelow: Bool) -> String { (isBelow ? "-" : "+") + text }

  /// Whether it is good news; empty where nobody knows.
  var news: String { change.isWorse.map { $0 ? say("worse") : say("better") } ?? "" }
}
