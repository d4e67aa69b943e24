// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A price book of the user's own: prices, what a contract takes off others, free quantities.
///
/// It is laid over the prices that ship with the program. ``read(bytes:path:against:_:)`` reads its YAML form,
/// ``text`` writes it.
public struct PriceBookFile: Sendable {
  /// What bills call it.
  public let name: String
  /// In ascending order of price, region and tier. No price twice, no two tiers of one price for a quantity.
  public let rows: [PriceRow]
  /// In ascending order; no two for the same prices.
  public let discounts: [PriceDiscount]
  public let offers: [FreeOffer]
  /// Names of regions, in ascending order.
  public let regions: [Region]
  /// 64-bit FNV-1a hash of ``text``, as 16 hexadecimal digits: two files that say the same have the same one.
  public let fingerprint: String
  /// The book in its one canonical form: sorted, amounts as plain decimal numbers.
  public let text: String

  /// The form that this program reads and writes.
  public static let version = 1
  /// The text of a date that is not known.
  static let undated = "undated"

  /// - Parameters: in any order. The caller has seen to it that no tiers overlap.
  public init(
    name: String, rows: [PriceRow], discounts: [PriceDiscount] = [], offers: [FreeOffer] = [], regions: [Region] = []
  ) {
    self.name = name
    self.rows = rows.sorted {
      ($0.reference, $0.region, $0.tier.from) < ($1.reference, $1.region, $1.tier.from)
    }
    self.discounts = discounts.sorted()
    self.offers = offers.sorted { $0.references.lexicographicallyPrecedes($1.references) }
    self.regions = regions.sorted()
    var writer = PriceBookWriter()
    text = writer.text(
      name: name, rows: self.rows, discounts: self.discounts, offers: self.offers, regions: self.regions)
    var hash = FowlerNollVo()
    hash.add(text.utf8)
    fingerprint = hash.text
  }

  /// A row of such a book: the one place that says to which layer of prices it belongs.
  static func row(_ reference: PriceReference, region: String, unit: String, _ tier: Tier) -> PriceRow {
    PriceRow(layer: .own, reference: reference, region: region, unit: unit, tier: tier)
  }
}
