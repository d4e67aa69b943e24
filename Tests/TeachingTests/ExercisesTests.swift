// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import Teaching

/// The exercises of `scenarios/exercises`, each with its answers.
enum Exercises {
  static let folder = ExerciseFolder(
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("scenarios/exercises").path)

  static func exercise(_ name: String) throws -> Exercise {
    var found = Diagnostics()
    let exercise = folder.exercise(name, &found)
    #expect(found.isEmpty, "\(found.items)")
    return try #require(exercise)
  }

  static func modelAnswer(of exercise: Exercise) throws -> ModelAnswer {
    var found = Diagnostics()
    let answer = folder.modelAnswer(of: exercise, &found)
    #expect(found.isEmpty, "\(found.items)")
    return try #require(answer)
  }
}

@Suite struct ExercisesTests {
  @Test func thereAreEnough() {
    #expect(Exercises.folder.names.count >= 16)
  }

  /// What must hold of an exercise, measured once: everything that is asked is answered by the model and found right; at the
  /// start something that is asked for fails; of the options of a choice one is right and each other one is wrong by more than
  /// the interval; what is right for a number is decided by its tolerance, not by how rough the measurement is.
  @Test(arguments: Exercises.folder.names)
  func holds(_ name: String) async throws {
    let exercise = try Exercises.exercise(name)
    let model = try Exercises.modelAnswer(of: exercise)
    let examiner = Examiner(exercise, jobs: 1)
    let marks = try await examiner.marks(model.handIn)
    #expect(marks.count == exercise.questions.count)
    for mark in marks {
      #expect(mark.isRight, "\(name), \(mark.question): \(MarksText.sentence(mark)) \(mark.problem ?? "")")
    }
    for question in exercise.questions {
      let what = "\(name), \(question.id)"
      switch (question.task, try await examiner.expectation(question)) {
      case (.number(let task), .number(let measured)): Self.check(measured, task, what)
      case (.choice, .choice(let choice)): Self.check(choice, what)
      case (.change, .change(let start)):
        let fails = start.objectives.contains { $0.verdict == .fail } || !start.costHolds
        #expect(fails, "\(what): nothing fails at the start")
      default: Issue.record("\(what): measured as another kind of question")
      }
    }
  }

  private static func check(_ measured: Measured, _ task: NumberTask, _ what: String) {
    #expect(
      measured.halfWidth <= task.tolerance * abs(measured.value),
      "\(what): \(measured.value) +- \(measured.halfWidth), tolerance \(task.tolerance)")
    #expect(measured.value != 0, "\(what): nothing is no number to predict")
  }

  private static func check(_ choice: MeasuredChoice, _ what: String) {
    #expect(choice.right.count == 1, "\(what): right are \(choice.right)")
    for option in choice.options where !option.isRight {
      #expect(option.isClearlyWrong, "\(what): \(option.name) is not clearly wrong")
    }
  }

  /// All kinds of question, hints that lead on, and both languages.
  @Test(arguments: Exercises.folder.names)
  func isWhole(_ name: String) throws {
    let exercise = try Exercises.exercise(name)
    let model = try Exercises.modelAnswer(of: exercise)
    #expect(Set(exercise.questions.map(\.kind)) == ["number", "choice", "scenario"], "\(name)")
    #expect(exercise.discussion.count >= 2 && !exercise.afterwards.isEmpty && !exercise.topics.isEmpty, "\(name)")
    for question in exercise.questions { #expect(question.hints.count >= 2, "\(name), \(question.id)") }
    let texts =
      [exercise.title, exercise.story] + exercise.discussion + exercise.afterwards.map(\.what) + model.discussion
      + exercise.questions.flatMap { [$0.ask] + $0.hints } + Array(model.reasons.values)
    for text in texts {
      #expect(!Self.hasHangul(text.english), "\(name): \(text.english)")
      #expect(Self.hasHangul(text.korean), "\(name): \(text.korean)")
    }
    for need in exercise.needs { #expect(Exercises.folder.names.contains(need), "\(name) needs \(need)") }
    for look in exercise.afterwards { #expect(look.command.hasPrefix("sluice "), "\(name): \(look.command)") }
  }

  private static func hasHangul(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }
  }

  @Test func eachComesAfterThoseItNeeds() {
    var found = Diagnostics()
    let ordered = Exercises.folder.exercises(&found)
    for (place, exercise) in ordered.enumerated() {
      let before = Set(ordered[..<place].map(\.name))
      #expect(exercise.needs.allSatisfy(before.contains), "\(exercise.name)")
    }
  }
}
