// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Pricing
import Reports
import Scenarios
import Teaching

/// `sluice teach try NAME`: simulates the system as the learner finds it.
struct TeachTryCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "Simulate an exercise's broken start, or save it.",
    usage: "sluice teach try NAME [options]",
    discussion: """
      sluice teach try visibility-timeout
      sluice teach try visibility-timeout --save start.yaml      then: sluice run start.yaml -s …
      """)

  @Argument(help: ArgumentHelp("The exercise.", valueName: "name"), completion: Completion.exercises)
  var name: String

  @Option(help: ArgumentHelp("Write the start as a scenario instead of simulating it.", valueName: "file"))
  var save: String?

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Replications at a time; default: cores.", valueName: "count"))
  var jobs: String?

  @OptionGroup var exercises: ExerciseFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let environment = session.environment
    let exercise = try ExerciseSource(exercises, environment).exercise(name)
    if let file = try environment.given(save, "save") {
      try FileWriting.write(exercise.start.text, to: file.text)
      session.note("\(file.text): sluice run \(Shell.word(file.text))")
      return .done
    }
    let jobs =
      try environment.given(jobs, "jobs")?.parsed(FlagValue.integer(FlagValue.jobs)) ?? session.surroundings.cores
    var found = Diagnostics()
    guard var scenario = ScenarioReader.scenario(exercise.start, &found) else { throw ExerciseRefused(found.sorted) }
    scenario.precision = .replications(exercise.replications)
    let control = RunControl()
    let interrupts = Interrupts { control.cancel() }
    defer { withExtendedLifetime(interrupts) {} }
    let display = ProgressDisplay(session.progress(.auto), variant: exercise.name)
    defer { display.finish() }
    let book = try PriceBook.builtIn(scenario.terms.book)
    let result = try await Run(scenario, book: book, jobs: jobs).result(control: control) { display.update($0) }
    display.finish()
    try Output.standard.write(RunReport.table(result, session.style, path: "start.yaml"))
    session.note("start.yaml is what sluice teach try \(exercise.name) --save start.yaml writes")
    // What is wrong is what the exercise is about, so a failed objective is no failure here.
    return control.isCancelled ? .interrupted : .done
  }
}
