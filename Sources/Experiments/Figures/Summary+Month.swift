// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Services
import Simulation

/// Figures that belong to the month rather than to a window: what a part costs, and what a month's limits leave.
extension Summary {
  /// The amount that an objective is about; nil for one that is not about money.
  ///
  /// - Parameter confidence: of its interval; the scenario's if it is left out.
  func amount(_ objective: Objective, confidence: Double? = nil) -> MoneyFigure? {
    let confidence = confidence ?? scenario.confidence
    switch objective.source {
    case .cost(nil):
      return objective.statistic == "monthly"
        ? cost.total(bills, confidence: confidence) : cost.perMillion(bills, confidence: confidence)
    case .cost(let part?): return partCost(part, confidence)
    case .recovery, .measured: return nil
    }
  }

  /// What one part costs in a month, before free tier and discount; nil if something of it has no price.
  private func partCost(_ part: String, _ confidence: Double) -> MoneyFigure? {
    guard !bills.contains(where: { $0.notPriced.contains { $0.part == part } }) else { return nil }
    return MoneyFigure(bills.compactMap { Self.cost(of: part, $0) }, confidence: confidence)
  }

  /// What a bill has of one part; nil if something of it has no price.
  static func cost(of part: String, _ bill: Bill) -> Decimal? {
    guard !bill.notPriced.contains(where: { $0.part == part }) else { return nil }
    return bill.lines.filter { $0.part == part }.reduce(Decimal(0)) { $0 + $1.amount }
  }

  /// Why an objective has no figure.
  func missing(_ objective: Objective) -> String {
    if case .cost(let part?) = objective.source, bills.contains(where: { $0.notPriced.contains { $0.part == part } }) {
      return "something of it has no price in \(scenario.region)"
    }
    return "no data"
  }

  /// The limit of the month that cuts off the deliveries that an objective is about.
  func passedLimit(_ objective: Objective) -> Costing.Passed? {
    passedLimits.first { Self.cutsOff($0.part, objective, scenario) }
  }

  /// The limit of the month that may cut them off.
  func unknownLimit(_ objective: Objective) -> Costing.Unknown? {
    unknownLimits.first { Self.cutsOff($0.part, objective, scenario) }
  }

  /// Whether a limit of the month on a part cuts off the deliveries that an objective is about.
  static func cutsOff(_ part: String, _ objective: Objective, _ scenario: Scenario) -> Bool {
    guard ["delivered", "lost"].contains(objective.metric), objective.statistic == "ratio",
      let model = scenario.windows.first?.model
    else { return false }
    return model.routes.ends(of: part).contains { model.instruments.flows[$0].name == objective.subject }
  }

  /// The share of a month's messages that are delivered, or lost, where a limit of the month cuts them off.
  func limited(_ objective: Objective, confidence: Double? = nil) -> Figure? {
    guard let passed = passedLimit(objective) else { return nil }
    let places = scenario.windows.indices.filter { objective.windows?.contains(scenario.windows[$0].name) ?? true }
    var ratios: [Double] = []
    var count = 0
    for replication in 0..<replications {
      var hits = 0.0
      var all = 0.0
      for window in places {
        guard let delivered = questions[window].position(objective.subject, "delivered", "ratio") else { return nil }
        let digest = digests[window][replication]
        let hours = scenario.windows[window].hoursPerMonth * 3600 / digest.duration.seconds
        hits += Double(digest.answers[delivered].hits) * hours
        all += Double(digest.answers[delivered].count) * hours
        count += digest.answers[delivered].count
      }
      guard all > 0 else { continue }
      // How far the limit goes depends on how much the replication sends.
      let own = cost.limits(replication..<(replication + 1)).passed.first { $0.part == passed.part }
      let kept = hits * (own?.share ?? 1) / all
      ratios.append(objective.metric == "delivered" ? kept : 1 - kept)
    }
    guard !ratios.isEmpty else { return nil }
    return Figures.figure(ratios, n: count, confidence: confidence ?? scenario.confidence)
  }

  /// The limits of the month that are passed, as findings.
  var limitFindings: [Finding] {
    passedLimits.map { passed in
      let dropped = 1 - passed.share
      return Finding(
        passed.limit.finding, .warn, part: passed.part,
        "the monthly \(passed.limit.what) limit of \(passed.part) is used up on day \(passed.day): "
          + "\(Format.percent(dropped, decimals: 0)) of the month's messages are dropped",
        numbers: ["day": Double(passed.day), "dropped": dropped], advice: higherLimit(passed),
        accountsFor: ["delivered", "lost"],
        reason: "the limit is used up on day \(passed.day)")
    }
      + unknownLimits.map { unknown in
        Finding(
          unknown.limit.finding, .warn, part: unknown.part,
          "\(unknown.limit.what)s of \(unknown.part) have no price in \(scenario.region): their monthly limit of "
            + "\(Money.dollars(Decimal(exactText: unknown.limit.dollars) ?? 0)) holds only if one costs less than "
            + "\(unknown.price)",
          numbers: ["break_even_usd": NSDecimalNumber(decimal: unknown.breakEven).doubleValue])
      }
  }
}

extension Summary {
  /// A tenth more than the month's messages cost, in whole dollars.
  private func higherLimit(_ passed: Costing.Passed) -> [Advice] {
    guard passed.share > 0, let dollars = Decimal(exactText: passed.limit.dollars) else { return [] }
    let needed = (NSDecimalNumber(decimal: dollars).doubleValue / passed.share * 1.1).rounded(.up)
    guard needed <= 10_000_000 else { return [] }
    return [
      Advice(
        "ask for a higher limit", .init("endpoints.\(passed.part).monthly_spend_limit", "$\(Int(needed))"))
    ]
  }
}

extension Costing.Unknown {
  /// The price up to which the limit holds, as a person reads it.
  var price: String { "$" + Format.number(NSDecimalNumber(decimal: breakEven).doubleValue, significant: 2) }
}
