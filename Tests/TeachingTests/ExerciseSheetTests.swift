// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Reports
import Testing

@testable import Teaching

@Suite struct ExerciseSheetTests {
  private func sheet(_ language: Language, withAnswers: Bool) async throws -> String {
    let small = try SmallExercise()
    defer { withExtendedLifetime(small) {} }
    let exercise = try small.exercise()
    var found = Diagnostics()
    let model = try #require(small.library.modelAnswer(of: exercise, &found))
    let answers = withAnswers ? try await Examiner(exercise, jobs: 1).answers(model) : nil
    return try Language.$current.withValue(language) { try ExerciseSheet(exercise, answers: answers).html }
  }

  @Test func learnersSheetHasNoAnswers() async throws {
    let html = try await sheet(.english, withAnswers: false)
    for text in ["Orders come late.", "How busy are the tasks?", "six tasks", "Make it hold.", "late-orders"] {
      #expect(html.contains(text), "\(text)")
    }
    for text in ["More tasks.", "Answer:", "tasks: 6"] { #expect(!html.contains(text), "\(text)") }
  }

  @Test func teachersSheetHasThem() async throws {
    let html = try await sheet(.english, withAnswers: true)
    for text in ["Answer: 100%", "Answer: a", "4 tasks of work for 2.", "tasks: 6", "✓ pass", "✗ FAIL"] {
      #expect(html.contains(text), "\(text)")
    }
  }

  @Test func korean() async throws {
    let html = try await sheet(.korean, withAnswers: true)
    for text in ["늦은 주문", "주문이 늦습니다.", "답: a", "바꾸기 전과 후", "태스크가 더 필요합니다."] {
      #expect(html.contains(text), "\(text)")
    }
    #expect(!html.contains("Orders come late.") && !html.contains("Questions"))
  }

  @Test func textOfAnExercise() throws {
    let exercise = try SmallExercise().exercise()
    for language in Language.allCases {
      let text = Language.$current.withValue(language) { ExerciseText.text(exercise, TextStyle(width: 60)) }
      #expect(
        text.contains("sluice teach check late-orders --predict 6 --choose a --fix my.yaml") || text.contains("\\"))
      #expect(text.contains(exercise.story.english) == (language == .english))
    }
  }

  @Test func formCanBeReadBack() throws {
    let exercise = try SmallExercise().exercise()
    var found = Diagnostics()
    let form = HandIn.form(exercise).replacing("student:", with: "student: Kim")
    let handIn = try #require(HandIn.read(bytes: Array(form.utf8), path: "kim.yaml", &found), "\(found.items)")
    #expect(handIn.student == "Kim" && handIn.answers.map(\.question) == ["predict", "choose", "fix"])
    #expect(handIn.answer(to: "predict") == nil)
  }
}
