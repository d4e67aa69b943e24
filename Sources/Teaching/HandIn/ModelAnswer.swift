// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// What the teacher has: answers that are right, why they are, and what a discussion may come to.
public struct ModelAnswer: Sendable {
  public let handIn: HandIn
  /// By question.
  public let reasons: [String: LocalText]
  /// One for each question of the discussion.
  public let discussion: [LocalText]

  /// Nil after an error in `diagnostics`: every question must have an answer and a reason.
  public static func read(
    bytes: [UInt8], path: String, of exercise: Exercise, _ diagnostics: inout Diagnostics
  ) -> ModelAnswer? {
    guard let record = HandIn.record(ModelAnswerKeys.table, bytes, path, &diagnostics) else { return nil }
    let before = diagnostics.errorCount
    let handIn = HandIn(record, path)
    let reasons = record[ModelAnswerKeys.why]
    for question in exercise.questions {
      if handIn.answer(to: question.id) == nil {
        diagnostics.error(.missing, at: record.node, "there is no answer to \(question.id)")
      }
      if !reasons.contains(where: { $0.name == question.id }) {
        diagnostics.error(.missing, at: record.node, "why does not say anything about \(question.id)")
      }
    }
    if handIn.exercise != exercise.name {
      diagnostics.error(
        .name, at: record.node(HandInKeys.exercise) ?? record.node,
        "these are answers to \(handIn.exercise), not to \(exercise.name)")
    }
    let discussion = record[ModelAnswerKeys.discussion]
    if discussion.count != exercise.discussion.count {
      diagnostics.error(
        .value, at: record.node(ModelAnswerKeys.discussion) ?? record.node,
        "discussion has \(discussion.count) items, the exercise asks \(exercise.discussion.count)")
    }
    guard diagnostics.errorCount == before else { return nil }
    return ModelAnswer(
      handIn: handIn, reasons: Dictionary(reasons.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }),
      discussion: discussion)
  }
}

enum ModelAnswerKeys {
  static let why = RequiredKey("why", .map(of: .localText), "Why each answer is right.")
  static let discussion = Key(
    "discussion", .list(of: .localText), default: "[]", .sluice, "What each discussion may come to.")
  static let table = KeyTable(
    "answers", "Answers that are right, and why.", keys: [why, discussion], also: [HandInKeys.table])
}
