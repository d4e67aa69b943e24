// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What a contract takes off the list price of a service, or of one of its items. Of several that cover a price the one
/// counts that says most exactly what it is about.
public struct PriceDiscount: Hashable, Sendable, Comparable {
  /// In lower case.
  public let service: String
  /// Only this item; nil for all of the service.
  public let item: String?
  /// Only in this region; nil for all.
  public let region: String?
  /// At least 0 and less than 1: 0.12 for 12 %.
  public let share: Decimal

  public init(service: String, item: String? = nil, region: String? = nil, share: Decimal) {
    self.service = service.lowercased()
    self.item = item
    self.region = region
    self.share = share
  }

  /// Whether it takes something off this price.
  public func covers(_ reference: PriceReference, region: String) -> Bool {
    service == reference.service && (item ?? reference.item) == reference.item && (self.region ?? region) == region
  }

  /// How exactly it says what it is about: an item more than a region, both most.
  var exactness: Int { (item == nil ? 0 : 2) + (region == nil ? 0 : 1) }

  /// The price with the discount taken off all its tiers, if it applies.
  func applied(to price: Price, of name: String) -> Price {
    guard covers(price.reference, region: price.region) else { return price }
    let tiers = price.tiers.map { tier in
      Tier(
        from: tier.from, to: tier.to, usd: tier.usd * (1 - share),
        source: "\(tier.source), less \(Money.plain(share * 100))% (\(name))", date: tier.date,
        confidence: tier.confidence)
    }
    return Price(reference: price.reference, region: price.region, unit: price.unit, tiers: tiers, layer: price.layer)
  }

  public static func < (left: PriceDiscount, right: PriceDiscount) -> Bool {
    (left.service, left.item ?? "", left.region ?? "", left.share)
      < (right.service, right.item ?? "", right.region ?? "", right.share)
  }
}

extension Price {
  /// The price with a share of it added in all its tiers.
  func raised(by share: Decimal) -> Price {
    let tiers = tiers.map { tier in
      Tier(
        from: tier.from, to: tier.to, usd: tier.usd * (1 + share),
        source: "\(tier.source), and \(Money.plain(share * 100))% more", date: tier.date, confidence: tier.confidence)
    }
    return Price(reference: reference, region: region, unit: unit, tiers: tiers, layer: layer)
  }
}
