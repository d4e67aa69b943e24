// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Pricing
import Reports
import Scenarios

/// `sluice curve FILE --cache NAME`: hit ratio against memory.
struct CurveCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "curve",
    abstract: "Show the hit ratio of a cache against its memory.",
    usage: "sluice curve FILE --cache NAME [options]",
    discussion: """
      sluice curve my.yaml --cache catalogue                  every size at once
      sluice curve my.yaml --cache catalogue --hit-ratio 99%  memory for 99%
      sluice curve my.yaml --cache catalogue -o curve.csv     for a spreadsheet
      """)

  @Argument(
    help: ArgumentHelp("The scenario; - for the standard input.", valueName: "file"), completion: Completion.scenario)
  var file: String

  @Option(help: ArgumentHelp("The cache; can be left out if there is one only.", valueName: "name"))
  var cache: String?

  @Option(help: ArgumentHelp("Show the memory that this needs; default 95%.", valueName: "share"))
  var hitRatio: String?

  @Option(help: ArgumentHelp("Share of the records to follow; default: as memory allows.", valueName: "share"))
  var sampling: String?

  @OptionGroup var scenario: ScenarioFlags
  @OptionGroup var prices: PriceFlags
  @OptionGroup var run: CurveFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let request = try CurveRequest(self, session)
    let wanted = try ScenarioRequest(scenario, session.environment)
    let books = try BookRequest(prices, session, scenario: file, format: request.format == .json ? .json : .table)
    for file in request.outFiles { try FileWriting.checkFolder(of: file.path) }
    let source = try ScenarioSource(file)
    let variants = ScenarioVariants(source, wanted, checkAll: false)
    if variants.hasErrors { return try variants.refusal.say(asJSON: request.format == .json, session) }
    let curves = try variants.scenarios.map { try request.curve($0, try books.book($0.terms)) }
    let control = RunControl()
    let interrupts = Interrupts { control.cancel() }
    defer { withExtendedLifetime(interrupts) {} }
    var results: [CurveResult] = []
    for curve in curves {
      guard let result = await self.result(curve, control, request, session) else {
        session.note("interrupted; there is no curve of less than all replications")
        return .interrupted
      }
      results.append(result)
    }
    try Output.standard.write(try ExperimentText.text(results, request.format, session.style, source.shown(as: file)))
    for out in request.outFiles {
      let text = try ExperimentText.text(results, out.format, session.fileStyle, source.shown(as: file))
      try FileWriting.write(text, to: out.path)
    }
    return .done
  }

  private func result(
    _ curve: Curve, _ control: RunControl, _ request: CurveRequest, _ session: Session
  ) async -> CurveResult? {
    let kind = session.progress(request.progress)
    let display = ProgressDisplay(kind, variant: curve.scenario.variant)
    defer { display.finish() }
    return await curve.result(control: control) { display.update($0) }
  }
}

/// What only `curve` can be told.
struct CurveFlags: ParsableArguments {
  @Option(help: ArgumentHelp("Seed of all random draws; default: the file's.", valueName: "number"))
  var seed: String?

  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp("So many replications; default 3.", valueName: "count"))
  var replications: String?

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Replications at a time; default: cores.", valueName: "count"))
  var jobs: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Also write .json, .csv, .html, .svg, .vl.json or .txt.", valueName: "file")
  )
  var out: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("On the output: table (or text), json, csv, html, svg, vega-lite.", valueName: "name"))
  var format: String?

  @Option(help: ArgumentHelp("On the standard error: auto, plain or none.", valueName: "kind"))
  var progress: String?
}

/// What the flags and variables come to.
struct CurveRequest: Sendable {
  var cache: String?
  var hitRatio: Double
  var sampling: Double?
  var seed: UInt64?
  var replications: Int
  var jobs: Int
  var outFiles: [OutFile<ResultFormat>]
  var format: ResultFormat
  var progress: ProgressChoice

  /// - Throws: `Failure` for a value that cannot be read.
  init(_ command: CurveCommand, _ session: Session) throws {
    let (environment, flags) = (session.environment, command.run)
    cache = environment.given(command.cache, "cache")?.text
    hitRatio = try environment.given(command.hitRatio, "hit-ratio")?.parsed(FlagValue.hitRatio) ?? 0.95
    sampling = try environment.given(command.sampling, "sampling")?.parsed(FlagValue.sampling)
    seed = try environment.given(flags.seed, "seed")?.parsed(FlagValue.seed)
    let count = FlagValue.integer(FlagValue.replications)
    replications = try environment.given(flags.replications, "replications")?.parsed(count) ?? 3
    jobs =
      try environment.given(flags.jobs, "jobs")?.parsed(FlagValue.integer(FlagValue.jobs))
      ?? session.surroundings.cores
    outFiles = try environment.given(flags.out, "out", separator: "\n").map {
      try $0.parsed(OutFile<ResultFormat>.init)
    }
    format =
      try environment.given(flags.format, "format")?.parsed { text in
        text == "text" ? .table : try FlagValue.word(ResultFormat.self)(text)
      } ?? .table
    progress =
      try environment.given(flags.progress, "progress")?.parsed(FlagValue.word(ProgressChoice.self)) ?? .auto
  }

  /// - Throws: `Failure` where there is nothing to draw a curve of.
  func curve(_ scenario: Scenario, _ book: PriceBook) throws -> Curve {
    var scenario = scenario
    scenario.seed = seed ?? scenario.seed
    do {
      return try Curve(
        scenario, cache: cache, book: book, sampling: sampling, hitRatio: hitRatio, replications: replications,
        jobs: jobs)
    } catch {
      throw Self.failure(error, scenario)
    }
  }

  static func failure(_ problem: Curve.Problem, _ scenario: Scenario) -> Failure {
    let variant = scenario.variant == "base" ? "" : " in variant \(scenario.variant)"
    switch problem {
    case .noCache:
      return .usage(
        "\(Diagnostic.quoted(scenario.name)) has no cache\(variant)",
        hint: "a scenario with caches: { NAME: { engine: redis, ... } } has a curve")
    case .unknown("", let known):
      return .usage("which cache? --cache NAME", hint: "there is: \(known.joined(separator: ", "))")
    case .unknown(let name, let known): return .unknown("cache\(variant)", name, among: known)
    case .noSize(let name, let kind):
      return .usage("\(name), \(English.withArticle(kind)), has no size that could be another", hint: nil)
    case .nobodyReads(let name):
      return .usage(
        "nobody reads from \(name)\(variant)", hint: "traffic with operation: read, or a worker that calls it")
    }
  }
}

extension FlagValue {
  /// A hit ratio that can be wanted.
  static func hitRatio(_ text: String) throws -> Double {
    let value = try Units.ratio(text)
    guard value > 0, value < 1 else { throw FlagError("is not a share above 0% and below 100%") }
    return value
  }

  /// The share of the records to follow.
  static func sampling(_ text: String) throws -> Double {
    let value = try Units.ratio(text)
    guard value >= 0.01, value <= 1 else { throw FlagError("is not a share from 1% to 100%") }
    return value
  }
}
