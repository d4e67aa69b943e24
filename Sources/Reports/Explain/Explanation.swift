// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// The words that a report uses, explained: checks, metrics, statistics, verdicts, distributions, methods, money.
///
/// The keys of the scenario language are explained by their own tables, see `ScenarioDocuments.explain`.
public enum Explanation {
  /// Half a page about a word, in lines of at most 80 columns, in English ASCII, and a command to try, which may be longer.
  ///
  /// Upper case, spaces and underscores make no difference; `p99` is a percentile, `latency.p99` is about latency.
  /// - Returns: Nil for a word that is not explained here.
  public static func text(for word: String) -> String? {
    guard let entry = entry(word)?.said else { return nil }
    let lines = TextLine("\(entry.words[0]): \(entry.title)").wrapped(to: columns, hanging: 2).map(\.text)
    return (lines + [""] + filled(entry.text) + ["", broken("try  \(entry.command)")]).joined(separator: "\n") + "\n"
  }

  private static let columns = 80

  /// Paragraphs filled to the width; lines that begin with a space are left as they are.
  private static func filled(_ text: String) -> [String] {
    var lines: [String] = []
    var paragraph = ""
    func finish() {
      if !paragraph.isEmpty { lines += TextLine(paragraph).wrapped(to: columns).map(\.text) }
      paragraph = ""
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix(" ") {
        finish()
        lines.append(String(line))
      } else {
        paragraph += (paragraph.isEmpty ? "" : " ") + line
      }
    }
    finish()
    return lines
  }

  /// A long command goes on in a second line, as a shell reads it.
  private static func broken(_ command: String) -> String {
    guard command.count > columns, let flag = command.ranges(of: " -s ").last else { return command }
    return command[..<flag.lowerBound] + " \\\n       " + command[command.index(after: flag.lowerBound)...]
  }

  /// All words that are explained, sorted, other names of the same thing included.
  public static var words: [String] { table.flatMap(\.words).sorted() }

  static let table =
    checks + messaging + requests + caching + cacheNodes + database + metrics + statistics + methods + distributions
    + money + prices + scaling + curves + logs + logMetrics + experiments + sweeps + stores + plans + traces + pictures
    + ideas

  private static let byWord: [String: Int] = Dictionary(
    table.enumerated().flatMap { place, entry in entry.words.map { (normal($0), place) } }, uniquingKeysWith: { $1 })

  private static func entry(_ word: String) -> Entry? {
    // No word is longer; what is cannot be meant.
    guard word.utf8.count <= 100 else { return nil }
    let word = normal(word)
    if let place = byWord[word] { return table[place] }
    if Percentile(word) != nil { return byWord["percentile"].map { table[$0] } }
    let parts = word.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, Statistic(String(parts[1])) != nil || parts[0] == "cost" else { return nil }
    return byWord[String(parts[0])].map { table[$0] }
  }

  private static func normal(_ word: String) -> String {
    String(word.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 })
  }

  /// One thing that is explained.
  struct Entry: Sendable {
    /// Its name, then other names of it.
    var words: [String]
    /// What it is, in a few words.
    var title: String
    var text: String
    /// A command that shows it.
    var command: String

    init(_ words: String..., title: String, text: String, command: String) {
      self.words = words
      self.title = title
      self.text = text
      self.command = command
    }

    /// In the language that is being written; in English where there is no translation.
    var said: Entry {
      guard Language.current == .korean, let korean = Explanation.korean[words[0]] else { return self }
      var entry = self
      (entry.title, entry.text) = (korean.title, korean.text)
      return entry
    }
  }

  /// An entry in another language. Its words and its command are the same in all.
  struct Translation: Sendable {
    var title: String
    var text: String
  }

  /// Translations by the first word of an entry.
  typealias Translations = KeyValuePairs<String, Translation>
}
