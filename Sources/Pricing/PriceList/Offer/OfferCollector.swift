// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// Why a product of a price list became no price.
enum SkipReason: Int, CaseIterable, Sendable {
  case noItem, otherPlace, otherRegion, noRegion, noTerms, notYet, otherUnit, conflict, noBeginning, rateWithoutRange
  case reservedTerms, termsAlone, freeConflict

  /// What was left out; the number follows.
  var sentence: String {
    switch self {
    case .noItem: "products of kinds that nothing here is priced by"
    case .otherPlace: "products in local zones, Wavelength zones or Outposts"
    case .otherRegion: "products in regions that were not asked for"
    case .noRegion: "products in a place that is no region known here"
    case .noTerms: "products without an on-demand price"
    case .notYet: "terms that begin only after the day in question"
    case .otherUnit: "products with a unit that their kind is not priced in"
    case .conflict: "prices, because products differ in what they cost"
    case .noBeginning: "prices, because their first tier does not begin at 0"
    case .rateWithoutRange: "products with several rates of which one has no range"
    case .reservedTerms: "reserved terms that no price here is for"
    case .termsAlone: "terms of products that the file does not have"
    case .freeConflict: "free quantities, because regions differ in them"
    }
  }
}

/// Takes what a reader finds and keeps only what is a price here, so that the memory in use does not grow with the
/// file but with the prices taken.
final class OfferCollector {
  let file: String
  /// Only these regions; empty for all.
  let regions: Set<String>
  /// The day whose prices are wanted; nil for that of each file.
  let date: String?

  /// The attributes of the product being read: one buffer for all products.
  var attributes = ProductAttributes()

  private(set) var prices: [PriceCandidate] = []
  private(set) var skipped: [SkipReason: Int] = [:]
  /// The first product that was skipped for a reason.
  private(set) var examples: [SkipReason: String] = [:]
  private(set) var regionNames: [String: String] = [:]
  /// What each file or product list said of itself, each once.
  private(set) var heads: [OfferHead] = []

  private var products: [ListedProduct] = []
  private var indices: [String: Int] = [:]
  /// Hashes of all SKUs of the file, to tell terms of products that are not priced here from terms of none: eight bytes
  /// each.
  private var known: Set<UInt64> = []

  init(file: String, regions: Set<String>, date: String?) {
    self.file = file
    self.regions = regions
    self.date = date
  }

  /// The most products that were kept at a time, for tests of what is held in memory.
  private(set) var mostKept = 0

  func begin() {
    products.removeAll(keepingCapacity: true)
    indices.removeAll(keepingCapacity: true)
    known.removeAll(keepingCapacity: true)
  }

  func skip(_ reason: SkipReason, count: Int = 1, _ example: @autoclosure () -> String) {
    if skipped[reason] == nil { examples[reason] = example() }
    skipped[reason, default: 0] += count
  }

  // MARK: - While reading

  /// Judges the product whose attributes were read.
  func add(sku: String, offer: String, at place: TextPlace, _ cursor: ByteCursor) throws {
    known.insert(Self.hash(sku))
    let usage = attributes[.usageType]
    guard let (rule, item) = PriceListCatalogue.match(attributes, offer: offer) else {
      return skip(.noItem, "\(sku), \(usage)")
    }
    var region = ""
    if !rule.isFree {
      switch placeOfProduct() {
      case .region(let found): region = found
      case .other(let name): return skip(.otherPlace, "\(sku), \(usage) in \(name)")
      case .unknown(let name): return skip(.noRegion, "\(sku), \(usage) in \(name.isEmpty ? "no place" : name)")
      }
      guard regions.isEmpty || regions.contains(region) else { return skip(.otherRegion, "\(sku) in \(region)") }
    }
    guard indices[sku] == nil else {
      throw cursor.problem(.duplicate, at: place, "the product \(Diagnostic.quoted(sku)) is given twice")
    }
    indices[sku] = products.count
    products.append(
      ListedProduct(
        sku: sku, reference: PriceReference(service: rule.service, item: item), rule: rule, region: region,
        instanceType: rule.hasReserved ? String(item.drop { $0 != ":" }.dropFirst()) : "", place: place))
    mostKept = max(mostKept, products.count)
  }

  /// Whether the product is one that was seen before, priced or not.
  func knows(_ sku: String) -> Bool { known.contains(Self.hash(sku)) }

  /// Whether terms of this product are of use; counts those of products that are not there.
  func wants(terms sku: String) -> Bool {
    if indices[sku] != nil { return true }
    if !knows(sku) { skip(.termsAlone, sku) }
    return false
  }

  func add(_ term: ListedTerm, to sku: String) {
    guard let index = indices[sku] else { return }
    products[index].terms.append(term)
  }

  /// Adds a rate to the term of a code, of which a CSV file has a row for each rate.
  func add(_ rate: ListedRate, to sku: String, term: ListedTerm) {
    guard let index = indices[sku] else { return }
    let found = products[index].terms.lastIndex {
      $0.code == term.code && $0.isReserved == term.isReserved && $0.effective == term.effective
        && $0.lease == term.lease && $0.purchase == term.purchase
    }
    if let found {
      products[index].terms[found].rates.append(rate)
    } else {
      var term = term
      term.rates = [rate]
      products[index].terms.append(term)
    }
  }

  /// Turns the products of the file into prices.
  func finish(_ head: OfferHead) throws {
    if !heads.contains(where: { $0.code == head.code && $0.version == head.version }) { heads.append(head) }
    for product in products {
      if let found = try OfferPrices.onDemand(product, head, self) { prices.append(found) }
      prices += OfferPrices.reserved(product, head, self)
    }
    begin()
  }

  private static func hash(_ sku: String) -> UInt64 {
    var hash = FowlerNollVo()
    hash.add(sku.utf8)
    return hash.value
  }

  // MARK: - Places

  private enum Place {
    case region(String)
    /// A local zone and the like.
    case other(String)
    case unknown(String)
  }

  /// Where the product is: of traffic that leaves, where it comes from; of traffic that comes in, where it goes.
  private func placeOfProduct() -> Place {
    let sides: [(code: ProductAttribute, name: ProductAttribute, type: ProductAttribute)] = [
      (.regionCode, .location, .locationType), (.fromRegionCode, .fromLocation, .fromLocationType),
      (.toRegionCode, .toLocation, .toLocationType),
    ]
    var other: String?
    for side in sides {
      let name = attributes[side.name]
      let code = attributes[side.code]
      guard let region = code.isEmpty ? RegionNames.region(of: name) : code else { continue }
      let type = attributes[side.type]
      guard type.isEmpty || type == "AWS Region" else {
        other = other ?? name
        continue
      }
      if !name.isEmpty, regionNames[region] == nil { regionNames[region] = name }
      return .region(region)
    }
    if let other { return .other(other) }
    let type = sides.map { attributes[$0.type] }.first { !$0.isEmpty } ?? ""
    let name = sides.map { attributes[$0.name] }.first { !$0.isEmpty } ?? ""
    return type.isEmpty || type == "AWS Region" ? .unknown(name) : .other(name)
  }
}
