// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What a customer pays differently from the tables.
public struct PricingTerms: Hashable, Sendable {
  public let freeTier: FreeTier
  /// The share taken off the whole bill after the free tier, at least 0 and less than 1: 0.12 for 12 %.
  public let discount: Decimal
  /// The book to ask for; `Bill` names the book that it was given.
  public let book: PriceBookName

  /// - Throws: `PricingError.discountOutOfRange`.
  public init(freeTier: FreeTier = .none, discount: Decimal, book: PriceBookName = .documented) throws {
    guard discount >= 0, discount < 1 else { throw PricingError.discountOutOfRange(discount) }
    self.freeTier = freeTier
    self.discount = discount
    self.book = book
  }

  /// Terms without a discount.
  public init(freeTier: FreeTier = .none, book: PriceBookName = .documented) {
    self.freeTier = freeTier
    discount = 0
    self.book = book
  }
}
