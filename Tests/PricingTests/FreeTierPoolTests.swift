// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

/// Free quantities that several prices share, which a page of one price cannot show.
@Suite("Free tier: shared quantities") struct FreeTierPoolTests {
  private func bill(_ usages: [Usage], region: String = "us-east-1") throws -> Bill {
    Bill(
      usages: usages, book: try .builtIn(.market), region: region, terms: PricingTerms(freeTier: .always))
  }

  @Test("SQS gives a million requests once, for queues of both types (SQS pricing)")
  func queues() throws {
    let standard = meter("sqs", "standard:request", unit: "request")
    let fifo = meter("sqs", "fifo:request", unit: "request")
    #expect(try bill([usage("a", standard, 500_000), usage("b", fifo, 500_000)]).total == 0)
    // Half of the free million each: (1.5 M x 0.40 + 1.5 M x 0.50) a million.
    let both = try bill([usage("a", standard, 2_000_000), usage("b", fifo, 2_000_000)])
    #expect(both.total == (try exact("1.35")))
    #expect(both.freeTier.map(\.quantity) == [1_000_000])
  }

  @Test("Lambda gives 400,000 GB-s once, over x86 and ARM, and a million requests (Lambda pricing)")
  func functions() throws {
    let x86 = meter("lambda", "x86:duration", unit: "GB-second")
    let arm = meter("lambda", "arm:duration", unit: "GB-second")
    #expect(try bill([usage("a", x86, 300_000), usage("b", arm, 100_000)]).total == 0)
    // 800,000 in all: a quarter of the 400,000 free is ARM's. 300,000 x 0.0000166667 + 100,000 x 0.0000133334.
    let half = try bill([usage("a", x86, 600_000), usage("b", arm, 200_000)])
    #expect(half.total == (try exact("6.33335")))
    let calls = [meter("lambda", "x86:request", unit: "request"), meter("lambda", "arm:request", unit: "request")]
    #expect(try bill([usage("a", calls[0], 400_000), usage("b", calls[1], 600_000)]).total == 0)
    #expect(try bill([usage("a", calls[0], 400_000), usage("b", calls[1], 600_005)]).total == (try exact("0.000001")))
  }

  @Test("runs at the provisioned rate, and /tmp, are never free")
  func notFree() throws {
    let items = ["x86:duration-provisioned", "x86:provisioned-concurrency", "ephemeral-storage-over-512MB"]
    for item in items {
      let one = try bill([usage("a", meter("lambda", item, unit: "GB-second"), 1_000)])
      #expect(one.freeTier.isEmpty && one.total > 0, "\(item)")
    }
  }

  @Test("a function that is outside the free tier takes nothing of it (Lambda pricing, provisioned concurrency)")
  func outside() throws {
    let price = PriceReference(service: "lambda", item: "x86:request")
    let free = Meter.millions(id: "r", title: "r", price: price, unit: "request")
    let outside = Meter.millions(id: "r", title: "r", price: price, unit: "request", isOutsideFreeTier: true)
    let alone = try bill([usage("kept", outside, 1_000_000)])
    #expect(alone.total == (try exact("0.20")) && alone.freeTier.isEmpty)
    // The other function has the whole million for itself.
    let both = try bill([usage("kept", outside, 1_000_000), usage("f", free, 1_000_000)])
    #expect(both.total == (try exact("0.20")))
    #expect(both.freeTier.map(\.quantity) == [1_000_000])
    let more = try bill([usage("kept", outside, 5_000_000), usage("f", free, 300_000)])
    #expect(more.total == 1 && more.freeTier.map(\.quantity) == [300_000])
  }

  @Test("KMS gives 20,000 calls a month, SNS a million push messages to both platforms together")
  func others() throws {
    let kms = meter("kms", "request", unit: "request")
    #expect(try bill([usage("a", kms, 12_000), usage("b", kms, 8_001)]).total == (try exact("0.000003")))
    let push = ["apns", "gcm"].map { meter("sns", "delivery:mobile-push-\($0)", unit: "notification") }
    #expect(try bill([usage("a", push[0], 600_000), usage("b", push[1], 400_000)]).total == 0)
    #expect(try bill([usage("a", push[0], 600_000), usage("b", push[1], 400_002)]).total == (try exact("0.000001")))
  }
}
