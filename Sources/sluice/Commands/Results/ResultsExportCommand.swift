// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Reports

/// `sluice results export [NAME...]`: every number of every replication.
struct ResultsExportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write every number of every replication as CSV or JSON.",
    usage: "sluice results export [NAME...] [options]",
    discussion: """
      One row for each replication, window, subject, metric and statistic. No
      scenario is needed: the store knows what its numbers are called.
      """)

  /// What is written: neither form is held in memory.
  enum Format: String, FileFormat {
    case csv, json

    var ending: String { rawValue }
  }

  @Argument(help: ArgumentHelp("Only these: number, label or key.", valueName: "name"))
  var names: [String] = []

  @OptionGroup var store: StoreFlags

  @Option(name: .shortAndLong, help: ArgumentHelp("Write .csv or .json instead of the output.", valueName: "file"))
  var out: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("On the output: csv or json.", valueName: "name"))
  var format: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let environment = session.environment
    let format = try environment.given(format, "format")?.parsed(FlagValue.word(Format.self)) ?? .csv
    let file = try environment.given(out, "out")?.parsed(OutFile<Format>.init)
    if let file { try FileWriting.checkFolder(of: file.path) }
    let store = try store.open(session, .read)
    let found = try StoredName.find(names, in: try store.alternatives())
    if let file {
      try FileWriting.write(to: file.path) { try Self.write(found, store, file.format, $0) }
    } else {
      try Self.write(found, store, format) { try Output.standard.write($0) }
    }
    return .done
  }

  private static let heading = [
    "alternative", "scenario", "label", "key", "seed", "replication", "window", "subject", "metric", "statistic",
    "unit",
    "value", "count", "hits",
  ]

  private static func write(
    _ alternatives: [StoredAlternative], _ store: ResultStore, _ format: Format, _ write: (String) throws -> Void
  ) throws {
    var lines = format == .csv ? CSV.text([heading]) : "["
    var isFirst = true
    do {
      for alternative in alternatives {
        try store.forEachNumber(of: alternative) { number in
          lines += format == .csv ? csv(alternative, number) : (isFirst ? "\n" : ",\n") + json(alternative, number)
          isFirst = false
          // Output is not buffered.
          guard lines.utf8.count > 65_536 else { return }
          try write(lines)
          lines = ""
        }
      }
    } catch {
      // What could be read is written before the error is said.
      try write(lines)
      throw error
    }
    try write(lines + (format == .csv ? "" : isFirst ? "]\n" : "\n]\n"))
  }

  private static func csv(_ alternative: StoredAlternative, _ number: StoredNumber) -> String {
    CSV.text([
      [
        "\(alternative.id)", alternative.scenario, alternative.label, alternative.hashText, "\(alternative.seed)",
        "\(number.replication)", number.window, number.subject, number.metric, number.statistic, number.unit,
        number.value.map { "\($0)" } ?? "", number.count.map { "\($0)" } ?? "", number.hits.map { "\($0)" } ?? "",
      ]
    ])
  }

  private static func json(_ alternative: StoredAlternative, _ number: StoredNumber) -> String {
    JSONValue.object([
      .init("alternative", .integer(alternative.id)), .init("scenario", .string(alternative.scenario)),
      .init("label", .string(alternative.label)), .init("key", .string(alternative.hashText)),
      .init("seed", .number(String(alternative.seed))), .init("replication", .integer(number.replication)),
      .init("window", .string(number.window)), .init("subject", .string(number.subject)),
      .init("metric", .string(number.metric)), .init("statistic", .string(number.statistic)),
      .init("unit", .string(number.unit)), .init("value", JSONValue.finite(number.value)),
      .init("count", number.count.map { .integer($0) } ?? .null),
      .init("hits", number.hits.map { .integer($0) } ?? .null),
    ]).text()
  }
}
