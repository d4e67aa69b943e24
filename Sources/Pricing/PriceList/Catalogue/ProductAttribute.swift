// SPDX-License-Identifier: GPL-3.0-or-later

/// The attributes of a product that decide which price it is. A price list has some sixty others.
enum ProductAttribute: Int, CaseIterable, Sendable {
  case productFamily, serviceCode, location, locationType, regionCode, usageType, operation, group
  case instanceType, operatingSystem, tenancy, preInstalledSw, capacityStatus
  case cacheEngine, databaseEngine, deploymentOption, licenseModel
  case fromLocation, fromLocationType, fromRegionCode, toLocation, toLocationType, toRegionCode, transferType

  /// The attribute of a key in JSON (`usagetype`) or of a heading in CSV (`Pre Installed S/W`): case, blanks and signs
  /// do not count, since both spell the same names differently.
  init?(name: some Sequence<UInt8>) {
    var hash = FowlerNollVo()
    let letters = Self.folded(name)
    hash.add(letters)
    guard let found = Self.byHash[hash.value], found.letters == letters else { return nil }
    self = found.attribute
  }

  private static func folded(_ name: some Sequence<UInt8>) -> [UInt8] {
    name.compactMap { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case UInt8(ascii: "a")...UInt8(ascii: "z"): byte
      default: nil
      }
    }
  }

  private static let byHash: [UInt64: (attribute: ProductAttribute, letters: [UInt8])] = {
    var table: [UInt64: (attribute: ProductAttribute, letters: [UInt8])] = [:]
    for attribute in allCases {
      let letters = folded("\(attribute)".utf8)
      var hash = FowlerNollVo()
      hash.add(letters)
      table[hash.value] = (attribute, letters)
    }
    return table
  }()
}

/// What one product says of itself.
struct ProductAttributes: Sendable {
  private var values = [String](repeating: "", count: ProductAttribute.allCases.count)

  /// The text; empty if the product does not have the attribute.
  subscript(attribute: ProductAttribute) -> String {
    get { values[attribute.rawValue] }
    set { values[attribute.rawValue] = newValue }
  }

  mutating func clear() {
    for index in values.indices where !values[index].isEmpty { values[index] = "" }
  }
}
