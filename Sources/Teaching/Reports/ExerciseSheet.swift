// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Reports
import Scenarios

/// An exercise as a page to hand out, on a screen or on paper: without answers for learners, with them for the teacher.
public struct ExerciseSheet {
  private let exercise: Exercise
  private let start: Scenario
  private let answers: Answers?

  /// What a teacher's sheet has besides.
  public struct Answers {
    public var model: ModelAnswer
    /// By question.
    public var expectations: [String: Expectation]
    /// Of each question that asks for a change, what the model answer comes to.
    public var verdicts: [String: SystemVerdict]

    public init(model: ModelAnswer, expectations: [String: Expectation], verdicts: [String: SystemVerdict]) {
      self.model = model
      self.expectations = expectations
      self.verdicts = verdicts
    }
  }

  /// - Throws: ``Examiner/Invalid`` when the start is no valid scenario, which reading the exercise has ruled out.
  public init(_ exercise: Exercise, answers: Answers? = nil) throws {
    self.exercise = exercise
    self.answers = answers
    var found = Diagnostics()
    guard let start = ScenarioReader.scenario(exercise.start, &found) else { throw Examiner.Invalid(found.sorted) }
    self.start = start
  }

  public var html: String {
    let words = ExerciseWords(exercise: exercise)
    var lead = [words.facts]
    if answers != nil { lead.append(say("For the teacher: with answers, measured when this sheet was made.")) }
    return HTMLSheet(
      title: exercise.title.current, lead: lead, program: Product.name,
      sections: [
        HTMLSheet.Section("story", say("The story"), [.prose(exercise.story.current)]),
        system,
        HTMLSheet.Section("questions", say("Questions"), [], sections: exercise.questions.map(question)),
        HTMLSheet.Section("how", say("How to work"), howTo(words)),
        HTMLSheet.Section("afterwards", say("What to look at afterwards"), afterwards),
        HTMLSheet.Section("discussion", say("To talk about"), discussion),
      ]
    ).html
  }

  // MARK: The system

  private var system: HTMLSheet.Section {
    let graph = ArchitectureGraph(start)
    let objectives = start.objectives.map { objective in
      [
        objective.name, objective.subject, "\(objective.metric).\(objective.statistic)", objective.asked,
        objective.windows?.joined(separator: ", ") ?? say("all"),
      ]
    }
    return HTMLSheet.Section(
      "system", say("The system"),
      [
        .drawing(svg: graph.svg(), name: say("The architecture as a drawing")),
        .table(
          caption: say("What must hold"),
          columns: [
            .init("SLO"), .init(say("of")), .init(say("figure")), .init(say("asked")), .init(say("window")),
          ], rows: objectives),
      ])
  }

  // MARK: Questions

  private func question(_ question: Question) -> HTMLSheet.Section {
    var blocks: [HTMLSheet.Block] = [.prose(question.ask.current)]
    if case .choice(let task) = question.task {
      blocks.append(.list(task.options.map { "\($0.name)  \($0.says.current)" }))
    }
    blocks.append(.list(ExerciseWords.wanted(question)))
    if answers == nil {
      if case .change = question.task { blocks.append(.lines(5)) } else { blocks.append(.lines(1)) }
    } else {
      blocks += answer(question)
    }
    blocks.append(
      .folded(
        title: say("Hints (\(question.hints.count))"), question.hints.map(\.current), isOpen: answers != nil))
    return HTMLSheet.Section("question-\(question.id)", question.id, blocks)
  }

  private func answer(_ question: Question) -> [HTMLSheet.Block] {
    guard let answers, let expectation = answers.expectations[question.id] else { return [] }
    let given = answers.model.handIn.answer(to: question.id)
    var blocks: [HTMLSheet.Block] = []
    switch (question.task, expectation) {
    case (_, .number(let measured)):
      blocks.append(.verdict(say("Answer: \(given?.text ?? "")"), isGood: true))
      blocks.append(.facts([(say("measured"), Self.text(measured))]))
    case (.choice(let task), .choice(let choice)):
      blocks.append(.verdict(say("Answer: \(choice.right.joined(separator: ", "))"), isGood: true))
      blocks.append(Self.options(task, choice))
    case (.change(let task), .change(let start)):
      blocks.append(.code(given?.yaml() ?? "", name: say("A change that does it")))
      if let verdict = answers.verdicts[question.id] {
        blocks.append(Self.verdicts(task, start: start, after: verdict))
      }
    default: break
    }
    if let reason = answers.model.reasons[question.id] { blocks.append(.prose(reason.current)) }
    return blocks
  }

  private static func options(_ task: ChoiceTask, _ choice: MeasuredChoice) -> HTMLSheet.Block {
    if let measured = choice.measured { return .facts([(say("measured"), text(measured))]) }
    let rows = zip(task.options, choice.options).map { option, found in
      [
        "\(option.name)  \(option.says.current)", found.measured.map(text) ?? "-",
        found.difference.map(text) ?? "", found.isRight ? "✓" : "",
      ]
    }
    return .table(
      caption: say("What each option comes to"),
      columns: [
        .init(say("option")), .init(say("measured"), alignsRight: true),
        .init(say("differs from the right one by"), alignsRight: true), .init(say("right")),
      ], rows: rows)
  }

  private static func verdicts(_ task: ChangeTask, start: SystemVerdict, after: SystemVerdict) -> HTMLSheet.Block {
    func cell(_ slo: SLOResult) -> String {
      "\(FigureText.value(slo.value, unit: slo.unit))  \(FigureText.verdict(slo.verdict))"
    }
    var rows = zip(start.objectives, after.objectives).map { before, after in
      ["\(after.name) (\(after.window))", after.asked, cell(before), cell(after)]
    }
    func dollars(_ amount: SystemVerdict) -> String {
      amount.monthly.map { FigureText.value(Double(truncating: $0 as NSNumber), unit: FigureUnit.dollars.rawValue) }
        ?? "-"
    }
    rows.append([say("cost a month"), task.cost?.text ?? "", dollars(start), dollars(after)])
    return .table(
      caption: say("Before and after"),
      columns: [
        .init("SLO"), .init(say("asked")), .init(say("at the start")), .init(say("after the change")),
      ], rows: rows)
  }

  private static func text(_ measured: Measured) -> String {
    let value = FigureText.value(measured.value, unit: measured.unit)
    return FigureText.interval(measured.low, measured.high, unit: measured.unit).map { "\(value) (\($0))" } ?? value
  }

  // MARK: The rest

  private func howTo(_ words: ExerciseWords) -> [HTMLSheet.Block] {
    let commands = words.commands.map { $0.joined(separator: " ") }.joined(separator: "\n") + "\n"
    return [
      .prose(
        say(
          "Simulate the system as it is, or save it and change it. Check your answers as often as you like: a wrong one brings a hint."
        )),
      .code(commands, name: say("Commands")),
      .prose(say("To hand in, fill in this file:")),
      .code(HandIn.form(exercise), name: say("The file to hand in")),
    ]
  }

  private var afterwards: [HTMLSheet.Block] {
    exercise.afterwards.flatMap { look -> [HTMLSheet.Block] in
      [.prose(look.what.current), .code(look.command + "\n", name: say("Command"))]
    }
  }

  private var discussion: [HTMLSheet.Block] {
    guard let answers else { return [.list(exercise.discussion.map(\.current))] }
    return zip(exercise.discussion, answers.model.discussion).flatMap { question, note -> [HTMLSheet.Block] in
      [.list([question.current]), .prose(note.current)]
    }
  }
}
