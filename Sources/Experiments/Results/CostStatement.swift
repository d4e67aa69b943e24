// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing

/// The bill of one variant with what it rests on: what `sluice cost` finds out.
public struct CostStatement: Sendable, Codable {
  public var schema = "cost/1"
  /// Whether the simulation was interrupted before it was done.
  public var partial: Bool
  public var madeBy: RunResult.MadeBy
  public var scenario: RunResult.Identity
  public var seed: UInt64
  public var confidence: Double
  /// Replications behind the quantities.
  public var replications: Int
  public var cost: CostResult
}

extension RunResult {
  /// What was used, at other prices, in another region, under other terms or for another time than the month.
  ///
  /// - Returns: nil where nothing was simulated, or where the result is from elsewhere and not whole.
  public func priced(
    _ book: PriceBook, region: String, terms: PricingTerms, period: Costing.Period = .month
  ) -> CostStatement? {
    guard let usage, usage.isWhole else { return nil }
    var identity = scenario
    identity.region = region
    var maker = madeBy
    maker.prices = Prices(
      book: book.name.rawValue, date: book.newestDate, region: region, fingerprint: book.contentHash)
    let costing = Costing(usage, book: book, region: region, terms: terms, confidence: confidence, period: period)
    return CostStatement(
      partial: partial, madeBy: maker, scenario: identity, seed: seed, confidence: confidence,
      replications: usage.replications, cost: costing.result)
  }
}
