// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// The services, items and units that meters ask for, to tell a user's slip from a price that nobody has yet.
struct KnownPrices {
  private let services: [String]
  private let units: [PriceReference: String]
  /// The items of each service in ascending order.
  private let items: [String: [String]]
  /// Beginnings of items that an instance type follows: `linux:`.
  private var families: [PriceReference: String] = [:]

  /// The names of a book, and those that price lists can be imported to.
  init(_ book: PriceBook) {
    var units: [PriceReference: String] = [:]
    for price in book.prices() { units[price.reference] = price.unit }
    for (reference, unit) in PriceListCatalogue.items {
      if reference.item.hasSuffix("*") {
        let family = String(reference.item.dropLast())
        families[PriceReference(service: reference.service, item: family)] = unit
      } else if units[reference] == nil {
        units[reference] = unit
      }
    }
    for reference in units.keys.sorted() {
      guard let family = Self.family(of: reference) else { continue }
      families[family] = units[reference]
    }
    self.units = units
    services = Set(units.keys.map(\.service)).sorted()
    items = Dictionary(grouping: units.keys, by: \.service).mapValues { $0.map(\.item).sorted() }
  }

  /// What stands before the instance type in an item: `linux:` of `linux:m5.large`; nil if it names none.
  private static func family(of reference: PriceReference) -> PriceReference? {
    guard let colon = reference.item.lastIndex(of: ":") else { return nil }
    let rest = reference.item[reference.item.index(after: colon)...]
    guard UsageType.isInstanceType(rest) else { return nil }
    return PriceReference(service: reference.service, item: String(reference.item[...colon]))
  }

  /// The unit of an item, if the item or its like is known.
  private func unit(of reference: PriceReference) -> String? {
    units[reference] ?? Self.family(of: reference).flatMap { families[$0] }
  }

  /// - Parameters: the nodes to point at; nil leaves the check of that part out.
  func check(
    _ reference: PriceReference, service: Node?, item: Node?, unit: Node?, _ diagnostics: inout Diagnostics
  ) {
    guard let items = items[reference.service] else {
      if let service {
        diagnostics.error(
          .name, at: service, "no service with prices is called \(Diagnostic.quoted(reference.service))",
          hint: Names.nearest(reference.service, in: services).map { "nearest: \($0)" }
            ?? "there is: \(services.joined(separator: ", "))")
      }
      return
    }
    guard let item else { return }
    guard let right = self.unit(of: reference) else {
      let near = Names.nearest(reference.item, in: items).map { "nearest: \($0); " } ?? ""
      diagnostics.warning(
        .name, at: item, "\(reference.service) has no item \(Diagnostic.quoted(reference.item)): no meter will find it",
        hint: "\(near)`sluice prices show \(reference.service)` names them all")
      return
    }
    if let unit, let text = unit.text, text != right {
      diagnostics.error(
        .unit, at: unit, "\(reference) is counted per \(right), not per \(text)", hint: "unit: \(right)")
    }
  }

  /// Warns of a region that is none known.
  func checkRegion(_ region: String, at place: SourceLocation?, length: Int, _ diagnostics: inout Diagnostics) {
    guard !RegionNames.known.contains(region) else { return }
    diagnostics.warning(
      .name, at: place, length: length, "no region known here is called \(Diagnostic.quoted(region))",
      hint: Names.nearest(region, in: RegionNames.known).map { "nearest: \($0)" })
  }
}
