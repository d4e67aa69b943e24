// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing

/// The life of one message as text: for a person, for a program, for a spreadsheet, for a page. All are made from the
/// same `TraceResult`.
public enum TraceReport {
  /// Lines that are shown of a long life without `-V`: so many from its beginning and from its end.
  static let shownFirst = 40
  static let shownLast = 16

  /// The report for a terminal.
  ///
  /// - Returns: The lines, each with a line break at its end.
  public static func table(_ result: TraceResult, _ style: TextStyle) -> String {
    let columns = style.columns
    var blocks = [heading(result, columns)]
    if !style.quiet {
      blocks += [branches(result, columns), steps(result, style), TraceBar.lines(result, style), cost(result, columns)]
      blocks.append([TextLine.lead(say("next")) + TextLine("sluice explain trace")])
    }
    blocks.removeAll(where: \.isEmpty)
    let lines = blocks.enumerated().flatMap { number, lines in number == 0 ? lines : [TextLine()] + lines }
    return lines.map { $0.rendered(style) + "\n" }.joined()
  }

  // MARK: Heading

  static func heading(_ result: TraceResult, _ columns: Int) -> [TextLine] {
    let message = result.message
    var items = [
      TextLine(message.id, .heading), TextLine(Format.bytes(message.bytes)),
      TextLine(say("sent \(TraceWords.clock(message.sentNs))")), outcome(result),
    ]
    if let latency = result.end.latencyNs { items.append(TextLine(say("latency \(Format.duration(latency))"))) }
    var lines = TextLine.flowing(items, separator: " · ", columns: columns)
    var place = [TextLine(result.scenario.name), TextLine(result.scenario.variant)]
    if let key = message.key { place.append(TextLine(say("key \(key)"))) }
    place += [
      TextLine(say("window \(result.selection.window)")), TextLine(say("replication \(result.selection.replication)")),
      TextLine(say("seed \(result.seed)")),
    ]
    if result.selection.by != "message" { place.append(TextLine(say("chosen by \(said(result.selection.by))"))) }
    lines += TextLine.flowing(place, separator: " · ", columns: columns)
    if !result.scenario.set.isEmpty {
      lines += TextLine.flowing(
        result.scenario.set.enumerated().map { TextLine($0 == 0 ? say("changed: \($1)") : $1) }, separator: " · ",
        columns: columns, hanging: 9)
    }
    return lines
  }

  private static func outcome(_ result: TraceResult) -> TextLine {
    let end = result.end
    var text = said(end.outcome)
    if let at = end.atNs { text += " \(TraceWords.clock(at))" }
    if end.receives > 0 { text += " " + say("after \(say(count: end.receives, "receive"))") }
    switch end.outcome {
    case "delivered": return TextLine(text, .good)
    case "in flight": return TextLine("\(text) \(say("at the window's end"))", .doubt)
    default: return TextLine(text, .bad)
    }
  }

  // MARK: Copies

  private static func branches(_ result: TraceResult, _ columns: Int) -> [TextLine] {
    guard result.branches.count > 1 else { return [] }
    var lines = [TextLine(say("copies"), .heading)]
    let shown = result.branches.prefix(24)
    func depth(_ branch: TraceResult.Branch) -> Int {
      branch.parent.flatMap { $0 <= result.branches.count ? 1 + depth(result.branches[$0 - 1]) : nil } ?? 0
    }
    for branch in shown {
      var text = "\(branch.number)  \(branch.flow)"
      if let to = branch.to, branch.parent != nil { text += " ─▶ \(to)" }
      if branch.kind == "stage" {
        text += ", \(say("the next stage"))"
      } else {
        text += ", \(said(branch.outcome))"
        if let latency = branch.latencyS { text += " " + say("after \(Words.duration(latency))") }
      }
      let indent = TextLine.spaces(1 + 2 * min(depth(branch), 8))
      lines += (indent + TextLine(branch.parent == nil ? text : "└ " + text)).wrapped(
        to: columns, hanging: indent.width + 2)
    }
    if result.branches.count > shown.count {
      lines.append(TextLine(" " + say("and \(Format.grouped(result.branches.count - shown.count)) more")))
    }
    return lines
  }

  // MARK: Steps

  /// The lines that are shown, and after how many of them how many are left out.
  static func shortened(_ lines: [TraceWords.Line], whole: Bool) -> (
    first: ArraySlice<TraceWords.Line>, leftOut: Int, last: ArraySlice<TraceWords.Line>
  ) {
    guard !whole, lines.count > shownFirst + shownLast + 4 else { return (lines[...], 0, []) }
    return (lines.prefix(shownFirst), lines.count - shownFirst - shownLast, lines.suffix(shownLast))
  }

  private static func steps(_ result: TraceResult, _ style: TextStyle) -> [TextLine] {
    let all = TraceWords(result).lines
    let shown = shortened(all, whole: style.verbose)
    let hasBranches = result.branches.count > 1
    var table = TextTable(columns: [TextTable.Column(title: say("time"))])
    if hasBranches { table.columns.append(TextTable.Column(title: say("copy"), alignsRight: true)) }
    table.columns += [
      TextTable.Column(title: say("part"), minimum: 6), TextTable.Column(title: say("what happens"), minimum: 8),
      TextTable.Column(title: say("effect"), minimum: 6),
    ]
    func row(_ line: TraceWords.Line) -> TextTable.Row {
      var cells = [TextLine(TraceWords.clock(line.atNs))]
      if hasBranches { cells.append(TextLine(String(line.branch))) }
      return TextTable.Row(cells: cells + [TextLine(line.who), paint(line), TextLine(line.effect)])
    }
    table.rows = shown.first.map(row)
    if shown.leftOut > 0 {
      let note = TextLine("… \(say("\(Format.grouped(shown.leftOut)) lines left out, -V shows them")) …", .doubt)
      table.rows[table.rows.count - 1].below = [note]
    }
    table.rows += shown.last.map(row)
    var lines = table.lines(style.columns)
    if result.leftOut > 0 {
      let steps = Format.grouped(result.leftOut)
      lines.append(TextLine(say("and \(steps) further steps, which were too many to keep"), .doubt))
    }
    return lines
  }

  private static func paint(_ line: TraceWords.Line) -> TextLine {
    switch line.kind {
    case "failed", "cut_off", "dropped", "rejected", "set_aside", "undelivered", "ended": TextLine(line.what, .bad)
    case "delivered", "succeeded": TextLine(line.what, .good)
    case "throttled", "start_refused", "stale_delete", "duplicated", "rewound": TextLine(line.what, .doubt)
    default: TextLine(line.what)
    }
  }

  // MARK: Cost

  static func cost(_ result: TraceResult, _ columns: Int) -> [TextLine] {
    let cost = result.cost
    var items: [TextLine] = []
    for line in cost.lines {
      let amount = line.amount.map { " = \(dollars($0))" } ?? ", \(say("not priced"))"
      let quantity = TraceWords.quantity(line.quantity, line.unit)
      items.append(TextLine("\(line.part): \(quantity) \(said(line.title))\(amount)"))
    }
    let sum =
      cost.lines.isEmpty
      ? say("nothing is billed for a single message") : "\(dollars(cost.total)), \(say("prices \(cost.book)"))"
    var lines = (TextLine("\(say("cost of this message"))  ", .heading) + TextLine(sum))
      .wrapped(to: columns, hanging: 4, breaksWords: true)
    lines += items.flatMap { (.spaces(2) + $0).wrapped(to: columns, hanging: 4, breaksWords: true) }
    if !cost.byTheHour.isEmpty {
      lines += TextLine("  " + say("paid for by the hour, whoever comes: \(cost.byTheHour.joined(separator: ", "))"))
        .wrapped(to: columns, hanging: 4, breaksWords: true)
    }
    if !cost.notPriced.isEmpty {
      lines += TextLine("  \(say("not priced")): \(cost.notPriced.joined(separator: ", "))").wrapped(
        to: columns, hanging: 4, breaksWords: true)
    }
    return lines
  }

  /// An amount that may be a tiny part of a cent.
  static func dollars(_ text: String) -> String {
    guard let amount = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) else { return text }
    return Money.rough(amount)
  }
}
