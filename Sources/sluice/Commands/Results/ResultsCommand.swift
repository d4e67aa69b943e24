// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Foundation
import Reports

/// `sluice results`: the store of finished replications.
struct ResultsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results",
    abstract: "Show, fill, export and prune the store of replications.",
    usage: "sluice results list|show|fill|export|prune ...",
    discussion: """
      sluice results list
      sluice results show 3
      sluice results fill my.yaml -v all -n 50
      sluice results export -o all.csv
      sluice results prune
      """,
    subcommands: [
      ResultsListCommand.self, ResultsShowCommand.self, ResultsFillCommand.self, ResultsExportCommand.self,
      ResultsPruneCommand.self,
    ],
    defaultSubcommand: ResultsListCommand.self)
}

/// Which store, in every command that looks at one.
struct StoreFlags: ParsableArguments {
  @Option(help: ArgumentHelp("The store; default: .sluice/results.sqlite.", valueName: "file"))
  var store: String?

  /// - Throws: `Failure` and `StoreProblem` when there is none.
  func open(_ session: Session, _ opening: ResultStore.Opening) throws -> ResultStore {
    let given = session.environment.given(store, "store")
    let choice = StoreChoice(given)
    guard let path = try choice.path(nil) else {
      throw Failure.usage("\(given?.origin ?? "--store") none: there is nothing to look at")
    }
    if case .standard = choice, !FileManager.default.fileExists(atPath: path) {
      throw Failure(
        .failure, "no results are kept in this folder: there is no \(path)",
        hint: "experiments keep theirs; --store FILE names another")
    }
    return try ResultStore(path, opening)
  }
}

/// An alternative as it is named on a command line: by its number, by the beginning of its key's hash, or by a label.
enum StoredName {
  /// - Throws: `Failure` for what names none.
  static func find(_ text: String, in alternatives: [StoredAlternative]) throws -> [StoredAlternative] {
    if let number = Int(text), let found = alternatives.first(where: { $0.id == number }) { return [found] }
    let named = alternatives.filter { $0.label == text }
    if !named.isEmpty { return named }
    let hashed = text.count >= 4 ? alternatives.filter { $0.hashText.hasPrefix(text.lowercased()) } : []
    if !hashed.isEmpty { return hashed }
    var known: [String] = []
    for alternative in alternatives where !known.contains(alternative.label) { known.append(alternative.label) }
    throw Failure.unknown("alternative", text, among: known)
  }

  static func find(_ texts: [String], in alternatives: [StoredAlternative]) throws -> [StoredAlternative] {
    guard !texts.isEmpty else { return alternatives }
    let found = Set(try texts.flatMap { try find($0, in: alternatives) })
    return alternatives.filter { found.contains($0) }
  }
}

/// `sluice results list`
struct ResultsListCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List experiments and alternatives with their replications.",
    usage: "sluice results list [options]")

  @OptionGroup var store: StoreFlags

  @Option(name: .shortAndLong, help: ArgumentHelp("table, json or csv.", valueName: "name"))
  var format: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let format =
      try session.environment.given(format, "format")?.parsed(FlagValue.word(OutputFormat.self)) ?? .table
    let store = try store.open(session, .read)
    let list = StoreList(file: store.file, experiments: try store.experiments(), alternatives: try store.alternatives())
    switch format {
    case .table: try Output.standard.write(list.table(session.style))
    case .json: try Output.standard.write(list.json.text(pretty: true) + "\n")
    case .csv: try Output.standard.write(list.csv)
    }
    return .done
  }
}

/// What a store holds, in each form.
struct StoreList {
  let file: String
  let experiments: [StoredExperiment]
  let alternatives: [StoredAlternative]

  private static func part(_ record: ExperimentRecord) -> String { record.shard.map(\.description) ?? "all" }

  static func command(_ record: ExperimentRecord) -> String {
    (record.variables + ["sluice"] + record.words).map(Shell.word).joined(separator: " ")
  }

  private static func state(_ record: ExperimentRecord) -> String { record.isFinished ? "finished" : "unfinished" }

  func table(_ style: TextStyle) -> String {
    let replications = alternatives.reduce(0) { $0 + $1.replications }
    var text =
      "\(file): \(English.count(replications, "replication")) of "
      + "\(English.count(alternatives.count, "alternative"))\n"
    if !experiments.isEmpty {
      text +=
        "\n"
        + PlainTable.text(
          [
            .init("experiment", alignsRight: true), .init("part"), .init("state"),
            .init("alternatives", alignsRight: true), .init("replications", alignsRight: true),
            .init("command", minimum: 16),
          ],
          experiments.map { experiment in
            [
              "\(experiment.id)", Self.part(experiment.record), Self.state(experiment.record),
              "\(experiment.alternatives)", "\(experiment.replications)", Self.command(experiment.record),
            ]
          }, style)
    }
    if !alternatives.isEmpty {
      text +=
        "\n"
        + PlainTable.text(
          [
            .init("alternative", alignsRight: true), .init("scenario", minimum: 8), .init("label", minimum: 8),
            .init("key"), .init("seed", alignsRight: true), .init("model", alignsRight: true),
            .init("replications", alignsRight: true),
          ],
          alternatives.map { one in
            [
              "\(one.id)", one.scenario, one.label, String(one.hashText.prefix(8)), "\(one.seed)",
              "\(one.modelVersion)",
              "\(one.replications)",
            ]
          }, style)
    }
    return text
  }

  /// One row per alternative; experiments are in the JSON.
  var csv: String {
    CSV.text(
      [["alternative", "scenario", "label", "key", "seed", "model", "replications"]]
        + alternatives.map {
          ["\($0.id)", $0.scenario, $0.label, $0.hashText, "\($0.seed)", "\($0.modelVersion)", "\($0.replications)"]
        })
  }

  var json: JSONValue {
    .object([
      .init("schema", .string("store/1")), .init("file", .string(file)),
      .init(
        "experiments",
        .array(
          experiments.map { experiment in
            let record = experiment.record
            return .object([
              .init("id", .integer(experiment.id)), .init("words", .array(record.words.map { .string($0) })),
              .init("variables", .array(record.variables.map { .string($0) })),
              .init("part", record.shard.map { .integer($0.index) } ?? .null),
              .init("parts", record.shard.map { .integer($0.count) } ?? .null),
              .init("model_version", .integer(record.modelVersion)), .init("program", .string(record.program)),
              .init("finished", .bool(record.isFinished)),
              .init("scenarios", .array(experiment.scenarios.map { .string($0) })),
              .init("alternatives", .integer(experiment.alternatives)),
              .init("replications", .integer(experiment.replications)),
            ])
          })),
      .init(
        "alternatives",
        .array(
          alternatives.map { one in
            .object([
              .init("id", .integer(one.id)), .init("scenario", .string(one.scenario)),
              .init("label", .string(one.label)), .init("key", .string(one.hashText)),
              .init("seed", .number(String(one.seed))), .init("model_version", .integer(one.modelVersion)),
              .init("replications", .integer(one.replications)), .init("bytes", .integer(one.bytes)),
            ])
          })),
    ])
  }
}
