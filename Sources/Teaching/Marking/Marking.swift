// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Scenarios

extension Examiner {
  /// Marks the answers to these questions; all of the exercise's where none are named.
  ///
  /// Whatever a learner hands in gets a mark; only a fault of the exercise itself is an error.
  ///
  /// - Throws: as ``expectation(_:)``.
  public func marks(_ handIn: HandIn, only questions: [String]? = nil) async throws -> [Mark] {
    var marks: [Mark] = []
    for question in exercise.questions where questions?.contains(question.id) ?? true {
      marks.append(try await mark(handIn.answer(to: question.id), question))
    }
    for answer in handIn.answers where exercise.question(answer.question) == nil {
      let near = Names.nearest(answer.question, in: exercise.questions.map(\.id))
      marks.append(
        Mark(
          question: answer.question, kind: "", outcome: .unreadable, answer: answer.node.flow ?? "",
          problem: "there is no such question" + (near.map { "; nearest: \($0)" } ?? "")))
    }
    return marks
  }

  private func mark(_ answer: Node?, _ question: Question) async throws -> Mark {
    guard let answer, !answer.isNull else {
      return Mark(question: question.id, kind: question.kind, outcome: .missing, answer: "")
    }
    var mark = Mark(
      question: question.id, kind: question.kind, outcome: .unreadable, answer: answer.text ?? answer.flow ?? "")
    switch (question.task, try await expectation(question)) {
    case (.number(let task), .number(let measured)):
      Self.mark(&mark, answer, task, measured)
    case (.choice(let task), .choice(let choice)): Self.mark(&mark, answer, task, choice)
    case (.change(let task), _): try await self.mark(&mark, answer, task)
    default: break
    }
    return mark
  }

  private static func mark(_ mark: inout Mark, _ answer: Node, _ task: NumberTask, _ measured: Measured) {
    guard let text = answer.text else {
      mark.problem = "it must be a number, not \(answer.kindOfContent)"
      return
    }
    do {
      let number = try AnswerNumber(text, unit: task.unit).value
      let distance = abs(number - measured.value)
      mark.measured = measured
      mark.off = measured.value != 0 ? (number - measured.value) / abs(measured.value) : nil
      mark.outcome = distance <= task.tolerance * abs(measured.value) + measured.halfWidth ? .right : .wrong
    } catch {
      mark.problem = "it \(error.message)" + (error.suggestion.map { "; did you mean \($0)?" } ?? "")
    }
  }

  private static func mark(_ mark: inout Mark, _ answer: Node, _ task: ChoiceTask, _ choice: MeasuredChoice) {
    let names = task.options.map(\.name)
    let given = answer.text?.trimmingCharacters(in: .whitespaces).lowercased()
    guard let given, let option = choice.options.first(where: { $0.name.lowercased() == given }) else {
      mark.problem = "it must be one of \(names.joined(separator: ", "))"
      return
    }
    mark.outcome = option.isRight ? .right : .wrong
  }

  private func mark(_ mark: inout Mark, _ answer: Node, _ task: ChangeTask) async throws {
    guard answer.entries != nil else {
      mark.problem = "it must be a map of what is changed, as a variant has it, not \(answer.kindOfContent)"
      return
    }
    let file = changed(answer)
    let paths = exercise.start.root.differences(from: file.root)
    if let problem = Self.problem(paths, task) {
      mark.problem = problem
      return
    }
    do {
      let verdict = try await verdict(of: file, task)
      mark.failing = verdict.problems
      mark.outcome = verdict.holds ? .right : .wrong
    } catch let invalid as Invalid {
      mark.problem = Self.text(invalid.diagnostics)
    }
  }

  /// The start as it is changed: by what is laid over it, or, where that is a whole scenario, into that one.
  public func changed(_ answer: Node) -> ScenarioFile {
    answer["version"] == nil ? exercise.start.overlaid(by: answer) : exercise.start.replacing(answer)
  }

  private static func problem(_ paths: [String], _ task: ChangeTask) -> String? {
    if paths.isEmpty { return "it changes nothing" }
    let others = paths.filter { path in
      !task.mayChange.contains { path == $0 || path.hasPrefix("\($0).") }
    }
    guard let first = others.first else { return nil }
    let more = others.count > 1 ? " and \(others.count - 1) more" : ""
    return "it changes \(Diagnostic.shortened(first))\(more); only \(task.mayChange.joined(separator: ", ")) may change"
  }

  private static func text(_ diagnostics: [Diagnostic]) -> String {
    guard let first = diagnostics.first(where: { $0.severity == .error }) else { return "it is not valid" }
    let place = first.location.map { "\($0.line):\($0.column): " } ?? ""
    return place + first.message + (first.hint.map { "; \($0)" } ?? "")
  }
}
