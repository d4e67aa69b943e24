// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Reports

/// The exercises of a folder as a list.
public enum ExerciseList {
  public static func table(_ exercises: [Exercise], _ style: TextStyle) -> String {
    guard !exercises.isEmpty else { return say("no exercises here") + "\n" }
    let columns: [PlainTable.Column] = [
      .init(say("exercise")), .init(say("level"), alignsRight: true), .init(say("time"), alignsRight: true),
      .init(say("title"), minimum: 16), .init(say("about"), minimum: 12), .init(say("after"), minimum: 10),
    ]
    let rows = exercises.map { exercise in
      [
        exercise.name, "\(exercise.level)", ExerciseWords.time(exercise), exercise.title.current,
        exercise.topics.joined(separator: ", "), exercise.needs.joined(separator: ", "),
      ]
    }
    return PlainTable.text(columns, rows, style)
  }

  public static func csv(_ exercises: [Exercise]) -> String {
    CSV.text(
      [["exercise", "level", "minutes", "title_en", "title_ko", "topics", "needs", "questions"]]
        + exercises.map { exercise in
          [
            exercise.name, "\(exercise.level)", "\(exercise.time / 60_000_000_000)", exercise.title.english,
            exercise.title.korean, exercise.topics.joined(separator: "; "), exercise.needs.joined(separator: "; "),
            exercise.questions.map(\.id).joined(separator: "; "),
          ]
        })
  }

  /// - Throws: nothing that is known of.
  public static func json(_ exercises: [Exercise]) throws -> String {
    try RunReport.encoded(exercises.map(Entry.init))
  }

  private struct Entry: Encodable {
    let exercise: String
    let level: Int
    let minutes: Int64
    let title: LocalText
    let topics: [String]
    let needs: [String]
    let questions: [QuestionEntry]

    init(_ exercise: Exercise) {
      self.exercise = exercise.name
      level = exercise.level
      minutes = exercise.time / 60_000_000_000
      title = exercise.title
      topics = exercise.topics
      needs = exercise.needs
      questions = exercise.questions.map { QuestionEntry(id: $0.id, kind: $0.kind, ask: $0.ask) }
    }
  }

  private struct QuestionEntry: Encodable {
    let id: String
    let kind: String
    let ask: LocalText
  }
}
