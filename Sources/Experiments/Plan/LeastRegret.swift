// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios
import Statistics

/// Which of several plans one will regret least, when nobody knows which of several futures comes.
///
/// The regret of a plan in a future is what it costs more than the plan that would have been the best there, and what the
/// hours cost in which it misses an objective (Savage, "The Theory of Statistical Decision", JASA 46 (1951) 55-67). Savage
/// takes the plan whose greatest regret is least; here the futures are drawn from a distribution, so that the mean says
/// what is lost on average, and the greatest is shown beside it.
public struct LeastRegret: Sendable {
  /// What a plan is in a future.
  public struct Entry: Sendable, Hashable {
    /// US dollars a month.
    public var cost: Decimal
    /// Hours of the month in windows that miss an objective.
    public var hoursMissed: Decimal
    /// The objectives that are missed, in the order of the file.
    public var missed: [String]

    public init(cost: Decimal, hoursMissed: Decimal = 0, missed: [String] = []) {
      self.cost = cost
      self.hoursMissed = hoursMissed
      self.missed = missed
    }

    /// Whether it meets all objectives.
    public var holds: Bool { missed.isEmpty && hoursMissed == 0 }
  }

  /// By plan, then by future.
  public let entries: [[Entry]]
  public let weights: PlanSettings.Regret
  /// By future: the cost of the cheapest plan that holds; where none does, of the one with the fewest hours missed.
  public let bestCosts: [Decimal]
  /// By future: whether any plan holds.
  public let canBeMet: [Bool]
  /// By plan, then by future, in US dollars a month.
  public let regrets: [[Decimal]]

  /// - Parameter entries: by plan, then by future; as many futures for each plan.
  public init(_ entries: [[Entry]], weights: PlanSettings.Regret) {
    self.entries = entries
    self.weights = weights
    let futures = entries.first?.indices ?? 0..<0
    var bests: [(cost: Decimal, holds: Bool)] = []
    for future in futures {
      let column = entries.map { $0[future] }
      let fewest = column.map(\.hoursMissed).min() ?? 0
      let holding = column.filter(\.holds)
      let best = holding.isEmpty ? column.filter { $0.hoursMissed == fewest } : holding
      bests.append((best.map(\.cost).min() ?? 0, !holding.isEmpty))
    }
    bestCosts = bests.map(\.cost)
    canBeMet = bests.map(\.holds)
    let dearer = Decimal(count: weights.costTooHigh)
    regrets = entries.map { row in
      zip(row, bests).map { entry, best in
        dearer * max(0, entry.cost - best.cost) + weights.objectiveMissed * entry.hoursMissed
      }
    }
  }

  /// The average over the futures; 0 without any.
  public func mean(_ plan: Int) -> Decimal {
    let row = regrets[plan]
    return row.isEmpty ? 0 : (row.reduce(0, +) / Decimal(row.count)).rounded(places: 12)
  }

  public func greatest(_ plan: Int) -> Decimal { regrets[plan].max() ?? 0 }

  /// The futures, by place, in which a plan meets all objectives.
  public func futures(heldBy plan: Int) -> [Int] { entries[plan].indices.filter { entries[plan][$0].holds } }

  /// The share of the futures in which a plan holds, with its exact interval (Clopper, Pearson 1934). The futures are spread
  /// more evenly than independent ones, so that the interval is on the wide side.
  public func share(heldBy plan: Int, confidence: Double) -> Figure {
    let count = entries[plan].count
    let held = futures(heldBy: plan).count
    let interval = Intervals.clopperPearson(successes: held, of: count, confidence: confidence)
    return Figure(
      value: count == 0 ? 0 : Double(held) / Double(count), low: interval.low, high: interval.high, n: count)
  }

  /// The plans with the least regret first: by the mean, then by the greatest, then by their order.
  public var ranking: [Int] {
    let keys = entries.indices.map { (mean($0), greatest($0)) }
    return entries.indices.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
  }

  /// The plan with the least mean regret; nil without any.
  public var best: Int? { ranking.first }
}
