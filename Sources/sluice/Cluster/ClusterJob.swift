// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Scenarios
import Simulation

/// An experiment in parts, whatever runs them.
struct ClusterJob: Sendable, Hashable {
  /// A DNS label (RFC 1123) of at most 40 characters, which all of them take for a name.
  var name: String
  /// The program, as it is called there.
  var program: String
  /// The experiment's command: `compare`.
  var command: [String]
  /// The scenario, as it is called there.
  var scenario: String
  /// What says what is computed.
  var words: [String]
  /// Flags of the report, which the merge writes.
  var reportFlags: [String]
  var parts: Int
  /// What the names of the parts' stores begin with, as they are called there.
  var stores: String
  /// What all of them are called, with a placeholder for the part's number.
  var storeName: String { "\(stores)\(StoreChoice.placeholder).sqlite" }
  /// Of Slurm's stores.
  var folder: String { "\(name).parts" }
  var cpus: Int
  /// MiB of one part.
  var memory: Int
  /// Seconds that a part may take.
  var time: Int

  /// What every part does; a variable of the scheduler says which part it is.
  func partWords(jobs: String?) -> [String] {
    [program] + command + [scenario] + words
      + ["--shards=\(parts)", "--store=\(storeName)", "--progress=none"]
      + (jobs.map { ["--jobs=\($0)"] } ?? [])
  }

  /// What joins them.
  var mergeWords: [String] {
    [program, "merge", storeName, "--shards=\(parts)", "--progress=none"]
      + reportFlags
  }

  /// A name in lower-case letters, digits and hyphens, which neither begins nor ends with a hyphen.
  static func name(_ scenario: String) -> String {
    let plain = scenario.lowercased().unicodeScalars.map { scalar -> Character in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
    }
    let parts = String(plain.prefix(33)).split(separator: "-")
    return (["sluice"] + parts.map(String.init)).joined(separator: "-")
  }
}

extension FlagValue {
  /// MiB of memory: `4GiB`.
  static func memory(_ text: String) throws -> Int {
    let bytes = try Units.bytes(text)
    guard (64 * 1_048_576...1 << 42).contains(bytes) else { throw FlagError("is not a size from 64MiB to 4TiB") }
    return Int((bytes + 1_048_575) / 1_048_576)
  }

  /// Seconds that a task may take: `1h`.
  static func taskTime(_ text: String) throws -> Int {
    let time = try Units.duration(text)
    guard (60...30 * 86_400).contains(time / 1_000_000_000) else { throw FlagError("is not a time from 1m to 30d") }
    return Int(time / 1_000_000_000)
  }

  static func experiment(_ text: String) throws -> [String] {
    let words = text.split(separator: " ").map(String.init)
    let known = ExperimentWords.commands.map { $0.joined(separator: " ") }
    guard ExperimentWords.command(words) == words.count, !words.isEmpty else {
      throw FlagError(
        "is none of \(known.joined(separator: ", "))",
        hint: Names.nearest(text, in: known).map { "did you mean \($0)?" })
    }
    return words
  }
}
