// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// One price of all products that say something of it.
struct MergedPrice {
  let reference: PriceReference
  let region: String
  let unit: String
  /// In ascending order, without the free units.
  private(set) var tiers: [(tier: ListedTier, candidate: PriceCandidate)] = []
  /// What the first tier gave for nothing.
  private(set) var freeQuantity: Decimal?

  /// - Parameter group: at least one, all of one price and region.
  /// - Returns: nil if they contradict each other, which is counted.
  init?(_ group: [PriceCandidate], _ report: inout PriceListReport) {
    guard let first = group.first, let rank = group.map(\.rank).min() else { return nil }
    reference = first.reference
    region = first.region
    unit = first.unit
    let label = "\(first.reference) in \(first.region)"
    var found: [(tier: ListedTier, candidate: PriceCandidate)] = []
    for candidate in group where candidate.rank == rank {
      for tier in candidate.tiers where !found.contains(where: { $0.tier == tier }) { found.append((tier, candidate)) }
    }
    found.sort { $0.tier.from < $1.tier.from }
    for (one, next) in zip(found, found.dropFirst()) where one.tier.overlaps(next.tier) {
      report.skip(.conflict, "\(label): \(Self.words(one)) and \(Self.words(next))")
      return nil
    }
    guard found.first?.tier.from == 0 else {
      report.skip(.noBeginning, label)
      return nil
    }
    // The book keeps free units apart from the price, which then holds from the first unit on.
    if found.count > 1, found[0].tier.usd == 0, let end = found[0].tier.to, found[1].tier.from == end,
      found[1].tier.usd > 0
    {
      freeQuantity = end
      found.removeFirst()
      found[0].tier.from = 0
    }
    tiers = found
    for (one, next) in zip(tiers, tiers.dropFirst()) {
      guard let end = one.tier.to, end < next.tier.from else { continue }
      report.gaps.append(
        "\(label) has no price from \(Money.grouped(end, places: 0)) to \(Money.grouped(next.tier.from, places: 0))")
    }
    if let last = tiers.last?.tier.to {
      report.gaps.append("\(label) has no price from \(Money.grouped(last, places: 0)) on")
    }
  }

  private static func words(_ found: (tier: ListedTier, candidate: PriceCandidate)) -> String {
    let from = found.tier.from == 0 ? "" : " from \(Money.grouped(found.tier.from, places: 0))"
    return "\(Money.unitPrice(found.tier.usd))\(from) (\(found.candidate.sku))"
  }

  var rows: [PriceRow] {
    tiers.map { tier, candidate in
      PriceBookFile.row(
        reference, region: region, unit: unit,
        Tier(
          from: tier.from, to: tier.to, usd: tier.usd, source: candidate.source, date: candidate.date,
          confidence: .documented))
    }
  }

  var candidate: PriceCandidate? { tiers.first?.candidate }
}

extension PriceCandidate {
  var date: PriceDate { PriceDate(day ?? PriceBookFile.undated) }
}

/// The free quantities that were found, each once for all regions.
struct FreeQuantities {
  private var found: [(references: [PriceReference], unit: String, quantity: Decimal?, candidate: PriceCandidate)] = []

  mutating func add(_ quantity: Decimal, _ price: MergedPrice, _ report: inout PriceListReport) {
    guard let candidate = price.candidate else { return }
    add(quantity, candidate, &report)
  }

  mutating func add(_ quantity: Decimal, _ candidate: PriceCandidate, _ report: inout PriceListReport) {
    let shared = PriceListCatalogue.sharing.first { $0.contains(candidate.reference) }
    let references = shared ?? [candidate.reference]
    guard let index = found.firstIndex(where: { $0.references == references }) else {
      found.append((references, candidate.unit, quantity, candidate))
      return
    }
    guard let known = found[index].quantity, known != quantity else { return }
    // A bill takes one quantity off for the account; which of two it would be, the price list does not say.
    report.skip(.freeConflict, "\(candidate.reference): \(Money.plain(known)) and \(Money.plain(quantity))")
    found[index].quantity = nil
  }

  /// In ascending order of their prices.
  var offers: [FreeOffer] {
    let offers = found.compactMap { entry in
      entry.quantity.map {
        FreeOffer(
          references: entry.references, unit: entry.unit, quantity: $0, kind: .always, source: entry.candidate.source,
          date: entry.candidate.date)
      }
    }
    return offers.sorted { $0.references.lexicographicallyPrecedes($1.references) }
  }
}
