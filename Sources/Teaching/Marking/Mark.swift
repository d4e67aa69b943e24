// SPDX-License-Identifier: GPL-3.0-or-later

/// What an answer is worth.
public struct Mark: Sendable, Codable, Hashable {
  public enum Outcome: String, Sendable, Codable, CaseIterable {
    case right
    case wrong
    /// There is no answer.
    case missing
    /// There is one that cannot be read: no number, no option, no valid change.
    case unreadable
  }

  public var question: String
  /// `number`, `choice` or `scenario`.
  public var kind: String
  public var outcome: Outcome
  /// The answer as it was given; of a change its settings on one line.
  public var answer: String
  /// What a number was measured to be.
  public var measured: Measured?
  /// How far a number is off, as a share of what was measured: 0.5 is half too much.
  public var off: Double?
  /// What keeps a change from being right: names of objectives, `cost`.
  public var failing: [String] = []
  /// Why an answer cannot be read, or why a change is none.
  public var problem: String?

  public var isRight: Bool { outcome == .right }
}

/// The marks of one hand-in.
public struct Marks: Sendable, Codable, Hashable {
  public var student: String
  /// Where it was read; empty for answers that were given as flags.
  public var file: String
  public var exercise: String
  public var marks: [Mark]
  /// Why nothing of it could be marked; then there are no marks.
  public var problem: String?

  public init(student: String, file: String, exercise: String, marks: [Mark] = [], problem: String? = nil) {
    self.student = student
    self.file = file
    self.exercise = exercise
    self.marks = marks
    self.problem = problem
  }

  public var right: Int { marks.count(where: \.isRight) }

  /// Whether all questions have right answers.
  public var isComplete: Bool { problem == nil && right == marks.count }
}
