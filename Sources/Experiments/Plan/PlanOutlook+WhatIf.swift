// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios

extension PlanOutlook {
  /// The plan at twice the traffic, and with the price that the answer pays most for a tenth higher. For the second nothing
  /// else has to be simulated: with a store all its replications are found.
  ///
  /// - Returns: what was done before it was interrupted.
  public func whatIf(answer: Found) async throws -> [PlanResult.WhatIf] {
    guard let choice = answer.choice else { return [] }
    var found: [PlanResult.WhatIf] = []
    var twice = space.options
    twice.trafficFactor *= 2
    if let result = try await searched(space.settings, twice, space.book) {
      let factor = Format.number(twice.trafficFactor)
      found.append(Self.whatIf("traffic x2", flag: "-x \(factor)", result, answer))
    }
    if let price = try await dearest(choice) {
      let book = space.book
      let raised = try await searched(space.settings, space.options) { terms in
        try book(terms).raising(price.reference, region: price.region, by: Decimal(count: 0.1))
      }
      if let raised { found.append(Self.whatIf("\(price.reference) +10%", flag: nil, raised, answer)) }
    }
    return found
  }

  private func searched(
    _ settings: PlanSettings, _ options: ScenarioOptions, _ book: @escaping Book
  ) async throws -> Found? {
    if isInterrupted { return nil }
    let result = try await search(try await listed(settings, options, book))
    return isInterrupted ? nil : result
  }

  private static func whatIf(
    _ change: String, flag: String?, _ result: Found, _ answer: Found
  ) -> PlanResult.WhatIf {
    let monthly = result.monthly
    let more = monthly.flatMap { Decimal(exactText: $0) }.flatMap { then in
      answer.monthly.flatMap { Decimal(exactText: $0) }.map { Money.plain(then - $0) }
    }
    return PlanResult.WhatIf(
      change: change, flag: flag, choice: result.choice, monthly: monthly, more: more,
      isSame: result.choice == answer.choice, isUnfinished: result.isUnfinished)
  }

  /// The price that a configuration pays most for; nil where it pays nothing.
  private func dearest(_ choice: PlanResult.Choice) async throws -> (reference: PriceReference, region: String)? {
    guard let bill = try await trials.bill(PlanTrials.Case(candidate: choice.candidate, space: space)) else {
      return nil
    }
    var amounts: [(reference: PriceReference, amount: Decimal)] = []
    for line in bill.bill.lines {
      let reference = line.meter.price
      if let place = amounts.firstIndex(where: { $0.reference == reference }) {
        amounts[place].amount += line.amount
      } else {
        amounts.append((reference, line.amount))
      }
    }
    // Of several the first.
    let most = amounts.map(\.amount).max() ?? 0
    return amounts.first { $0.amount == most && most > 0 }.map { ($0.reference, bill.region) }
  }
}

extension PlanTrials {
  /// The bill of a configuration as the scenario is written; nil when it was interrupted.
  func bill(_ one: Case) async throws -> (bill: Bill, region: String)? {
    let alternative = try one.space.alternative(one.candidate, PlanSpace.asWritten)
    let panel = Panel(alternative)
    var tally = Tally(panel)
    let tasks = (0..<replications).map { Laboratory.Task(alternative: 0, replication: $0) }
    let done = try await laboratory.run(tasks, of: [alternative], isPlanned: false) { _, outcome in
      panel.sample(outcome)
    } take: { _, sample in
      tally.add(sample)
    }
    guard done == tasks.count, let costing = tally.costing else { return nil }
    return (costing.bill(0..<1), costing.region)
  }
}
