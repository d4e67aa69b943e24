// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation
import Testing

@testable import Services
@testable import Simulation

/// Sections of a scenario that were run for a time, and what their parts are billed for.
struct BillRun {
  let outcomes: Outcomes

  /// - Parameter text: the sections.
  init(
    _ text: String, until duration: Double = 100, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    outcomes = try Outcomes(
      parts(text, sourceLocation: sourceLocation), until: s(duration), sourceLocation: sourceLocation)
  }

  func quantity(_ part: String, _ meter: String) -> MeteredQuantity? {
    outcomes.model.meters.first { $0.part == part && $0.meter.id == meter }
  }

  /// Units of a meter in an hour; nil where nothing is billed.
  func perHour(_ part: String, _ meter: String) -> Double? {
    quantity(part, meter)?.perHour(outcomes.measured)
  }

  /// The meters of a part, in the order of the bill.
  func meters(_ part: String) -> [String] { outcomes.model.meters.filter { $0.part == part }.map(\.meter.id) }

  /// What one unit costs; nil for a gap of the price tables.
  func price(_ part: String, _ meter: String, region: String = "us-east-1") throws -> String? {
    let found = try #require(quantity(part, meter)?.meter)
    let price = try PriceBook.builtIn(.market).price(found.price, region: region)
    if let price { #expect(price.unit == found.unit) }
    return price.map { "\($0.tiers[0].usd)" }
  }
}

func close(_ found: Double?, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
  guard let found else { return false }
  return abs(found - expected) <= tolerance * max(1, abs(expected))
}
