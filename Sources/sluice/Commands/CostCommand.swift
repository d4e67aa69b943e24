// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Foundation
import Pricing
import Reports
import Scenarios

/// `sluice cost FILE|RESULT`: only the bill, every cent of it explained; of a result also under other prices and terms.
struct CostCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "cost",
    abstract: "The bill alone, every cent of it explained.",
    usage: "sluice cost FILE|RESULT [options]",
    discussion: """
      sluice cost scenario.yaml                        a month
      sluice cost scenario.yaml --hours 1              one hour, once
      sluice cost result.json --region us-east-1       a saved result, elsewhere
      sluice cost scenario.yaml --set pricing.free_tier=always
      sluice cost scenario.yaml --set pricing.graviton=true -f md
      sluice cost result.json -o bill.focus.csv        in the columns of FOCUS
      """)

  @Argument(help: ArgumentHelp("A scenario, or the JSON of sluice run; - for the standard input.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("The bill of so many hours instead of a month.", valueName: "number"))
  var hours: String?

  @Option(help: ArgumentHelp("The region whose prices are asked for.", valueName: "region"))
  var region: String?

  @OptionGroup var scenario: ScenarioFlags
  @OptionGroup var precision: PrecisionFlags
  @OptionGroup var prices: PriceFlags

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Replications at a time; default: cores.", valueName: "count"))
  var jobs: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Also write .txt, .json, .csv, .md, .html or .focus.csv.", valueName: "file"))
  var out: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("table, json, csv, md, html or focus.", valueName: "name"))
  var format: String?

  @Option(help: ArgumentHelp("On the standard error: auto, plain or none.", valueName: "kind"))
  var progress: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let environment = session.environment
    let format = try environment.given(format, "format")?.parsed(FlagValue.word(CostFormat.self)) ?? .table
    let outFiles = try environment.given(out, "out", separator: "\n").map { try $0.parsed(OutFile<CostFormat>.init) }
    for file in outFiles { try FileWriting.checkFolder(of: file.path) }
    let bill = BillRequest(
      books: try BookRequest(prices, session, scenario: file, format: format == .json ? .json : .table),
      period: try environment.given(hours, "hours")?.parsed(FlagValue.hours) ?? .month,
      region: environment.given(region, "region")?.text)
    let wanted = try ScenarioRequest(scenario, environment)
    let source = try ScenarioSource(file, limit: SavedResults.limit)

    let isSaved = SavedResults.isResult(source.bytes)
    // A saved result is no scenario to show.
    let shown = isSaved ? HTMLReport.Source(path: file) : source.shown(as: file)
    let measured: Measured
    switch isSaved ? try saved(source, wanted) : try await simulated(source, wanted, bill, session) {
    case .success(let results): measured = results
    case .failure(let refused):
      Output.error.say(refused.text(color: session.errorUsesColor, outcome: "Nothing was priced."))
      return .invalidScenario
    }
    let statements = try measured.results.map { try bill.statement($0.result, $0.terms) }
    let several = measured.isList
    try Output.standard.write(try format.text(statements, several: several, session.style, shown))
    for out in outFiles {
      try FileWriting.write(
        try out.format.text(statements, several: several, session.fileStyle, shown), to: out.path)
    }
    if statements.contains(where: \.partial) {
      session.note("interrupted; the bill is that of what was finished")
      return .interrupted
    }
    session.noteAge(of: try measured.results.map { try bill.books.book($0.terms) })
    return .done
  }

  /// What is to be priced, and the terms of each.
  private struct Measured {
    var results: [(result: RunResult, terms: PricingTerms)]
    /// Whether several were asked for.
    var isList: Bool
  }

  // MARK: A saved result

  private func saved(
    _ source: ScenarioSource, _ wanted: ScenarioRequest
  ) throws -> Result<Measured, ScenarioRefused> {
    let simulates: [(String, Bool)] = [
      ("-x", !wanted.options.trafficFactors.isEmpty || wanted.options.trafficFactor != 1),
      ("--seed", precision.seed != nil),
      ("-n", precision.replications != nil), ("--until", precision.until != nil),
      ("--at-most", precision.atMost != nil),
    ]
    if let flag = simulates.first(where: \.1)?.0 {
      throw Failure.usage(
        "\(flag) has no meaning for a saved result: it is simulated already", hint: "give the scenario instead")
    }
    let (all, isList) = try SavedResults.read(source)
    var results = all
    if !wanted.variants.isEmpty, wanted.variants != [ScenarioRequest.all] {
      results = try wanted.variants.map { name in
        guard let result = all.first(where: { $0.scenario.variant == name }) else {
          throw Failure.unknown("variant in this result:", name, among: all.map(\.scenario.variant))
        }
        return result
      }
    }
    var priced: [(RunResult, PricingTerms)] = []
    for result in results {
      var found = Diagnostics()
      let terms = PricingReader.terms(result.pricing ?? "{}", changes: wanted.options.changes, &found)
      guard let terms, !found.hasErrors else {
        return .failure(ScenarioRefused(diagnostics: found.sorted, sources: [:]))
      }
      var kept = result
      try kept.usage?.keep(wanted.options.windows)
      priced.append((kept, terms))
    }
    return .success(Measured(results: priced, isList: isList && priced.count > 1))
  }

  // MARK: A scenario

  private func simulated(
    _ source: ScenarioSource, _ wanted: ScenarioRequest, _ bill: BillRequest, _ session: Session
  ) async throws -> Result<Measured, ScenarioRefused> {
    let environment = session.environment
    let precision = try PrecisionRequest(precision, environment)
    let jobs =
      try environment.given(jobs, "jobs")?.parsed(FlagValue.integer(FlagValue.jobs)) ?? session.surroundings.cores
    let choice = try environment.given(progress, "progress")?.parsed(FlagValue.word(ProgressChoice.self)) ?? .auto
    let variants = ScenarioVariants(source, wanted, checkAll: false)
    if variants.hasErrors { return .failure(variants.refusal) }
    let control = RunControl()
    let interrupts = Interrupts { control.cancel() }
    var results: [(RunResult, PricingTerms)] = []
    for scenario in variants.scenarios where !control.isCancelled || results.isEmpty {
      var scenario = scenario
      scenario.seed = precision.seed ?? scenario.seed
      scenario.precision = precision.precision(scenario.precision)
      let kind = session.progress(choice)
      let display = ProgressDisplay(kind, variant: scenario.variant)
      defer { display.finish() }
      if let note = scenario.doubtNote { session.note(note) }
      let result = try await Run(scenario, book: try bill.books.book(scenario.terms), jobs: jobs)
        .result(control: control) { display.update($0) }
      results.append((result, scenario.terms))
    }
    withExtendedLifetime(interrupts) {}
    return .success(Measured(results: results, isList: results.count > 1))
  }
}

/// How the bill is made: what the flags say.
struct BillRequest {
  var books: BookRequest
  var period: Costing.Period
  var region: String?

  func statement(_ result: RunResult, _ terms: PricingTerms) throws -> CostStatement {
    let book = try books.book(terms)
    let region = region ?? result.scenario.region
    if !book.regions.contains(where: { $0.id == region }), self.region != nil {
      throw Failure.unknown("price in region", region, among: book.regions.map(\.id))
    }
    guard let statement = result.priced(book, region: region, terms: terms, period: period) else {
      throw Failure(
        .failure, "there is nothing to price: the result has no usage",
        hint: "it is from an earlier version, or was interrupted; run the scenario again")
    }
    return statement
  }
}

extension UsageResult {
  /// Keeps only some windows; all, if none is named.
  ///
  /// - Throws: `Failure` for a window that there is not.
  mutating func keep(_ names: [String]) throws {
    guard !names.isEmpty else { return }
    if let unknown = names.first(where: { name in !windows.contains { $0.name == name } }) {
      throw Failure.unknown("window", unknown, among: windows.map(\.name))
    }
    let places = windows.indices.filter { names.contains(windows[$0].name) }
    windows = places.map { windows[$0] }
    for place in quantities.indices {
      let perHour = quantities[place].perHour
      quantities[place].perHour = places.filter(perHour.indices.contains).map { perHour[$0] }
      if let aside = quantities[place].asidePerHour {
        quantities[place].asidePerHour = places.filter(aside.indices.contains).map { aside[$0] }
      }
    }
  }
}
