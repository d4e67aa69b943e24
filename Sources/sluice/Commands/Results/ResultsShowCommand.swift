// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Reports

/// `sluice results show NAME...`
struct ResultsShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the figures of an alternative over its replications.",
    usage: "sluice results show NAME... [options]",
    discussion: """
      NAME is an alternative's number, its label, or the first digits of its key.
      -V shows all figures, and all that the key is made of.
      """)

  @Argument(help: ArgumentHelp("Number, label or key.", valueName: "name"))
  var names: [String]

  @OptionGroup var store: StoreFlags

  @Option(name: .shortAndLong, help: ArgumentHelp("table, json or csv.", valueName: "name"))
  var format: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let format =
      try session.environment.given(format, "format")?.parsed(FlagValue.word(OutputFormat.self)) ?? .table
    let store = try store.open(session, .read)
    let found = try StoredName.find(names, in: try store.alternatives())
    let shown = try found.map { alternative in
      StoredText(
        alternative: alternative, labels: try store.labels(of: alternative.id),
        key: try store.keyText(of: alternative.id) ?? "",
        figures: alternative.replications > 0
          ? try store.figures(of: alternative).filter { session.verbose || $0.isOutcome } : [])
    }
    switch format {
    case .table: try Output.standard.write(shown.map { $0.table(session.style) }.joined(separator: "\n"))
    case .json: try Output.standard.write(JSONValue.array(shown.map(\.json)).text(pretty: true) + "\n")
    case .csv: try Output.standard.write(CSV.text([StoredText.heading] + shown.flatMap(\.rows)))
    }
    return .done
  }
}

/// What is known of an alternative in a store, in each form.
struct StoredText {
  let alternative: StoredAlternative
  let labels: [String]
  let key: String
  let figures: [StoredFigure]

  static let heading = [
    "alternative", "scenario", "label", "key", "seed", "replications", "window", "subject", "metric", "statistic",
    "unit",
    "value", "low", "high", "n",
  ]

  func table(_ style: TextStyle) -> String {
    let also = labels.filter { $0 != alternative.label }
    var text =
      "\(alternative.id)  \(alternative.scenario) \u{B7} \(alternative.label)"
      + (also.isEmpty ? "" : " \(say("(also \(also.joined(separator: ", ")))"))") + "\n"
      + [
        say("key \(alternative.hashText)"), say("seed \(alternative.seed)"), say("model \(alternative.modelVersion)"),
        alternative.replications == 1
          ? say("1 replication") : say("\(alternative.replications) replications"),
      ].joined(separator: ", ") + "\n"
    text = PlainParagraph.lines(text, style)
    if !figures.isEmpty {
      text +=
        "\n"
        + PlainTable.text(
          [
            .init(say("window"), minimum: 6), .init(say("of"), minimum: 6), .init(say("figure"), minimum: 8),
            .init(say("mean"), alignsRight: true), .init(say("95% interval")), .init("n", alignsRight: true),
          ],
          figures.map { one in
            [
              one.window, one.subject, "\(one.metric) \(one.statistic)",
              one.figure.map { one.unit.text($0.value) } ?? say("no data"),
              one.figure.flatMap { figure in
                guard let low = figure.low, let high = figure.high else { return nil }
                return "\(one.unit.text(low)) .. \(one.unit.text(high))"
              } ?? "-", one.figure.map { "\($0.n)" } ?? "0",
            ]
          }, style)
    }
    if style.verbose { text += "\n" + PlainParagraph.lines(key, style) }
    return text
  }

  var rows: [[String]] {
    figures.map { one in
      func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
      return [
        "\(alternative.id)", alternative.scenario, alternative.label, alternative.hashText, "\(alternative.seed)",
        "\(alternative.replications)", one.window, one.subject, one.metric, one.statistic, one.unit.rawValue,
        number(one.figure?.value), number(one.figure?.low), number(one.figure?.high), "\(one.figure?.n ?? 0)",
      ]
    }
  }

  var json: JSONValue {
    .object([
      .init("id", .integer(alternative.id)), .init("scenario", .string(alternative.scenario)),
      .init("label", .string(alternative.label)), .init("labels", .array(labels.map { .string($0) })),
      .init("key", .string(alternative.hashText)), .init("key_text", .string(key)),
      .init("seed", .number(String(alternative.seed))), .init("model_version", .integer(alternative.modelVersion)),
      .init("replications", .integer(alternative.replications)),
      .init(
        "figures",
        .array(
          figures.map { one in
            .object([
              .init("window", .string(one.window)), .init("subject", .string(one.subject)),
              .init("metric", .string(one.metric)), .init("statistic", .string(one.statistic)),
              .init("unit", .string(one.unit.rawValue)), .init("value", JSONValue.finite(one.figure?.value)),
              .init("low", JSONValue.finite(one.figure?.low)), .init("high", JSONValue.finite(one.figure?.high)),
              .init("n", .integer(one.figure?.n ?? 0)),
            ])
          })),
    ])
  }
}

extension JSONValue {
  /// A number that reads back as the same; null for none. JSON has no infinity.
  static func finite(_ value: Double?) -> JSONValue {
    guard let value else { return .null }
    return value.isFinite
      ? .number("\(value)") : .string(value.isNaN ? "not-a-number" : value > 0 ? "infinity" : "-infinity")
  }
}
