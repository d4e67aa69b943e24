// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing

extension Costing {
  /// The bill of the average replication, with the interval of the replications' totals.
  public var result: CostResult { result(bills) }

  /// - Parameter bills: of each replication taken alone.
  func result(_ bills: [Bill]) -> CostResult {
    let bill = bill(0..<usage.replications)
    let total = total(bills)
    let provenance = BillProvenance(bill.lines, date: terms.date ?? book.newestDate)
    return CostResult(
      book: book.name.rawValue, ownPrices: book.ownName, region: region, freeTierTerms: terms.freeTier.rawValue,
      terms: terms.words, hours: hours, monthly: Money.cents(bill.shownTotal), exact: Money.plain(bill.total),
      low: total?.low.map { Money.cents($0.roundedToCents) }, high: total?.high.map { Money.cents($0.roundedToCents) },
      atLeast: bill.isAtLeast, perMillion: perMillion(bills)?.result, windows: windows(bill),
      lines: bill.lines.map(line), credits: bill.takenOff.map(Self.credit), notPriced: bill.notPriced.map(Self.missing),
      differences: bill.differences.map {
        "\($0.documented.reference) in \($0.documented.region): the documented price is used, the list price is "
          + $0.market.tiers.map { Money.unitPrice($0.usd) }.joined(separator: ", ")
      }, provenance: CostResult.Provenance(provenance))
  }

  static func count(_ count: Double) -> String { Format.count(count) }

  private var hours: String? {
    guard case .hours(let hours) = period else { return nil }
    return Money.plain(hours)
  }

  private func line(_ line: BillLine) -> CostResult.Line {
    let amounts = Proportion.split(line.amount, by: line.byWindow)
    let quantities = Proportion.split(line.quantity, by: line.byWindow)
    return CostResult.Line(
      part: line.part, meter: line.meter.id, title: line.meter.title, service: line.meter.price.service,
      item: line.meter.price.item, quantity: Money.plain(line.quantity), unit: line.meter.unit,
      quantityText: line.quantityText, unitPriceText: line.unitPriceText, note: line.note,
      tiers: line.tiers.map {
        CostResult.TierLine(
          from: Money.plain($0.from), to: $0.to.map(Money.plain), price: Money.plain($0.price),
          quantity: Money.plain($0.quantity), amount: Money.plain($0.amount))
      },
      windows: zip(usage.windows, zip(quantities, amounts)).map {
        CostResult.WindowShare(window: $0.name, quantity: Money.plain($1.0), amount: Money.plain($1.1))
      },
      amount: Money.plain(line.amount), shown: Money.cents(line.shown), countedFrom: line.countedFrom,
      layer: line.layer.rawValue, source: line.source, date: line.date.description, confidence: line.confidence.rawValue
    )
  }

  private static func credit(_ credit: BillCredit) -> CostResult.Credit {
    CostResult.Credit(
      title: credit.title, amount: Money.plain(credit.amount), shown: Money.cents(credit.shown),
      quantity: Money.plain(credit.quantity), unit: credit.unit, prices: credit.references.map(\.description),
      source: credit.source)
  }

  private static func missing(_ missing: NotPriced) -> CostResult.Missing {
    CostResult.Missing(
      part: missing.part, meter: missing.meter.id, title: missing.meter.title, service: missing.meter.price.service,
      item: missing.meter.price.item, quantity: Money.plain(missing.quantity), unit: missing.meter.unit,
      reason: missing.reason.description)
  }

  /// What each window has of the total: of a line in proportion to its quantity, of what is taken off in proportion to the
  /// lines that it is taken from.
  private func windows(_ bill: Bill) -> [CostResult.WindowTotal] {
    var totals = usage.windows.map { _ in Decimal(0) }
    func amounts(_ lines: [BillLine]) -> [Decimal] {
      lines.reduce(into: usage.windows.map { _ in Decimal(0) }) { sums, line in
        for (place, amount) in Proportion.split(line.amount, by: line.byWindow).enumerated() { sums[place] += amount }
      }
    }
    let all = amounts(bill.lines)
    for (place, amount) in all.enumerated() { totals[place] += amount }
    for credit in bill.takenOff {
      let own = amounts(bill.lines.filter { credit.references.contains($0.meter.price) })
      let weights = credit.references.isEmpty ? all : own
      for (place, amount) in Proportion.split(-credit.amount, by: weights).enumerated() { totals[place] -= amount }
    }
    let shown = Proportion.cents(totals)
    return usage.windows.indices.map { place in
      let share: Decimal =
        if case .hours(let hours) = period, usage.hours > 0 { hours / Decimal(count: usage.hours) } else { 1 }
      return CostResult.WindowTotal(
        window: usage.windows[place].name,
        hours: Money.plain((Decimal(count: usage.windows[place].monthHours) * share).rounded(places: 6)),
        amount: Money.plain(totals[place]), shown: Money.cents(shown[place]))
    }
  }
}

extension CostResult.Provenance {
  init(_ provenance: BillProvenance) {
    func lines(_ layer: PriceLayer) -> Int { provenance.layers.first { $0.layer == layer }?.lines ?? 0 }
    self.init(
      documentedLines: lines(.documented), marketLines: lines(.market), ownLines: lines(.own), date: provenance.date,
      oldest: provenance.oldest, newest: provenance.newest, oldestAgeMonths: provenance.oldestAge,
      staleLines: provenance.staleLines, undatedLines: provenance.undatedLines, derivedLines: provenance.derivedLines,
      unverifiedLines: provenance.unverifiedLines)
  }
}

extension PricingTerms {
  /// What the terms say besides book and free tier, for a person.
  var words: [String] {
    var words: [String] = []
    if usesGraviton { words.append("Graviton where there is one") }
    for commitment in commitments {
      let share = commitment.covers < 1 ? " for \(Money.plain(commitment.covers * 100))%" : ""
      let off = commitment.discount.map { ", \(Money.plain($0 * 100))% off" } ?? ""
      words.append("\(commitment.scope.rawValue): \(commitment.title)\(share)\(off)")
    }
    if discount > 0 { words.append("discount \(Money.plain(discount * 100))%") }
    if credits > 0 { words.append("credits \(Money.dollars(credits)), once") }
    return words
  }
}
