// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Reports

/// What a learner hands in: answers to an exercise's questions.
public struct HandIn: Sendable {
  /// Who; the file's name where it does not say.
  public let student: String
  public let exercise: String
  /// By question, in the order of the file.
  public let answers: [Answer]

  public struct Answer: Sendable {
    public let question: String
    public let node: Node

    public init(question: String, node: Node) {
      self.question = question
      self.node = node
    }
  }

  public init(student: String, exercise: String, answers: [Answer]) {
    self.student = student
    self.exercise = exercise
    self.answers = answers
  }

  public func answer(to question: String) -> Node? {
    answers.first { $0.question == question && !$0.node.isNull }?.node
  }

  /// Reads a hand-in; nil after an error in `diagnostics`. Whether the answers fit the exercise is seen when it is marked.
  public static func read(bytes: [UInt8], path: String, _ diagnostics: inout Diagnostics) -> HandIn? {
    guard let record = record(HandInKeys.table, bytes, path, &diagnostics) else { return nil }
    return HandIn(record, path)
  }

  init(_ record: Record, _ path: String) {
    let file = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    self.init(
      student: record[HandInKeys.student] ?? file, exercise: record[HandInKeys.exercise],
      answers: record[HandInKeys.answers].map { Answer(question: $0.name, node: $0.node) })
  }

  static func record(
    _ table: KeyTable, _ bytes: [UInt8], _ path: String, _ diagnostics: inout Diagnostics
  ) -> Record? {
    guard let tree = Document.parse(bytes: bytes, file: path, into: &diagnostics) else { return nil }
    var context = ReadContext()
    let record = table.read(tree, &context)
    diagnostics.append(contentsOf: context.diagnostics)
    return record
  }

  /// A hand-in to fill in: every question with nothing behind it.
  public static func form(_ exercise: Exercise) -> String {
    var lines = ["exercise: \(exercise.name)", "student:", "answers:"]
    for question in exercise.questions {
      let kind: String
      switch question.task {
      case .number(let task):
        kind =
          task.unit == .none ? say("a number") : say("a number; without a unit it is in \(task.unit.rawValue)")
      case .choice(let task): kind = task.options.map(\.name).joined(separator: ", ")
      case .change(let task):
        kind = say("what you change, as a variant has it: \(task.mayChange.joined(separator: ", "))")
      }
      lines.append("  \(question.id):    # \(kind)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

enum HandInKeys {
  static let exercise = RequiredKey("exercise", .name, "The exercise's name.")
  static let student = OptionalKey("student", .text, "Who hands it in; the file's name where it is left out.")
  static let answers = RequiredKey("answers", .map(of: .node), "Answers by question.")
  static let table = KeyTable(
    "hand-in", "Answers to an exercise's questions.", keys: [exercise, student, answers])
}
