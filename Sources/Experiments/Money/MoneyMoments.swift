// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing

/// Count, mean and spread of amounts of money that need not be kept, by decimal arithmetic.
struct MoneyMoments: Sendable, Hashable {
  private(set) var count = 0
  private(set) var least = Decimal(0)
  /// False when one of the amounts is no number: then there is no mean.
  private var isFinite = true
  /// What sums are counted from: the first amount, so that the squares stay small beside it.
  private var origin = Decimal(0)
  private var sum = Decimal(0)
  private var squares = Decimal(0)

  init() {}

  mutating func add(_ amount: Decimal) {
    guard amount.isFinite else {
      isFinite = false
      return
    }
    if count == 0 { (origin, least) = (amount, amount) }
    count += 1
    least = min(least, amount)
    let distance = amount - origin
    sum += distance
    squares += (distance * distance).rounded(places: 20)
  }

  /// Nil without any amount.
  var mean: Decimal? {
    guard count > 0, isFinite else { return nil }
    return (origin + sum / Decimal(count)).rounded(places: 12)
  }

  /// The standard error of the mean; nil for fewer than two amounts.
  var standardError: Decimal? {
    guard count > 1, isFinite else { return nil }
    let number = Decimal(count)
    let rest = squares - (sum * sum / number).rounded(places: 20)
    guard rest > 0 else { return 0 }
    return (rest / (number - 1) / number).squareRoot
  }
}
