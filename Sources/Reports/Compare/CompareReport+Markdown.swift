// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension CompareReport {
  /// The result as Markdown: first the verdict, then the table, then how it came about.
  ///
  /// A variant that lacks a required ability is struck through.
  public static func markdown(_ result: CompareResult) -> String {
    let sentences = CompareSentences(result: result)
    var lines = sentences.verdict.map { Markdown.text($0) }.joined(separator: "  \n")
    lines = "**\(Markdown.text(sentences.verdict[0]))**" + lines.dropFirst(Markdown.text(sentences.verdict[0]).count)
    var text = lines + "\n\n" + Markdown.text(title(result).joined(separator: " · ")) + "\n\n"
    if let ended = sentences.ended { text += "_\(Markdown.text(ended))_\n\n" }
    let titles = result.variants.map { variant in
      let name = Markdown.cell(variant.label)
      return variant.standing == .out ? "~~\(name)~~" : name
    }
    var rows: [[String]] = []
    for row in CompareTable(result: result, words: CompareWords()).rows {
      switch row.kind {
      case .heading: rows.append(["**\(Markdown.cell(row.label))**"] + titles.map { _ in "" })
      case .value, .difference: rows.append(([row.label] + row.cells).map(Markdown.cell))
      }
    }
    text += Markdown.table([""] + titles, rows)
    let more = sentences.objectives.map { "\($0.word) \($0.text)" } + sentences.breakEven + sentences.leftOut
    if !more.isEmpty { text += "\n" + more.map { "- \(Markdown.text($0))\n" }.joined() }
    text += "\n<details><summary>\(say("How to read it"))</summary>\n\n"
    text += sentences.method.map { "- \(Markdown.text($0))\n" }.joined()
    return text + "\n</details>\n"
  }
}

/// Pieces of Markdown, as GitHub reads it.
enum Markdown {
  /// A text in which nothing is taken for mark-up.
  static func text(_ text: String) -> String {
    var result = ""
    for character in Characters.clean(text) {
      if "\\`*_{}[]<>#|~&".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// The text of a cell.
  static func cell(_ text: String) -> String { text.isEmpty ? "" : Self.text(text) }

  /// A text as code, with as many signs around it as it needs.
  static func code(_ text: String) -> String {
    let text = Characters.clean(text)
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? "\(fence)\(text)\(fence)" : "\(fence) \(text) \(fence)"
  }

  /// What a hidden comment may be called: nothing that would end it.
  static func marker(_ name: String) -> String {
    let kept = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._/ -".contains($0)) }
    return String(kept.replacing("--", with: "-").prefix(200))
  }

  /// A table; its cells are mark-up.
  static func table(_ titles: [String], _ rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    return line(titles) + line(titles.map { _ in "---" }) + rows.map(line).joined()
  }
}
