// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// `sluice teach`: exercises that the engine marks.
struct TeachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "teach",
    abstract: "Exercises: list, show, try, check, sheet.",
    usage: "sluice teach list|show|try|check|sheet ...",
    discussion: """
      sluice teach list
      sluice teach show visibility-timeout
      sluice teach try visibility-timeout
      sluice teach check visibility-timeout --predict 6 --choose c --fix my.yaml
      sluice teach check --answers hand-ins -f csv -o marks.csv
      sluice teach sheet visibility-timeout --lang ko -o sheet.html
      """,
    subcommands: [
      TeachListCommand.self, TeachShowCommand.self, TeachTryCommand.self, TeachCheckCommand.self,
      TeachSheetCommand.self,
    ])
}

/// Where the exercises are.
struct ExerciseFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The exercises' folder; default: scenarios/exercises, else those installed.", valueName: "folder"))
  var from: String?
}
