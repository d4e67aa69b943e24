// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// The result of `sluice sweep` as text: for a person, for a program, for a spreadsheet, for a page.
public enum SweepReport {
  /// Points that a table shows; `-V` shows all.
  private static let mostRows = 100

  /// The report for a terminal.
  ///
  /// - Returns: The lines, each with a line break at its end.
  public static func table(_ result: SweepResult, _ style: TextStyle) -> String {
    var blocks: [[TextLine]] = style.quiet ? [] : [heading(result, style.columns)]
    if !style.quiet || result.kind != "points" { blocks += grids(result).map { $0.lines(style, most: mostRows) } }
    blocks.append(sentences(result, style.columns))
    if !style.quiet {
      blocks.append([TextLine.lead(say("next")) + TextLine("sluice explain \(word(result))")])
    }
    blocks.removeAll(where: \.isEmpty)
    let lines = blocks.enumerated().flatMap { number, lines in number == 0 ? lines : [TextLine()] + lines }
    return lines.map { $0.rendered(style) + "\n" }.joined()
  }

  /// The result as JSON, in the form of ``RunReport/json(_:)``.
  public static func json(_ result: SweepResult) throws -> String { try RunReport.encoded(result) }

  /// The result as Markdown: what follows from it first, then the tables.
  public static func markdown(_ result: SweepResult) -> String {
    var text = "**\(SweepGrid.escaped(result.scenario.name)), \(SweepGrid.escaped(result.scenario.variant))**: "
    let facts = [said(result.kind), say("seed \(result.seed)"), say(count: result.replications, "replication")]
    text += facts.joined(separator: ", ") + "\n\n"
    for sentence in SweepSentences.of(result) {
      text += "* \(SweepGrid.escaped(sentence.head)): \(SweepGrid.escaped(sentence.text))\n"
    }
    return text + grids(result).map { "\n" + $0.markdown }.joined()
  }

  static func grids(_ result: SweepResult) -> [SweepGrid] {
    [
      SweepGrid.points(result), result.headroom.map(SweepGrid.headroom), result.tornado.map(SweepGrid.tornado),
      result.indices.map(SweepGrid.indices),
    ].compactMap(\.self)
  }

  private static func sentences(_ result: SweepResult, _ columns: Int) -> [TextLine] {
    SweepSentences.of(result).flatMap { sentence in
      (TextLine(sentence.head, .heading) + TextLine("  \(sentence.text)")).wrapped(to: columns, hanging: 2)
    }
  }

  private static func word(_ result: SweepResult) -> String {
    switch result.kind {
    case "headroom": "headroom"
    case "tornado": "tornado"
    case "sobol-indices": "sobol-index"
    default: result.knees?.isEmpty == false ? "knee" : "sweep"
    }
  }

  private static func heading(_ result: SweepResult, _ columns: Int) -> [TextLine] {
    var variant = TextLine(result.scenario.variant)
    if let title = result.scenario.variantTitle { variant.append(" \"\(title)\"") }
    let names = [TextLine(result.scenario.name, .heading), variant, TextLine(result.scenario.region)]
    let count = say(count: result.replications, "replication")
    var numbers = [TextLine(say("seed \(result.seed)")), TextLine(count)]
    if let points = result.points {
      numbers[1] = TextLine(say("\(count) x \(say(count: points.count, "point")), common random numbers"))
      if let design = result.design, design != .grid { numbers.append(TextLine(design.rawValue)) }
    }
    numbers.append(TextLine(say("prices \(result.madeBy.prices.date ?? result.madeBy.prices.book)")))
    var lines = TextLine.flowing(names, separator: " · ", columns: columns)
    lines += TextLine.flowing(numbers, separator: " · ", columns: columns)
    if !result.scenario.set.isEmpty {
      lines += TextLine.flowing(
        result.scenario.set.enumerated().map { TextLine($0 == 0 ? say("changed: \($1)") : $1) }, separator: " · ",
        columns: columns, hanging: 9)
    }
    return lines
  }
}
