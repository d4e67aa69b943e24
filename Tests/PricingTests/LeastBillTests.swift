// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

@Suite("A bill from below") struct LeastBillTests {
  /// Prices with tiers, shared free quantities, promises and discounts.
  private static let meters = [
    meter("sqs", "standard:request", unit: "request"), meter("sqs", "fifo:request", unit: "request"),
    meter("lambda", "x86:duration", unit: "GB-second"), meter("lambda", "arm:duration", unit: "GB-second"),
    meter("fargate", "x86:vcpu", unit: "vCPU-hour"), meter("ec2", "linux:t3.micro", unit: "instance-hour"),
    meter("elasticache", "node:cache.t3.micro", unit: "node-hour"),
    meter("datatransfer", "internet-out", unit: "GB"), meter("kms", "request", unit: "request"),
    meter("nobody", "knows", unit: "request"),
    // Outside of the free tier, at the price of another meter.
    Meter(
      id: "provisioned", title: "provisioned", price: PriceReference(service: "lambda", item: "x86:duration"),
      unit: "GB-second", isOutsideFreeTier: true),
  ]
  /// A month's use that reaches beyond the first tiers.
  private static let scales: [UInt64] = [
    3_000_000_000, 200_000_000_000, 20_000_000_000, 9_000_000_000, 60_000, 2_000, 2_000, 300_000, 90_000, 5,
    20_000_000_000,
  ]

  @Test("never above the bill, whatever is used besides", arguments: [UInt64(1), 2, 3]) func property(seed: UInt64)
    throws
  {
    var random = SplitMix64(state: seed)
    let book = try PriceBook.builtIn(.market)
    for _ in 0..<300 {
      let tier = FreeTier.allCases[Int(random.below(3))]
      var terms = try PricingTerms(freeTier: tier, discount: random.below(2) == 0 ? 0 : exact("0.12"))
      if random.below(3) == 0 { terms.credits = 20 }
      if random.below(3) == 0 {
        terms.commitments = [
          Commitment(
            scope: .compute, years: 1, payment: .noUpfront, covers: try exact("0.6"), discount: try exact("0.3"))
        ]
      }
      terms.usesGraviton = random.below(4) == 0
      var least: [Usage] = []
      var real: [Usage] = []
      for (place, meter) in Self.meters.enumerated() where random.below(3) > 0 {
        // Small amounts too, where free quantities decide.
        let scale = random.below(2) == 0 ? Self.scales[place] : max(1, Self.scales[place] / 5_000)
        let known = Decimal(random.below(scale))
        least.append(usage("a", meter, known))
        real.append(usage("a", meter, known + (random.below(2) == 0 ? 0 : Decimal(random.below(scale)))))
        if random.below(3) == 0 { real.append(usage("b", meter, Decimal(random.below(scale)))) }
      }
      let bill = Bill(usages: real, book: book, region: "us-east-1", terms: terms)
      let floor = LeastBill.total(usages: least, book: book, region: "us-east-1", terms: terms)
      #expect(floor <= bill.total, "seed \(seed): \(floor) above \(bill.total)")
      #expect(floor >= 0)
      let lines = LeastBill.lines(usages: least, book: book, region: "us-east-1", terms: terms)
      let ofPart = bill.lines.filter { $0.part == "a" }.reduce(Decimal(0)) { $0 + $1.amount }
      #expect(lines <= ofPart, "seed \(seed): \(lines) above \(ofPart)")
    }
  }

  @Test("without a free tier it is the bill itself") func exactly() throws {
    let book = try PriceBook.builtIn(.market)
    let usages = [
      usage("a", Self.meters[0], 1_500_000_000), usage("b", Self.meters[0], 700_000_000),
      usage("c", Self.meters[4], 17_520),
    ]
    let terms = try PricingTerms(discount: exact("0.1"))
    let bill = Bill(usages: usages, book: book, region: "us-east-1", terms: terms)
    #expect(LeastBill.total(usages: usages, book: book, region: "us-east-1", terms: terms) == bill.total)
  }

  /// 400,000 GB-s are free of x86 and ARM together; from below each may have them all.
  @Test("shared free quantities, by hand") func shared() throws {
    let book = try PriceBook.builtIn(.market)
    let usages = [usage("a", Self.meters[2], 600_000), usage("b", Self.meters[3], 200_000)]
    let floor = LeastBill.total(usages: usages, book: book, region: "us-east-1", terms: PricingTerms(freeTier: .always))
    #expect(floor == 200_000 * (try exact("0.0000166667")))
  }

  @Test("credits take it down to nothing, not below") func credits() throws {
    var terms = PricingTerms()
    terms.credits = 100
    let usages = [usage("a", Self.meters[4], 100)]
    #expect(LeastBill.total(usages: usages, book: try .builtIn(.market), region: "us-east-1", terms: terms) == 0)
  }
}
