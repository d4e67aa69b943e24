// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing
import Scenarios

/// The result of `sluice plan --analytic` as text. Every picture says that nothing was simulated.
public enum AnalyticReport {
  /// Rows of each kind that a table shows; `-V` shows all.
  private static let shown = 10

  /// What it is not, in one line.
  static var warning: String {
    say(
      """
      approximation: nothing was simulated. Prices are from below; what is excluded cannot work; all else is expected only
      """)
  }

  // MARK: Terminal

  public static func table(_ result: AnalyticResult, _ style: TextStyle) -> String {
    let columns = style.columns
    var blocks: [[TextLine]] = [heading(result, columns)]
    let free = result.rows.filter { $0.exclusion == nil }
    let limit = style.verbose ? Int.max : shown
    if !free.isEmpty { blocks.append(rows(free, limit, columns)) }
    let excluded = reasons(result)
    if !style.quiet, !excluded.isEmpty {
      var lines = [TextLine(say("CANNOT WORK"), .heading)]
      for (words, count) in excluded.prefix(limit) {
        let times = count > 1 ? " \(say("(and \(Format.grouped(count - 1)) more like it)"))" : ""
        lines += (TextLine("  \(words)") + TextLine(times)).wrapped(to: columns, hanging: 4, breaksWords: true)
      }
      if excluded.count > limit {
        lines.append(TextLine("  \(say("and \(excluded.count - limit) other reasons: -V"))"))
      }
      blocks.append(lines)
    }
    if !style.quiet {
      blocks.append(
        [TextLine.lead(say("next")) + TextLine(say("the same without --analytic simulates and decides"))]
          .flatMap { $0.wrapped(to: columns, hanging: 8) })
    }
    let lines = blocks.enumerated().flatMap { number, lines in number == 0 ? lines : [TextLine()] + lines }
    return lines.map { $0.rendered(style) + "\n" }.joined()
  }

  private static func heading(_ result: AnalyticResult, _ columns: Int) -> [TextLine] {
    let first = TextLine("\(say("PLAN"))  ", .heading) + TextLine(title(result), .heading)
    return first.wrapped(to: columns, hanging: 6) + TextLine(warning, .doubt).wrapped(to: columns)
      + TextLine(counts(result)).wrapped(to: columns)
  }

  /// `clickstream · at 1.25x traffic, also with one-broker-down`.
  static func title(_ result: AnalyticResult) -> String {
    let traffic = result.headroom == 1 ? "" : say("at \(Format.number(result.headroom))x traffic")
    let faults = result.survive.isEmpty ? "" : say("to survive \(result.survive.joined(separator: ", "))")
    return [result.scenario, traffic, faults].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// `560 configurations: 20 cannot work (requires 20) · 310 look good · 230 do not`.
  static func counts(_ result: AnalyticResult) -> String {
    let excluded = result.listed - result.left
    let kinds = result.excluded.map { "\(said($0.kind)) \(Format.grouped($0.count))" }.joined(separator: ", ")
    var words = [say("\(Format.grouped(excluded)) cannot work") + (kinds.isEmpty ? "" : " (\(kinds))")]
    words.append(say("\(Format.grouped(result.looksGood)) look good"))
    words.append(say("\(Format.grouped(result.left - result.looksGood)) may work and do not look good"))
    return "\(say(count: result.listed, "configuration")): \(words.joined(separator: " · "))"
  }

  private static func rows(_ rows: [AnalyticResult.Row], _ limit: Int, _ columns: Int) -> [TextLine] {
    var table = TextTable(columns: [
      .init(title: "", alignsRight: true), .init(title: say("configuration"), minimum: 20),
      .init(title: say("month, at least"), alignsRight: true), .init(title: say("busiest"), minimum: 12),
      .init(title: say("expected"), minimum: 14),
    ])
    for (place, row) in rows.prefix(limit).enumerated() {
      table.rows.append(
        TextTable.Row(cells: [
          TextLine("\(place + 1)"), TextLine(row.label), TextLine(Words.dollars(cents(row))), TextLine(busiest(row)),
          row.looksGood ? TextLine(say("looks good"), .good) : TextLine(misses(row), .doubt),
        ]))
    }
    var lines = table.lines(columns)
    if rows.count > limit { lines.append(TextLine("  \(say("and \(Format.grouped(rows.count - limit)) more: -V"))")) }
    return lines
  }

  private static func cents(_ row: AnalyticResult.Row) -> String {
    Money.cents(Decimal(exactText: row.leastMonthly) ?? 0)
  }

  /// `resizer 55%`.
  static func busiest(_ row: AnalyticResult.Row) -> String {
    guard let most = row.utilisations.max(by: { $0.value < $1.value }) else { return "-" }
    return "\(most.part) \(most.value.isFinite ? Format.percent(most.value, decimals: 0) : "-")"
  }

  /// The objectives that are not expected to hold: `usual-is-snappy 34s`.
  static func misses(_ row: AnalyticResult.Row) -> String {
    let missed = row.expected.filter { !$0.meets }.reduce(into: [String]()) { words, expected in
      let word = "\(expected.objective) \(value(expected))"
      if !words.contains(word) { words.append(word) }
    }
    guard missed.isEmpty else { return missed.joined(separator: ", ") }
    let full = row.utilisations.filter { $0.value >= 1 }.map { say("\($0.part) cannot keep up for a time") }
    return full.isEmpty ? say("not estimated") : full.joined(separator: ", ")
  }

  static func value(_ expected: AnalyticResult.Expected) -> String {
    guard expected.value.isFinite else { return say("without bound") }
    return FigureUnit(rawValue: expected.unit)?.text(expected.value) ?? Format.number(expected.value)
  }

  /// Each reason once, with an example and how often it comes, in the order of the list.
  static func reasons(_ result: AnalyticResult) -> [(words: String, count: Int)] {
    var known: [(key: String, words: String, count: Int)] = []
    for row in result.rows {
      guard let reason = row.exclusion, let kind = row.exclusionKind else { continue }
      // Reasons of one kind and variant differ in their numbers only.
      let key = "\(row.variant) \(kind) " + String(reason.filter { !$0.isNumber && $0 != "." })
      if let place = known.firstIndex(where: { $0.key == key }) {
        known[place].count += 1
      } else {
        known.append((key, "\(row.label)  \(said(reason))", 1))
      }
    }
    return known.map { ($0.words, $0.count) }
  }

  // MARK: Files

  /// The result as JSON, in the form of ``RunReport/json(_:)``.
  public static func json(_ result: AnalyticResult) throws -> String { try RunReport.encoded(result) }

  /// One row for each number: the price from below, each expected figure, each utilisation; and one for each exclusion, whose
  /// text is the last column.
  public static func csv(_ result: AnalyticResult) -> String {
    var rows = [["number", "variant", "configuration", "kind", "subject", "window", "value", "unit", "meets", "text"]]
    for row in result.rows {
      let head = [String(row.number), row.variant, row.label]
      rows.append(head + ["least_monthly", "cost", "month", row.leastMonthly, "USD", "", ""])
      for one in row.expected {
        rows.append(
          head + ["expected", one.objective, one.window, "\(one.value)", one.unit, "\(one.meets)", one.asked])
      }
      for one in row.utilisations {
        rows.append(head + ["utilisation", one.part, "", "\(one.value)", "ratio", "", ""])
      }
      if let reason = row.exclusion {
        rows.append(head + ["exclusion", row.exclusionKind ?? "", "", "", "", "", reason])
      }
    }
    return CSV.text(rows)
  }

  public static func markdown(_ result: AnalyticResult) -> String {
    func cell(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("\n", with: " ") }
    var text = "**\(cell(say("Plan of \(title(result))")))** — \(warning).\n\n\(counts(result))\n"
    let free = result.rows.filter { $0.exclusion == nil }
    if !free.isEmpty {
      let titles = [say("configuration"), say("month, at least"), say("busiest"), say("expected")]
      text += "\n| | \(titles.joined(separator: " | ")) |\n| --: | --- | --: | --- | --- |\n"
      for (place, row) in free.prefix(shown).enumerated() {
        let expected = row.looksGood ? say("looks good") : misses(row)
        text +=
          "| \(place + 1) | \(cell(row.label)) | \(Words.dollars(cents(row))) | \(cell(busiest(row))) | \(cell(expected)) |\n"
      }
      if free.count > shown { text += "\n\(say("and \(Format.grouped(free.count - shown)) more"))\n" }
    }
    let reasons = reasons(result)
    if !reasons.isEmpty {
      text += "\n<details><summary>\(say("what cannot work"))</summary>\n\n"
      for (words, count) in reasons.prefix(30) {
        text += "* \(cell(words))\(count > 1 ? " \(say("(and \(count - 1) more like it)"))" : "")\n"
      }
      if reasons.count > 30 { text += "* \(say("and \(reasons.count - 30) other reasons"))\n" }
      text += "\n</details>\n"
    }
    return text
  }
}
