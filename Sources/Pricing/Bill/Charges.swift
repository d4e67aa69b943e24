// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The exact amounts of a bill, before cents are shared out.
struct Charges {
  let book: PriceBook
  let region: String
  private(set) var drafts: [LineDraft] = []
  private(set) var notPriced: [NotPriced] = []
  private(set) var differences: [PriceDifference] = []
  /// The prices in use with what the month's quantity of each may be free, in the order of first use.
  private var pools: [Pool] = []

  private struct Pool {
    let price: Price
    /// The share of the price that is paid.
    let payShare: Decimal
    /// The part of the quantity that a free tier may take from.
    let freeable: Decimal
  }

  /// What shares tiers: usages of one price that pay the same share of it.
  private struct PoolName: Hashable {
    let price: PriceReference
    let payShare: Decimal

    init(_ usage: Usage) {
      price = usage.meter.price
      payShare = usage.payShare
    }
  }

  init(book: PriceBook, region: String) {
    self.book = book
    self.region = region
  }

  /// Charges all usages of a month; to be called once.
  mutating func add(_ usages: [Usage]) {
    var drafts: [LineDraft?] = Array(repeating: nil, count: usages.count)
    var faults: [[NotPriced]] = Array(repeating: [], count: usages.count)
    var order: [PoolName] = []
    var members: [PoolName: [Int]] = [:]
    for (index, usage) in usages.enumerated() {
      if let reason = reasonAgainst(usage) {
        faults[index] = [NotPriced(usage, quantity: usage.quantity, reason: reason)]
      } else {
        if members[PoolName(usage)] == nil { order.append(PoolName(usage)) }
        members[PoolName(usage), default: []].append(index)
      }
    }
    for name in order {
      guard let group = members[name], let first = group.first,
        let price = book.price(of: usages[first].meter, region: region)
      else { continue }
      let quantities = group.map { usages[$0].quantity }
      let total = quantities.reduce(0, +)
      let freeable = group.reduce(Decimal(0)) {
        $0 + (usages[$1].meter.isOutsideFreeTier ? 0 : usages[$1].quantity)
      }
      pools.append(Pool(price: price, payShare: name.payShare, freeable: freeable))
      if price.layer == .documented, let difference = book.documentedDiffers(name.price, region: region),
        !differences.contains(difference)
      {
        differences.append(difference)
      }
      let shares = TierShares(to: total, tiers: price.tiers)
      let perTier = shares.used.map { Proportion.split($0.quantity, by: quantities) }
      for (member, index) in group.enumerated() {
        let used = shares.used.indices
          .map { (tier: shares.used[$0].tier, quantity: perTier[$0][member]) }
          .filter { $0.quantity > 0 }
        if !used.isEmpty || usages[index].quantity == 0 {
          drafts[index] = LineDraft(usage: usages[index], used: used, price: price)
        }
      }
      for gap in shares.gaps {
        let missing = Proportion.split(gap.upperBound - gap.lowerBound, by: quantities)
        for (member, index) in group.enumerated() where missing[member] > 0 {
          let reason = NotPriced.Reason.gap(from: gap.lowerBound, to: gap.upperBound)
          faults[index].append(NotPriced(usages[index], quantity: missing[member], reason: reason))
        }
      }
    }
    self.drafts = drafts.compactMap(\.self)
    notPriced = faults.flatMap(\.self)
  }

  /// Why a usage cannot be priced at all, or `nil` if it can.
  private func reasonAgainst(_ usage: Usage) -> NotPriced.Reason? {
    let quantity = usage.quantity
    guard quantity.isFinite, quantity >= 0, quantity <= Decimal.largestQuantity else { return .unusableQuantity }
    guard let price = book.price(of: usage.meter, region: region) else { return .noPrice(region: region) }
    guard price.unit == usage.meter.unit else {
      return .otherUnit(price: price.unit, meter: usage.meter.unit)
    }
    return nil
  }

  /// What the free tier takes off.
  ///
  /// An offer that several prices share is divided among them in proportion to their quantities. The free units are the
  /// first of the month, so they are worth the price of the lowest tier.
  func credits(_ freeTier: FreeTier) -> [CreditDraft] {
    // Units already free by an earlier offer, in the order of `pools`.
    var taken: [Decimal] = pools.map { _ in 0 }
    var credits: [CreditDraft] = []
    for offer in book.freeOffers where freeTier.includes(offer.kind) && offer.quantity.isFinite {
      let group = pools.indices.filter {
        offer.references.contains(pools[$0].price.reference) && pools[$0].price.unit == offer.unit
      }
      let left = group.map { pools[$0].freeable - taken[$0] }
      let free = Proportion.split(min(offer.quantity, left.reduce(0, +)), by: left)
      var quantity: Decimal = 0
      var amount: Decimal = 0
      var references: [PriceReference] = []
      for (index, units) in zip(group, free) where units > 0 {
        let shares = TierShares(from: taken[index], to: taken[index] + units, tiers: pools[index].price.tiers)
        amount -= shares.amount * pools[index].payShare
        quantity += units - shares.unpriced
        references.append(pools[index].price.reference)
        taken[index] += units
      }
      if amount < 0 {
        credits.append(CreditDraft(offer: offer, references: references, quantity: quantity, amount: amount))
      }
    }
    return credits
  }
}

/// A line of the bill without its cents.
struct LineDraft {
  let usage: Usage
  let used: [(tier: Tier, quantity: Decimal)]
  let price: Price

  var amount: Decimal { used.reduce(0) { $0 + price(of: $1.tier) * $1.quantity } }

  private func price(of tier: Tier) -> Decimal { tier.usd * usage.payShare }

  func line(shown: Decimal) -> BillLine {
    let tiers = used.isEmpty ? Array(price.tiers.prefix(1)) : used.map(\.tier)
    return BillLine(
      part: usage.part, meter: usage.meter, quantity: usage.quantity, countedFrom: usage.countedFrom,
      note: usage.note, byWindow: usage.byWindow,
      tiers: used.map {
        TierCharge(
          from: $0.tier.from, to: $0.tier.to, price: price(of: $0.tier), quantity: $0.quantity,
          amount: price(of: $0.tier) * $0.quantity)
      },
      amount: amount, shown: shown, source: Price.sources(of: tiers), date: Price.oldestDate(of: tiers),
      confidence: Price.weakest(of: tiers), layer: price.layer)
  }
}

/// A free quantity of the bill without its cents.
struct CreditDraft {
  let offer: FreeOffer
  let references: [PriceReference]
  let quantity: Decimal
  let amount: Decimal

  func credit(shown: Decimal) -> BillCredit {
    let service = references.first?.service ?? ""
    return BillCredit(
      title: "Free tier: \(service), \(Money.grouped(quantity, places: 3)) \(offer.unit)", references: references,
      quantity: quantity, unit: offer.unit, amount: amount, shown: shown, source: offer.source, date: offer.date)
  }
}

extension NotPriced {
  fileprivate init(_ usage: Usage, quantity: Decimal, reason: Reason) {
    part = usage.part
    meter = usage.meter
    self.quantity = quantity
    self.reason = reason
  }
}
