// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Foundation
import Reports

/// `sluice report RESULT...`: draws saved results again, in any format.
struct ReportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Draw saved results again, in any format.",
    usage: "sluice report RESULT.json ... [options]",
    discussion: """
      sluice run my.yaml -o result.json        simulate once
      sluice report result.json                as it was printed
      sluice report result.json -f html > result.html
      sluice report a.json b.json -o both.html  results of run in one report
      sluice report plan.json -f md            also of compare, sweep, plan, curve
      """)

  @Argument(
    help: ArgumentHelp("What -o RESULT.json has written; - for the standard input.", valueName: "result"),
    completion: Completion.result)
  var results: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write a file; its ending is the format, as in run.", valueName: "file"))
  var out: [String] = []

  @Option(
    name: .shortAndLong, help: ArgumentHelp("On the output: table, html, md, csv, ... as in run.", valueName: "name"))
  var format: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let environment = session.environment
    let format = try environment.given(format, "format")?.parsed(FlagValue.word(RunFormat.self)) ?? .table
    let outFiles = try environment.given(out, "out", separator: "\n").map { try $0.parsed(OutFile<RunFormat>.init) }
    for file in outFiles { try FileWriting.checkFolder(of: file.path) }
    guard results.count(where: { $0 == "-" }) < 2 else {
      throw Failure.usage("the standard input can be one of the results only")
    }
    let saved = try SavedReport(results)
    try Output.standard.write(try saved.text(format, session.style))
    for out in outFiles { try FileWriting.write(try saved.text(out.format, session.fileStyle), to: out.path) }
    return .done
  }
}

/// A saved result of any command, by its schema.
enum SavedReport {
  case runs([RunResult], isList: Bool)
  case compare(CompareResult)
  case sweep(SweepResult)
  case plan(PlanResult)
  case curves([CurveResult])

  /// Reads results: of `run` and of `curve` several are one report.
  ///
  /// - Throws: `Failure` for what cannot be read, and for results that do not go together.
  init(_ paths: [String]) throws {
    let all = try paths.map { path in (path: path, report: try Self.read(path)) }
    guard let first = all.first?.report else { throw Failure.usage("which result?") }
    guard all.count > 1 else {
      self = first
      return
    }
    switch first {
    case .runs:
      self = .runs(
        try all.flatMap { one in
          guard case .runs(let results, _) = one.report else { throw Self.doesNotFit(one.path, "run") }
          return results
        }, isList: true)
    case .curves:
      self = .curves(
        try all.flatMap { one in
          guard case .curves(let results) = one.report else { throw Self.doesNotFit(one.path, "curve") }
          return results
        })
    case .compare, .sweep, .plan:
      throw Failure.usage("only results of run and of curve make one report together")
    }
  }

  private static func doesNotFit(_ path: String, _ command: String) -> Failure {
    .usage("\(Diagnostic.quoted(path, limit: 400)) is no result of \(command), and those before it are")
  }

  private static func read(_ path: String) throws -> SavedReport {
    let source = try ScenarioSource(path, limit: SavedResults.limit)
    let name = Diagnostic.quoted(source.name, limit: 400)
    let data = Data(source.bytes)
    do {
      switch try RunReport.schema(json: data)?.prefix(while: { $0 != "/" }) {
      case "result":
        let (results, isList) = try RunReport.readAll(json: data)
        return .runs(results, isList: isList)
      case "compare": return .compare(try RunReport.decoded(data))
      case "sweep": return .sweep(try RunReport.decoded(data))
      case "plan": return .plan(try RunReport.decoded(data))
      case "curve": return .curves(try RunReport.decodedList(data))
      case nil: throw isNotWhole(name, "there is no schema")
      case let other?:
        throw Failure(
          .failure, "\(name) is a result of \(other), which cannot be drawn again",
          hint: "those of run, compare, sweep, plan and curve can")
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw isNotWhole(name, SavedResults.reason(error))
    }
  }

  private static func isNotWhole(_ name: String, _ reason: String) -> Failure {
    Failure(.failure, "\(name) is not a whole result: \(reason)", hint: "write it again with -o result.json")
  }

  /// - Throws: `Failure` for a format that there is not for such a result.
  func text(_ format: RunFormat, _ style: TextStyle) throws -> String {
    // Where the scenario lies is not known any more.
    let nowhere = HTMLReport.Source(path: "")
    func own<Format: FileFormat>(_ what: String) throws -> Format {
      guard let own = Format(rawValue: format.rawValue) else {
        throw Failure.usage(
          "a result of \(what) cannot be written as \(format.rawValue)",
          hint: "there is \(Format.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return own
    }
    switch self {
    case .runs(let results, let isList): return try ResultText.text(results, format, several: isList, style, nowhere)
    case .compare(let result): return try ExperimentText.text(result, own("compare"), style, wanted: [], [])
    case .sweep(let result): return try ExperimentText.text(result, own("sweep"), style, nowhere)
    case .plan(let result):
      return try ExperimentText.text(result, own("plan"), style, HTMLReport.Source(path: "SCENARIO.yaml"))
    case .curves(let results): return try ExperimentText.text(results, own("curve"), style, nowhere)
    }
  }
}
