// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

@Suite("Bill") struct BillTests {
  let sqs = meter("sqs", "standard:request", unit: "request")

  @Test("a meter without a price is listed, and the total says at least")
  func missingPrice() throws {
    let bill = Bill(
      usages: [
        usage("jobs", sqs, 1_000_000),
        usage("texts", meter("sns", "delivery:sms:KR", unit: "message"), 500),
        usage("odd", meter("sqs", "standard:request", unit: "GB"), 1),
        usage("broken", sqs, .nan), usage("negative", sqs, -1), usage("unused", meter("none", "none", unit: "x"), 0),
      ], book: try .builtIn(.documented), region: "ap-northeast-2")
    #expect(bill.lines.map(\.part) == ["jobs"])
    #expect(bill.notPriced.map(\.part) == ["texts", "odd", "broken", "negative"])
    #expect(
      bill.notPriced.map(\.reason.description) == [
        "no price found for ap-northeast-2", "the price is per request, the count in GB",
        "the quantity is not a usable number", "the quantity is not a usable number",
      ])
    #expect(bill.isAtLeast)
    #expect(bill.totalText == "at least $0.40")
  }

  @Test("what falls into a gap is listed and the rest is charged")
  func gap() throws {
    let fifo = meter("sqs", "fifo:request", unit: "request")
    let bill = Bill(
      usages: [usage("a", fifo, 150_000_000_000), usage("b", fifo, 100_000_000_000)],
      book: try .builtIn(.market), region: "us-east-1")
    // 250e9 in all: 100e9 at 0.50/M = 50,000; 100e9 in the gap; 50e9 at 0.35/M = 17,500. Part a bears three fifths.
    #expect(bill.lines.map(\.amount) == [40_500, 27_000])
    #expect(bill.notPriced.map(\.quantity) == [60_000_000_000, 40_000_000_000])
    #expect(
      bill.notPriced.map(\.reason) == Array(repeating: .gap(from: 100_000_000_000, to: 200_000_000_000), count: 2))
    #expect(bill.lines.map(\.confidence) == [.unverified, .unverified])
    #expect(bill.isAtLeast && bill.total == 67_500)

    let small = Bill(usages: [usage("a", fifo, 1_000_000)], book: try .builtIn(.market), region: "us-east-1")
    #expect(!small.isAtLeast)
    #expect(small.lines.map(\.confidence) == [.documented])  // only the tier that was used counts
  }

  @Test("lines of quantity zero are left out unless asked for")
  func zeroLines() throws {
    let book = try PriceBook.builtIn(.documented)
    let usages = [usage("a", sqs, 0), usage("b", sqs, 10)]
    #expect(Bill(usages: usages, book: book, region: "us-east-1").lines.map(\.part) == ["b"])
    let kept = Bill(usages: usages, book: book, region: "us-east-1", keepsZeroLines: true)
    #expect(kept.lines.map(\.part) == ["a", "b"])
    #expect(kept.lines.first?.amount == 0)
    #expect(kept.lines.first?.confidence == .documented)
    let empty = Bill(usages: [], book: book, region: "us-east-1")
    #expect(empty.total == 0 && empty.totalText == "$0.00" && !empty.isAtLeast)
  }

  @Test("a delivery that costs nothing is a line of zero dollars, not a missing price")
  func noCharge() throws {
    let bill = Bill(
      usages: [usage("topic", meter("sns", "delivery:sqs", unit: "notification"), 1000)],
      book: try .builtIn(.documented), region: "ap-northeast-2")
    #expect(bill.lines.map(\.shown) == [0])
    #expect(!bill.isAtLeast)
  }

  @Test("a line says in words what it counted and what one costs")
  func texts() throws {
    let price = PriceReference(service: "sqs", item: "standard:request")
    let millions = Meter.millions(id: "sqs.requests.send", title: "send", price: price, unit: "request")
    let hours = Meter(
      id: "fargate.vcpu", title: "vCPU", price: PriceReference(service: "fargate", item: "x86:vcpu"),
      unit: "vCPU-hour", displayUnit: "h")
    let bill = Bill(
      usages: [usage("a", millions, 15_900_000), usage("b", millions, 1000), usage("c", hours, 17_520)],
      book: try .builtIn(.documented), region: "ap-northeast-2")
    #expect(bill.lines.map(\.quantityText) == ["15.9 M", "1,000", "17,520 h"])
    #expect(bill.lines.map(\.unitPriceText) == ["$0.40/M", "$0.40/M", "$0.04656/h"])
    let tiered = Bill(
      usages: [usage("a", millions, 250_000_000_000)], book: try .builtIn(.market), region: "us-east-1")
    #expect(tiered.lines.map(\.quantityText) == ["250,000 M"])
    #expect(tiered.lines.map(\.unitPriceText) == ["$0.40/M, $0.30/M, $0.24/M"])
  }

  @Test("a bill names its book and the course prices that differ from the list")
  func differences() throws {
    let node = meter("elasticache", "node:cache.t3.micro", unit: "node-hour")
    let documented = Bill(
      usages: [usage("cache", node, hoursPerMonth), usage("jobs", sqs, 5)], book: try .builtIn(.documented),
      region: "ap-northeast-2")
    #expect(documented.book == .documented)
    #expect(documented.differences.map(\.market.reference) == [node.price])
    #expect(documented.lines.map(\.layer) == [.documented, .documented])
    #expect(documented.lines.first?.shown == (try exact("12.41")))  // 730 x 0.017 = 12.41
    let market = Bill(
      usages: [usage("cache", node, hoursPerMonth)], book: try .builtIn(.market), region: "ap-northeast-2")
    #expect(market.book == .market)
    #expect(market.total == (try exact("18.25")))  // 730 x 0.025
  }

  @Test("a discount must be a share")
  func discountRange() throws {
    #expect(throws: PricingError.discountOutOfRange(1)) { try PricingTerms(discount: 1) }
    #expect(throws: PricingError.self) { try PricingTerms(discount: -1) }
    #expect(throws: PricingError.self) { try PricingTerms(discount: .nan) }
    #expect(try PricingTerms(discount: 0) == PricingTerms())
    let free = Bill(
      usages: [], book: try .builtIn(.market), region: "us-east-1", terms: try PricingTerms(discount: exact("0.1")))
    #expect(free.discount?.amount == 0 && free.total == 0)
  }
}

@Suite("Bills of random usage") struct RandomBillTests {
  /// Prices in units of 10^-10 dollars and tier ends, written out again by hand from the sources.
  private static let prices: [(meter: Meter, tiers: [(end: Int128?, price: Int128)])] = [
    (
      meter("sqs", "standard:request", unit: "request"),
      [(100_000_000_000, 4000), (200_000_000_000, 3000), (nil, 2400)]
    ),
    (
      meter("lambda", "x86:duration", unit: "GB-second"),
      [(6_000_000_000, 166_667), (15_000_000_000, 150_000), (nil, 133_334)]
    ),
    (
      meter("datatransfer", "internet-out", unit: "GB"),
      [(10_240, 900_000_000), (51_200, 850_000_000), (153_600, 700_000_000)]
    ),
    (meter("fargate", "x86:memory", unit: "GB-hour"), [(nil, 44_450_000)]),
  ]

  /// The charge in units of 10^-13 dollars for a quantity in thousandths, by whole-number arithmetic.
  private static func charge(_ thousandths: Int128, _ tiers: [(end: Int128?, price: Int128)]) -> Int128 {
    var start: Int128 = 0
    var sum: Int128 = 0
    for tier in tiers {
      let end = tier.end.map { min($0 * 1000, thousandths) } ?? thousandths
      if end > start { sum += (end - start) * tier.price }
      start = max(start, end)
    }
    return sum
  }

  @Test("shown lines add up, no line is a cent off, and the total is what whole numbers say")
  func thousandBills() throws {
    let book = try PriceBook.builtIn(.market)
    var random = SplitMix64(state: 20_250_811)
    for number in 0..<1000 {
      var sums = [Int128](repeating: 0, count: Self.prices.count)
      let usages = (0..<(1 + random.below(12))).map { part in
        let which = Int(random.below(UInt64(Self.prices.count)))
        // From one thousandth to beyond the last tier; internet traffic stays below its gap.
        let thousandths = random.below(1 << (1 + random.below(which == 2 ? 23 : 48)))
        sums[which] += Int128(thousandths)
        let quantity = Decimal(sign: .plus, exponent: -3, significand: Decimal(thousandths))
        return usage("part \(part)", Self.prices[which].meter, quantity)
      }
      let discount = number % 3 == 0 ? Decimal(sign: .plus, exponent: -3, significand: Decimal(random.below(1000))) : 0
      let terms = try PricingTerms(freeTier: number % 2 == 0 ? .none : .firstYear, discount: discount)
      let bill = Bill(usages: usages, book: book, region: "us-east-1", terms: terms)

      let expected = zip(sums, Self.prices).reduce(Int128(0)) { $0 + Self.charge($1.0, $1.1.tiers) }
      let charged = bill.lines.reduce(Decimal(0)) { $0 + $1.amount }
      #expect(Money.plain(charged) == Self.dollars(expected), "bill \(number)")

      let amounts = bill.lines.map(\.amount) + bill.freeTier.map(\.amount) + [bill.discount?.amount ?? 0]
      let shown = bill.lines.map(\.shown) + bill.freeTier.map(\.shown) + [bill.discount?.shown ?? 0]
      #expect(amounts.reduce(0, +) == bill.total)
      #expect(shown.reduce(0, +) == bill.shownTotal, "bill \(number)")
      #expect(bill.shownTotal == bill.total.roundedToCents)
      for (cents, amount) in zip(shown, amounts) {
        #expect(cents == cents.roundedToCents)
        #expect(abs(cents - amount) < (try exact("0.01")))
      }
      for line in bill.lines {
        #expect(abs(line.tiers.reduce(0) { $0 + $1.quantity } - line.quantity) < (try exact("0.000001")))
        #expect(line.tiers.reduce(0) { $0 + $1.amount } == line.amount)
      }
      #expect(bill.total >= 0 && !bill.isAtLeast)
    }
  }

  /// Units of 10^-13 dollars as a plain decimal number.
  private static func dollars(_ units: Int128) -> String {
    let digits = String(units)
    let padded = String(repeating: "0", count: max(0, 14 - digits.count)) + digits
    let fraction = String(padded.suffix(13).reversed().drop { $0 == "0" }.reversed())
    return padded.dropLast(13) + (fraction.isEmpty ? "" : ".\(fraction)")
  }
}
