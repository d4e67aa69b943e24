// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// Reads a CSV price list: some lines about the file, a heading, and a row for each price dimension.
///
/// Columns are found by the heading's names: they differ by service, and old files lack some.
struct PriceListCSV {
  /// What a row says of the price; what it says of the product is a `ProductAttribute`.
  private enum Column: String, CaseIterable {
    case sku = "SKU"
    case term = "OfferTermCode"
    case type = "TermType"
    case description = "PriceDescription"
    case effective = "EffectiveDate"
    case from = "StartingRange"
    case to = "EndingRange"
    case unit = "Unit"
    case price = "PricePerUnit"
    case currency = "Currency"
    case lease = "LeaseContractLength"
    case purchase = "PurchaseOption"
    case offering = "OfferingClass"

    static let required: [Column] = [.sku, .term, .type, .unit, .price, .currency]
  }

  private var csv: CSVReader
  private let collector: OfferCollector
  private var head = OfferHead()
  private var columns: [Column: Int] = [:]
  private var attributes: [(column: Int, attribute: ProductAttribute)] = []

  /// Rows before the heading; there are five.
  private static let mostLinesAbove = 20

  /// - Throws: `Diagnostic` with line and column.
  static func read(_ cursor: ByteCursor, into collector: OfferCollector) throws {
    var reader = PriceListCSV(csv: CSVReader(cursor), collector: collector)
    collector.begin()
    try reader.readHead()
    while try reader.csv.nextRow() { try reader.readRow() }
    try collector.finish(reader.head)
  }

  private init(csv: CSVReader, collector: OfferCollector) {
    self.csv = csv
    self.collector = collector
  }

  private mutating func readHead() throws {
    for _ in 0..<Self.mostLinesAbove {
      guard try csv.nextRow() else { break }
      let value = csv.field(1)
      switch csv.field(0) {
      case "OfferCode": head.code = value
      case "Version": head.version = value
      case "Publication Date": head.published = value
      case "SKU": return try readHeading()
      default: break
      }
    }
    throw csv.cursor.problem(.missing, at: csv.start, "the heading that begins with SKU is not there")
  }

  private mutating func readHeading() throws {
    for index in 0..<csv.count {
      let name = csv.field(index)
      if name == "DiscountedRate" || name == "DiscountedSKU" {
        throw OtherLayout.savingsPlan(csv.cursor, at: csv.place(index))
      }
      if let column = Column(rawValue: name) {
        if columns[column] == nil { columns[column] = index }
      } else if let attribute = ProductAttribute(name: name.utf8) {
        attributes.append((index, attribute))
      }
    }
    for column in Column.required where columns[column] == nil {
      throw csv.cursor.problem(.missing, at: csv.start, "the heading has no column \(column.rawValue)")
    }
  }

  private func text(_ column: Column) -> String { columns[column].map(csv.field) ?? "" }
  private func place(_ column: Column) -> TextPlace { columns[column].map(csv.place) ?? csv.start }

  private mutating func readRow() throws {
    let sku = text(.sku)
    guard csv.count > (columns[.currency] ?? 0), csv.count > (columns[.price] ?? 0), !sku.isEmpty else {
      throw csv.cursor.problem(
        .missing, at: csv.start, "the row has \(csv.count) fields and no price", hint: "was the download cut off?")
    }
    if !collector.knows(sku) {
      collector.attributes.clear()
      for (column, attribute) in attributes { collector.attributes[attribute] = csv.field(column) }
      try collector.add(sku: sku, offer: head.code, at: csv.start, csv.cursor)
    }
    guard collector.wants(terms: sku) else { return }
    try RateNumbers.checkCurrency(text(.currency), csv.cursor, place(.currency))
    var rate = ListedRate()
    rate.place = csv.start
    rate.unit = text(.unit)
    rate.description = text(.description)
    rate.usd = try RateNumbers.price(text(.price), csv.cursor, place(.price))
    rate.from = try RateNumbers.bound(text(.from), "StartingRange", csv.cursor, place(.from))
    rate.to = try RateNumbers.bound(text(.to), "EndingRange", csv.cursor, place(.to))
    var term = ListedTerm()
    term.code = text(.term)
    term.effective = text(.effective)
    term.lease = text(.lease) == "NA" ? "" : text(.lease)
    term.purchase = text(.purchase)
    term.offering = text(.offering)
    term.isReserved = text(.type) == "Reserved" || !term.lease.isEmpty
    term.place = csv.start
    collector.add(rate, to: sku, term: term)
  }
}
