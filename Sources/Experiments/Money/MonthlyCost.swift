// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Services

/// The month's bill from what the windows measured: each quantity of an hour times the window's hours.
struct MonthlyCost {
  let scenario: Scenario
  let digests: [[Digest]]
  let book: PriceBook

  /// The bill of the average of some replications.
  func bill(_ replications: Range<Int>) -> Bill {
    Bill(usages: usages(replications), book: book, region: scenario.region, terms: scenario.terms)
  }

  /// The total of each replication taken alone, in dollars.
  var totals: [Double] {
    (0..<(digests.first?.count ?? 0)).map {
      NSDecimalNumber(decimal: bill($0..<($0 + 1)).total).doubleValue
    }
  }

  /// Messages delivered in a month, by each replication.
  var deliveries: [Double] {
    (0..<(digests.first?.count ?? 0)).map { replication in
      zip(scenario.windows, digests).reduce(0.0) {
        $0 + $1.1[replication].deliveredPerHour * $1.0.hoursPerMonth
      }
    }
  }

  private func usages(_ replications: Range<Int>) -> [Usage] {
    guard let first = scenario.windows.first else { return [] }
    // The parts, and so the meters, are the same in every window.
    return first.model.meters.enumerated().map { place, metered in
      var quantity = 0.0
      var aside = 0.0
      for (window, digests) in zip(scenario.windows, digests) {
        let hours = window.hoursPerMonth / Double(max(replications.count, 1))
        for replication in replications {
          quantity += digests[replication].meteredPerHour[place].quantity * hours
          aside += (digests[replication].meteredPerHour[place].aside ?? 0) * hours
        }
      }
      return Usage(
        part: metered.part, meter: metered.meter, quantity: Decimal(count: quantity),
        countedFrom: metered.countedFrom(first.model.instruments),
        note: metered.aside.flatMap { aside >= 0.5 ? "\(Format.count(aside)) \($0.word)" : nil })
    }
  }
}
