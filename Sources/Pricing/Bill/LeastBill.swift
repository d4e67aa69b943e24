// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What a month costs at least when each usage is at least what is given: a price from below.
///
/// The total of a ``Bill`` does not fall when a usage grows, but for one case: a free tier that only some usages of a price
/// may take from, or that several prices share, may grow more than the bill does. So each price is given the whole of its
/// free offers, and where only some of its usages may take from them, the rest is priced at the lowest tier.
public enum LeastBill {
  /// US dollars, 0 or more. What has no price counts nothing, as it does in a bill.
  public static func total(usages: [Usage], book: PriceBook, region: String, terms: PricingTerms) -> Decimal {
    var pools: [(price: Price, payShare: Decimal, free: Decimal, other: Decimal)] = []
    for usage in terms.applied(to: usages) where usage.quantity.isFinite && usage.quantity > 0 {
      guard let price = book.price(of: usage.meter, region: region), price.unit == usage.meter.unit else { continue }
      let known = pools.firstIndex { $0.price.reference == price.reference && $0.payShare == usage.payShare }
      let place = known ?? pools.count
      if known == nil { pools.append((price, usage.payShare, 0, 0)) }
      if usage.meter.isOutsideFreeTier {
        pools[place].other += usage.quantity
      } else {
        pools[place].free += usage.quantity
      }
    }
    let offers = book.freeOffers.filter { terms.freeTier.includes($0.kind) && $0.quantity.isFinite }
    let sum = pools.reduce(Decimal(0)) { sum, pool in
      let given = offers.filter { $0.references.contains(pool.price.reference) }.reduce(Decimal(0)) { $0 + $1.quantity }
      return sum + least(pool.price.tiers, free: pool.free, other: pool.other, given: given) * pool.payShare
    }
    return max(0, sum * (1 - terms.discount) - terms.credits)
  }

  /// What usages cost at least as lines of a bill, before free tier and discount. Other usages of the same price may take
  /// the dear tiers, so that each unit counts at the cheapest.
  public static func lines(usages: [Usage], book: PriceBook, region: String, terms: PricingTerms) -> Decimal {
    terms.applied(to: usages).reduce(Decimal(0)) { sum, usage in
      guard usage.quantity.isFinite, usage.quantity > 0, let price = book.price(of: usage.meter, region: region),
        price.unit == usage.meter.unit
      else { return sum }
      return sum + cheapest(price.tiers) * usage.payShare * usage.quantity
    }
  }

  private static func least(_ tiers: [Tier], free: Decimal, other: Decimal, given: Decimal) -> Decimal {
    guard other > 0 else {
      return TierShares(to: free, tiers: tiers).amount - TierShares(to: min(free, given), tiers: tiers).amount
    }
    return cheapest(tiers) * (other + max(0, free - given))
  }

  /// The price of the cheapest tier; 0 where some units have no price.
  private static func cheapest(_ tiers: [Tier]) -> Decimal {
    guard let last = tiers.last, last.to == nil, TierShares(to: last.from + 1, tiers: tiers).gaps.isEmpty else {
      return 0
    }
    return tiers.map(\.usd).min() ?? 0
  }
}

extension PriceBook {
  /// What a meter costs: its own price, else the book's; nil where there is none.
  func price(of meter: Meter, region: String) -> Price? {
    guard let own = meter.ownPrice else { return price(meter.price, region: region) }
    let tier = Tier(
      from: 0, to: nil, usd: own, source: "the scenario", date: PriceDate("undated"), confidence: .documented)
    return Price(reference: meter.price, region: region, unit: meter.unit, tiers: [tier], layer: .own)
  }
}
