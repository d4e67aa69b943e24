// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Services

/// What is to be known of the prices behind the bill.
extension Summary {
  var priceFindings: [Finding] { regionFindings + staleFindings }

  /// Parts of which the price book has something in other regions, but not in the scenario's.
  private var regionFindings: [Finding] {
    var lacking: [(part: String, titles: [String], regions: [String])] = []
    for missing in bills.flatMap(\.notPriced) {
      guard case .noPrice = missing.reason else { continue }
      let having = book.regions.map(\.id).filter { book.price(missing.meter.price, region: $0) != nil }
      guard !having.isEmpty else { continue }
      let title = missing.meter.title
      if let place = lacking.firstIndex(where: { $0.part == missing.part }) {
        if !lacking[place].titles.contains(title) { lacking[place].titles.append(title) }
      } else {
        lacking.append((missing.part, [title], having))
      }
    }
    return lacking.map { part, titles, regions in
      Finding(
        .regionLacks, .warn, part: part,
        "there is no price in \(scenario.region) for what \(part) uses (\(titles.joined(separator: ", "))), but in "
          + "\(regions.joined(separator: ", ")): it may not be offered there, and the bill lacks it",
        numbers: ["lines": Double(titles.count), "regions": Double(regions.count)], accountsFor: ["cost"],
        reason: "no price in \(scenario.region)")
    }
  }

  /// Prices that are old on the day that the scenario names. Without one their age is not a matter of the result, which
  /// must be the same on any day.
  private var staleFindings: [Finding] {
    guard let date = scenario.terms.date, let lines = bills.first?.lines else { return [] }
    let provenance = BillProvenance(lines, date: date)
    guard provenance.staleLines > 0, let oldest = provenance.oldest, let age = provenance.oldestAge else { return [] }
    let count = provenance.staleLines
    return [
      Finding(
        .stalePrices, .warn,
        "\(Format.grouped(count)) \(count == 1 ? "line" : "lines") of the bill \(count == 1 ? "has a price" : "have prices") "
          + "more than \(BillProvenance.staleMonths) months old on \(date), the oldest of \(oldest) (\(age) months); sluice "
          + "prices import reads newer ones",
        numbers: ["age_months": Double(age), "lines": Double(count)])
    ]
  }
}
