// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// How much of a quantity falls into each tier of a price, and how much into none.
struct TierShares {
  /// The tiers that anything falls into, in ascending order, with the quantity in each.
  var used: [(tier: Tier, quantity: Decimal)] = []
  /// The stretches of the quantity that no tier covers, in ascending order.
  var gaps: [ClosedRange<Decimal>] = []

  /// The sum of all lengths in `gaps`.
  var unpriced: Decimal { gaps.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) } }
  var amount: Decimal { used.reduce(0) { $0 + $1.tier.usd * $1.quantity } }

  /// Divides the units from `start` to `end` of a month among `tiers`, which must ascend.
  init(from start: Decimal = 0, to end: Decimal, tiers: [Tier]) {
    var position = start
    for tier in tiers where position < end {
      if tier.from > position {
        let stop = min(tier.from, end)
        gaps.append(position...stop)
        position = stop
      }
      let stop = min(tier.to ?? end, end)
      guard stop > position else { continue }
      used.append((tier, stop - position))
      position = stop
    }
    if position < end { gaps.append(position...end) }
  }
}

/// Division of a sum among several, without a remainder left over.
public enum Proportion {
  /// Shares of `total` in proportion to `weights`, which add up exactly to `total`.
  ///
  /// Shares are whole multiples of 10^-9: the sum of the first k shares is k's exact part rounded down, so each share
  /// is at least 0 and within 10^-9 of the exact one, and the result depends on nothing but the order of the weights.
  /// Where every share is its own weight (the total is the sum of the weights), shares are exact.
  public static func split(_ total: Decimal, by weights: [Decimal]) -> [Decimal] {
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return weights.map { _ in 0 } }
    if total == sum { return weights }
    var passed: Decimal = 0
    var given: Decimal = 0
    return weights.map { weight in
      passed += weight
      let upTo = passed == sum ? total : min(total, max(given, (total * passed / sum).floored(places: 9)))
      defer { given = upTo }
      return upTo - given
    }
  }

  /// Cents for each amount, which add up exactly to the sum of the amounts rounded to cents.
  ///
  /// The method of the largest remainder: every amount is rounded down to a cent, and the cents that are still missing
  /// go to the amounts that lost most, the earlier one first among equals. So each result is less than a cent away from
  /// its amount, but not always the nearest cent.
  public static func cents(_ amounts: [Decimal]) -> [Decimal] {
    let cent = Decimal(sign: .plus, exponent: -2, significand: 1)
    let total = amounts.reduce(0, +).roundedToCents
    var shown = amounts.map { $0.floored(places: 2) }
    var missing = total - shown.reduce(0, +)
    let lost = zip(amounts, shown).map { $0 - $1 }
    let order = amounts.indices.sorted { (lost[$0], $1) > (lost[$1], $0) }
    for index in order where missing > 0 {
      shown[index] += cent
      missing -= cent
    }
    return shown
  }
}
