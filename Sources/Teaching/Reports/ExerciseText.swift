// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Reports

/// An exercise as text: the story, the questions, what to do with them.
public enum ExerciseText {
  public static func text(_ exercise: Exercise, _ style: TextStyle) -> String {
    let words = ExerciseWords(exercise: exercise)
    var text = PlainParagraph.text("\(exercise.name): \(exercise.title.current)", isHeading: true, style)
    text += PlainParagraph.text(words.facts, style) + "\n"
    text += paragraphs(exercise.story.current, style) + "\n"
    for question in exercise.questions {
      text += PlainParagraph.text(question.id, isHeading: true, style)
      text += indented(question.ask.current, 2, style)
      if case .choice(let task) = question.task {
        for option in task.options { text += hanging("\(option.name)  \(option.says.current)", 4, 3, style) }
      }
      for line in ExerciseWords.wanted(question) { text += hanging("- \(line)", 4, 2, style) }
      text += "\n"
    }
    if !exercise.afterwards.isEmpty {
      text += PlainParagraph.text(say("afterwards"), isHeading: true, style)
      for look in exercise.afterwards {
        text += indented(look.what.current, 2, style)
        text += "    \(look.command)\n"
      }
      text += "\n"
    }
    if !exercise.discussion.isEmpty {
      text += PlainParagraph.text(say("to talk about"), isHeading: true, style)
      for question in exercise.discussion { text += hanging("- \(question.current)", 2, 2, style) }
      text += "\n"
    }
    return text + Shell.text(words.commands, style)
  }

  /// Paragraphs, which an empty line lies between; a line break within one is a space.
  static func paragraphs(_ text: String, _ style: TextStyle) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .split(whereSeparator: { $0.allSatisfy(\.isWhitespace) })
      .map { PlainParagraph.text($0.joined(separator: " "), style) }.joined(separator: "\n")
  }

  private static func indented(_ text: String, _ spaces: Int, _ style: TextStyle) -> String {
    hanging(text.split(separator: "\n").joined(separator: " "), spaces, 0, style)
  }

  /// A paragraph behind spaces, its further lines behind some more.
  static func hanging(_ text: String, _ spaces: Int, _ more: Int, _ style: TextStyle) -> String {
    var narrow = style
    narrow.width = max(style.width - spaces, 40)
    let lead = String(repeating: " ", count: spaces)
    return PlainParagraph.text(text, hanging: more, narrow).split(separator: "\n").map { "\(lead)\($0)\n" }.joined()
  }
}
