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
  func bill(_ replications: Range<Int>) -> Bill { bill(limited(usages(replications)).usages) }

  private func bill(_ usages: [Usage]) -> Bill {
    Bill(usages: usages, book: book, region: scenario.region, terms: scenario.terms)
  }

  /// The bill of each replication taken alone.
  var bills: [Bill] { (0..<(digests.first?.count ?? 0)).map { bill($0..<($0 + 1)) } }

  // MARK: Limits of a month

  /// A limit that a month's spending passes.
  struct Passed {
    var part: String
    var limit: MonthlyLimit
    /// The share of the month's deliveries that is within the limit.
    var share: Double
    /// The day on which it is used up, from 1.
    var day: Int { Int(share * 730 / 24) + 1 }
  }

  /// A limit of which nobody knows whether it is passed, because what it limits has no price.
  struct Unknown {
    var part: String
    var limit: MonthlyLimit
    /// The price of one unit up to which the limit holds, in dollars.
    var breakEven: Decimal
  }

  /// The limits that the average of some replications passes, and those that it may pass.
  func limits(_ replications: Range<Int>) -> (passed: [Passed], unknown: [Unknown]) {
    let limited = limited(usages(replications))
    return (limited.passed, limited.unknown)
  }

  /// Takes off what lies beyond the month's limits.
  private func limited(_ usages: [Usage]) -> (usages: [Usage], passed: [Passed], unknown: [Unknown]) {
    let parts = scenario.windows.first?.model.parts.parts ?? []
    let limits = parts.compactMap { $0 as? any MonthlyLimited }.compactMap { part in
      part.monthlyLimit.map { (part.name, $0) }
    }
    guard !limits.isEmpty else { return (usages, [], []) }
    let full = bill(usages)
    var usages = usages
    var passed: [Passed] = []
    var unknown: [Unknown] = []
    for (part, limit) in limits {
      let missing = full.notPriced.filter { $0.part == part && $0.meter.id == limit.meter }
      let quantity = missing.reduce(Decimal(0)) { $0 + $1.quantity }
      if quantity > 0 {
        unknown.append(Unknown(part: part, limit: limit, breakEven: limit.dollars / quantity))
        continue
      }
      let lines = full.lines.filter { $0.part == part && $0.meter.id == limit.meter }
      let amount = lines.reduce(Decimal(0)) { $0 + $1.amount }
      guard amount > limit.dollars else { continue }
      let share = limit.dollars / amount
      let known = Passed(part: part, limit: limit, share: NSDecimalNumber(decimal: share).doubleValue)
      passed.append(known)
      for place in usages.indices where usages[place].part == part && usages[place].meter.id == limit.meter {
        usages[place] = Usage(
          part: part, meter: usages[place].meter, quantity: usages[place].quantity * share,
          countedFrom: usages[place].countedFrom, note: "limit reached on day \(known.day)")
      }
    }
    return (usages, passed, unknown)
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
