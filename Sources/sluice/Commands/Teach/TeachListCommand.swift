// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import Teaching

/// `sluice teach list`: the exercises in an order in which they can be done.
struct TeachListCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the exercises.", usage: "sluice teach list [options]")

  @Option(name: .shortAndLong, help: ArgumentHelp("table, json or csv.", valueName: "name"))
  var format: String?

  @OptionGroup var exercises: ExerciseFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let format = try session.environment.given(format, "format")?.parsed(FlagValue.word(OutputFormat.self)) ?? .table
    let found = try ExerciseSource(exercises, session.environment).exercises(session)
    switch format {
    case .table: try Output.standard.write(ExerciseList.table(found, session.style))
    case .json: try Output.standard.write(try ExerciseList.json(found))
    case .csv: try Output.standard.write(ExerciseList.csv(found))
    }
    return .done
  }
}
