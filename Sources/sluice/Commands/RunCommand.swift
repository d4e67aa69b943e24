// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Pricing
import Reports
import Scenarios

/// `sluice run FILE`: simulates variants, judges the objectives and prices the month.
struct RunCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Simulate, judge the SLOs and price the month.",
    usage: "sluice run FILE [options]",
    discussion: """
      sluice run scenario.yaml                              the base variant
      sluice run scenario.yaml -v base -v give-back         two variants
      sluice run scenario.yaml -s workers.resizer.tasks=32  with another value
      sluice run scenario.yaml -x 2 -o result.json          at twice the traffic
      sluice run scenario.yaml -o report.html               with pictures
      """)

  @Argument(
    help: ArgumentHelp("The scenario; - for the standard input.", valueName: "file"), completion: Completion.scenario)
  var file: String

  @OptionGroup var scenario: ScenarioFlags
  @OptionGroup var precision: PrecisionFlags
  @OptionGroup var prices: PriceFlags
  @OptionGroup var run: RunFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let request = try RunRequest(run, session.surroundings)
    let precision = try PrecisionRequest(precision, session.environment)
    let wanted = try ScenarioRequest(scenario, session.environment)
    let books = try BookRequest(prices, session, scenario: file, format: request.format == .json ? .json : .table)
    for file in request.outFiles { try FileWriting.checkFolder(of: file.path) }
    let source = try ScenarioSource(file)
    let variants = ScenarioVariants(source, wanted, checkAll: false)
    if variants.hasErrors {
      return try variants.refusal.say(asJSON: request.format == .json || request.format == .ndjson, session)
    }
    if !session.quiet {
      let remarks = variants.diagnostics + variants.notes
      Output.error.say(
        DiagnosticPrinter.text(
          remarks, sources: [variants.source.name: variants.source.text], color: session.errorUsesColor))
    }
    let entries = try zip(variants.words, variants.scenarios).map { word, scenario in
      var scenario = scenario
      scenario.seed = precision.seed ?? scenario.seed
      scenario.precision = precision.precision(scenario.precision)
      return Entry(
        scenario: scenario, book: try books.book(scenario.terms),
        trials: request.verifies ? AdviceTrials(word, scenario, source, wanted, books) : nil)
    }
    return try await simulate(
      entries, several: wanted.variants(areSeveralIn: entries.map(\.scenario)), source.shown(as: file), request, session
    )
  }

  /// A variant that is run.
  private struct Entry {
    var scenario: Scenario
    var book: PriceBook
    /// Nil where what the checks advise is not tried.
    var trials: AdviceTrials?
  }

  private func simulate(
    _ entries: [Entry], several: Bool, _ source: HTMLReport.Source,
    _ request: RunRequest, _ session: Session
  ) async throws -> ExitStatus {
    let control = RunControl()
    let interrupts = Interrupts { control.cancel() }
    let clock = BudgetClock(request.budget, control)
    defer { clock.stop() }
    var results: [RunResult] = []
    for entry in entries where control.isOpen || results.isEmpty {
      let result = try await self.result(entry, control, request, session)
      results.append(result)
      // A report can be read while the next variant is simulated; what needs all of them has to wait.
      if request.format == .table {
        let gap = results.count > 1 ? "\n" : ""
        try Output.standard.write(gap + RunReport.table(result, session.style, path: file))
      }
      if Output.standard.isClosed, request.outFiles.isEmpty { break }
    }
    if request.format != .table {
      try Output.standard.write(ResultText.text(results, request.format, several: several, session.style, source))
    }
    for out in request.outFiles {
      let text = try ResultText.text(results, out.format, several: several, session.fileStyle, source)
      try FileWriting.write(text, to: out.path)
    }
    withExtendedLifetime(interrupts) {}
    if control.isCancelled {
      session.note("interrupted; what was finished is reported as partial")
      return .interrupted
    }
    if results.contains(where: { $0.ended == .budget }) || results.count < entries.count {
      session.note("the budget is spent; what was finished is reported as partial")
    }
    session.noteAge(of: entries.map(\.book))
    for result in results {
      if let note = Self.undecidedNote(result.slos) {
        session.note((several ? "variant \(result.scenario.variant): " : "") + note)
      }
    }
    return ExitStatus.of(results: results, failOn: request.failOn)
  }

  private func result(
    _ entry: Entry, _ control: RunControl, _ request: RunRequest, _ session: Session
  ) async throws -> RunResult {
    let scenario = entry.scenario
    let kind = session.progress(request.progress)
    if session.verbose { Output.error.say("\(scenario.variant): simulating with \(request.jobs) at a time\n") }
    let display = ProgressDisplay(kind, variant: scenario.variant)
    defer { display.finish() }
    let lines = request.format == .ndjson ? ProgressLines(variant: scenario.variant) : nil
    let result = try await Run(scenario, book: entry.book, jobs: request.jobs).result(control: control) {
      display.update($0)
      lines?.update($0)
    }
    if session.verbose {
      display.finish()
      let events = result.windows.reduce(0) { $0 + $1.events }
      let pace = Double(events) / max(display.elapsed, 1e-9)
      Output.error.say(
        "\(scenario.variant): \(Format.count(events)) events in \(Format.duration(seconds: display.elapsed)), "
          + "\(Format.count(pace)) events/s\n")
    }
    guard let trials = entry.trials, control.isOpen else { return result }
    let trying = ProgressDisplay(kind, variant: "\(scenario.variant), advice")
    defer { trying.finish() }
    return try await trials.verified(result, jobs: request.jobs, control: control) { trying.update($0) }
  }

  /// Which objectives are undecided, and what would decide them; nil if none is.
  static func undecidedNote(_ objectives: [SLOResult]) -> String? {
    let undecided = objectives.filter { $0.verdict == .undecided }
    guard !undecided.isEmpty else { return nil }
    var names: [String] = []
    for objective in undecided where !names.contains(objective.name) { names.append(objective.name) }
    let most = undecided.compactMap(\.needsReplications).max().map { min($0, FlagValue.replications.upperBound) }
    let more = most.map { "; about \($0) replications would decide (-n \($0))" } ?? ""
    return "undecided: \(names.joined(separator: ", "))\(more)"
  }
}

extension ScenarioRequest {
  /// Whether the results are a list: because several variants are asked for, even if only one could be simulated.
  fileprivate func variants(areSeveralIn scenarios: [Scenario]) -> Bool {
    scenarios.count > 1 || variants.count > 1 || variants == [Self.all]
  }
}
