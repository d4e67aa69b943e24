// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Services

extension PlanOutlook {
  /// Plans for each of several futures, and tells which plan one will regret least.
  ///
  /// In a future traffic comes as it does, so that nothing is added as headroom: that is for what one does not know, and a
  /// future is what one may come to know.
  ///
  /// - Parameter answer: the plan at the likely rates; nil if there is none.
  /// - Returns: nil where no rate is uncertain, nothing can be chosen in any future, or it was interrupted.
  /// - Throws: what listing, search and trials throw.
  public func regret(answer: PlanResult.Choice?, futures count: Int = Futures.usualCount) async throws
    -> PlanResult.Regret?
  {
    let scenarios = space.scenarios
    let seed = space.options.seed ?? scenarios.first?.seed ?? 1
    guard let futures = Futures(of: scenarios, count: count, seed: seed) else { return nil }
    var settings = space.settings
    settings.headroom = 1
    var bests: [PlanResult.Choice?] = []
    for future in futures.futures {
      let found = try await search(try await listed(settings, futures.options(future, over: space.options), space.book))
      if isInterrupted { return nil }
      bests.append(found.choice)
    }
    var choices: [PlanResult.Choice] = []
    for choice in [answer] + bests { if let choice, !choices.contains(choice) { choices.append(choice) } }
    let cases = choices.flatMap { choice in
      futures.futures.map { future in
        PlanTrials.Case(
          candidate: choice.candidate, space: unlisted(futures.options(future, over: space.options)))
      }
    }
    guard !choices.isEmpty, let entries = try await trials.entries(cases) else { return nil }
    let rows = choices.indices.map { plan in
      Array(entries[plan * futures.futures.count..<(plan + 1) * futures.futures.count])
    }
    let weights = space.settings.regret ?? PlanSettings.Regret()
    let core = LeastRegret(rows, weights: weights)
    return PlanResult.Regret(
      sources: futures.sources.map(Self.source),
      futures: futures.futures.enumerated().map { place, future in
        PlanResult.Regret.Future(
          number: future.number, rates: future.rates, quantiles: future.quantiles, best: bests[place],
          bestMonthly: Money.plain(core.bestCosts[place]), canBeMet: core.canBeMet[place])
      },
      plans: core.ranking.map { plan in Self.plan(plan, choices[plan], core, space.settings.confidence, answer) },
      costTooHigh: weights.costTooHigh, missedPerHour: Money.plain(weights.objectiveMissed),
      confidence: space.settings.confidence, replications: replications)
  }

  private static func source(_ source: Scenario.UncertainSource) -> PlanResult.Regret.Source {
    let (likely, spread) = (source.rate.likely, source.rate.spread)
    return PlanResult.Regret.Source(
      name: source.name, low: spread?.low ?? likely, likely: likely, high: spread?.high ?? likely)
  }

  private static func plan(
    _ place: Int, _ choice: PlanResult.Choice, _ core: LeastRegret, _ confidence: Double, _ answer: PlanResult.Choice?
  ) -> PlanResult.Regret.Plan {
    let row = core.entries[place]
    let mean = row.isEmpty ? 0 : (row.reduce(Decimal(0)) { $0 + $1.cost } / Decimal(row.count)).rounded(places: 12)
    return PlanResult.Regret.Plan(
      label: choice.label, variant: choice.variant, settings: choice.settings, isAnswer: choice == answer,
      holds: core.share(heldBy: place, confidence: confidence), meanRegret: Money.plain(core.mean(place)),
      greatestRegret: Money.plain(core.greatest(place)), meanMonthly: Money.plain(mean),
      futures: row.indices.map { future in
        PlanResult.Regret.Entry(
          monthly: Money.plain(row[future].cost), hoursMissed: Money.plain(row[future].hoursMissed),
          misses: row[future].missed, regret: Money.plain(core.regrets[place][future]))
      })
  }
}

extension PlanSpace {
  /// How often a configuration is simulated where no search decides it: as a run would at least, by what the file says.
  public var trialReplications: Int { scenarios.first?.precision.atLeast ?? 10 }

  /// The variants at the likely rates, those that are valid.
  var scenarios: [Scenario] {
    settings.variants.compactMap { variant in
      var found = Diagnostics()
      return ScenarioReader.scenario(file, variant: variant, options: options, &found)
    }
  }
}
