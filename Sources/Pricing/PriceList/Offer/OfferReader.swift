// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// Reads one JSON price list, or one product of the Price List Query API, into an `OfferCollector`.
///
/// Keys may come in any order. What cannot be understood before something else has been read is gone over at first and
/// read when the rest is known; that needs a source that can be read twice.
struct OfferReader {
  private var json: JSONReader
  private let collector: OfferCollector
  private var head = OfferHead()
  private var delayed: [(section: Section, mark: ByteCursor.Mark)] = []
  private var seen: Set<Section> = []
  private var layout = OtherLayout()
  private var sku = ""
  /// Whether this is an answer of the Query API, whose products are texts of their own.
  private var isAnswer = false

  private enum Section: Int, CaseIterable, Comparable {
    case product, products, terms
    static func < (left: Section, right: Section) -> Bool { left.rawValue < right.rawValue }
  }

  init(_ json: JSONReader, into collector: OfferCollector) {
    self.json = json
    self.collector = collector
  }

  /// Reads the object that comes next and gives back the reader behind it.
  mutating func read() throws -> JSONReader {
    let start = json.cursor.place
    collector.begin()
    try json.beginObject()
    while try json.nextKey() {
      let key = json.string
      switch key {
      case "offerCode", "serviceCode": head.code = try json.scalar() ?? head.code
      case "version": head.version = try json.scalar() ?? head.version
      case "publicationDate": head.published = try json.scalar() ?? head.published
      case "products": try meet(.products)
      case "product": try meet(.product)
      case "terms": try meet(.terms)
      case "PriceList":
        isAnswer = true
        try json.beginList()
        while try json.nextItem() { try readEntry() }
      default:
        if OtherLayout.keys.contains(key) {
          try layout.read(key, &json)
        } else {
          try json.skip()
        }
      }
    }
    let end = json.cursor.mark
    for (section, mark) in delayed.sorted(by: { $0.section < $1.section }) {
      try json.cursor.move(to: mark)
      try read(section)
    }
    if !delayed.isEmpty { try json.cursor.move(to: end) }
    if isAnswer, seen.isEmpty { return json }
    guard !seen.isDisjoint(with: [.product, .products]), seen.contains(.terms) else {
      throw layout.problem(head, hasProducts: !seen.isDisjoint(with: [.product, .products]), at: start, json.cursor)
    }
    try collector.finish(head)
    return json
  }

  private mutating func readEntry() throws {
    guard try json.kind() == .text else {
      throw json.cursor.problem(
        .type, "each entry of PriceList is a text that holds one product",
        hint: "as `aws pricing get-products` writes it")
    }
    try PriceListReader.readProduct(&json, into: collector)
  }

  /// Reads a section, or goes over it if it has to wait.
  private mutating func meet(_ section: Section) throws {
    guard seen.insert(section).inserted else { throw json.cursor.problem(.duplicate, "the file says this twice") }
    _ = try json.kind()
    let mustWait =
      section == .terms
      ? !delayed.isEmpty || seen.isDisjoint(with: [.product, .products]) : head.code.isEmpty
    guard mustWait else { return try read(section) }
    guard json.cursor.source.canSeek else {
      throw json.cursor.problem(
        .unsupported, "this part comes before the one that explains it, and a pipe cannot be read twice",
        hint: "save the price list to a file and name that")
    }
    delayed.append((section, json.cursor.mark))
    try json.skip()
  }

  private mutating func read(_ section: Section) throws {
    switch section {
    case .product: sku = try OfferProduct.read(&json, key: nil, offer: head.code, into: collector)
    case .products: try readProducts()
    case .terms: try readTerms()
    }
  }

  private mutating func readProducts() throws {
    if try json.kind() == .list { throw OtherLayout.savingsPlan(json.cursor, at: json.cursor.place) }
    try json.beginObject()
    while try json.nextKey() {
      _ = try OfferProduct.read(&json, key: json.string, offer: head.code, into: collector)
    }
  }

  private mutating func readTerms() throws {
    try json.beginObject()
    while try json.nextKey() {
      let key = json.string
      if key == "savingsPlan" { throw OtherLayout.savingsPlan(json.cursor, at: json.start) }
      let isReserved = key == "Reserved"
      try json.beginObject()
      while try json.nextKey() {
        if seen.contains(.product) {
          // One product: its terms are not grouped by product again.
          try OfferTerm.read(&json, of: sku, isReserved: isReserved, into: collector)
        } else {
          let sku = json.string
          guard collector.wants(terms: sku) else {
            try json.skip()
            continue
          }
          try json.beginObject()
          while try json.nextKey() {
            try OfferTerm.read(&json, of: sku, isReserved: isReserved, into: collector)
          }
        }
      }
    }
  }
}
