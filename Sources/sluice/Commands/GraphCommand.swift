// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Reports
import Scenarios

/// The form in which the architecture is written.
enum GraphFormat: String, FileFormat {
  case mermaid, dot, svg, json

  var ending: String { self == .mermaid ? "mmd" : rawValue }
}

/// `sluice graph FILE`: the architecture as a drawing.
struct GraphCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Draw the architecture as Mermaid, DOT or SVG.",
    usage: "sluice graph FILE [options]",
    discussion: """
      sluice graph scenario.yaml                    Mermaid, for a README
      sluice graph scenario.yaml -o parts.svg       a picture
      sluice graph scenario.yaml -f dot | dot -Tpng > parts.png
      sluice graph scenario.yaml --simulate -o parts.svg
      sluice graph result.json -o parts.svg         of a saved result

      Rates are those that the settings tell, or, of a result and with --simulate,
      those that were simulated.
      """)

  @Argument(help: ArgumentHelp("A scenario or a saved result; - for the standard input.", valueName: "file"))
  var file: String

  @Flag(help: "Simulate: rates and utilisation as measured.")
  var simulate = false

  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp("With --simulate, so many replications; default 3.", valueName: "count"))
  var replications: String?

  @Option(help: ArgumentHelp("Seed of all random draws; default: the file's.", valueName: "number"))
  var seed: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Also write .mmd, .dot, .svg or .json; repeatable.", valueName: "file"))
  var out: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("On the output: mermaid, dot, svg or json.", valueName: "name"))
  var format: String?

  @OptionGroup var scenario: ScenarioFlags
  @OptionGroup var prices: PriceFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let environment = session.environment
    let outFiles = try environment.given(out, "out", separator: "\n").map {
      try $0.parsed(OutFile<GraphFormat>.init)
    }
    let asked = try environment.given(format, "format")?.parsed(FlagValue.word(GraphFormat.self))
    let isSimulated = try environment.isSet(simulate, "simulate")
    let count = try environment.given(replications, "replications")?.parsed(FlagValue.integer(FlagValue.replications))
    let ownSeed = try environment.given(seed, "seed")?.parsed(FlagValue.seed)
    let wanted = try ScenarioRequest(scenario, environment)
    for file in outFiles { try FileWriting.checkFolder(of: file.path) }
    let source = try ScenarioSource(file, limit: SavedResults.limit)
    let graph: ArchitectureGraph
    if SavedResults.isResult(source.bytes) {
      graph = ArchitectureGraph(try Self.saved(source, wanted))
    } else {
      let variants = ScenarioVariants(source, wanted, checkAll: false)
      if variants.hasErrors {
        return try variants.refusal.say(asJSON: asked == .json, session, outcome: "Nothing was drawn.")
      }
      guard var scenario = variants.scenarios.first, variants.scenarios.count == 1 else {
        throw Failure.usage("a drawing shows one variant", hint: "give one: -v \(variants.words.first ?? "base")")
      }
      scenario.seed = ownSeed ?? scenario.seed
      if isSimulated {
        guard let result = try await simulated(scenario, count ?? 3, session) else { return .interrupted }
        graph = ArchitectureGraph(result)
      } else {
        graph = ArchitectureGraph(scenario)
      }
    }
    for out in outFiles { try FileWriting.write(try Self.text(graph, out.format), to: out.path) }
    if asked != nil || outFiles.isEmpty {
      try Output.standard.write(try Self.text(graph, asked ?? .mermaid))
    }
    return .done
  }

  /// The result that is drawn: the only one, or the variant's.
  private static func saved(_ source: ScenarioSource, _ wanted: ScenarioRequest) throws -> RunResult {
    let results = try SavedResults.read(source).results
    guard let name = wanted.variants.first else {
      guard let first = results.first, results.count == 1 else {
        throw Failure.usage(
          "there are several results; a drawing shows one",
          hint: "give one: \(results.prefix(6).map { "-v \($0.scenario.variant)" }.joined(separator: ", "))")
      }
      return first
    }
    guard let result = results.first(where: { $0.scenario.variant == name }) else {
      throw Failure.unknown("result of a variant", name, among: results.map(\.scenario.variant))
    }
    return result
  }

  private func simulated(_ scenario: Scenario, _ count: Int, _ session: Session) async throws -> RunResult? {
    var scenario = scenario
    scenario.precision = .replications(count)
    let control = RunControl()
    let interrupts = Interrupts { control.cancel() }
    defer { withExtendedLifetime(interrupts) {} }
    let book = try BookRequest(prices, session, scenario: file).book(scenario.terms)
    let result = try await Run(scenario, book: book, jobs: session.surroundings.cores).result(control: control)
    return control.isCancelled ? nil : result
  }

  private static func text(_ graph: ArchitectureGraph, _ format: GraphFormat) throws -> String {
    switch format {
    case .mermaid: graph.mermaid()
    case .dot: graph.dot()
    case .svg: graph.svg()
    case .json: try graph.json()
    }
  }
}
