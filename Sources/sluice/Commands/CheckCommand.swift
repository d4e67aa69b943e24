// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration

/// `sluice check FILE...`: reads and judges scenarios without running them.
struct CheckCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong in scenarios; runs nothing.",
    usage: "sluice check FILE... [options]",
    discussion: """
      sluice check scenarios/*.yaml
      sluice check scenario.yaml --format json              for an editor
      sluice check scenario.yaml -s workers.resizer.tasks=8

      All variants are read, unless -v names some. Exit code 0, or 3 if a scenario is not valid.
      """)

  @Argument(help: ArgumentHelp("Scenarios; - for the standard input.", valueName: "file"))
  var files: [String]

  @OptionGroup var scenario: ScenarioFlags

  @Option(name: .shortAndLong, help: ArgumentHelp("table, json or csv.", valueName: "name"))
  var format: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let format =
      try session.environment.given(format, "format")?.parsed(FlagValue.word(OutputFormat.self)) ?? .table
    let request = try ScenarioRequest(scenario, session.environment)
    var checks: [ScenarioCheck] = []
    for file in files {
      let check = ScenarioCheck(
        ScenarioVariants(try ScenarioSource(file), request, checkAll: request.variants.isEmpty, checksPlan: true),
        request)
      checks.append(check)
      guard format == .table else { continue }
      if check.hasErrors {
        Output.error.say(check.variants.refusal.text(color: session.errorUsesColor, outcome: "Nothing was run."))
      }
      try Output.standard.write(check.text(session.style, quiet: session.quiet))
    }
    let findings = checks.flatMap(\.entries)
    switch format {
    case .table: break
    case .json: try Output.standard.write(CheckEntry.json(findings))
    case .csv: try Output.standard.write(CheckEntry.csv(findings))
    }
    return checks.contains(where: \.hasErrors) ? .invalidScenario : .done
  }
}
