// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A month's bill in US dollars: lines that add up.
///
/// * Tiers apply to the sum of all usages with the same price, as AWS bills an account; each line then bears its share
///   of every tier in proportion to its quantity.
/// * The free tier, when asked for, takes the first units of the month off. Its amount is a line of its own.
/// * A discount applies to everything after the free tier; credits are taken off last.
/// * Amounts are exact decimal numbers. The shown figures are whole cents that add up to `shownTotal`, which is `total`
///   rounded to cents (ties to even); see `Proportion.cents` for the method.
/// * What has no price is listed in `notPriced` and never counted as free; the total is then only a lower bound.
public struct Bill: Hashable, Sendable {
  /// The book that the prices are from.
  public let book: PriceBookName
  public let region: String
  public let terms: PricingTerms
  /// The charges, in the order of the usages.
  public let lines: [BillLine]
  /// One line for each free quantity that anything was taken from.
  public let freeTier: [BillCredit]
  /// Present when the terms have a discount above 0.
  public let discount: BillCredit?
  /// In the order of the usages.
  public let notPriced: [NotPriced]
  /// Present when the terms have credits and there is anything to take them off.
  public let credits: BillCredit?
  /// Prices on this bill for which the course text and the region's list price differ, in the order of the lines.
  public let differences: [PriceDifference]
  /// US dollars, exact: lines, free tier, discount and credits.
  public let total: Decimal
  /// `total` in whole cents; the sum of all `shown` figures.
  public let shownTotal: Decimal

  /// Whether something has no price, so that the month costs at least `total`.
  public var isAtLeast: Bool { !notPriced.isEmpty }

  /// `$1,014.74` or `at least $1,014.74`.
  public var totalText: String { (isAtLeast ? "at least " : "") + Money.dollars(shownTotal) }

  /// Everything that is taken off, in the order in which it is.
  public var takenOff: [BillCredit] { freeTier + [discount, credits].compactMap(\.self) }

  /// Prices a month.
  /// - Parameters:
  ///   - usages: what each part used. A quantity of zero gives no line.
  ///   - keepsZeroLines: gives a line for a quantity of zero as well, if it has a price.
  public init(
    usages: [Usage], book: PriceBook, region: String, terms: PricingTerms = PricingTerms(),
    keepsZeroLines: Bool = false
  ) {
    var charges = Charges(book: book, region: region)
    charges.add(terms.applied(to: usages).filter { keepsZeroLines || $0.quantity != 0 })
    let free = charges.credits(terms.freeTier)
    let beforeDiscount = charges.drafts.reduce(0) { $0 + $1.amount } + free.reduce(0) { $0 + $1.amount }
    let taken = -(beforeDiscount * terms.discount)
    let given = -min(terms.credits, beforeDiscount + taken)
    let hasDiscount = terms.discount > 0
    let hasCredits = given < 0

    let amounts =
      charges.drafts.map(\.amount) + free.map(\.amount) + (hasDiscount ? [taken] : []) + (hasCredits ? [given] : [])
    var shown = Proportion.cents(amounts)[...]

    self.book = book.name
    self.region = region
    self.terms = terms
    shownTotal = shown.reduce(0, +)
    lines = zip(charges.drafts, shown.prefix(charges.drafts.count)).map { $0.line(shown: $1) }
    shown = shown.dropFirst(charges.drafts.count)
    freeTier = zip(free, shown.prefix(free.count)).map { $0.credit(shown: $1) }
    shown = shown.dropFirst(free.count)
    discount = hasDiscount ? .discount(terms.discount, amount: taken, shown: shown.popFirst() ?? 0) : nil
    credits = hasCredits ? .credits(terms.credits, amount: given, shown: shown.popFirst() ?? 0) : nil
    notPriced = charges.notPriced
    differences = charges.differences
    total = amounts.reduce(0, +)
  }
}

extension BillCredit {
  fileprivate static func discount(_ share: Decimal, amount: Decimal, shown: Decimal) -> BillCredit {
    BillCredit(
      title: "Discount \(Money.plain(share * 100))%", references: [], quantity: share, unit: "share",
      amount: amount, shown: shown, source: "the scenario", date: nil)
  }

  fileprivate static func credits(_ given: Decimal, amount: Decimal, shown: Decimal) -> BillCredit {
    BillCredit(
      title: "Credits of a new account (\(Money.dollars(given)), once)", references: [], quantity: -amount, unit: "USD",
      amount: amount, shown: shown, source: "the scenario", date: nil)
  }
}
