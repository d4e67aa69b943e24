// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// What one product says of one of our prices. Several products may be one price.
struct PriceCandidate: Sendable {
  var reference: PriceReference
  var region: String
  var unit: String
  var rank: Int
  /// Whether the units below `tiers[0].to` are the free ones of the month.
  var isFree: Bool
  var tiers: [ListedTier]
  var sku: String
  var file: String
  var source: String
  /// The day of publication; nil if the file names none.
  var day: String?
}

/// One step of a price in a price list, in units of our tables.
struct ListedTier: Hashable, Sendable {
  var from: Decimal
  var to: Decimal?
  var usd: Decimal

  func overlaps(_ other: ListedTier) -> Bool {
    (to.map { $0 > other.from } ?? true) && (other.to.map { $0 > from } ?? true)
  }
}

/// Picks the term that holds and turns its price dimensions into tiers.
enum OfferPrices {
  /// The on-demand price of a product; nil if there is none, which is counted.
  ///
  /// - Throws: `Diagnostic` for ranges that contradict each other.
  static func onDemand(_ product: ListedProduct, _ head: OfferHead, _ collector: OfferCollector) throws
    -> PriceCandidate?
  {
    let terms = product.terms.filter { !$0.isReserved }
    guard !terms.isEmpty else {
      collector.skip(.noTerms, label(product))
      return nil
    }
    guard let term = newest(holding(terms, day: collector.date ?? head.day)) else {
      collector.skip(.notYet, "\(label(product)), from \(terms[0].effective)")
      return nil
    }
    guard let tiers = try tiers(term, product, collector) else { return nil }
    return candidate(product, product.reference, tiers, head, collector)
  }

  /// The prices of a product's reservations that an item is for; the others are counted.
  static func reserved(_ product: ListedProduct, _ head: OfferHead, _ collector: OfferCollector) -> [PriceCandidate] {
    let all = product.terms.filter(\.isReserved)
    let terms = holding(all, day: collector.date ?? head.day)
    if terms.count < all.count {
      collector.skip(.notYet, count: all.count - terms.count, "a reservation of \(label(product))")
    }
    guard !terms.isEmpty else { return [] }
    var found: [PriceCandidate] = []
    var used = 0
    for words in ReservedTerm.words where product.rule.hasReserved {
      let same = terms.filter { term in
        ReservedTerm.words(of: term).map { $0.years == words.years && $0.purchase == words.purchase } ?? false
      }
      guard let term = newest(same),
        let usd = ReservedTerm.hourly(term, years: words.years)
      else { continue }
      used += same.count
      let reference = PriceReference(service: product.reference.service, item: words.item + product.instanceType)
      found.append(candidate(product, reference, [ListedTier(from: 0, to: nil, usd: usd)], head, collector))
    }
    if used < terms.count { collector.skip(.reservedTerms, count: terms.count - used, label(product)) }
    return found
  }

  /// The terms that have begun on a day.
  ///
  /// Days are compared, not times: a price list's terms may be some seconds younger than its publication.
  private static func holding(_ terms: [ListedTerm], day: String?) -> [ListedTerm] {
    terms.filter { term in
      guard let day, let begins = CalendarDay.leading(term.effective) else { return true }
      return begins <= day
    }
  }

  private static func newest(_ terms: [ListedTerm]) -> ListedTerm? {
    terms.max { ($0.effective, $1.code) < ($1.effective, $0.code) }
  }

  private static func candidate(
    _ product: ListedProduct, _ reference: PriceReference, _ tiers: [ListedTier], _ head: OfferHead,
    _ collector: OfferCollector
  ) -> PriceCandidate {
    let words = ["AWS Price List", head.code, head.version].filter { !$0.isEmpty }
    return PriceCandidate(
      reference: reference, region: product.region, unit: product.rule.unit, rank: product.rule.rank,
      isFree: product.rule.isFree, tiers: tiers, sku: product.sku, file: collector.file,
      source: words.joined(separator: " "), day: head.day)
  }

  private static func label(_ product: ListedProduct) -> String { "\(product.sku), \(product.reference)" }

  private static func tiers(
    _ term: ListedTerm, _ product: ListedProduct, _ collector: OfferCollector
  ) throws -> [ListedTier]? {
    func problem(_ rate: ListedRate, _ message: String) -> Diagnostic {
      Diagnostic(
        code: .range, message: message, hint: "the product is \(label(product))",
        location: SourceLocation(file: collector.file, line: rate.place.line, column: rate.place.column))
    }
    guard !term.rates.isEmpty else {
      collector.skip(.noTerms, label(product))
      return nil
    }
    var tiers: [(tier: ListedTier, rate: ListedRate)] = []
    for rate in term.rates {
      guard let (unit, size) = PriceListUnit.reading(rate.unit), product.rule.accepts(unit) else {
        collector.skip(.otherUnit, "\(label(product)) per \(Diagnostic.quoted(rate.unit))")
        return nil
      }
      guard rate.from != nil || term.rates.count == 1 else {
        collector.skip(.rateWithoutRange, label(product))
        return nil
      }
      // Bounds count the same units as the price, of which one is `size` of ours.
      let from = (rate.from ?? 0) * size
      let to = rate.to.map { $0 * size }
      guard to.map({ $0 > from }) ?? true else {
        throw problem(rate, "the range ends at \(Money.plain(to ?? 0)), not above its beginning \(Money.plain(from))")
      }
      guard max(from, to ?? 0) <= Decimal.largestQuantity else { throw problem(rate, "the range goes beyond 10^16") }
      // A price has ten decimals, and a 1,024th of one ten more.
      let usd = size == 1 ? rate.usd : (rate.usd / size).rounded(places: 20)
      tiers.append((ListedTier(from: from, to: to, usd: usd), rate))
    }
    tiers.sort {
      ($0.tier.from, $0.rate.place.line, $0.rate.place.column) < (
        $1.tier.from, $1.rate.place.line, $1.rate.place.column
      )
    }
    for (tier, next) in zip(tiers, tiers.dropFirst()) where tier.tier.overlaps(next.tier) {
      throw problem(next.rate, "two ranges of one price hold for the quantity \(Money.plain(next.tier.from))")
    }
    return tiers.map(\.tier)
  }
}
