// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import Teaching

/// `sluice teach show NAME`: the story and the questions.
struct TeachShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show an exercise: its story and its questions.",
    usage: "sluice teach show NAME [options]",
    discussion: """
      sluice teach show visibility-timeout
      sluice teach show visibility-timeout --form > kim.yaml     a file to hand in
      """)

  @Argument(help: ArgumentHelp("The exercise.", valueName: "name"), completion: Completion.exercises)
  var name: String

  @Flag(help: "The file to hand in instead, to be filled in.")
  var form = false

  @OptionGroup var exercises: ExerciseFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let exercise = try ExerciseSource(exercises, session.environment).exercise(name)
    let isForm = try session.environment.isSet(form, "form")
    try Output.standard.write(isForm ? HandIn.form(exercise) : ExerciseText.text(exercise, session.style))
    return .done
  }
}
