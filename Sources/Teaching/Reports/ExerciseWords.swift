// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Reports

/// What is said of an exercise wherever it is shown: on a terminal and on a sheet.
struct ExerciseWords {
  let exercise: Exercise

  /// `level 2 · about 20 min · SQS, visibility timeout · after first-queue`.
  var facts: String {
    var facts = [say("level \(exercise.level) of 5"), say("about \(Self.time(exercise))")]
    if !exercise.topics.isEmpty { facts.append(exercise.topics.joined(separator: ", ")) }
    if !exercise.needs.isEmpty { facts.append(say("after: \(exercise.needs.joined(separator: ", "))")) }
    return facts.joined(separator: " · ")
  }

  /// `25 min`.
  static func time(_ exercise: Exercise) -> String { say("\(exercise.time / 60_000_000_000) min") }

  /// What is wanted of an answer, in a few words each.
  static func wanted(_ question: Question) -> [String] {
    switch question.task {
    case .number(let task):
      let off = FigureText.percent(task.tolerance)
      return [
        task.unit == .none
          ? say("a number; within \(off) is right")
          : say("a number, in \(task.unit.rawValue) if it has no unit; within \(off) is right")
      ]
    case .choice: return [say("one letter")]
    case .change(let task):
      var wanted: [String] = []
      switch task.objectives {
      case nil: wanted.append(say("all SLOs hold"))
      case let names? where !names.isEmpty: wanted.append(say("these SLOs hold: \(names.joined(separator: ", "))"))
      default: break
      }
      if let cost = task.cost { wanted.append(say("cost a month: \(cost.text)")) }
      return [
        say("what you change, as a variant has it, in a file"),
        say("may change: \(task.mayChange.joined(separator: ", "))"),
        say("wanted: \(wanted.joined(separator: "; "))"),
      ]
    }
  }

  /// The file that `teach try --save` is told to write.
  static let startFile = "start.yaml"

  /// Commands that a learner needs, each as words that belong together.
  var commands: [[String]] {
    let check = exercise.questions.map { question -> String in
      switch question.task {
      case .number: ExerciseWords.flag(question.id, "6")
      case .choice(let task): ExerciseWords.flag(question.id, task.options.first?.name ?? "a")
      case .change: ExerciseWords.flag(question.id, "my.yaml")
      }
    }
    return [
      ["sluice teach try \(exercise.name)"],
      ["sluice teach try \(exercise.name) --save \(Self.startFile)"],
      ["sluice teach check \(exercise.name)"] + check,
    ]
  }

  private static func flag(_ id: String, _ value: String) -> String {
    ["predict", "choose", "fix"].contains(id) ? "--\(id) \(value)" : "--answer \(id)=\(value)"
  }
}
