// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The items of reserved nodes.
///
/// ElastiCache alone has such items here. What a node costs an hour is the upfront fee over the hours of the lease
/// (8,760 a year) and the hourly price, to ten decimals, ties to even.
enum ReservedTerm {
  struct Words: Sendable {
    var years: Int
    /// As the price list writes it.
    var purchase: String
    /// The item up to the node type.
    var item: String
  }

  static let words: [Words] = [
    Words(years: 1, purchase: "No Upfront", item: "ri-1y-noupfront:"),
    Words(years: 1, purchase: "Partial Upfront", item: "ri-1y-partial-effective:"),
    Words(years: 1, purchase: "All Upfront", item: "ri-1y-allupfront-effective:"),
    Words(years: 3, purchase: "No Upfront", item: "ri-3y-noupfront:"),
    Words(years: 3, purchase: "Partial Upfront", item: "ri-3y-partial-effective:"),
    Words(years: 3, purchase: "All Upfront", item: "ri-3y-allupfront-effective:"),
  ]

  private static let hoursPerYear: Decimal = 8_760

  /// What a term is called here; nil for a lease or a way of paying that no item is for.
  static func words(of term: ListedTerm) -> Words? {
    guard term.offering.isEmpty || term.offering.lowercased() == "standard" else { return nil }
    return words.first { words in
      term.purchase == words.purchase && ["\(words.years)yr", "\(words.years) yr"].contains(term.lease.lowercased())
    }
  }

  /// US dollars an hour over the lease; nil if the term has no hourly price and no fee, several of one, or one of
  /// another unit.
  static func hourly(_ term: ListedTerm, years: Int) -> Decimal? {
    let fees = term.rates.filter(\.isUpfront)
    let hourly = term.rates.filter { !$0.isUpfront }
    guard fees.count <= 1, hourly.count <= 1, !term.rates.isEmpty,
      hourly.allSatisfy({ PriceListUnit.reading($0.unit)?.unit == .hours })
    else { return nil }
    let fee = (fees.first?.usd ?? 0) / (hoursPerYear * Decimal(years))
    return (fee + (hourly.first?.usd ?? 0)).rounded(places: 10)
  }
}
