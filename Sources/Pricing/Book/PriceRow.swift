// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// One row of a service's price table: one tier of one price.
public struct PriceRow: Hashable, Sendable {
  public let layer: PriceLayer
  public let reference: PriceReference
  public let region: String
  public let unit: String
  public let tier: Tier

  public init(layer: PriceLayer, reference: PriceReference, region: String, unit: String, tier: Tier) {
    self.layer = layer
    self.reference = reference
    self.region = region
    self.unit = unit
    self.tier = tier
  }

  static let columns = [
    "book", "item", "region", "unit", "from", "to", "usd", "source", "date", "confidence",
  ]

  /// Reads the table of one service.
  ///
  /// The columns are `book,item,region,unit,from,to,usd,source,date,confidence`; an empty `to` is a tier without end.
  /// - Parameters:
  ///   - text: the whole table, its heading included.
  ///   - service: the service of all its rows.
  ///   - file: the name for messages.
  /// - Throws: `PricingError.badRow`.
  public static func rows(text: String, service: String, file: String) throws -> [PriceRow] {
    try CSVTable(text: text, file: file, columns: columns).rows.map { row in
      func fault(_ reason: String) -> PricingError { .badRow(file: file, line: row.line, reason: reason) }
      func number(_ column: Int) throws -> Decimal {
        guard let value = Decimal(exactText: row.fields[column]), value >= 0, value <= Decimal.largestQuantity
        else { throw fault("\(columns[column]) `\(row.fields[column])` is not a number from 0 to 10^16") }
        return value
      }
      for column in [1, 2, 3, 7, 8] where row.fields[column].isEmpty { throw fault("\(columns[column]) is empty") }
      guard let layer = PriceLayer(rawValue: row.fields[0]) else {
        throw fault("the book `\(row.fields[0])` is not one of \(words(PriceLayer.allCases))")
      }
      guard let confidence = Confidence(rawValue: row.fields[9]) else {
        throw fault("the confidence `\(row.fields[9])` is not one of \(words(Confidence.allCases))")
      }
      let from = try number(4)
      let to = row.fields[5].isEmpty ? nil : try number(5)
      if let to, to <= from { throw fault("the tier ends at \(to), not above its beginning \(from)") }
      let tier = Tier(
        from: from, to: to, usd: try number(6), source: row.fields[7], date: PriceDate(row.fields[8]),
        confidence: confidence)
      let reference = PriceReference(service: service, item: row.fields[1])
      return PriceRow(layer: layer, reference: reference, region: row.fields[2], unit: row.fields[3], tier: tier)
    }
  }

  /// The values an enumeration may take, for messages.
  private static func words<Value: RawRepresentable<String>>(_ values: [Value]) -> String {
    values.map(\.rawValue).joined(separator: ", ")
  }
}

extension FreeOffer {
  static let columns = ["service", "items", "unit", "quantity", "kind", "source", "date"]

  /// Reads the table of free quantities: `service,items,unit,quantity,kind,source,date`, the items that share a
  /// quantity separated by semicolons.
  /// - Throws: `PricingError.badRow`.
  public static func offers(text: String, file: String) throws -> [FreeOffer] {
    try CSVTable(text: text, file: file, columns: columns).rows.map { row in
      func fault(_ reason: String) -> PricingError { .badRow(file: file, line: row.line, reason: reason) }
      for column in [0, 1, 2, 5, 6] where row.fields[column].isEmpty { throw fault("\(columns[column]) is empty") }
      guard let quantity = Decimal(exactText: row.fields[3]), quantity > 0, quantity <= Decimal.largestQuantity
      else { throw fault("quantity `\(row.fields[3])` is not a number above 0") }
      guard let kind = Kind(rawValue: row.fields[4]) else {
        throw fault("the kind `\(row.fields[4])` is neither always nor first-year")
      }
      let references = row.fields[1].split(separator: ";").map {
        PriceReference(service: row.fields[0], item: String($0))
      }
      return FreeOffer(
        references: references, unit: row.fields[2], quantity: quantity, kind: kind, source: row.fields[5],
        date: PriceDate(row.fields[6]))
    }
  }
}

/// A region and the name that AWS gives it.
public struct Region: Hashable, Sendable, Comparable {
  /// `ap-northeast-2`
  public let id: String
  /// `Asia Pacific (Seoul)`; the same as `id` where the tables hold no name.
  public let name: String

  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }

  public static func < (left: Region, right: Region) -> Bool { (left.id, left.name) < (right.id, right.name) }

  /// Reads the table `region,name`.
  /// - Throws: `PricingError.badRow`.
  public static func regions(text: String, file: String) throws -> [Region] {
    try CSVTable(text: text, file: file, columns: ["region", "name"]).rows.map {
      Region(id: $0.fields[0], name: $0.fields[1])
    }
  }
}
