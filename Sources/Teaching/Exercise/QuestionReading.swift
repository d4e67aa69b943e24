// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

extension FigureName {
  /// The figure that a record of ``ExerciseKeys/Figure`` names; nil after an error.
  init?(_ record: Record, _ context: inout ReadContext) {
    let node = record.node(ExerciseKeys.Figure.metric) ?? record.node
    let text = record[ExerciseKeys.Figure.metric]
    // A metric's name has no dot, a statistic may: p99.9.
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    let subject = record[ExerciseKeys.Figure.of]
    guard parts.count == 2 else {
      context.diagnostics.error(
        .value, at: node, "metric must be METRIC.STAT, not \(Diagnostic.quoted(text))", hint: "such as latency.p99")
      return nil
    }
    if parts[0] == "cost" {
      guard parts[1] == "monthly", subject == nil, record[ExerciseKeys.Figure.window] == nil else {
        context.diagnostics.error(
          .value, at: node, "only cost.monthly of the whole system can be asked for",
          hint: "without of and in")
        return nil
      }
    } else if subject == nil {
      context.diagnostics.error(
        .missing, at: node, "a figure needs of", hint: "the traffic source or the part that it is measured of")
      return nil
    }
    self.init(
      subject: subject ?? "", metric: parts[0], statistic: parts[1], window: record[ExerciseKeys.Figure.window],
      node: node)
  }
}

extension ValueKind where Value == ChoiceTask.Measure {
  /// `{ least: FIGURE }`, `{ most: FIGURE }`, or a figure whose range is to be found.
  static var choiceMeasure: ValueKind {
    ValueKind("figure", schema: .any, example: "{ least: { metric: cost.monthly } }") { node, context in
      let words = ["least", "most"]
      guard let entries = node.entries, let word = entries.first(where: { words.contains($0.key) }) else {
        return ExerciseKeys.Figure.changed.read(node, &context).flatMap { record in
          FigureName(record, &context).map { .range($0, change: record[ExerciseKeys.Figure.change]) }
        }
      }
      guard entries.count == 1 else {
        context.fail(.duplicate, at: node, "can have \(word.key) only, and nothing beside it")
        return nil
      }
      return context.within(word) { node, context in
        ExerciseKeys.Figure.table.read(node, &context).flatMap { FigureName($0, &context) }
          .map { .extreme(word.key == "least" ? .least : .most, $0) }
      }
    }
  }
}

extension ValueKind where Value == QuestionRecord {
  /// A question; its id is the key that it stands under.
  static var question: ValueKind {
    ValueKind<TypedRecord>.choosing(ExerciseKeys.kinds).map { typed, node, context in
      task(typed, node, &context).map {
        QuestionRecord(ask: typed.record[ExerciseKeys.ask], hints: typed.record[ExerciseKeys.hints], task: $0)
      }
    }
  }

  private static func task(_ typed: TypedRecord, _ node: Node, _ context: inout ReadContext) -> Question.Task? {
    let record = typed.record
    switch typed.type {
    case "number":
      let expect = record[ExerciseKeys.Number.expect]
      return FigureName(expect, &context).map { figure in
        .number(
          NumberTask(
            figure: figure, change: expect[ExerciseKeys.Figure.change], unit: record[ExerciseKeys.Number.unit],
            tolerance: record[ExerciseKeys.Number.tolerance]))
      }
    case "choice": return choice(record, node, &context).map { .choice($0) }
    default:
      let expect = record[ExerciseKeys.Change.expect]
      let names: [String]?
      switch expect[ExerciseKeys.Wanted.slos] {
      case .names(let named)?: names = named.map(\.name)
      case .all?: names = nil
      case nil: names = []
      }
      if names == [], expect[ExerciseKeys.Wanted.cost] == nil {
        context.diagnostics.error(
          .missing, at: node, "a scenario question must expect something", hint: "slos, cost or both")
        return nil
      }
      return .change(
        ChangeTask(
          mayChange: record[ExerciseKeys.Change.mayChange], objectives: names,
          cost: expect[ExerciseKeys.Wanted.cost]))
    }
  }

  private static func choice(_ record: Record, _ node: Node, _ context: inout ReadContext) -> ChoiceTask? {
    let measure = record[ExerciseKeys.Choice.expect]
    let options = record[ExerciseKeys.Choice.options].map { option in
      ChoiceTask.Option(
        name: option.name, says: option.value[ExerciseKeys.Option.says],
        change: option.value[ExerciseKeys.Option.change], range: option.value[ExerciseKeys.Option.range])
    }
    let wanted: String
    let isComplete: Bool
    switch measure {
    case .extreme: (wanted, isComplete) = ("change", options.allSatisfy { $0.change != nil && $0.range == nil })
    case .range: (wanted, isComplete) = ("is", options.allSatisfy { $0.range != nil && $0.change == nil })
    }
    guard options.count > 1, isComplete else {
      context.diagnostics.error(
        .value, at: record.node(ExerciseKeys.Choice.options) ?? node,
        "a choice needs at least two options, each with says and \(wanted)")
      return nil
    }
    return ChoiceTask(measure: measure, options: options)
  }
}

/// A question before it has an id.
struct QuestionRecord: Sendable {
  var ask: LocalText
  var hints: [LocalText]
  var task: Question.Task
}
