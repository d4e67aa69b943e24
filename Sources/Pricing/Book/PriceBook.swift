// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Synchronization

/// Prices by item and region, with the source, date and confidence of each.
///
/// ```swift
/// let book = try PriceBook.builtIn(.documented)
/// let price = book.price(PriceReference(service: "fargate", item: "x86:vcpu"), region: "ap-northeast-2")
/// ```
public struct PriceBook: Sendable {
  public let name: PriceBookName
  /// The free quantities that a bill may take off when it is asked to.
  public private(set) var freeOffers: [FreeOffer]
  /// 64-bit FNV-1a hash (not cryptographic) of the text of the tables, as 16 hexadecimal digits. The same for both
  /// books of the same tables.
  public private(set) var contentHash: String
  /// What the user's own price file is called, if one lies over the tables.
  public private(set) var ownName: String?
  let documented: [Key: Price]
  let market: [Key: Price]
  private(set) var own: [Key: Price]
  private var discounts: [PriceDiscount] = []
  private var regionNames: [String: String]

  struct Key: Hashable {
    let reference: PriceReference
    let region: String
  }

  /// Makes a book of rows.
  /// - Parameters:
  ///   - rows: in any order; rows of the same book, reference and region are the tiers of one price.
  ///   - regions: names of regions; a region without a name is called by its identifier.
  /// - Throws: `PricingError.badTiers` when tiers of a price overlap, have different units or impossible numbers.
  public init(
    name: PriceBookName, rows: [PriceRow], freeOffers: [FreeOffer] = [], regions: [Region] = [],
    contentHash: String = ""
  ) throws {
    self.name = name
    self.freeOffers = freeOffers
    self.contentHash = contentHash
    documented = try Self.prices(of: rows, .documented)
    market = try Self.prices(of: rows, .market)
    own = try Self.prices(of: rows, .own)
    regionNames = Dictionary(regions.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  /// The prices that ship with the program. They are read once per process.
  /// - Throws: `PricingError.missingPrices` with the paths tried when the tables are not installed.
  public static func builtIn(_ name: PriceBookName) throws -> PriceBook {
    try cache.withLock { books in
      if let book = books[name] { return book }
      let files = try PriceFiles(searching: PriceFiles.standardFolders())
      let book = try PriceBook(
        name: name, rows: files.rows, freeOffers: files.offers, regions: files.regions,
        contentHash: files.contentHash)
      books[name] = book
      return book
    }
  }

  private static let cache = Mutex<[PriceBookName: PriceBook]>([:])

  /// The price of one thing in one region, or `nil` where no source was found.
  ///
  /// The book `documented` gives the figures of the course text where it has any for this item and region, and the list
  /// price otherwise; a price is never put together from both.
  public func price(_ reference: PriceReference, region: String) -> Price? {
    let key = Key(reference: reference, region: region)
    if let own = own[key] { return own }
    // The one that says most exactly what it is about: a contract for one instance type is not on top of that for all.
    let discount = discounts.filter { $0.covers(reference, region: region) }.max { $0.exactness < $1.exactness }
    return listed(key).map { discount?.applied(to: $0, of: ownName ?? "") ?? $0 }
  }

  /// The price without the user's own file.
  private func listed(_ key: Key) -> Price? {
    switch name {
    case .documented: documented[key] ?? market[key]
    case .market: market[key]
    }
  }

  /// This book with a user's own prices laid over it: a price of theirs takes the place of the whole price, tiers and
  /// all; a discount lowers those that they have no price for.
  /// - Parameters:
  ///   - name: what bills call it.
  ///   - fingerprint: of the file's text; it becomes a part of ``contentHash``.
  /// - Throws: `PricingError.badTiers` as when a book is made.
  public func overlaid(
    _ name: String, rows: [PriceRow], discounts: [PriceDiscount] = [], freeOffers: [FreeOffer] = [],
    regions: [Region] = [], fingerprint: String
  ) throws -> PriceBook {
    var book = self
    book.ownName = name
    book.own = try Self.prices(of: rows, .own)
    book.discounts = discounts
    book.freeOffers =
      self.freeOffers.filter { offer in
        !freeOffers.contains { !Set($0.references).isDisjoint(with: offer.references) }
      } + freeOffers
    for region in regions { book.regionNames[region.id] = region.name }
    var hash = FowlerNollVo()
    hash.add(contentHash.utf8)
    hash.add(fingerprint.utf8)
    book.contentHash = hash.text
    return book
  }

  /// This book with one price raised by a share of it: what if it were? A discount stays taken off.
  public func raising(_ reference: PriceReference, region: String, by share: Decimal) -> PriceBook {
    guard let price = price(reference, region: region) else { return self }
    var book = self
    book.own[Key(reference: reference, region: region)] = price.raised(by: share)
    var hash = FowlerNollVo()
    hash.add(contentHash.utf8)
    hash.add("\(reference) in \(region) raised by \(share)".utf8)
    book.contentHash = hash.text
    return book
  }

  /// All prices of the book, in ascending order of service, item and region.
  /// - Parameters:
  ///   - service: only those of this service, in any case.
  ///   - region: only those of this region.
  public func prices(service: String? = nil, region: String? = nil) -> [Price] {
    let service = service?.lowercased()
    var keys = Set(market.keys).union(own.keys)
    if name == .documented { keys.formUnion(documented.keys) }
    return keys.compactMap { self.price($0.reference, region: $0.region) }
      .filter { (service == nil || $0.reference.service == service) && (region == nil || $0.region == region) }
      .sorted { ($0.reference, $0.region) < ($1.reference, $1.region) }
  }

  /// The services with any price, in ascending order.
  public var services: [String] {
    Set(prices().map(\.reference.service)).sorted()
  }

  /// The regions with any price, in ascending order of their identifiers.
  public var regions: [Region] {
    Set(prices().map(\.region)).sorted().map { Region(id: $0, name: regionNames[$0] ?? $0) }
  }

  /// The latest complete day (`yyyy-mm-dd`) among the dates of the book's prices; `nil` when no price has one.
  public var newestDate: String? {
    prices().flatMap(\.tiers).compactMap(\.date.day).max()
  }

  /// The figure of the course text and the list price of the same item and region, where both exist and differ.
  ///
  /// They differ when some quantity has a price per unit in both and it is not the same; a tier that only one of them
  /// knows makes no difference. The answer does not depend on the book's name.
  public func documentedDiffers(_ reference: PriceReference, region: String) -> PriceDifference? {
    let key = Key(reference: reference, region: region)
    guard let documented = documented[key], let market = market[key] else { return nil }
    let differs =
      documented.unit != market.unit
      || documented.tiers.contains { tier in
        market.tiers.contains { $0.overlaps(tier) && $0.usd != tier.usd }
      }
    return differs ? PriceDifference(documented: documented, market: market) : nil
  }

  static func prices(of rows: [PriceRow], _ layer: PriceLayer) throws -> [Key: Price] {
    let groups = Dictionary(grouping: rows.filter { $0.layer == layer }) {
      Key(reference: $0.reference, region: $0.region)
    }
    // In order, so that of several faults it is always the same one that is reported.
    let keys = groups.keys.sorted { ($0.reference, $0.region) < ($1.reference, $1.region) }
    var prices: [Key: Price] = [:]
    for key in keys {
      let rows = groups[key, default: []].sorted { $0.tier.from < $1.tier.from }
      guard let first = rows.first else { continue }
      func fault(_ reason: String) -> PricingError {
        .badTiers(price: key.reference.description, region: key.region, reason: reason)
      }
      if let other = rows.first(where: { $0.unit != first.unit }) {
        throw fault("tiers per \(first.unit) and per \(other.unit)")
      }
      for (tier, next) in zip(rows, rows.dropFirst()) where tier.tier.overlaps(next.tier) {
        throw fault("two tiers hold for the quantity \(Money.plain(next.tier.from))")
      }
      for tier in rows.map(\.tier) where !tier.isSound {
        throw fault("the tier from \(Money.plain(tier.from)) has an end or a price that cannot be")
      }
      prices[key] = Price(
        reference: key.reference, region: key.region, unit: first.unit, tiers: rows.map(\.tier), layer: layer)
    }
    return prices
  }
}

/// A figure of the course text and the list price that it differs from.
public struct PriceDifference: Hashable, Sendable {
  public let documented: Price
  public let market: Price
}

extension Tier {
  /// Whether all numbers are usable and the tier ends above its beginning.
  var isSound: Bool {
    let numbers = [from, usd] + (to.map { [$0] } ?? [])
    let areUsable = numbers.allSatisfy { $0.isFinite && $0 >= 0 && $0 <= Decimal.largestQuantity }
    return areUsable && (to.map { $0 > from } ?? true)
  }

  /// Whether some quantity lies in both tiers.
  func overlaps(_ other: Tier) -> Bool {
    (to.map { $0 > other.from } ?? true) && (other.to.map { $0 > from } ?? true)
  }
}
