// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// Reads one term of a JSON price list.
enum OfferTerm {
  /// - Parameter isReserved: what the key above says; the term's own attributes count for more.
  static func read(
    _ json: inout JSONReader, of sku: String, isReserved: Bool, into collector: OfferCollector
  ) throws {
    var term = ListedTerm()
    term.place = json.start
    term.code = json.string.split(separator: ".").last.map(String.init) ?? ""
    try json.beginObject()
    while try json.nextKey() {
      switch json.string {
      case "effectiveDate": term.effective = try json.scalar() ?? ""
      case "offerTermCode": term.code = try json.scalar() ?? term.code
      case "termAttributes": try readAttributes(&json, &term)
      case "priceDimensions":
        try json.beginObject()
        while try json.nextKey() { term.rates.append(try readRate(&json)) }
      default: try json.skip()
      }
    }
    term.isReserved = isReserved || !term.lease.isEmpty
    collector.add(term, to: sku)
  }

  private static func readAttributes(_ json: inout JSONReader, _ term: inout ListedTerm) throws {
    try json.beginObject()
    while try json.nextKey() {
      switch json.string {
      case "LeaseContractLength": term.lease = try json.scalar() ?? ""
      case "PurchaseOption": term.purchase = try json.scalar() ?? ""
      case "OfferingClass": term.offering = try json.scalar() ?? ""
      default: try json.skip()
      }
    }
  }

  private static func readRate(_ json: inout JSONReader) throws -> ListedRate {
    var rate = ListedRate()
    rate.place = json.start
    var hasPrice = false
    try json.beginObject()
    while try json.nextKey() {
      switch json.string {
      case "unit": rate.unit = try json.scalar() ?? ""
      case "description": rate.description = try json.scalar() ?? ""
      case "beginRange":
        let text = try json.scalar() ?? ""
        rate.from = try RateNumbers.bound(text, "beginRange", json.cursor, json.start)
      case "endRange":
        let text = try json.scalar() ?? ""
        rate.to = try RateNumbers.bound(text, "endRange", json.cursor, json.start)
      case "pricePerUnit":
        rate.usd = try readPrice(&json)
        hasPrice = true
      default: try json.skip()
      }
    }
    guard hasPrice else {
      throw json.cursor.problem(.missing, at: rate.place, "a price dimension without pricePerUnit")
    }
    return rate
  }

  private static func readPrice(_ json: inout JSONReader) throws -> Decimal {
    let place = json.start
    var price: Decimal?
    try json.beginObject()
    while try json.nextKey() {
      try RateNumbers.checkCurrency(json.string, json.cursor, json.start)
      guard price == nil else { throw json.cursor.problem(.duplicate, at: json.start, "two prices in US dollars") }
      let text = try json.scalar() ?? ""
      price = try RateNumbers.price(text, json.cursor, json.start)
    }
    guard let price else { throw json.cursor.problem(.missing, at: place, "pricePerUnit names no price") }
    return price
  }
}

/// The numbers of a price list: texts of plain decimals.
enum RateNumbers {
  /// - Throws: `Diagnostic` for anything but US dollars.
  static func checkCurrency(_ text: String, _ cursor: ByteCursor, _ place: TextPlace) throws {
    guard text != "USD" else { return }
    throw cursor.problem(
      .unsupported, at: place, "a price in \(Diagnostic.quoted(text)): prices are counted in US dollars alone",
      hint: "nothing is converted; price lists in USD are those of the regions outside of China")
  }

  static func price(_ text: String, _ cursor: ByteCursor, _ place: TextPlace) throws -> Decimal {
    try number(text, "the price", cursor, place)
  }

  /// - Returns: nil for `Inf` and for nothing.
  static func bound(_ text: String, _ what: String, _ cursor: ByteCursor, _ place: TextPlace) throws -> Decimal? {
    if text.isEmpty || ["inf", "infinity"].contains(text.lowercased()) { return nil }
    return try number(text, what, cursor, place)
  }

  private static func number(
    _ text: String, _ what: String, _ cursor: ByteCursor, _ place: TextPlace
  ) throws -> Decimal {
    guard let number = Decimal(exactText: text) else {
      throw cursor.problem(
        .value, at: place, "\(what) \(Diagnostic.quoted(text)) is no plain number of at most 36 digits")
    }
    guard number >= 0, number <= Decimal.largestQuantity else {
      throw cursor.problem(.range, at: place, "\(what) \(Diagnostic.quoted(text)) is not from 0 to 10^16")
    }
    return number
  }
}
