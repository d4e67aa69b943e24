// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Scenarios

/// `sluice schema`: the JSON Schema that an editor checks a scenario with, or the reference that people read.
struct SchemaCommand: SluiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of a scenario file.",
    usage: "sluice schema [scenario|reference]",
    discussion: """
      sluice schema > scenario.schema.json
      sluice schema reference > reference.md     every key, in Markdown
      """)

  @Argument(help: ArgumentHelp("The schema of a scenario, or the reference.", valueName: "name"))
  var name = "scenario"

  func perform() async throws -> ExitStatus {
    switch name {
    case "scenario": try Output.standard.write(ScenarioDocuments.schema)
    case "reference": try Output.standard.write(ScenarioDocuments.reference)
    default: throw Failure.unknown("schema", name, among: ["scenario", "reference"])
    }
    return .done
  }
}
