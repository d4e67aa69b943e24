// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The part of a line's quantity that fell into one tier.
public struct TierCharge: Hashable, Sendable {
  /// Where the tier begins and ends, in units of the month over all lines that share the price.
  public let from: Decimal
  public let to: Decimal?
  /// US dollars for one unit.
  public let price: Decimal
  /// Units of this line in this tier.
  public let quantity: Decimal
  /// `price` times `quantity`, exact.
  public let amount: Decimal
}

/// What one part pays for one meter in a month, before free tier and discount.
public struct BillLine: Hashable, Sendable {
  public let part: String
  public let meter: Meter
  /// Units in a month.
  public let quantity: Decimal
  /// The path of the count that the quantity came from.
  public let countedFrom: String
  public let note: String?
  /// The units of each window, by which the line can be divided among them; empty where nobody asked.
  public let byWindow: [Decimal]
  /// The tiers used, in ascending order. Their quantities add up to `quantity`, less what fell into a gap of the price.
  public let tiers: [TierCharge]
  /// US dollars, exact.
  public let amount: Decimal
  /// US dollars in whole cents, such that all shown figures of the bill add up.
  public let shown: Decimal
  /// Source, oldest date and weakest confidence of the tiers used.
  public let source: String
  public let date: PriceDate
  public let confidence: Confidence
  /// Where the price is from; a bill may hold lines of several layers.
  public let layer: PriceLayer

  /// The quantity as a person reads it, in the meter's display unit: `17,520 h`, `15.9 M`, `1,000`.
  public var quantityText: String {
    let scale = Decimal(meter.displayScale)
    // Below a hundredth of a million the million says nothing: show the bare number.
    let isSmall = meter.displayScale > 1 && quantity * 100 < scale
    let value = isSmall ? quantity : quantity / scale
    let places = value >= 100 || isSmall ? 0 : value >= 10 ? 1 : 2
    let number = Money.grouped(value, places: places)
    return isSmall || meter.displayUnit.isEmpty ? number : "\(number) \(meter.displayUnit)"
  }

  /// The price of one display unit, of each tier used: `$0.04656/h`, `$0.40/M`, `$0.40/M, $0.30/M`.
  public var unitPriceText: String {
    let unit = meter.displayUnit.isEmpty ? meter.unit : meter.displayUnit
    return tiers.map { "\(Money.unitPrice($0.price * Decimal(meter.displayScale)))/\(unit)" }
      .joined(separator: ", ")
  }
}

/// What a bill takes off: a free quantity or a discount.
public struct BillCredit: Hashable, Sendable {
  /// `Free tier: SQS, 1,000,000 requests`, `Discount 12%`.
  public let title: String
  /// The prices whose quantities were free; empty for a discount.
  public let references: [PriceReference]
  /// Units that were free; for a discount the share.
  public let quantity: Decimal
  public let unit: String
  /// US dollars, exact; never above 0.
  public let amount: Decimal
  /// US dollars in whole cents, such that all shown figures of the bill add up.
  public let shown: Decimal
  public let source: String
  public let date: PriceDate?
}

/// A usage, or a part of one, that has no price.
public struct NotPriced: Hashable, Sendable {
  public let part: String
  public let meter: Meter
  /// Units that are not priced: those in the gap, or all.
  public let quantity: Decimal
  public let reason: Reason

  public enum Reason: Hashable, Sendable, CustomStringConvertible {
    /// The book has no price for the meter in this region.
    case noPrice(region: String)
    /// The month's quantity, over all lines that share the price, reaches into tiers that no source tells.
    case gap(from: Decimal, to: Decimal)
    /// The price is for another unit than the meter counts.
    case otherUnit(price: String, meter: String)
    /// The quantity is not a number, below 0, or above 10^16.
    case unusableQuantity

    public var description: String {
      switch self {
      case .noPrice(let region):
        "no price found for \(region)"
      case .gap(let from, let to):
        "no price found for the units from \(Money.grouped(from, places: 3)) to \(Money.grouped(to, places: 3))"
      case .otherUnit(let price, let meter):
        "the price is per \(price), the count in \(meter)"
      case .unusableQuantity:
        "the quantity is not a usable number"
      }
    }
  }
}
