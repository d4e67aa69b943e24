// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// Tells the forms of a price list apart and reads each.
enum PriceListReader {
  /// Bytes of one product of the Price List Query API; real ones have some thousands.
  static let longestProduct = 16 << 20

  /// - Throws: `Diagnostic` with line and column.
  static func read(_ source: ByteSource, file: String, into collector: OfferCollector) throws {
    var cursor = ByteCursor(source, file: file)
    try cursor.skipByteOrderMark()
    while let byte = try cursor.peek(), [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
      if byte == 0x0A { cursor.advanceLine() } else { cursor.advance() }
    }
    switch try cursor.peek() {
    case nil:
      throw cursor.problem(.missing, "the file is empty")
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try readJSON(cursor, into: collector)
    case UInt8(ascii: "\"") where !begins(cursor, "\"FormatVersion\""):
      try readJSON(cursor, into: collector)
    case UInt8(ascii: "\""), UInt8(ascii: "F"), UInt8(ascii: "f"):
      try PriceListCSV.read(cursor, into: collector)
    case 0x1F, 0x50:
      throw cursor.problem(.unsupported, "this is no text; is the file compressed?", hint: "unpack it first")
    default:
      throw cursor.problem(
        .syntax, "this is no price list: neither JSON nor the CSV form that begins with FormatVersion",
        hint: "download /offers/v1.0/aws/OFFER/current/REGION/index.json")
    }
  }

  /// Whether what is in the buffer begins so.
  private static func begins(_ cursor: ByteCursor, _ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard cursor.end - cursor.next >= bytes.count else { return false }
    return bytes.indices.allSatisfy { cursor.source.buffer[cursor.next + $0] == bytes[$0] }
  }

  /// Price lists and products one after the other: a file has one, a script may have written several.
  private static func readJSON(_ cursor: ByteCursor, into collector: OfferCollector) throws {
    var json = JSONReader(cursor)
    while try !json.isAtEnd() { try readValue(&json, into: collector, isOutside: true) }
  }

  private static func readValue(
    _ json: inout JSONReader, into collector: OfferCollector, isOutside: Bool
  ) throws {
    switch try json.kind() {
    case .object:
      guard isOutside else {
        throw json.cursor.problem(
          .type, "each entry is a text that holds one product", hint: "as `aws pricing get-products` writes it")
      }
      var reader = OfferReader(json, into: collector)
      json = try reader.read()
    case .text:
      try readProduct(&json, into: collector)
    case .list where isOutside:
      try readList(&json, into: collector)
    default:
      throw json.cursor.problem(
        .type, "a price list, or a list of texts that hold one product each, is needed here")
    }
  }

  private static func readList(_ json: inout JSONReader, into collector: OfferCollector) throws {
    try json.beginList()
    while try json.nextItem() { try readValue(&json, into: collector, isOutside: false) }
  }

  /// One product as a text. What is wrong in it is told at the place of the text.
  static func readProduct(_ json: inout JSONReader, into collector: OfferCollector) throws {
    try json.longText(limit: longestProduct)
    var cursor = ByteCursor(ByteSource(bytes: json.bytes), file: json.cursor.file)
    cursor.origin = json.start
    var inner = JSONReader(cursor)
    guard try inner.kind() == .object else {
      throw inner.cursor.problem(.type, "the text does not hold a product as JSON")
    }
    var reader = OfferReader(inner, into: collector)
    inner = try reader.read()
    guard try inner.isAtEnd() else { throw inner.cursor.problem(.syntax, "the text goes on after its product") }
  }
}
