// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Reports
import Testing

@testable import Teaching

@Suite struct MarkingTests {
  private func marks(_ answers: String) async throws -> [String: Mark] {
    let small = try SmallExercise()
    let exercise = try small.exercise()
    var found = Diagnostics()
    let text = "exercise: late-orders\nanswers: \(answers)\n"
    let handIn = try #require(HandIn.read(bytes: Array(text.utf8), path: "kim.yaml", &found), "\(found.items)")
    #expect(handIn.student == "kim")
    let marks = try await Examiner(exercise, jobs: 1).marks(handIn)
    return Dictionary(uniqueKeysWithValues: marks.map { ($0.question, $0) })
  }

  @Test func right() async throws {
    let marks = try await marks("{ predict: 98, choose: A, fix: { workers: { packer: { tasks: 7 } } } }")
    for mark in marks.values { #expect(mark.isRight, "\(mark)") }
    let measured = try #require(marks["predict"]?.measured)
    #expect(abs(measured.value - 1) < 0.01)
  }

  @Test func wrong() async throws {
    let marks = try await marks("{ predict: 50%, choose: b, fix: { workers: { packer: { tasks: 3 } } } }")
    for mark in marks.values { #expect(mark.outcome == .wrong, "\(mark)") }
    let off = try #require(marks["predict"]?.off)
    #expect(abs(off + 0.5) < 0.01)
    #expect(marks["fix"]?.failing == ["soon"])
  }

  @Test func missing() async throws {
    let marks = try await marks("{ predict: , choose: b }")
    #expect(marks["predict"]?.outcome == .missing)
    #expect(marks["fix"]?.outcome == .missing)
  }

  @Test(arguments: [
    ("{ predict: many }", "predict", "must be a number"), ("{ predict: [1, 2] }", "predict", "not a list"),
    ("{ predict: 3s }", "predict", "such as 6%"), ("{ choose: z }", "choose", "one of a, b"),
    ("{ fix: six }", "fix", "must be a map"), ("{ fix: {} }", "fix", "changes nothing"),
    ("{ fix: { workers: { packer: { tasks: 2 } } } }", "fix", "changes nothing"),
    ("{ fix: { workers: { packer: { tasks: 0 } } } }", "fix", "tasks"),
    ("{ fix: { workers: { packer: { tusks: 9 } } } }", "fix", "only workers.packer.tasks may change"),
    ("{ fix: { slos: { soon: null }, workers: { packer: { tasks: 3 } } } }", "fix", "slos.soon"),
    ("{ fix: { workers: { packer: { tasks: { a: 1 } } } } }", "fix", "tasks"), ("{ predikt: 3 }", "predikt", "predict"),
  ])
  func unreadable(_ answers: String, _ question: String, _ problem: String) async throws {
    let mark = try #require(try await marks(answers)[question])
    #expect(mark.outcome == .unreadable)
    #expect(mark.problem?.contains(problem) == true, "\(mark.problem ?? "nothing is said")")
  }

  /// A whole scenario may be handed in as well as what is changed.
  @Test func wholeScenario() async throws {
    let small = try SmallExercise()
    let exercise = try small.exercise()
    var found = Diagnostics()
    let text = SmallExercise.system.replacing("tasks: 2", with: "tasks: 6")
    let node = try #require(Document.parse(text, file: "mine.yaml", into: &found))
    let handIn = HandIn(student: "kim", exercise: exercise.name, answers: [.init(question: "fix", node: node)])
    let marks = try await Examiner(exercise, jobs: 1).marks(handIn, only: ["fix"])
    #expect(marks.map(\.outcome) == [.right], "\(marks)")
  }

  @Test func sentencesGiveNothingAway() async throws {
    let marks = try await marks("{ predict: 50%, choose: b, fix: { workers: { packer: { tasks: 3 } } } }")
    let sentences = marks.values.map(MarksText.sentence).sorted()
    #expect(
      sentences == ["not yet", "not yet: 50% too little", "not yet: still failing or undecided: soon"], "\(sentences)")
  }

  @Test func oneMoreHintEachTime() async throws {
    let small = try SmallExercise()
    let exercise = try small.exercise()
    let all = try await marks("{ predict: 50% }")
    let marks = Marks(
      student: "", file: "", exercise: exercise.name, marks: all.values.filter { $0.question == "predict" })
    func text(_ attempts: Int) -> String {
      MarksText.text(marks, of: exercise, attempts: ["predict": attempts], TextStyle())
    }
    #expect(text(1).contains("Count.") && !text(1).contains("overloaded"))
    #expect(text(2).contains("Count.") && text(2).contains("overloaded"))
    #expect(text(9) == text(2))
  }
}
