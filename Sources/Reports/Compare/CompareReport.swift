// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// The result of `sluice compare` as text: for a person, for a program, for a spreadsheet, for a pull request.
public enum CompareReport {
  /// The report for a terminal: a column for each alternative, then what follows from it.
  ///
  /// - Parameters:
  ///   - paths: the scenarios as they were typed, for the commands to try next.
  ///   - wanted: the variants as they were typed; none where all were compared.
  /// - Returns: The lines, each with a line break at its end.
  public static func table(_ result: CompareResult, _ style: TextStyle, paths: [String], wanted: [String] = [])
    -> String
  {
    let columns = style.columns
    let sentences = CompareSentences(result: result)
    let words = CompareWords(ascii: style.ascii)
    func text(_ text: String) -> String { words.plain(text) }
    func lines(_ texts: [String], _ paint: Paint = .plain) -> [TextLine] {
      texts.flatMap { TextLine(text($0), paint).wrapped(to: columns, hanging: 2) }
    }
    var verdict: [TextLine] = []
    for (number, sentence) in sentences.verdict.enumerated() {
      let head = TextLine("\(say("verdict")) ", .heading)
      verdict += (number == 0 ? head + TextLine(text(sentence)) : TextLine(text(sentence)))
        .wrapped(to: columns, hanging: 2)
    }
    verdict += sentences.objectives.flatMap { one in
      (TextLine.lead(one.word, columns: 10, one.paint) + TextLine(one.text)).wrapped(to: columns, hanging: 4)
    }
    if let ended = sentences.ended { verdict += lines([ended], .doubt) }
    let even = lines(sentences.breakEven)
    var blocks: [[TextLine]] = [verdict, even]
    if !style.quiet {
      blocks = [
        heading(result, columns), table(result, style), verdict, even, lines(sentences.leftOut),
        lines(sentences.method), next(result, columns, paths, wanted),
      ]
    }
    blocks.removeAll(where: \.isEmpty)
    let all = blocks.enumerated().flatMap { number, lines in number == 0 ? lines : [TextLine()] + lines }
    return all.map { $0.rendered(style) + "\n" }.joined()
  }

  /// The result as JSON, in the form of ``RunReport/json(_:)``.
  public static func json(_ result: CompareResult) throws -> String { try RunReport.encoded(result) }

  static func title(_ result: CompareResult) -> [String] {
    let names = result.variants.map(\.scenario.name).reduce(into: [String]()) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    return [
      names.joined(separator: ", "), say(count: result.variants.count, "variant"),
      say("common random numbers, \(say(count: result.replications, "replication")) each"),
      say("seed \(result.seed)"), say("prices \(result.madeBy.prices.date ?? result.madeBy.prices.book)"),
    ]
  }

  /// What was changed from outside about all variants.
  private static func changes(_ result: CompareResult) -> [String] {
    result.variants[0].scenario.set.filter { change in
      result.variants.allSatisfy { $0.scenario.set.contains(change) }
    }
  }

  private static func heading(_ result: CompareResult, _ columns: Int) -> [TextLine] {
    let items = title(result).enumerated().map { TextLine($1, $0 == 0 ? .heading : .plain) }
    var lines = TextLine.flowing(items, separator: " · ", columns: columns)
    let set = changes(result)
    if !set.isEmpty {
      lines += TextLine.flowing(
        set.enumerated().map { TextLine($0 == 0 ? say("changed: \($1)") : $1) }, separator: " · ", columns: columns,
        hanging: 9)
    }
    return lines
  }

  private static func table(_ result: CompareResult, _ style: TextStyle) -> [TextLine] {
    let table = CompareTable(result: result, words: CompareWords(ascii: style.ascii))
    var blocks = ColumnBlocks(titles: result.variants.map { TextLine($0.label, .heading) })
    blocks.rows = table.rows.map { row in
      switch row.kind {
      case .heading: .heading(TextLine(row.label, .heading))
      case .value:
        .cells(label: TextLine("  " + row.label), row.lines)
      case .difference: .cells(label: TextLine("    " + row.label), row.lines)
      }
    }
    return blocks.lines(style.columns)
  }

  private static func next(_ result: CompareResult, _ columns: Int, _ paths: [String], _ wanted: [String])
    -> [TextLine]
  {
    let files = paths.filter { $0 != "-" }.map(Shell.word)
    guard files.count == paths.count, !files.isEmpty else { return [] }
    let changes = ChangeFlags.flags(changes(result))
    let again = ["sluice compare"] + files + wanted.map { "-v \(Shell.word($0))" } + changes
    var commands: [[String]] = []
    if result.method.stopping != "until-decided" { commands.append(again + ["--until-decided"]) }
    if result.breakEven == nil { commands.append(again + ["--break-even", "traffic=1..10"]) }
    if files.count == 1, let choice = result.cheapest {
      commands.append(["sluice run", files[0]] + ChangeFlags.flags(variant: choice.label, Self.changes(result)))
    }
    commands.append(["sluice explain compare"])
    return Shell.lines(commands, columns)
  }
}
