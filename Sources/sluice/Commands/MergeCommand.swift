// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Foundation
import Reports

/// `sluice merge STORE...`: the report of an experiment that was done in parts.
struct MergeCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the parts of an experiment and write its report.",
    usage: "sluice merge STORE... [options]",
    discussion: """
      sluice merge part-*.sqlite
      sluice merge part-*.sqlite --store all.sqlite -o report.json
      sluice merge 'part-{shard}.sqlite' --shards 40

      The parts' rows are joined and the experiment's command is done again from
      them: its report is the one that a single machine would have written.
      """)

  @Argument(help: ArgumentHelp("The stores of the parts.", valueName: "store"))
  var parts: [String]

  @Option(help: ArgumentHelp("So many parts, for a name with {shard} in it.", valueName: "n"))
  var shards: String?

  @Option(help: ArgumentHelp("Of several experiments this one, by its number.", valueName: "number"))
  var experiment: String?

  @Option(help: ArgumentHelp("Keep the joined rows in this file; or none.", valueName: "file"))
  var store: String?

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Replications at a time; default: cores.", valueName: "count"))
  var jobs: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Also write .json, .csv, .md, .html, .svg, .vl.json or .txt.", valueName: "file"))
  var out: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("On the output: table, json, csv, md, html, svg, vega-lite.", valueName: "name"))
  var format: String?

  @Option(help: ArgumentHelp("On the standard error: auto, plain or none.", valueName: "kind"))
  var progress: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let stores = try Self.files(parts, session.environment.given(shards, "shards")).map { try ResultStore($0, .read) }
    let group = try Self.chosen(
      Self.groups(try stores.map { ($0.file, try $0.experiments().map(\.record)) }),
      session.environment.given(experiment, "experiment"))
    try group.checkAllThere()
    let temporary = try MergeFolder()
    let joined = try joinedStore(session, temporary)
    var sum = ResultStore.Joined()
    for store in stores {
      let one = try joined.join(store)
      sum.added += one.added
      sum.same += one.same
    }
    if session.verbose { session.note("\(sum.added) replications joined, \(sum.same) were there already") }
    let words = try Self.words(group.record.words, own: own(session.environment))
    let merge = Invocation.Merge(store: joined, shards: group.count, variables: group.record.variables)
    let status = await Invocation.$current.withValue(Invocation(words: words, merge: merge)) {
      await Sluice.run(words)
    }
    withExtendedLifetime(temporary) {}
    return status
  }

  /// The files that the names stand for.
  ///
  /// - Throws: `Failure` for a placeholder without a number of parts.
  static func files(_ names: [String], _ shards: Given?) throws -> [String] {
    let count = try shards?.parsed(FlagValue.integer(1...ShardRequest.most))
    return try names.flatMap { name -> [String] in
      guard name.contains(StoreChoice.placeholder) else { return [name] }
      guard let count else {
        throw Failure.usage(
          "\(Diagnostic.quoted(name)): of how many parts?", hint: "--shards 4, or the names of all stores")
      }
      return (0..<count).map { name.replacingOccurrences(of: StoreChoice.placeholder, with: "\($0)") }
    }
  }

  /// Where the rows are joined: in the store that is asked for, else for the time being.
  private func joinedStore(_ session: Session, _ temporary: MergeFolder) throws -> ResultStore {
    let given = session.environment.given(store, "store")
    guard let given, given.text != "none" else { return try ResultStore(temporary.path) }
    guard let path = try StoreChoice.file(given).path(nil) else { return try ResultStore(temporary.path) }
    return try ResultStore(path)
  }

  /// The flags of this command, as those of the experiment's.
  private func own(_ environment: Environment) throws -> [String] {
    var words: [String] = []
    for (name, flag) in [
      ("jobs", jobs), ("format", format), ("progress", progress), ("color", common.color), ("width", common.width),
    ] {
      if let given = environment.given(flag, name) { words.append("--\(name)=\(given.text)") }
    }
    for given in environment.given(out, "out", separator: "\n") { words.append("--out=\(given.text)") }
    for (name, flag) in [("ascii", common.ascii), ("quiet", common.quiet), ("verbose", common.verbose)] {
      if try environment.isSet(flag, name) { words.append("--\(name)") }
    }
    return words
  }

  /// The experiment's command with other flags of how and where.
  ///
  /// - Throws: `Failure` for what is no experiment of this program.
  static func words(_ words: [String], own: [String]) throws -> [String] {
    guard let command = ExperimentWords.command(words) else {
      throw Failure(
        .failure, "the parts are of no experiment that this program knows: \(words.prefix(3).joined(separator: " "))")
    }
    return words[..<command] + own + words[command...]
  }

  // MARK: Which experiment

  /// The parts of one experiment, wherever they lie.
  struct Group {
    /// As its first part has it.
    var record: ExperimentRecord
    var count: Int
    /// The parts that there are.
    var indices: Set<Int>

    /// - Throws: `Failure` that names the missing parts.
    func checkAllThere() throws {
      let missing = (0..<count).filter { !indices.contains($0) }
      guard !missing.isEmpty else { return }
      let names = missing.prefix(20).map(String.init).joined(separator: ", ") + (missing.count > 20 ? ", …" : "")
      throw Failure(
        .failure,
        "\(missing.count == 1 ? "part" : "parts") \(names) of \(count) "
          + "\(missing.count == 1 ? "is" : "are") in none of the stores",
        hint:
          "do \(missing.count == 1 ? "it" : "them"), for example with --shard \(missing[0])/\(count), then merge again")
    }
  }

  static func groups(_ stores: [(file: String, records: [ExperimentRecord])]) -> [Group] {
    var groups: [Group] = []
    for record in stores.flatMap(\.records) {
      guard let shard = record.shard else { continue }
      if let place = groups.firstIndex(where: { $0.record.isSame(as: record) }) {
        groups[place].indices.insert(shard.index)
      } else {
        groups.append(Group(record: record, count: shard.count, indices: [shard.index]))
      }
    }
    return groups
  }

  /// - Throws: `Failure` where there is none, or more than one and nobody says which.
  static func chosen(_ groups: [Group], _ given: Given?) throws -> Group {
    guard !groups.isEmpty else {
      throw Failure(
        .failure, "no part of an experiment is in these stores",
        hint: "--shard I/N makes one; sluice results list shows them")
    }
    let list = groups.enumerated().map {
      "\($0.offset + 1): \(StoreList.command($0.element.record)) in \($0.element.count) parts"
    }
    .joined(separator: "; ")
    if let given {
      guard let number = Int(given.text), groups.indices.contains(number - 1) else {
        throw Failure.usage("\(given.origin): there is no experiment \(Diagnostic.quoted(given.text))", hint: list)
      }
      return groups[number - 1]
    }
    guard groups.count == 1, let group = groups.first else {
      throw Failure(.failure, "there are parts of \(groups.count) experiments: --experiment says which", hint: list)
    }
    return group
  }
}

/// A place for the rows of a merge that nobody wants to keep.
final class MergeFolder {
  private let folder: URL

  /// - Throws: `Failure` when it cannot be made.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-merge-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(.failure, "cannot make a folder for the joined rows: \(error.localizedDescription)")
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var path: String { folder.appendingPathComponent("joined.sqlite").path }
}
