// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Scenarios

/// `sluice schema`: the JSON Schema that an editor checks a scenario with.
struct SchemaCommand: SluiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of a scenario file.",
    usage: "sluice schema [scenario]",
    discussion: "sluice schema > scenario.schema.json")

  @Argument(help: ArgumentHelp("Of what: scenario.", valueName: "name"))
  var name = "scenario"

  func perform() async throws -> ExitStatus {
    guard name == "scenario" else { throw Failure.unknown("schema", name, among: ["scenario"]) }
    try Output.standard.write(ScenarioDocuments.schema)
    return .done
  }
}
