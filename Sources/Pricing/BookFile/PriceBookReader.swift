// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

extension PriceBookFile {
  /// What a file may hold: some 20,000 prices with tiers, and room to spare.
  public static var limits: Document.Limits {
    var limits = Document.Limits()
    limits.bytes = 32 * 1_048_576
    limits.nodes = 4_000_000
    limits.expandedBytes = 64 * 1_048_576
    return limits
  }

  /// Reads a price book. All its errors at once, each with its place; after an error nil.
  ///
  /// - Parameters:
  ///   - path: the name for messages.
  ///   - book: what services, items and units are compared with; nil for no comparison.
  public static func read(
    bytes: [UInt8], path: String, against book: PriceBook? = try? PriceBook.builtIn(.documented),
    _ diagnostics: inout Diagnostics
  ) -> PriceBookFile? {
    guard let root = Document.parse(bytes: bytes, file: path, into: &diagnostics, limits: limits) else { return nil }
    var context = ReadContext()
    let record = BookKeys.book.read(root, &context)
    var reader = PriceBookReader(known: book.map(KnownPrices.init))
    if let record { reader.read(record, &context.diagnostics) }
    diagnostics.append(contentsOf: context.diagnostics)
    guard let record, !context.diagnostics.hasErrors else { return nil }
    return PriceBookFile(
      name: record[BookKeys.name], rows: reader.rows, discounts: reader.discounts, offers: reader.offers,
      regions: reader.regions)
  }
}

/// Makes prices of the records of a file and checks what no single key can tell.
private struct PriceBookReader {
  let known: KnownPrices?
  var rows: [PriceRow] = []
  var discounts: [PriceDiscount] = []
  var offers: [FreeOffer] = []
  var regions: [Region] = []

  private var source = ""
  private var date = PriceBookFile.undated

  init(known: KnownPrices?) { self.known = known }

  private struct PriceKey: Hashable {
    let reference: PriceReference
    let region: String
  }

  mutating func read(_ book: Record, _ diagnostics: inout Diagnostics) {
    source = book[BookKeys.source] ?? "the price book \(book[BookKeys.name])"
    date = book[BookKeys.date] ?? PriceBookFile.undated
    regions = (book[BookKeys.regions] ?? []).map { Region(id: $0.name, name: $0.value) }
    for entry in book[BookKeys.regions] ?? [] {
      known?.checkRegion(entry.name, at: entry.keyLocation, length: entry.keyLength, &diagnostics)
    }
    var lines: [PriceKey: Int] = [:]
    for price in book[BookKeys.prices] ?? [] {
      let reference = PriceReference(service: price[BookKeys.service], item: price[BookKeys.item])
      let key = PriceKey(reference: reference, region: price[BookKeys.region])
      if let line = lines[key] {
        diagnostics.error(
          .duplicate, at: price.node, "\(reference) in \(key.region) is given twice",
          hint: "the first is in line \(line); tiers of one price stand in one entry")
        continue
      }
      lines[key] = price.node.location?.line ?? 0
      readPrice(price, reference, &diagnostics)
    }
    readDiscounts(book, &diagnostics)
    readOffers(book, &diagnostics)
  }

  private mutating func readPrice(
    _ price: Record, _ reference: PriceReference, _ diagnostics: inout Diagnostics
  ) {
    let unit = price[BookKeys.unit]
    let region = price[BookKeys.region]
    known?.check(
      reference, service: price.node(BookKeys.service), item: price.node(BookKeys.item),
      unit: price.node(BookKeys.unit), &diagnostics)
    if let node = price.node(BookKeys.region) {
      known?.checkRegion(region, at: node.location, length: node.length, &diagnostics)
    }
    let ownSource = price[BookKeys.ownSource] ?? source
    let ownDate = price[BookKeys.ownDate] ?? date
    let ownConfidence = price[BookKeys.confidence] ?? .documented
    switch (price[BookKeys.usd], price[BookKeys.tiers]) {
    case (let usd?, nil):
      let tier = Tier(
        from: 0, to: nil, usd: usd, source: ownSource, date: PriceDate(ownDate), confidence: ownConfidence)
      rows.append(PriceBookFile.row(reference, region: region, unit: unit, tier))
    case (nil, let tiers?):
      guard let sorted = sortedTiers(tiers, &diagnostics) else { return }
      for (index, record) in sorted.enumerated() {
        let next = index + 1 < sorted.count ? sorted[index + 1][BookKeys.from] : nil
        let tier = Tier(
          from: record[BookKeys.from], to: record[BookKeys.to] ?? next, usd: record[BookKeys.tierUSD],
          source: record[BookKeys.ownSource] ?? ownSource, date: PriceDate(record[BookKeys.ownDate] ?? ownDate),
          confidence: record[BookKeys.confidence] ?? ownConfidence)
        rows.append(PriceBookFile.row(reference, region: region, unit: unit, tier))
      }
    case (nil, nil):
      diagnostics.error(
        .missing, at: price.node, "the price needs usd or tiers", hint: "usd: 0.0000004 - US dollars for one unit")
    case (_?, _?):
      diagnostics.error(
        .duplicate, at: price.node(BookKeys.tiers) ?? price.node, "a price has either usd or tiers, not both")
    }
  }

  /// The tiers in ascending order; nil after an error.
  private func sortedTiers(_ tiers: [Record], _ diagnostics: inout Diagnostics) -> [Record]? {
    let before = diagnostics.errorCount
    let sorted = tiers.enumerated().sorted {
      ($0.element[BookKeys.from], $0.offset) < ($1.element[BookKeys.from], $1.offset)
    }
    .map(\.element)
    for (tier, next) in zip(sorted, sorted.dropFirst()) {
      let end = tier[BookKeys.to] ?? next[BookKeys.from]
      guard next[BookKeys.from] < end || next[BookKeys.from] == tier[BookKeys.from] else { continue }
      diagnostics.error(
        .range, at: next.node(BookKeys.from) ?? next.node,
        "two tiers hold for the quantity \(PlainDecimal.text(next[BookKeys.from]))",
        hint: tier.node.location.map { "the other one is in line \($0.line)" })
    }
    for tier in sorted {
      guard let to = tier[BookKeys.to], to <= tier[BookKeys.from] else { continue }
      diagnostics.error(
        .range, at: tier.node(BookKeys.to) ?? tier.node,
        "to must be above from, which is \(PlainDecimal.text(tier[BookKeys.from]))")
    }
    return diagnostics.errorCount == before ? sorted : nil
  }

  private mutating func readDiscounts(_ book: Record, _ diagnostics: inout Diagnostics) {
    var lines: [PriceDiscount: Int] = [:]
    for record in book[BookKeys.discounts] ?? [] {
      let discount = PriceDiscount(
        service: record[BookKeys.service], item: record[BookKeys.anyItem], region: record[BookKeys.anyRegion],
        share: record[BookKeys.share])
      known?.check(
        PriceReference(service: discount.service, item: discount.item ?? ""), service: record.node(BookKeys.service),
        item: record.node(BookKeys.anyItem), unit: nil, &diagnostics)
      if let region = discount.region, let node = record.node(BookKeys.anyRegion) {
        known?.checkRegion(region, at: node.location, length: node.length, &diagnostics)
      }
      let place = PriceDiscount(service: discount.service, item: discount.item, region: discount.region, share: 0)
      if let line = lines[place] {
        diagnostics.error(
          .duplicate, at: record.node, "a discount on the same prices is given twice",
          hint: "the first is in line \(line)")
        continue
      }
      lines[place] = record.node.location?.line ?? 0
      discounts.append(discount)
    }
  }

  private mutating func readOffers(_ book: Record, _ diagnostics: inout Diagnostics) {
    var lines: [PriceReference: Int] = [:]
    for record in book[BookKeys.free] ?? [] {
      let service = record[BookKeys.service]
      let nodes = record.node(BookKeys.items)?.items ?? []
      var references: [PriceReference] = []
      for (index, item) in record[BookKeys.items].enumerated() {
        let reference = PriceReference(service: service, item: item)
        let node = nodes.indices.contains(index) ? nodes[index] : record.node
        known?.check(
          reference, service: index == 0 ? record.node(BookKeys.service) : nil, item: node,
          unit: index == 0 ? record.node(BookKeys.unit) : nil, &diagnostics)
        if let line = lines[reference] {
          diagnostics.error(
            .duplicate, at: node, "\(reference) has two free quantities", hint: "the first is in line \(line)")
          continue
        }
        lines[reference] = node.location?.line ?? 0
        references.append(reference)
      }
      guard record[BookKeys.quantity] > 0 else {
        diagnostics.error(.range, at: record.node(BookKeys.quantity) ?? record.node, "quantity must be above 0")
        continue
      }
      offers.append(
        FreeOffer(
          references: references, unit: record[BookKeys.unit], quantity: record[BookKeys.quantity],
          kind: record[BookKeys.kind], source: record[BookKeys.ownSource] ?? source,
          date: PriceDate(record[BookKeys.ownDate] ?? date)))
    }
  }
}
