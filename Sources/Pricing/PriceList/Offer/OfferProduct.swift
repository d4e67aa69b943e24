// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// Reads one product of a JSON price list.
enum OfferProduct {
  /// - Parameters:
  ///   - key: the SKU under which it stands, if it does.
  ///   - offer: the offer's code, for a product that does not name its service.
  /// - Returns: its SKU.
  static func read(
    _ json: inout JSONReader, key: String?, offer: String, into collector: OfferCollector
  ) throws -> String {
    let place = key == nil ? json.cursor.place : json.start
    var sku = key ?? ""
    collector.attributes.clear()
    try json.beginObject()
    while try json.nextKey() {
      switch json.string {
      case "sku": sku = try json.scalar() ?? sku
      case "productFamily": collector.attributes[.productFamily] = try json.scalar() ?? ""
      case "attributes": try readAttributes(&json, collector)
      default: try json.skip()
      }
    }
    try collector.add(sku: key ?? sku, offer: offer, at: place, json.cursor)
    return key ?? sku
  }

  private static func readAttributes(_ json: inout JSONReader, _ collector: OfferCollector) throws {
    try json.beginObject()
    while try json.nextKey() {
      if let attribute = ProductAttribute(name: json.bytes) {
        collector.attributes[attribute] = try json.scalar() ?? ""
      } else {
        try json.skip()
      }
    }
  }
}
