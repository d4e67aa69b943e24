// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Scenarios

/// What `plan` can be told about what it says besides its answer.
struct PlanOutlookFlags: ParsableArguments {
  @Option(help: ArgumentHelp("Futures of uncertain rates; default 16, 0: none.", valueName: "count"))
  var futures: String?

  @Option(help: ArgumentHelp("Also plan for traffic that grows: 5%/month.", valueName: "share"))
  var grow: String?

  @Option(name: .customLong("for"), help: ArgumentHelp("For so many months; default 12.", valueName: "months"))
  var months: String?

  @Flag(help: "Do not plan for twice the traffic, nor for a dearer price.")
  var noWhatIf = false
}

/// What the flags and variables come to.
struct PlanOutlookRequest: Sendable {
  var futures: Int
  var growth: TrafficGrowth?
  var months: Int
  var whatIf: Bool

  /// - Throws: `Failure` for a value that cannot be read, and for months without growth.
  init(_ flags: PlanOutlookFlags, _ environment: Environment) throws {
    futures =
      try environment.given(flags.futures, "futures")?.parsed(FlagValue.integer(0...Futures.mostCount))
      ?? Futures.usualCount
    growth = try environment.given(flags.grow, "grow")?.parsed(FlagValue.growth)
    let horizon = environment.given(flags.months, "for")
    months = try horizon?.parsed(FlagValue.integer(1...120)) ?? 12
    whatIf = try !environment.isSet(flags.noWhatIf, "no-what-if")
    if growth == nil, flags.months != nil {
      throw Failure.usage("--for has a place with --grow only", hint: "such as --grow 5%/month --for 12")
    }
  }

  /// What is asked for besides the answer, laid into the result.
  ///
  /// - Parameters:
  ///   - procedure: that of the answer. Where it simulates everything, for others only what decides is simulated.
  ///   - listed: lists the space of another traffic or other prices.
  func complete(
    _ result: inout PlanResult, _ space: PlanSpace, procedure: PlanSearch.Procedure, laboratory: Laboratory,
    listed: @escaping @Sendable (PlanSettings, ScenarioOptions, @escaping PlanOutlook.Book) async throws -> PlanSpace
  ) async throws {
    let procedure = procedure == .all ? .ocba : procedure
    let outlook = PlanOutlook(space, laboratory: laboratory, replications: space.trialReplications, listed: listed) {
      PlanOutlook.Found(try await PlanSearch($0, procedure: procedure, laboratory: laboratory).result())
    }
    let answer = PlanOutlook.Found(result)
    func isOpen() -> Bool { laboratory.control.isOpen }
    var left: [String] = []
    let doubts = outlook.doubts
    if futures > 0, !doubts.isEmpty {
      if isOpen() { result.regret = try await outlook.regret(answer: answer.choice, futures: futures) }
      if !isOpen(), result.regret == nil { left.append("futures") }
      if isOpen(), result.regret == nil { result.remarks.append(Self.noRegret(doubts)) }
    }
    if let growth {
      if isOpen() { result.growth = try await outlook.growth(answer: answer.choice, growth, months: months) }
      if result.growth == nil { left.append("growth") }
    }
    if whatIf, answer.choice != nil {
      if isOpen() { result.whatIf = try await outlook.whatIf(answer: answer) }
      if !isOpen() { left.append("what if") }
    }
    if !left.isEmpty {
      result.partial = true
      result.remarks.append(
        "a budget or an interrupt ended it before it was done with: \(left.joined(separator: ", "))")
    }
  }
}

extension PlanOutlookRequest {
  private static func noRegret(_ doubts: [String]) -> String {
    doubts.count > Futures.mostSources
      ? "no futures were drawn: \(doubts.count) rates are uncertain, and at most \(Futures.mostSources) can be"
      : "in none of the futures does any configuration meet the SLOs"
  }
}

extension FlagValue {
  /// `5%/month`, `60%/year`
  static func growth(_ text: String) throws -> TrafficGrowth {
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, ["month", "year"].contains(parts[1]) else {
      throw FlagError("is not a growth such as 5%/month", hint: "or 60%/year")
    }
    let share = try Units.ratio(parts[0])
    guard share > 0 else { throw FlagError("is no growth above 0%") }
    return TrafficGrowth(text: text, perMonth: parts[1] == "month" ? share : TrafficGrowth.monthly(ofYear: share))
  }
}
