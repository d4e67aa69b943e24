// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios
import Statistics

/// How fast traffic grows.
public struct TrafficGrowth: Sendable, Hashable {
  /// As it was asked for: `5%/month`.
  public var text: String
  /// A share of the month before: 0.05.
  public var perMonth: Double

  public init(text: String, perMonth: Double) {
    self.text = text
    self.perMonth = perMonth
  }

  /// The growth of a month of which twelve make that of a year.
  public static func monthly(ofYear share: Double) -> Double {
    DeterministicMath.exp(DeterministicMath.log(1 + share) / 12) - 1
  }

  /// What the traffic of month 1 has grown to in a month. By multiplication, so that it is the same on every machine.
  public func factor(month: Int) -> Double { (1..<max(1, month)).reduce(1.0) { factor, _ in factor * (1 + perMonth) } }
}

extension PlanOutlook {
  /// The month in which the answer no longer meets the objectives, the plan that then does, and so on until the horizon.
  ///
  /// Whether a plan still holds is asked at the month's own traffic: the headroom is there to be grown into. The next plan is
  /// searched with the headroom that the file asks for, at the traffic of its first month.
  ///
  /// - Parameter months: the horizon, month 1 being now.
  /// - Returns: nil when it was interrupted.
  public func growth(
    answer: PlanResult.Choice?, _ growth: TrafficGrowth, months: Int
  ) async throws -> PlanResult.Growth? {
    let looks = GrowthLooks(outlook: self, growth: growth)
    do {
      let steps = try await GrowthPath.steps(
        horizon: months, first: answer,
        find: { month in
          // Month 1 has been searched already.
          if month == 1 { return answer }
          let space = try await self.listed(self.space.settings, looks.options(month), self.space.book)
          let found = try await self.search(space)
          if self.isInterrupted { throw Interrupted() }
          return found.choice
        },
        isSame: { $0 == $1 },
        holds: { choice, month in
          // What a bill that is too high misses is no reason to change a plan for a larger one.
          try await looks.entry(choice, month).hoursMissed == 0
        })
      var shown: [PlanResult.Growth.Step] = []
      for step in steps { shown.append(try await looks.step(step, horizon: months)) }
      return PlanResult.Growth(
        asked: growth.text, perMonth: growth.perMonth, months: months, steps: shown, replications: replications)
    } catch is Interrupted {
      return nil
    }
  }

  fileprivate struct Interrupted: Error {}
}

/// What plans are in months, each looked at once.
private final class GrowthLooks {
  let outlook: PlanOutlook
  let growth: TrafficGrowth
  private var known: [(choice: PlanResult.Choice, month: Int, entry: LeastRegret.Entry)] = []

  init(outlook: PlanOutlook, growth: TrafficGrowth) {
    self.outlook = outlook
    self.growth = growth
  }

  func options(_ month: Int) -> ScenarioOptions {
    var options = outlook.space.options
    options.trafficFactor *= growth.factor(month: month)
    return options
  }

  func entry(_ choice: PlanResult.Choice, _ month: Int) async throws -> LeastRegret.Entry {
    if let found = known.first(where: { $0.month == month && $0.choice == choice }) { return found.entry }
    let one = PlanTrials.Case(candidate: choice.candidate, space: outlook.unlisted(options(month)))
    guard let entry = try await outlook.trials.entries([one])?.first else { throw PlanOutlook.Interrupted() }
    known.append((choice, month, entry))
    return entry
  }

  func step(_ step: GrowthPath.Step<PlanResult.Choice>, horizon: Int) async throws -> PlanResult.Growth.Step {
    var shown = PlanResult.Growth.Step(
      first: step.first, last: step.last, trafficFirst: growth.factor(month: step.first),
      trafficLast: growth.factor(month: step.last), choice: step.plan, misses: [])
    guard let plan = step.plan else { return shown }
    shown.monthlyFirst = Money.plain(try await entry(plan, step.first).cost)
    shown.monthlyLast = Money.plain(try await entry(plan, step.last).cost)
    if step.last < horizon { shown.misses = try await entry(plan, step.last + 1).missed }
    return shown
  }
}
