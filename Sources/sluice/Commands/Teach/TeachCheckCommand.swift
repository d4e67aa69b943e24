// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Reports
import Teaching

/// `sluice teach check`: marks answers, of one learner or of a class.
struct TeachCheckCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Mark answers: your own, or those of a class.",
    usage: "sluice teach check NAME [options]\nsluice teach check [NAME] --answers FOLDER [options]",
    discussion: """
      sluice teach check visibility-timeout --predict 6% --choose c
      sluice teach check visibility-timeout --fix my.yaml
      sluice teach check visibility-timeout --answer how-much=b
      sluice teach check --answers hand-ins -f csv -o marks.csv

      Exit code 7: not right yet. A wrong answer brings a hint, one more each time.
      """)

  @Argument(help: ArgumentHelp("The exercise.", valueName: "name"), completion: Completion.exercises)
  var name: String?

  @Option(help: ArgumentHelp("Your answer to the question predict.", valueName: "number"))
  var predict: String?

  @Option(help: ArgumentHelp("Your answer to the question choose.", valueName: "letter"))
  var choose: String?

  @Option(help: ArgumentHelp("Your answer to the question fix: a file with what you change.", valueName: "file"))
  var fix: String?

  @Option(help: ArgumentHelp("Your answer to any question; repeatable.", valueName: "question=answer"))
  var answer: [String] = []

  @Option(help: ArgumentHelp("A folder of hand-ins, one YAML file each.", valueName: "folder"))
  var answers: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("table, json or csv.", valueName: "name"))
  var format: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Also write .csv, .json or .txt; repeatable.", valueName: "file"))
  var out: [String] = []

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Replications at a time; default: cores.", valueName: "count"))
  var jobs: String?

  @OptionGroup var exercises: ExerciseFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let environment = session.environment
    let format = try environment.given(format, "format")?.parsed(FlagValue.word(OutputFormat.self)) ?? .table
    let outFiles = try environment.given(out, "out", separator: "\n").map {
      try $0.parsed(OutFile<OutputFormat>.init)
    }
    for file in outFiles { try FileWriting.checkFolder(of: file.path) }
    let jobs =
      try environment.given(jobs, "jobs")?.parsed(FlagValue.integer(FlagValue.jobs)) ?? session.surroundings.cores
    let source = try ExerciseSource(exercises, environment)
    let control = RunControl()
    let interrupts = Interrupts { control.cancel() }
    defer { withExtendedLifetime(interrupts) {} }
    let makeExaminer = { Examiner($0, jobs: jobs, control: control) }
    do {
      if let folder = try environment.given(answers, "answers") {
        let all = try await classMarks(folder, source, session, makeExaminer)
        try write(format, outFiles, session) { try Self.text(all, $0, $1) }
        return .done
      }
      return try await own(source, session, makeExaminer) { marks, exercise, attempts in
        try write(format, outFiles, session) { format, style in
          format == .table
            ? MarksText.text(marks, of: exercise, attempts: attempts, style) : try Self.text([marks], format, style)
        }
      }
    } catch is Examiner.Stopped {
      session.note("interrupted; nothing was marked")
      return .interrupted
    } catch let invalid as Examiner.Invalid {
      throw ExerciseRefused(invalid.diagnostics)
    }
  }

  private func write(
    _ format: OutputFormat, _ files: [OutFile<OutputFormat>], _ session: Session,
    _ text: (OutputFormat, TextStyle) throws -> String
  ) throws {
    try Output.standard.write(try text(format, session.style))
    for file in files { try FileWriting.write(try text(file.format, session.fileStyle), to: file.path) }
  }

  private static func text(_ all: [Marks], _ format: OutputFormat, _ style: TextStyle) throws -> String {
    switch format {
    case .table: ClassMarks.table(all, style)
    case .csv: ClassMarks.csv(all)
    case .json: try ClassMarks.json(all)
    }
  }

  // MARK: A class

  private func classMarks(
    _ folder: Given, _ source: ExerciseSource, _ session: Session, _ examiner: @escaping (Exercise) -> Examiner
  ) async throws -> [Marks] {
    let given = [predict, choose, fix].contains { $0 != nil } || !answer.isEmpty
    if given { throw Failure.usage("--answers marks a folder: it takes no answers beside it") }
    if let name { _ = try source.exercise(name) }
    let files: [String]
    do {
      files = try ClassMarking.files(in: folder.text)
    } catch {
      throw Failure(.failure, "\(folder.origin): there is no folder \(Diagnostic.quoted(folder.text, limit: 400))")
    }
    let marking = ClassMarking(source.folder, only: name, examiner: examiner)
    let display = ProgressDisplay(session.progress(.auto), variant: say("marking"))
    defer { display.finish() }
    var all: [Marks] = []
    for file in files {
      all.append(try await marking.marks(file: file))
      display.update(RunProgress(finished: all.count, planned: files.count, atMost: files.count))
    }
    return all
  }

  // MARK: One learner

  private func own(
    _ source: ExerciseSource, _ session: Session, _ makeExaminer: (Exercise) -> Examiner,
    _ write: (Marks, Exercise, [String: Int]) throws -> Void
  ) async throws -> ExitStatus {
    guard let name else {
      throw Failure.usage("which exercise?", hint: "sluice teach check NAME, or --answers FOLDER for a class")
    }
    let exercise = try source.exercise(name)
    let given = try OwnAnswers(predict: predict, choose: choose, fix: fix, answers: answer)
    let handIn = try given.handIn(exercise)
    let asked = handIn.answers.map(\.question)
    let marks = Marks(
      student: handIn.student, file: "", exercise: name,
      marks: try await makeExaminer(exercise).marks(handIn, only: asked))
    let attempts = TeachAttempts().counted(marks)
    try write(marks, exercise, attempts)
    return marks.isComplete ? .done : .difference
  }
}
