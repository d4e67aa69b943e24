// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// The keys of an exercise's file.
public enum ExerciseKeys {
  static let version = RequiredKey("version", .integer(1...1), "The version of this language: 1.")
  static let exercise = RequiredKey("exercise", .name, "The exercise's name, which is its file's name.")
  static let title = RequiredKey("title", .localText, "What it is called.")
  static let level = RequiredKey(
    "level", .integer(1...5), "1 first steps, 2 one service, 3 services together, 4 choosing, 5 planning capacity.")
  static let time = RequiredKey("time", .duration(60_000_000_000...86_400_000_000_000), "How long it takes, about.")
  static let topics = Key(
    "topics", .list(of: .text), default: "[]", .sluice, "What it is about, in the services' own words.")
  static let needs = Key("needs", .list(of: .name), default: "[]", .sluice, "Exercises that come before.")
  static let scenario = RequiredKey("scenario", .text, "The system: a scenario's file, from this file's folder.")
  static let start = OptionalKey("start", .node, "What is wrong with it: laid over the scenario as a variant is.")
  static let replications = Key(
    "replications", .integer(2...1_000), default: "6", .sluice, "Of everything that is measured.")
  static let story = RequiredKey("story", .localText, "What the learner is told.")
  static let questions = RequiredKey("questions", .map(of: .question, namesAreChecked: true), "The questions by id.")
  static let afterwards = Key(
    "afterwards", .list(of: .record(Look.table)), default: "[]", .sluice, "What to look at when all is answered.")
  static let discussion = Key(
    "discussion", .list(of: .localText), default: "[]", .sluice, "Questions to talk about, which nobody marks.")

  public static let table = KeyTable(
    "exercise", "A story, a system that something is wrong with, and questions about it.",
    keys: [
      version, exercise, title, level, time, topics, needs, scenario, start, replications, story, questions, afterwards,
      discussion,
    ])

  enum Look {
    static let look = RequiredKey("look", .localText, "What there is to see.")
    static let command = RequiredKey("command", .text, "The command that shows it.")
    static let table = KeyTable("afterwards", "Something to look at.", keys: [look, command])
  }

  // MARK: Questions

  static let ask = RequiredKey("ask", .localText, "The question.")
  static let hints = RequiredKey(
    "hints", .list(of: .localText, count: 1...20), "From a nudge to nearly the method; one more with each attempt.")

  enum Number {
    static let unit = Key("unit", .answerUnit, default: "\"\"", .sluice, "The unit of a bare number.")
    static let expect = RequiredKey("expect", .record(Figure.changed), "What is measured.")
    static let tolerance = RequiredKey(
      "tolerance", .ratio(0.001...1), "How far off an answer may be, as a share of the measured value.")
    static let table = KeyTable(
      "number", "A number to predict.", keys: [ask, unit, expect, tolerance, hints])
  }

  enum Choice {
    static let options = RequiredKey("options", .map(of: .record(Option.table), namesAreChecked: true), "By letter.")
    static let expect = RequiredKey("expect", .choiceMeasure, "What is measured.")
    static let table = KeyTable("choice", "One of several to choose.", keys: [ask, options, expect, hints])
  }

  enum Option {
    static let says = RequiredKey("says", .localText, "What the option says.")
    static let change = OptionalKey("change", .node, "What is laid over the start; {} for the start itself.")
    static let range = OptionalKey("is", .answerRange, "The range that the measured value would lie in.")
    static let table = KeyTable("option", "An option of a choice.", keys: [says, change, range])
  }

  enum Change {
    static let mayChange = RequiredKey(
      "may_change", .list(of: .text, count: 1...100), "Paths of settings; all that is below them may change too.")
    static let expect = RequiredKey("expect", .record(Wanted.table), "What the changed system must do.")
    static let table = KeyTable(
      "scenario", "A change of the system that is handed in.", keys: [ask, mayChange, expect, hints])
  }

  enum Wanted {
    static let slos = OptionalKey("slos", .objectiveNames, "The SLOs that must hold: all, or a list of names.")
    static let cost = OptionalKey("cost", .costCondition, "What it may cost a month.")
    static let table = KeyTable("wanted", "What a changed system must do.", keys: [slos, cost])
  }

  enum Figure {
    static let of = OptionalKey("of", .text, "The source or part; left out for cost.monthly.")
    static let metric = RequiredKey("metric", .text, "METRIC.STAT as SLOs name it, or cost.monthly.")
    static let window = OptionalKey("in", .name, "The window; left out where there is only one.")
    static let change = OptionalKey("change", .node, "Laid over the start before it is measured.")
    static let table = KeyTable("figure", "A figure that is measured.", keys: [of, metric, window])
    static let changed = KeyTable("figure", "A figure that is measured.", keys: [change], also: [table])
  }

  static let kinds = TableChoice(
    discriminator: "kind", "question",
    tables: [("number", Number.table), ("choice", Choice.table), ("scenario", Change.table)])
}

extension ValueKind where Value == AnswerUnit {
  fileprivate static var answerUnit: ValueKind { ValueKind<AnswerUnit>.choice(of: AnswerUnit.self) }
}

extension ValueKind where Value == AnswerRange {
  fileprivate static var answerRange: ValueKind {
    ValueKind<String>.text.described(as: "range", example: "\"5% .. 20%\"").map { text, node, context in
      checked(node, &context) { () throws(UnitError) in try AnswerRange(text) }
    }
  }
}

extension ValueKind where Value == CostCondition {
  fileprivate static var costCondition: ValueKind {
    ValueKind<String>.text.described(as: "cost", example: "\"< start + $20\"").map { text, node, context in
      checked(node, &context) { () throws(UnitError) in try CostCondition(text) }
    }
  }
}

extension ValueKind {
  private static func checked<Result>(
    _ node: Node, _ context: inout ReadContext, _ make: () throws(UnitError) -> Result
  ) -> Result? {
    do {
      return try make()
    } catch {
      context.fail(error.code, at: node, error.message, suggestion: error.suggestion)
      return nil
    }
  }
}

/// The objectives that a change must make hold.
enum ObjectiveNames: Sendable {
  case all
  case names([Named])

  struct Named: Sendable {
    var name: String
    var node: Node
  }
}

extension ValueKind where Value == ObjectiveNames {
  fileprivate static var objectiveNames: ValueKind {
    ValueKind("`all` or list of names", schema: .any, example: "all") { node, context in
      if node.text == "all" { return .all }
      guard let items = node.items, !items.isEmpty, items.allSatisfy({ $0.text != nil }) else {
        context.fail(.type, at: node, "must be all or a list of names of SLOs")
        return nil
      }
      return .names(items.map { ObjectiveNames.Named(name: $0.text ?? "", node: $0) })
    }
  }
}
