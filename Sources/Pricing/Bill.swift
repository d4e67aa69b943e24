// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A month's bill in US dollars: lines that add up.
///
/// * Tiers apply to the sum of all usages with the same price, as AWS bills an account; each line then bears its share
///   of every tier in proportion to its quantity.
/// * The free tier, when asked for, takes the first units of the month off. Its amount is a line of its own.
/// * A discount applies to everything after the free tier and is the last line.
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
  /// Prices on this bill for which the course text and the region's list price differ, in the order of the lines.
  public let differences: [PriceDifference]
  /// US dollars, exact: lines, free tier and discount.
  public let total: Decimal
  /// `total` in whole cents; the sum of all `shown` figures.
  public let shownTotal: Decimal

  /// Whether something has no price, so that the month costs at least `total`.
  public var isAtLeast: Bool { !notPriced.isEmpty }

  /// `$1,014.74` or `at least $1,014.74`.
  public var totalText: String { (isAtLeast ? "at least " : "") + Money.dollars(shownTotal) }

  /// Prices a month.
  /// - Parameters:
  ///   - usages: what each part used. A quantity of zero gives no line.
  ///   - keepsZeroLines: gives a line for a quantity of zero as well, if it has a price.
  public init(
    usages: [Usage], book: PriceBook, region: String, terms: PricingTerms = PricingTerms(),
    keepsZeroLines: Bool = false
  ) {
    var charges = Charges(book: book, region: region)
    charges.add(usages.filter { keepsZeroLines || $0.quantity != 0 })
    let credits = charges.credits(terms.freeTier)
    let beforeDiscount = charges.drafts.reduce(0) { $0 + $1.amount } + credits.reduce(0) { $0 + $1.amount }
    let taken = -(beforeDiscount * terms.discount)
    let hasDiscount = terms.discount > 0

    let amounts = charges.drafts.map(\.amount) + credits.map(\.amount) + (hasDiscount ? [taken] : [])
    let shown = Proportion.cents(amounts)

    self.book = book.name
    self.region = region
    self.terms = terms
    lines = zip(charges.drafts, shown).map { $0.line(shown: $1) }
    freeTier = zip(credits, shown.dropFirst(charges.drafts.count)).map { $0.credit(shown: $1) }
    discount = shown.last.flatMap { cents in
      hasDiscount ? BillCredit.discount(terms.discount, amount: taken, shown: cents) : nil
    }
    notPriced = charges.notPriced
    differences = charges.differences
    total = amounts.reduce(0, +)
    shownTotal = shown.reduce(0, +)
  }
}

extension BillCredit {
  fileprivate static func discount(_ share: Decimal, amount: Decimal, shown: Decimal) -> BillCredit {
    BillCredit(
      title: "Discount \(Money.plain(share * 100))%", references: [], quantity: share, unit: "share",
      amount: amount, shown: shown, source: "the scenario", date: nil)
  }
}
