// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Reports
import Scenarios

/// `sluice results fill FILE`: simulates replications ahead.
struct ResultsFillCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "fill",
    abstract: "Simulate replications of variants ahead and keep them.",
    usage: "sluice results fill FILE -n COUNT [options]",
    discussion: """
      Experiments find them in the store then:
        sluice results fill my.yaml -v all -n 50
      """)

  @Argument(
    help: ArgumentHelp("The scenario; - for the standard input.", valueName: "file"), completion: Completion.scenario)
  var file: String

  @OptionGroup var scenario: ScenarioFlags
  @OptionGroup var precision: PrecisionFlags
  @OptionGroup var prices: PriceFlags
  @OptionGroup var experiment: ExperimentFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let request = try ExperimentRequest(experiment, session.surroundings)
    let wanted = try ScenarioRequest(scenario, session.environment)
    let precision = try PrecisionRequest(precision, session.environment)
    let books = try BookRequest(prices, session, scenario: file)
    let variants = ScenarioVariants(try ScenarioSource(file), wanted, checkAll: false)
    if variants.hasErrors {
      Output.error.say(variants.refusal.text(color: session.errorUsesColor, outcome: "Nothing was run."))
      return .invalidScenario
    }
    var replications = 0
    let alternatives = try variants.scenarios.map { scenario in
      var scenario = scenario
      scenario.seed = precision.seed ?? scenario.seed
      let asked = precision.precision(scenario.precision)
      try request.checkParts(asked)
      guard case .replications(let count) = asked else {
        throw Failure.usage("how many replications are to be simulated ahead?", hint: "-n 20")
      }
      replications = max(replications, count)
      return Alternative(scenario, book: try books.book(scenario.terms))
    }
    let experiment = try ExperimentSession(request, session)
    let filling = Filling(alternatives, replications: replications)
    let (found, interrupted) = try await experiment.perform { try await filling.found($0) }
    if let found { try experiment.write { Self.text(found, try $0.withoutPictures("results fill"), $1) } }
    return interrupted ? .interrupted : .done
  }

  private static let heading = [
    "variant", "window", "subject", "metric", "statistic", "unit", "value", "low", "high", "n",
  ]

  private static func text(_ found: Filling.Found, _ format: TextFormat, _ style: TextStyle) -> String {
    switch format {
    case .csv:
      return CSV.text(
        [heading]
          + found.entries.map { one in
            func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
            return [
              one.label, one.window, one.subject, one.metric, one.statistic, one.unit.rawValue,
              number(one.figure?.value), number(one.figure?.low), number(one.figure?.high), "\(one.figure?.n ?? 0)",
            ]
          })
    case .json:
      let figures = found.entries.map { one -> JSONValue in
        .object([
          .init("variant", .string(one.label)), .init("window", .string(one.window)),
          .init("subject", .string(one.subject)), .init("metric", .string(one.metric)),
          .init("statistic", .string(one.statistic)), .init("unit", .string(one.unit.rawValue)),
          .init("value", JSONValue.finite(one.figure?.value)), .init("low", JSONValue.finite(one.figure?.low)),
          .init("high", JSONValue.finite(one.figure?.high)), .init("n", .integer(one.figure?.n ?? 0)),
        ])
      }
      return JSONValue.object([
        .init("schema", .string("fill/1")), .init("partial", .bool(found.isPartial)),
        .init("replications", .integer(found.replications)), .init("figures", .array(figures)),
      ]).text(pretty: true) + "\n"
    case .md:
      let rows = shown(found)
      let head = "| variant | window | of | figure | mean | 95% interval |\n| --- | --- | --- | --- | ---: | --- |\n"
      return head
        + rows.map { "| " + $0.map { $0.replacingOccurrences(of: "|", with: "\\|") }.joined(separator: " | ") + " |\n" }
        .joined()
    case .table:
      return "\(English.count(found.replications, "replication"))\(found.isPartial ? " (partial)" : "")\n\n"
        + PlainTable.text(
          [
            .init("variant", minimum: 6), .init("window", minimum: 6), .init("of", minimum: 6),
            .init("figure", minimum: 8), .init("mean", alignsRight: true), .init("95% interval"),
          ], shown(found), style)
    }
  }

  private static func shown(_ found: Filling.Found) -> [[String]] {
    found.entries.map { one in
      [
        one.label, one.window, one.subject, "\(one.metric) \(one.statistic)",
        one.figure.map { one.unit.text($0.value) } ?? "no data",
        one.figure.flatMap { figure in
          guard let low = figure.low, let high = figure.high else { return nil }
          return "\(one.unit.text(low)) .. \(one.unit.text(high))"
        } ?? "-",
      ]
    }
  }
}
