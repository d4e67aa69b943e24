// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

/// What must hold of every bill, with random quantities of everything that the books have a price for.
@Suite("Properties of bills") struct BillPropertiesTests {
  static let regions = ["ap-northeast-2", "us-east-1"]

  /// Terms of every kind, alone and together.
  static var terms: [PricingTerms] {
    var all: [PricingTerms] = [PricingTerms(), PricingTerms(freeTier: .always), PricingTerms(freeTier: .firstYear)]
    var promised = PricingTerms(book: .market)
    promised.commitments = [
      Commitment(
        scope: .elastiCache, years: 1, payment: .noUpfront, covers: Decimal(sign: .plus, exponent: -1, significand: 7)),
      Commitment(
        scope: .compute, years: 3, payment: .allUpfront, covers: Decimal(sign: .plus, exponent: -2, significand: 33),
        discount: Decimal(sign: .plus, exponent: -2, significand: 27)),
    ]
    all.append(promised)
    promised.usesGraviton = true
    promised.freeTier = .always
    promised.credits = 100
    all.append(promised)
    if let discounted = try? PricingTerms(
      freeTier: .always, discount: Decimal(sign: .plus, exponent: -2, significand: 13))
    {
      all.append(discounted)
    }
    return all
  }

  /// A few meters of a region, each with a quantity of any size.
  private func usages(_ region: String, _ book: PriceBook, _ random: inout SplitMix64) -> [Usage] {
    let prices = book.prices(region: region)
    return (0..<(1 + random.below(9))).map { number in
      let price = prices[Int(random.below(UInt64(prices.count)))]
      let meter = Meter(id: "m\(number)", title: "m", price: price.reference, unit: price.unit)
      return usage("p\(number % 3)", meter, quantity(&random))
    }
  }

  /// From billionths to 10^13, half of them whole.
  private func quantity(_ random: inout SplitMix64) -> Decimal {
    let digits = Int(random.below(12))
    let whole = (0..<digits).reduce(Decimal(0)) { value, _ in value * 10 + Decimal(random.below(10)) }
    return random.below(2) == 0
      ? whole : whole + Decimal(sign: .plus, exponent: -9, significand: Decimal(random.below(1_000_000_000)))
  }

  @Test(
    "lines and what is taken off add up to the total exactly, and their cents to its cents", arguments: terms.indices)
  func adding(_ place: Int) throws {
    let terms = Self.terms[place]
    let book = try PriceBook.builtIn(terms.book)
    var random = SplitMix64(state: UInt64(place) + 1)
    for turn in 0..<300 {
      let region = Self.regions[turn % 2]
      let bill = Bill(usages: usages(region, book, &random), book: book, region: region, terms: terms)
      let lines = bill.lines.reduce(Decimal(0)) { $0 + $1.amount } + bill.takenOff.reduce(Decimal(0)) { $0 + $1.amount }
      #expect(lines == bill.total)
      for line in bill.lines {
        #expect(line.tiers.reduce(Decimal(0)) { $0 + $1.amount } == line.amount)
        #expect(line.tiers.allSatisfy { $0.price * $0.quantity == $0.amount })
        #expect(abs(line.shown - line.amount) < Decimal(sign: .plus, exponent: -2, significand: 1))
      }
      let cents = bill.lines.reduce(Decimal(0)) { $0 + $1.shown } + bill.takenOff.reduce(Decimal(0)) { $0 + $1.shown }
      #expect(cents == bill.shownTotal && bill.shownTotal == bill.total.roundedToCents)
      #expect(bill.total >= 0)
    }
  }

  @Test("more of anything never costs less", arguments: terms.indices)
  func rising(_ place: Int) throws {
    let terms = Self.terms[place]
    let book = try PriceBook.builtIn(terms.book)
    var random = SplitMix64(state: UInt64(place) + 101)
    for turn in 0..<300 {
      let region = Self.regions[turn % 2]
      let usages = usages(region, book, &random)
      let before = Bill(usages: usages, book: book, region: region, terms: terms)
      var more = usages
      let which = Int(random.below(UInt64(usages.count)))
      more[which] = usage(usages[which].part, usages[which].meter, usages[which].quantity + quantity(&random))
      let after = Bill(usages: more, book: book, region: region, terms: terms)
      #expect(
        after.total >= before.total, "\(usages[which].meter.price) \(usages[which].quantity) -> \(more[which].quantity)"
      )
    }
  }

  @Test("a quantity in several lines costs what it costs in one", arguments: terms.indices)
  func splitting(_ place: Int) throws {
    let terms = Self.terms[place]
    let book = try PriceBook.builtIn(terms.book)
    var random = SplitMix64(state: UInt64(place) + 201)
    for turn in 0..<300 {
      let region = Self.regions[turn % 2]
      let usages = usages(region, book, &random)
      let pieces = usages.flatMap { one -> [Usage] in
        // Shares that a promise for a part of it divides as it divides the whole: hundreds.
        let part = ((one.quantity * Decimal(random.below(100)) / 10_000).floored(places: 0)) * 100
        return [usage(one.part, one.meter, part), usage(one.part, one.meter, one.quantity - part)]
      }
      let whole = Bill(usages: usages, book: book, region: region, terms: terms)
      #expect(Bill(usages: pieces, book: book, region: region, terms: terms).total == whole.total)
    }
  }
}
