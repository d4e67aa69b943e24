// SPDX-License-Identifier: GPL-3.0-or-later

extension Examiner {
  /// All that a teacher's sheet says of the answers: what was measured, and what the model answers come to.
  ///
  /// - Throws: as ``expectation(_:)``; ``Invalid`` also for a model answer that is no valid change.
  public func answers(_ model: ModelAnswer) async throws -> ExerciseSheet.Answers {
    var expectations: [String: Expectation] = [:]
    var verdicts: [String: SystemVerdict] = [:]
    for question in exercise.questions {
      expectations[question.id] = try await expectation(question)
      if case .change(let task) = question.task, let answer = model.handIn.answer(to: question.id) {
        verdicts[question.id] = try await verdict(of: changed(answer), task)
      }
    }
    return ExerciseSheet.Answers(model: model, expectations: expectations, verdicts: verdicts)
  }
}
