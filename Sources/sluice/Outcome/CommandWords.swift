// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// Looks at the words of a command line before they are parsed: since `sluice FILE` means `sluice run FILE`, a
/// misspelled command would otherwise be taken for a file.
struct CommandWords: Sendable {
  /// Each command with the commands below it.
  let commands: [(name: String, below: [String])]

  /// What is wrong with the words, or nil if they may be parsed.
  ///
  /// - Parameter isFile: whether there is a file of this name.
  func failure(_ words: [String], isFile: (String) -> Bool) -> Failure? {
    guard let first = words.first, !first.hasPrefix("-"), !first.isEmpty else { return nil }
    let names = commands.map(\.name)
    if let command = commands.first(where: { $0.name == first }) {
      let below = first == "help" ? names : command.below
      guard !below.isEmpty, words.count > 1, !words[1].hasPrefix("-"), !below.contains(words[1]) else { return nil }
      return .unknown("command", first == "help" ? words[1] : "\(first) \(words[1])", below, nearestTo: words[1])
    }
    guard !isFile(first) else { return nil }
    if let near = Names.nearest(first, in: names), !first.contains("/"), !first.hasSuffix(".yaml") {
      return .usage(
        "there is no command \(Diagnostic.quoted(first)), and no file is called that", hint: "did you mean \(near)?")
    }
    guard !first.contains("."), !first.contains("/") else { return nil }
    return .usage(
      "\(Diagnostic.quoted(first)) is neither a command nor a file", hint: "there is: \(names.joined(separator: ", "))")
  }
}

extension Failure {
  fileprivate static func unknown(
    _ what: String, _ phrase: String, _ known: [String], nearestTo word: String
  ) -> Failure {
    let near = Names.nearest(word, in: known)
    return .usage(
      "there is no \(what) \(Diagnostic.quoted(phrase))",
      hint: near.map { "did you mean \($0)?" } ?? "there is: \(known.joined(separator: ", "))")
  }
}
