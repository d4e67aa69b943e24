// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing

extension Summary {
  /// The bill of the average replication, with the interval of the replications' totals.
  var costResult: CostResult {
    let bill = cost.bill(0..<replications)
    return CostResult(
      book: book.name.rawValue, region: scenario.region, freeTierTerms: scenario.terms.freeTier.rawValue,
      monthly: Money.cents(bill.shownTotal), low: costFigure?.low.map(Self.cents),
      high: costFigure?.high.map(Self.cents), atLeast: bill.isAtLeast, perMillion: perMillion,
      lines: bill.lines.map(Self.line),
      credits: (bill.freeTier + (bill.discount.map { [$0] } ?? [])).map {
        CostResult.Credit(title: $0.title, amount: Money.plain($0.amount), shown: Money.cents($0.shown))
      },
      notPriced: bill.notPriced.map {
        CostResult.Missing(
          part: $0.part, meter: $0.meter.id, quantity: Money.plain($0.quantity), reason: $0.reason.description)
      },
      differences: bill.differences.map {
        "\($0.documented.reference) in \($0.documented.region): the documented price is used, the list price is "
          + $0.market.tiers.map { Money.unitPrice($0.usd) }.joined(separator: ", ")
      })
  }

  private static func cents(_ dollars: Double) -> String { Money.cents(Decimal(count: dollars).roundedToCents) }

  private static func line(_ line: BillLine) -> CostResult.Line {
    CostResult.Line(
      part: line.part, meter: line.meter.id, title: line.meter.title, quantity: Money.plain(line.quantity),
      unit: line.meter.unit, quantityText: line.quantityText, unitPriceText: line.unitPriceText, note: line.note,
      tiers: line.tiers.map {
        CostResult.TierLine(
          from: Money.plain($0.from), price: Money.plain($0.price), quantity: Money.plain($0.quantity),
          amount: Money.plain($0.amount))
      }, amount: Money.plain(line.amount), shown: Money.cents(line.shown), countedFrom: line.countedFrom,
      source: line.source, date: line.date.description, confidence: line.confidence.rawValue)
  }
}
