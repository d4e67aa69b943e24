// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Pricing
import Reports
import Scenarios

/// `sluice sweep FILE --over PATH=VALUES`: inputs over ranges, headroom, and what matters most.
struct SweepCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Vary inputs: knee, break-even, headroom, what matters.",
    usage: "sluice sweep FILE --over PATH=VALUES [options]",
    discussion: """
      sluice sweep my.yaml --over workers.resizer.tasks=12..32  where it turns
      sluice sweep my.yaml --over traffic=1x..4x                with the traffic
      sluice sweep my.yaml --headroom                           until an SLO fails
      sluice sweep my.yaml --tornado                            what matters most
      VALUES: [a, b], 2..20 step 2, 2..64 doubling, 5s..60s points 12,
      1..1000 log points 4.
      """)

  @Argument(
    help: ArgumentHelp("The scenario; - for the standard input.", valueName: "file"), completion: Completion.scenario)
  var file: String

  @OptionGroup var sweep: SweepFlags
  @OptionGroup var scenario: ScenarioFlags
  @OptionGroup var precision: PrecisionFlags
  @OptionGroup var prices: PriceFlags
  @OptionGroup var experiment: ExperimentFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let experimentRequest = try ExperimentRequest(experiment, session.surroundings)
    let request = try SweepRequest(sweep, session.environment)
    let wanted = try ScenarioRequest(scenario, session.environment)
    let json = experimentRequest.format == .json
    let books = try BookRequest(prices, session, scenario: file, format: json ? .json : .table)
    let replications = try PrecisionRequest(precision, session.environment)
    let source = try ScenarioSource(file)
    let variants = ScenarioVariants(source, wanted, checkAll: false)
    if variants.hasErrors { return try variants.refusal.say(asJSON: json, session) }
    guard variants.scenarios.count == 1, let own = variants.scenarios.first else {
      throw Failure.usage("sweep takes one variant", hint: "-v NAME; sluice compare takes several")
    }
    var diagnostics = Diagnostics()
    guard let scenarioFile = ScenarioFile(bytes: source.bytes, path: source.name, &diagnostics) else {
      return try source.refused(diagnostics.sorted).say(asJSON: json, session)
    }
    // Laid over once, not for every point.
    let book = try books.book(own.terms)
    var options = wanted.options
    options.seed = replications.seed
    let space = SweepSpace(file: scenarioFile, variant: own.variant, options: options) { terms in
      terms.book == own.terms.book ? book : try books.book(terms)
    }
    let study: any SweepStudy
    do {
      study = try self.study(space, request, precision: try self.precision(own, replications, session.environment))
    } catch let invalid as PlanSpace.Invalid {
      return try source.refused(invalid.diagnostics.map { $0.said(by: request) }).say(asJSON: json, session)
    } catch let refused as SweepDesign.Refused {
      throw Failure.usage("the sweep \(refused.message)", hint: refused.hint)
    }
    let experiment = try ExperimentSession(experimentRequest, session)
    let outcome = try await experiment.perform { try await study.result($0) }
    guard let result = outcome.found else { return outcome.interrupted ? .interrupted : .done }
    try experiment.write { try ExperimentText.text(result, $0, $1, source.shown(as: file)) }
    return outcome.interrupted ? .interrupted : request.failOn.map { result.status($0) } ?? .done
  }

  /// A sweep explores: unless more is asked for, the least number of replications that the file knows is enough.
  private func precision(
    _ own: Scenario, _ request: PrecisionRequest, _ environment: Environment
  ) throws -> Precision {
    let precision = request.precision(own.precision)
    if let until = environment.given(self.precision.until, "until"), case .decided = precision {
      throw Failure.usage(
        "sweep does not decide on objectives: --until \(until.text)",
        hint: "--until 5% for intervals that narrow; sluice plan decides which of many configurations to take")
    }
    let asks = environment.given(self.precision.until, "until") ?? environment.given(self.precision.atMost, "at-most")
    return asks == nil ? .replications(precision.atLeast) : precision
  }

  private func study(
    _ space: SweepSpace, _ request: SweepRequest, precision: Precision
  ) throws -> any SweepStudy {
    let count = precision.atLeast
    switch request.kind {
    case .points:
      return try Sweep(
        space, inputs: request.inputs, design: request.design, count: request.points, precision: precision)
    case .headroom: return try HeadroomStudy(space, upTo: request.upTo, replications: count)
    case .tornado:
      return try Tornado(space, try numbers(space, request), by: request.by, replications: count)
    case .indices:
      // Without a number of its own it is many points that count, not many replications of each.
      let isAsked = self.precision.replications != nil
      return try SobolStudy(
        space, ranges: request.inputs,
        numbers: request.inputs.isEmpty || !request.only.isEmpty
          ? try numbers(space, request) : [], by: request.by, basePoints: request.points,
        replications: isAsked ? count : min(count, 2))
    }
  }

  /// The numbers that are varied: all of the scenario, or those that are named.
  private func numbers(_ space: SweepSpace, _ request: SweepRequest) throws -> [NumericInput] {
    var diagnostics = Diagnostics()
    let all = space.file.numericInputs(variant: space.variant, changes: space.options.changes, &diagnostics)
    guard !request.only.isEmpty else { return all }
    return try request.only.map { path in
      guard let number = all.first(where: { $0.path == path }) else {
        throw Failure.unknown("number to vary", path, among: all.map(\.path))
      }
      return number
    }
  }
}

/// One of the things that a sweep can find out.
private protocol SweepStudy: Sendable {
  func result(_ laboratory: Laboratory) async throws -> SweepResult
}

extension Sweep: SweepStudy {}
extension HeadroomStudy: SweepStudy {}
extension Tornado: SweepStudy {}
extension SobolStudy: SweepStudy {}

extension Diagnostic {
  /// The same, where it is about a value that the sweep has set.
  fileprivate func said(by request: SweepRequest) -> Diagnostic {
    var copy = self
    if let file = location?.file, request.inputs.contains(where: { file.hasPrefix("--set \($0.path)=") }) {
      copy.location?.file = "--over" + file.dropFirst("--set".count)
    }
    return copy
  }
}

extension SweepResult {
  /// The exit status where a sweep is asked to judge: 4 when no point passes (of a headroom: when an SLO fails at the
  /// scenario's own traffic), 5 where that is undecided and counts.
  func status(_ failOn: FailOn) -> ExitStatus {
    func verdict(_ point: Point) -> SLOResult.Verdict {
      failOn == .warn && point.objectives.contains { $0.verdict == .fail } ? .fail : point.verdict
    }
    if let points {
      let verdicts = points.map(verdict)
      if verdicts.contains(.pass) { return .done }
      if !verdicts.contains(.undecided) { return .objectiveFailed }
      return failOn == .undecided ? .undecided : .done
    }
    guard let headroom else { return .done }
    let judged = headroom.objectives.filter { $0.level == "fail" || failOn == .warn }
    if judged.contains(where: { $0.status == .failsAlways || $0.factor?.high.map { $0 < 1 } ?? false }) {
      return .objectiveFailed
    }
    let doubtful = judged.contains { $0.status == .undecided || $0.factor.map { ($0.low ?? 0) < 1 } ?? false }
    return failOn == .undecided && doubtful ? .undecided : .done
  }
}
