// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension CostReport {
  private static let heading = [
    "variant", "kind", "part", "meter", "title", "service", "item", "region", "quantity", "unit", "tier_from",
    "tier_to",
    "unit_price", "amount", "currency", "layer", "source", "date", "confidence", "counted_from",
  ]

  /// The bill as comma-separated values: a row for each tier of each line, for what is taken off, for what has no price,
  /// and for the total. The amounts of the rows before the total add up to it exactly.
  public static func csv(_ statement: CostStatement) -> String {
    let cost = statement.cost
    let variant = statement.scenario.variant
    var rows = [heading]
    for line in cost.lines {
      for tier in line.tiers {
        rows.append([
          variant, "usage", line.part, line.meter, line.title, line.service, line.item, cost.region, tier.quantity,
          line.unit, tier.from, tier.to ?? "", tier.price, tier.amount, cost.currency, line.layer, line.source,
          line.date,
          line.confidence, line.countedFrom,
        ])
      }
    }
    func row(
      _ kind: String, part: String = "", meter: String = "", title: String, service: String = "", item: String = "",
      quantity: String = "", unit: String = "", amount: String = "", source: String = ""
    ) -> [String] {
      [
        variant, kind, part, meter, title, service, item, cost.region, quantity, unit, "", "", "", amount,
        cost.currency,
        "", source, "", "", "",
      ]
    }
    for credit in cost.credits {
      rows.append(
        row(
          "credit", title: credit.title, quantity: credit.quantity, unit: credit.unit, amount: credit.amount,
          source: credit.source))
    }
    for missing in cost.notPriced {
      rows.append(
        row(
          "not_priced", part: missing.part, meter: missing.meter, title: missing.title, service: missing.service,
          item: missing.item, quantity: missing.quantity, unit: missing.unit, source: missing.reason))
    }
    rows.append(row("total", title: cost.atLeast ? "at least" : "total", amount: cost.exact))
    return CSV.text(rows)
  }
}
