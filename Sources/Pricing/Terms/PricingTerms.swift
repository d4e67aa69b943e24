// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What a customer pays differently from the tables.
public struct PricingTerms: Hashable, Sendable {
  public var freeTier: FreeTier
  /// The share taken off the whole bill after the free tier, at least 0 and less than 1: 0.12 for 12 %.
  public private(set) var discount: Decimal
  /// The book to ask for; `Bill` names the book that it was given.
  public var book: PriceBookName
  /// What is paid for in advance or promised for years, in ascending order of ``Commitment/covers``.
  public var commitments: [Commitment] = []
  /// Whether everything that there is with a Graviton processor (Arm) is priced as if it had one.
  public var usesGraviton = false
  /// US dollars that a new account was given (accounts opened from 2025-07-15 on): taken off last, and only once.
  public var credits: Decimal = 0
  /// The day (`yyyy-mm-dd`) from which the age of prices is told; nil for the book's newest date.
  public var date: String?

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
