// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Testing

@testable import Teaching

@Suite struct ExerciseReaderTests {
  @Test func reads() throws {
    let exercise = try SmallExercise().exercise()
    #expect(exercise.questions.map(\.id) == ["predict", "choose", "fix"])
    #expect(exercise.title.korean == "늦은 주문")
    #expect(exercise.replications == 4)
  }

  /// Each with what is said of it.
  @Test(arguments: [
    ("exercise: late-orders", "exercise: late", "its file late-orders"),
    ("systems/shop.yaml", "systems/shap.yaml", "there is no scenario"),
    ("level: 1", "level: 9", "level"), ("level: 1", "lavel: 1", "no setting \"lavel\""),
    ("ko: 늦은 주문", "fr: Tard", "no setting \"fr\""), ("ko: 늦은 주문", "ko: \"\"", "must not be empty"),
    ("kind: number", "kind: guess", "no question of kind"), ("metric: utilisation.mean", "metric: mean", "METRIC.STAT"),
    ("tolerance: 5%", "tolerance: 0%", "tolerance"), ("unit: \"%\"", "unit: apples", "unit"),
    ("of: packer, metric: utilisation.mean", "metric: utilisation.mean", "needs of"),
    (
      "{ least: { of: orders, metric: latency.p99 } }", "{ least: { of: orders, metric: latency.p99 }, most: 3 }",
      "least"
    ),
    ("{ slos: all, cost: \"< start + $1000\" }", "{}", "must expect something"),
    ("\"< start + $1000\"", "\"less\"", "cost"), ("slos: all", "slos: some", "slos"),
    ("[{ en: More., ko: 더. }, { en: Five., ko: 다섯. }]", "[]", "hints"),
    ("replications: 4", "replications: 1", "replications"),
    ("replications: 4", "start: { workers: { packer: { tasks: 0 } } }", "tasks"),
  ])
  func refuses(_ text: String, _ other: String, _ message: String) throws {
    let small = try SmallExercise { $0.replacing(text, with: other, maxReplacements: 1) }
    let problems = small.problems()
    #expect(problems.contains { $0.contains(message) }, "\(problems)")
  }

  /// What can only be seen when it is measured.
  @Test(arguments: [
    ("of: packer, metric: utilisation.mean", "of: packar, metric: utilisation.mean", "packar"),
    ("metric: utilisation.mean", "metric: utilization.mean", "utilization"),
    ("metric: utilisation.mean", "metric: utilisation.p12", "utilisation.p12"),
    ("metric: utilisation.mean }", "metric: utilisation.mean, in: night }", "night"),
    ("of: packer, metric: utilisation.mean", "of: orders, metric: latency.mean", "no number in %"),
    ("slos: all", "slos: [sun]", "sun"),
  ])
  func refusesToMeasure(_ text: String, _ other: String, _ message: String) async throws {
    let small = try SmallExercise { $0.replacing(text, with: other, maxReplacements: 1) }
    let exercise = try small.exercise()
    let examiner = Examiner(exercise, jobs: 1)
    var messages: [String] = []
    for question in exercise.questions {
      do {
        _ = try await examiner.expectation(question)
      } catch let invalid as Examiner.Invalid {
        messages += invalid.diagnostics.map(\.message)
      }
    }
    #expect(messages.contains { $0.contains(message) }, "\(messages)")
  }

  @Test func nearestName() throws {
    let small = try SmallExercise()
    defer { withExtendedLifetime(small) {} }
    var found = Diagnostics()
    let exercise = small.library.exercise("late-order", &found)
    #expect(exercise == nil)
    #expect(found.items.first?.hint == "nearest: late-orders")
  }
}
