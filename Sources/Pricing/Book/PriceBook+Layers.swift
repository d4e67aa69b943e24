// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension PriceBook {
  /// All that is known of the price of one thing in one region: the user's own, the documented and the list price, those
  /// that there are. Own prices are as they are written; no discount is taken off.
  public func layers(_ reference: PriceReference, region: String) -> [Price] {
    let key = Key(reference: reference, region: region)
    return [own[key], documented[key], market[key]].compactMap(\.self)
  }

  /// The prices of all layers, in ascending order of service, item and region, each in the order of ``layers(_:region:)``.
  public var allLayers: [Price] {
    Set(market.keys).union(documented.keys).union(own.keys)
      .sorted { ($0.reference, $0.region) < ($1.reference, $1.region) }
      .flatMap { layers($0.reference, region: $0.region) }
  }

  /// The prices of the user's own file, in ascending order of service, item and region.
  public var ownPrices: [Price] {
    own.values.sorted { ($0.reference, $0.region) < ($1.reference, $1.region) }
  }
}

extension Tier {
  /// Whole months from its date to a day (`yyyy-mm-dd`); nil when it has no complete date.
  public func age(on day: String?) -> Int? {
    guard let from = date.day, let day else { return nil }
    return PriceDate.months(from: from, to: day)
  }
}

extension Price {
  /// Whole months from the oldest date of its tiers to a day (`yyyy-mm-dd`); nil when a tier has no complete date.
  public func age(on day: String?) -> Int? {
    guard let from = date.day, let day else { return nil }
    return PriceDate.months(from: from, to: day)
  }

  /// Whether it is older on that day than a price should be that is relied on.
  public func isStale(on day: String?) -> Bool {
    age(on: day).map { $0 > BillProvenance.staleMonths } ?? false
  }

  /// The quantities for which there is no price, in ascending order: below the first tier, between two, above the last.
  public var gaps: [(from: Decimal, to: Decimal?)] {
    var gaps: [(from: Decimal, to: Decimal?)] = []
    var end: Decimal? = 0
    for tier in tiers {
      if let end, tier.from > end { gaps.append((end, tier.from)) }
      end = tier.to
    }
    if let end { gaps.append((end, nil)) }
    return gaps
  }
}
