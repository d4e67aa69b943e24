// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Reports

/// Marks as one learner sees them: a line for each question, and a hint where one is wanted.
public enum MarksText {
  /// - Parameter attempts: how often each question has been answered wrongly, this time included: so many hints are shown.
  public static func text(
    _ marks: Marks, of exercise: Exercise, attempts: [String: Int], _ style: TextStyle
  ) -> String {
    var text = PlainParagraph.text("\(exercise.name): \(exercise.title.current)", isHeading: true, style) + "\n"
    let width = marks.marks.map(\.question.count).max() ?? 0
    for mark in marks.marks {
      let name = mark.question.padding(toLength: width, withPad: " ", startingAt: 0)
      let sentence = "\(Self.sign(mark)) \(name)  \(Self.sentence(mark))"
      text += PlainParagraph.text(sentence, hanging: width + 4, style)
      guard mark.outcome == .wrong, let question = exercise.question(mark.question) else { continue }
      for (place, hint) in hints(question, attempts[mark.question] ?? 1).enumerated() {
        let words = say("hint \(place + 1) of \(question.hints.count): \(hint.current)")
        text += ExerciseText.hanging(words, width + 4, 2, style)
      }
    }
    let all = exercise.questions.count
    text += "\n" + PlainParagraph.text(say("\(marks.right) of \(all) right"), style)
    return text
  }

  private static func hints(_ question: Question, _ attempts: Int) -> ArraySlice<LocalText> {
    question.hints.prefix(max(attempts, 1))
  }

  static func sign(_ mark: Mark) -> String {
    switch mark.outcome {
    case .right: "✓"
    case .wrong: "✗"
    case .missing: "-"
    case .unreadable: "?"
    }
  }

  /// What came of an answer, without giving away what is right.
  static func sentence(_ mark: Mark) -> String {
    switch mark.outcome {
    case .missing: return say("no answer")
    case .unreadable: return say("cannot be read: \(said(mark.problem ?? mark.answer))")
    case .right:
      guard let measured = mark.measured else { return say("right") }
      let value = FigureText.value(measured.value, unit: measured.unit)
      guard let interval = FigureText.interval(measured.low, measured.high, unit: measured.unit) else {
        return say("right: measured \(value)")
      }
      return say("right: measured \(value) (\(interval))")
    case .wrong where mark.kind == "number":
      guard let off = mark.off else { return say("not yet") }
      let share = FigureText.percent(min(abs(off), 1e6))
      return off > 0 ? say("not yet: \(share) too much") : say("not yet: \(share) too little")
    case .wrong where !mark.failing.isEmpty:
      return say("not yet: still failing or undecided: \(mark.failing.joined(separator: ", "))")
    case .wrong: return say("not yet")
    }
  }
}
