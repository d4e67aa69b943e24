// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

/// A decimal number from its spelling; a test that misspells one fails at once.
func exact(_ text: String) throws -> Decimal {
  try #require(Decimal(exactText: text))
}

/// A meter on the price of that name, with an identifier made from it.
func meter(_ service: String, _ item: String, unit: String, id: String? = nil) -> Meter {
  let price = PriceReference(service: service, item: item)
  return Meter(id: id ?? "\(service).\(item)", title: item, price: price, unit: unit)
}

func usage(_ part: String, _ meter: Meter, _ quantity: Decimal) -> Usage {
  Usage(part: part, meter: meter, quantity: quantity, countedFrom: "parts[\(part)]")
}

/// A row of a price made up for a test.
func row(
  _ item: String, _ usd: String, from: String = "0", to: String? = nil, layer: PriceLayer = .market,
  unit: String = "unit", confidence: Confidence = .documented, date: String = "2026-01-01"
) throws -> PriceRow {
  let tier = Tier(
    from: try exact(from), to: try to.map(exact), usd: try exact(usd), source: "test \(usd)",
    date: PriceDate(date), confidence: confidence)
  return PriceRow(
    layer: layer, reference: PriceReference(service: "test", item: item), region: "here", unit: unit, tier: tier)
}

/// Steele, Lea and Flood's SplitMix64: reproducible numbers for tests with random input.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }
}
