// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Which of AWS's free quantities are taken off a bill.
public enum FreeTier: String, Hashable, Sendable, CaseIterable {
  /// Nothing is free. The default: a plan must hold after the free quantities are used up elsewhere in the account.
  case none
  /// Only the offers that never end.
  case always
  /// Also the offers of an account's first twelve months, for accounts made before 2025-07-15. Later accounts receive
  /// credits instead, which are no property of a bill.
  case firstYear = "first-year"

  /// Whether offers of `kind` are taken off.
  public func includes(_ kind: FreeOffer.Kind) -> Bool {
    switch (self, kind) {
    case (.none, _): false
    case (.always, .always): true
    case (.always, .firstYear): false
    case (.firstYear, _): true
    }
  }
}

/// A quantity that AWS gives each account every month. It does not roll over.
public struct FreeOffer: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case always
    case firstYear = "first-year"
  }

  /// The prices that share the quantity: SQS gives one million requests over standard and FIFO queues together.
  public let references: [PriceReference]
  public let unit: String
  /// Free units a month, above 0.
  public let quantity: Decimal
  public let kind: Kind
  public let source: String
  public let date: PriceDate

  public init(
    references: [PriceReference], unit: String, quantity: Decimal, kind: Kind, source: String, date: PriceDate
  ) {
    self.references = references
    self.unit = unit
    self.quantity = quantity
    self.kind = kind
    self.source = source
    self.date = date
  }
}
