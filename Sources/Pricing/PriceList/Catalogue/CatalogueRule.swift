// SPDX-License-Identifier: GPL-3.0-or-later

/// Which products of a price list are one of our prices.
struct CatalogueRule: Sendable {
  enum Pattern: Hashable, Sendable {
    /// The usage type's name.
    case name(String)
    /// Its beginning, in any case; the rest is an instance type.
    case instance(String)
    /// Its beginning, in any case.
    case prefix(String)
    /// Any that has this in it.
    case part(String)
    case any
  }

  var pattern: Pattern
  /// Texts of which the product must have one.
  var having: [ProductAttribute: [String]]
  /// Texts of which it must have one if it has the attribute at all.
  var unless: [ProductAttribute: [String]]
  var service: String
  /// `*` stands for the instance type.
  var item: String
  /// The unit as our tables spell it.
  var unit: String
  /// The unit as the price list has it.
  var counts: PriceListUnit
  /// A product of a higher rank is used only where there is none of a lower one: another name for the same price.
  var rank = 0
  /// Reserved nodes have items of their own beside this one.
  var hasReserved = false
  /// The free quantity of the month, published as a product of its own.
  var isFree = false

  init(
    _ pattern: Pattern, _ service: String, _ item: String, per unit: String, _ counts: PriceListUnit,
    having: [ProductAttribute: [String]] = [:], unless: [ProductAttribute: [String]] = [:], rank: Int = 0,
    hasReserved: Bool = false, isFree: Bool = false
  ) {
    self.pattern = pattern
    self.service = service
    self.item = item
    self.unit = unit
    self.counts = counts
    self.having = having
    self.unless = unless
    self.rank = rank
    self.hasReserved = hasReserved
    self.isFree = isFree
  }

  /// The item of a product that the rule fits, nil if it does not fit.
  func item(name: String, _ attributes: ProductAttributes) -> String? {
    let rest: Substring
    switch pattern {
    case .name(let wanted):
      guard name == wanted else { return nil }
      rest = ""
    case .instance(let start), .prefix(let start):
      guard Self.begins(name, start) else { return nil }
      rest = name[name.utf8.index(name.startIndex, offsetBy: start.utf8.count)...]
    case .part(let part):
      guard name.contains(part) else { return nil }
      rest = ""
    case .any: rest = ""
    }
    // In the order of the attributes, which is nobody's result; all must hold.
    for (attribute, texts) in having where !texts.contains(attributes[attribute]) { return nil }
    for (attribute, texts) in unless where !attributes[attribute].isEmpty && !texts.contains(attributes[attribute]) {
      return nil
    }
    guard case .instance = pattern else { return item }
    // The attribute has the whole name where the usage type shortens it (`2xl`).
    let named = attributes[.instanceType]
    let type = UsageType.isInstanceType(named) ? named : rest.lowercased()
    guard UsageType.isInstanceType(type) else { return nil }
    return String(item.dropLast()) + type
  }

  /// Whether a text begins with another, in any case; both are ASCII where it matters.
  private static func begins(_ text: String, _ start: String) -> Bool {
    var letters = text.utf8.makeIterator()
    for wanted in start.utf8 {
      guard let letter = letters.next(), lower(letter) == lower(wanted) else { return false }
    }
    return true
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  /// Whether a unit of the price list is the one that the rule is for.
  func accepts(_ unit: PriceListUnit) -> Bool {
    // Fargate's memory is published per `hours` and means GB-hours, as its usage type says.
    unit == counts || (counts == .gigabyteHours && unit == .hours)
  }
}
