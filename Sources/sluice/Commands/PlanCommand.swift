// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Pricing
import Reports
import Scenarios

/// `sluice plan FILE`: finds the cheapest configuration that meets the objectives.
struct PlanCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Find the cheapest configuration that meets the SLOs.",
    usage: "sluice plan FILE [options]",
    discussion: """
      sluice plan scenario.yaml                     what its plan says may be chosen
      sluice plan scenario.yaml -x 2                at twice the traffic
      sluice plan scenario.yaml --headroom 1.5x     the SLOs hold at 1.5 times that
      sluice plan scenario.yaml -v base -v lambda   of these variants only
      sluice plan scenario.yaml --grow 5%/month     how long it lasts, what comes then
      sluice plan scenario.yaml --analytic          a first feel from formulas

      Exit code 6: no configuration meets the SLOs.
      """)

  @Argument(
    help: ArgumentHelp("The scenario; - for the standard input.", valueName: "file"), completion: Completion.scenario)
  var file: String

  @OptionGroup var scenario: ScenarioFlags
  @OptionGroup var plan: PlanFlags
  @OptionGroup var outlook: PlanOutlookFlags
  @OptionGroup var prices: PriceFlags
  @OptionGroup var run: ExperimentFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    var request = try ExperimentRequest(run, session.surroundings)
    let asked = try PlanRequest(plan, shard: request.shard, session.environment)
    let outlook = try PlanOutlookRequest(outlook, session.environment)
    var wanted = try ScenarioRequest(scenario, session.environment)
    wanted.options.seed = asked.seed
    let books = try BookRequest(prices, session, scenario: file, format: request.format == .json ? .json : .table)
    let source = try ScenarioSource(file)
    var found = Diagnostics()
    guard let scenarioFile = ScenarioFile(bytes: source.bytes, path: source.name, &found),
      let own = PlanSource.settings(scenarioFile, wanted, &found)
    else { return try source.refused(found.sorted).say(asJSON: request.format == .json, session) }
    let settings = try asked.laid(over: own)
    request.budget = request.budget ?? settings.budget.map { .nanoseconds($0) }
    let space = try await PlanSource.space(
      scenarioFile, settings, wanted.options, jobs: request.jobs, book: { try books.book($0) })
    if asked.isAnalytic {
      let write = try ExperimentSession(request, session)
      try write.write { try PlanSource.analytic(space, $0.withoutPictures("--analytic"), $1) }
      return .done
    }
    do {
      return try await search(space, asked, outlook, source, request, session)
    } catch let invalid as PlanSpace.Invalid {
      return try source.refused(invalid.diagnostics).say(asJSON: request.format == .json, session)
    }
  }

  private func search(
    _ space: PlanSpace, _ asked: PlanRequest, _ outlook: PlanOutlookRequest, _ source: ScenarioSource,
    _ request: ExperimentRequest, _ session: Session
  ) async throws -> ExitStatus {
    let experiment = try ExperimentSession(request, session)
    let (result, interrupted) = try await experiment.perform { laboratory in
      var result = try await PlanSearch(
        space, procedure: asked.procedure, laboratory: laboratory, replications: asked.replications
      ).result()
      try await outlook.complete(&result, space, procedure: asked.procedure, laboratory: laboratory) {
        try await PlanSource.space(space.file, $0, $1, jobs: request.jobs, book: $2)
      }
      return result
    }
    guard let result else { return interrupted ? .interrupted : .done }
    try experiment.write { try ExperimentText.text(result, $0, $1, source.shown(as: file)) }
    if interrupted { return .interrupted }
    return result.outcome == .none ? .noPlan : .done
  }
}
