// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation

/// The command line that is being done.
struct Invocation: Sendable {
  /// Where a command is done again from what its parts have left.
  struct Merge: Sendable {
    /// All rows of all parts.
    var store: ResultStore
    var shards: Int
    /// The variables `SLUICE_…` that the parts were given, as `NAME=VALUE`.
    var variables: [String]
  }

  /// Without the program's name.
  var words: [String] = []
  var merge: Merge?

  @TaskLocal static var current = Invocation()
}

/// The words of an experiment by which it is known again: those that say what is computed. What says where, how fast and in
/// which form is left out.
enum ExperimentWords {
  /// The commands that are experiments.
  static let commands = [["compare"], ["sweep"], ["plan"], ["results", "fill"]]

  private static let withValue = [
    "jobs", "budget", "store", "shard", "shards", "out", "format", "progress", "color", "width",
  ]
  private static let alone = ["ascii", "quiet", "verbose"]
  private static let lettersWithValue: [(letter: Character, name: String)] = [
    ("j", "jobs"), ("o", "out"), ("f", "format"),
  ]
  private static let lettersAlone: [(letter: Character, name: String)] = [("q", "quiet"), ("V", "verbose")]

  static func kept(_ words: [String]) -> [String] { split(words).kept }

  /// The words that say what is computed, and the others as `--name=value` and `--name`.
  static func split(_ words: [String]) -> (kept: [String], others: [String]) {
    var kept: [String] = []
    var others: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" { return (kept + [word] + rest, others) }
      if word.hasPrefix("--") {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.first.map(String.init) ?? ""
        if withValue.contains(name) {
          others.append(parts.count > 1 ? word : "--\(name)=\(rest.popFirst() ?? "")")
          continue
        }
        if alone.contains(name) {
          others.append(word)
          continue
        }
      } else if word.hasPrefix("-"), let letter = word.dropFirst().first {
        if let name = lettersWithValue.first(where: { $0.letter == letter })?.name {
          // The value is joined to the letter, with or without a sign, or the next word.
          let joined = word.dropFirst(2).trimmingPrefix("=")
          others.append("--\(name)=\(word.count == 2 ? rest.popFirst() ?? "" : String(joined))")
          continue
        }
        let letters = word.dropFirst().map { letter in lettersAlone.first { $0.letter == letter }?.name }
        if letters.allSatisfy({ $0 != nil }) {
          others += letters.compactMap { $0.map { "--\($0)" } }
          continue
        }
      }
      kept.append(word)
    }
    return (kept, others)
  }

  /// How many of the words name the command; nil for what is no experiment.
  static func command(_ words: [String]) -> Int? { commands.first { words.starts(with: $0) }?.count }

  /// The variables that stand for flags, as `NAME=VALUE`, sorted.
  static func kept(_ environment: Environment) -> [String] {
    let other = Set((withValue + alone).map(Environment.variable))
    return environment.flags.filter { !other.contains($0.name) }.map { "\($0.name)=\($0.value)" }
  }
}
