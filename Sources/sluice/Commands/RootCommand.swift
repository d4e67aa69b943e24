// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// `sluice`: the list of commands. A file alone is run.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sluice",
    abstract: "Simulates messaging on AWS: latency, SLO verdicts, a month's bill.",
    usage: "sluice COMMAND ...\nsluice FILE",
    discussion: """
      Try:
        sluice run scenarios/image-processing.yaml
        sluice run scenarios/image-processing.yaml -v base -v give-back
        sluice explain vis-short
      Exit codes: sluice explain exit-codes
      A flag --at-most can also be given as the variable SLUICE_AT_MOST.
      """,
    version: Version.short,
    subcommands: subcommands,
    defaultSubcommand: RunCommand.self)

  private static let subcommands: [any ParsableCommand.Type] = [
    RunCommand.self, CompareCommand.self, SweepCommand.self, PlanCommand.self, DiffCommand.self, CostCommand.self,
    TraceCommand.self, GraphCommand.self, ReportCommand.self, CheckCommand.self, CurveCommand.self, ExpandCommand.self,
    InitCommand.self, SchemaCommand.self, ExplainCommand.self, PricesCommand.self, ResultsCommand.self,
    MergeCommand.self, ClusterCommand.self, TeachCommand.self, CompletionCommand.self, ManualCommand.self,
  ]

  /// The names of all commands.
  static var words: CommandWords {
    var commands: [(name: String, below: [String])] = []
    for command in subcommands {
      var below: [String] = []
      for inner in command.configuration.subcommands { below.append(inner.configuration.commandName ?? "") }
      commands.append((command.configuration.commandName ?? "", below))
    }
    return CommandWords(commands: commands + [("help", [])])
  }
}
