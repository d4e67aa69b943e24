// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Reports
import Teaching

/// `sluice teach sheet NAME`: an exercise as a page to hand out.
struct TeachSheetCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet", abstract: "Make an exercise sheet (HTML), with or without answers.",
    usage: "sluice teach sheet NAME [options]",
    discussion: """
      sluice teach sheet visibility-timeout -o sheet.html
      sluice teach sheet visibility-timeout --lang ko --with-answers -o teacher.html
      """)

  @Argument(help: ArgumentHelp("The exercise.", valueName: "name"), completion: Completion.exercises)
  var name: String

  @Flag(help: "The teacher's copy: answers, measured now, and why they are right.")
  var withAnswers = false

  @Option(name: .shortAndLong, help: ArgumentHelp("The page's file; default: the output.", valueName: "file"))
  var out: String?

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Replications at a time; default: cores.", valueName: "count"))
  var jobs: String?

  @OptionGroup var exercises: ExerciseFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let environment = session.environment
    let file = try environment.given(out, "out")?.parsed { text in
      guard text.lowercased().hasSuffix(".html") else { throw FlagError("does not end in .html") }
      return text
    }
    if let file { try FileWriting.checkFolder(of: file) }
    let jobs =
      try environment.given(jobs, "jobs")?.parsed(FlagValue.integer(FlagValue.jobs)) ?? session.surroundings.cores
    let source = try ExerciseSource(exercises, environment)
    let exercise = try source.exercise(name)
    let control = RunControl()
    let interrupts = Interrupts { control.cancel() }
    defer { withExtendedLifetime(interrupts) {} }
    do {
      var answers: ExerciseSheet.Answers?
      if try environment.isSet(withAnswers, "with-answers") {
        let examiner = Examiner(exercise, jobs: jobs, control: control)
        answers = try await examiner.answers(try source.modelAnswer(of: exercise))
      }
      let html = try ExerciseSheet(exercise, answers: answers).html
      if let file { try FileWriting.write(html, to: file) } else { try Output.standard.write(html) }
    } catch is Examiner.Stopped {
      session.note("interrupted; there is no sheet")
      return .interrupted
    } catch let invalid as Examiner.Invalid {
      throw ExerciseRefused(invalid.diagnostics)
    }
    return .done
  }
}
