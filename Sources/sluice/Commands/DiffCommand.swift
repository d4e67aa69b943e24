// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Foundation
import Reports

/// `sluice diff OLD NEW`: what differs between two saved results, and whether it is more than noise.
struct DiffCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what differs between two results, beyond noise.",
    usage: "sluice diff OLD NEW [options]",
    discussion: """
      sluice run scenario.yaml -o new.json       a result to compare
      sluice diff old.json new.json              what differs
      sluice diff old.json new.json --tolerance 5%
      sluice diff old.json new.json -f md        for a pull request

      Exit code 7: something differs beyond the noise and the tolerance.
      """)

  @Argument(help: ArgumentHelp("A result of sluice run; - for the standard input.", valueName: "old"))
  var old: String

  @Argument(help: ArgumentHelp("The other one.", valueName: "new"))
  var new: String

  @Option(help: ArgumentHelp("Smaller changes do not count: 5%.", valueName: "share"))
  var tolerance: String?

  @Option(help: ArgumentHelp("Name in the marker of a comment; default: NEW.", valueName: "text"))
  var name: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Also write .json, .csv, .md or .txt.", valueName: "file"))
  var out: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("On the output: table, json, csv or md.", valueName: "name"))
  var format: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let environment = session.environment
    let tolerance = try environment.given(tolerance, "tolerance")?.parsed(FlagValue.tolerance) ?? 0
    let format =
      try environment.given(format, "format")?.parsed(FlagValue.word(TextFormat.self)) ?? .table
    let outFiles = try environment.given(out, "out", separator: "\n").map {
      try $0.parsed(OutFile<TextFormat>.init)
    }
    let marker = environment.given(name, "name")?.text
    guard old != "-" || new != "-" else { throw Failure.usage("the standard input can be one of the files only") }
    for file in outFiles { try FileWriting.checkFolder(of: file.path) }
    let (before, after) = (try Self.results(old), try Self.results(new))
    let result = Diff(tolerance: tolerance).result((old, before), (new, after))
    func text(_ format: TextFormat, _ style: TextStyle) throws -> String {
      switch format {
      case .table: DiffReport.table(result, style)
      case .json: try DiffReport.json(result)
      case .csv: DiffReport.csv(result)
      case .md:
        DiffReport.markdown(result, name: marker ?? URL(fileURLWithPath: new).deletingPathExtension().lastPathComponent)
      }
    }
    try Output.standard.write(try text(format, session.style))
    for out in outFiles { try FileWriting.write(try text(out.format, session.fileStyle), to: out.path) }
    return result.differs ? .difference : .done
  }

  /// - Throws: `Failure` for what is no result of `sluice run`.
  private static func results(_ path: String) throws -> [RunResult] {
    let source = try ScenarioSource(path, limit: SavedResults.limit)
    let name = Diagnostic.quoted(source.name, limit: 400)
    guard source.bytes.count <= SavedResults.limit else {
      throw Failure(.failure, "\(name) is larger than \(Format.bytes(SavedResults.limit))")
    }
    if let schema = try? RunReport.schema(json: Data(source.bytes)), schema != Version.resultSchema {
      throw Failure(
        .failure, "\(name) is \(Diagnostic.quoted(schema)), not a result of sluice run",
        hint: "compared can be what sluice run SCENARIO -o result.json writes (\(Version.resultSchema))")
    }
    guard SavedResults.isResult(source.bytes) else {
      throw Failure(
        .failure, "\(name) is not a result of sluice run",
        hint: "write one: sluice run SCENARIO -o result.json; sluice compare lays scenarios side by side")
    }
    let results = try SavedResults.read(source).results
    guard !results.isEmpty else { throw Failure(.failure, "\(name) is an empty list of results") }
    return results
  }
}

extension FlagValue {
  /// The share of the old value that a change may have.
  static func tolerance(_ text: String) throws -> Double {
    let value = try Units.ratio(text)
    guard value >= 0 else { throw FlagError("is not a share", hint: "such as 5%") }
    return value
  }
}
