// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

extension DiffReport {
  /// What a comment on GitHub can hold is 65,536 characters; a report stays below this.
  public static let mostCharacters = 60_000

  /// Rows of the first table; the others are folded away.
  private static let rowsInSight = 25

  /// The result for a pull request: the verdict in the first line, one table of what changed most, the rest folded away,
  /// and a hidden marker by which a bot finds its own comment.
  ///
  /// - Parameter name: what the marker names; without what would end a comment of HTML.
  public static func markdown(_ result: DiffResult, name: String) -> String {
    let sentences = DiffSentences(result: result)
    let marker = "<!-- sluice diff \(Markdown.marker(name)) -->\n"
    var text = "**\(Markdown.text(sentences.verdict))**\n\n"
    text += sentences.lists.map { "- \(Markdown.text($0))\n" }.joined()
    if !sentences.lists.isEmpty { text += "\n" }
    let several = result.variants.count > 1
    let rows = result.variants.flatMap { variant in
      variant.changes.map { (change: $0, row: row($0, several ? variant.variant : nil)) }
    }
    let order = DiffResult.Kind.allCases
    let sorted = order.flatMap { kind in rows.filter { $0.change.kind == kind } }.map(\.row)
    let first = sorted.prefix(rowsInSight)
    if !first.isEmpty { text += table(first, several) + "\n" }
    var tail = "<details><summary>\(say("How it was compared"))</summary>\n\n"
    tail += (sentences.heading + sentences.method).map { "- \(Markdown.text($0))\n" }.joined()
    tail += "\n</details>\n\n" + marker
    let more = sorted.dropFirst(rowsInSight)
    guard !more.isEmpty else { return text + tail }
    return text + folded(more, several, room: mostCharacters - text.count - tail.count) + tail
  }

  /// The other rows, as many as there is room for.
  private static func folded(_ rows: ArraySlice<[String]>, _ several: Bool, room: Int) -> String {
    func fold(_ rows: ArraySlice<[String]>, _ left: Int) -> String {
      "<details><summary>\(say(count: rows.count, "more change"))</summary>\n\n" + table(rows, several)
        + (left > 0 ? "\n\(say("and \(Format.grouped(left)) more: -f csv"))\n" : "") + "\n</details>\n\n"
    }
    var count = rows.count
    var used = 300
    for (number, row) in rows.enumerated() {
      used += row.reduce(5) { $0 + $1.count + 3 }
      if used > room {
        count = number
        break
      }
    }
    return count > 0
      ? fold(rows.prefix(count), rows.count - count) : say("and \(say(count: rows.count, "more change"))") + "\n\n"
  }

  private static func table(_ rows: ArraySlice<[String]>, _ several: Bool) -> String {
    let titles = [say("what"), say("old"), say("new"), say("difference"), ""]
    return Markdown.table((several ? [say("variant")] : []) + titles, Array(rows))
  }

  private static func row(_ change: DiffResult.Change, _ variant: String?) -> [String] {
    let words = DiffWords(change: change)
    let cells = [words.title, words.old, words.new, words.difference, words.news]
    return ((variant.map { [$0] } ?? []) + cells).map { Markdown.cell(Diagnostic.shortened($0, limit: 300)) }
  }
}
