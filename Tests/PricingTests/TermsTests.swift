// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

/// What customers pay differently: reserved nodes, savings plans, Graviton, credits, prices of their own.
@Suite("Terms of a customer") struct TermsTests {
  let seoul = "ap-northeast-2"
  let node = meter("elasticache", "node:cache.t3.micro", unit: "node-hour", id: "node")
  let vcpu = meter("fargate", "x86:vcpu", unit: "vCPU-hour", id: "vcpu")

  private func bill(
    _ usages: [Usage], _ book: PriceBookName = .market, region: String? = nil, _ change: (inout PricingTerms) -> Void
  ) throws -> Bill {
    var terms = PricingTerms(book: book)
    change(&terms)
    return Bill(usages: usages, book: try .builtIn(book), region: region ?? seoul, terms: terms)
  }

  @Test("reserved nodes: the tables' rate for what is covered, the list price for the rest")
  func reserved() throws {
    // 3 nodes for a month: 2,190 h. Two thirds reserved for a year without upfront: 1,460 h x 0.017 = 24.82; the rest at
    // the list price: 730 h x 0.025 = 18.25.
    let third = Decimal(2) / 3
    let bill = try bill([usage("cache", node, 2_190)]) {
      $0.commitments = [Commitment(scope: .elastiCache, years: 1, payment: .noUpfront, covers: third)]
    }
    #expect(
      bill.lines.map(\.meter.title) == ["node:cache.t3.micro, reserved 1 year, no upfront", "node:cache.t3.micro"])
    #expect(bill.lines.map(\.meter.price.item) == ["ri-1y-noupfront:cache.t3.micro", "node:cache.t3.micro"])
    #expect(bill.lines.reduce(Decimal(0)) { $0 + $1.quantity } == 2_190)
    #expect(bill.total.rounded(places: 6) == (try exact("43.07")))
  }

  @Test("what the book has no reserved rate for is not priced, unless the scenario says the discount")
  func withoutRate() throws {
    let instance = meter("rds", "single-az:mysql:db.t3.micro", unit: "instance-hour")
    let unpriced = try bill([usage("db", instance, 730)]) {
      $0.commitments = [Commitment(scope: .rds, years: 1, payment: .noUpfront)]
    }
    #expect(unpriced.lines.isEmpty && unpriced.isAtLeast)
    // 730 h x 0.026 x 0.7 = 13.286
    let priced = try bill([usage("db", instance, 730)]) {
      $0.commitments = [
        Commitment(
          scope: .rds, years: 1, payment: .noUpfront, discount: Decimal(sign: .plus, exponent: -1, significand: 3))
      ]
    }
    #expect(priced.total == (try exact("13.286")))
  }

  @Test("a savings plan covers Fargate and the duration of Lambda, not requests or caches")
  func savings() throws {
    let duration = meter("lambda", "arm:duration", unit: "GB-second", id: "duration")
    let requests = meter("lambda", "arm:request", unit: "request", id: "requests")
    let bill = try bill([
      usage("w", vcpu, 1_000), usage("f", duration, 1_000_000), usage("f", requests, 1_000_000), usage("c", node, 100),
    ]) {
      $0.commitments = [
        Commitment(
          scope: .compute, years: 1, payment: .noUpfront, discount: Decimal(sign: .plus, exponent: -1, significand: 2))
      ]
    }
    // 1,000 x 0.04656 x 0.8 = 37.248; 1e6 x 0.0000133334 x 0.8 = 10.66672; 1e6 x 0.0000002 = 0.2; 100 x 0.025 = 2.5
    #expect(
      bill.lines.map(\.amount) == [try exact("37.248"), try exact("10.66672"), try exact("0.2"), try exact("2.5")])
  }

  @Test("Graviton: the Arm price of the same size; what has none stays, what is not in the book is not priced")
  func graviton() throws {
    func reference(_ service: String, _ item: String) -> String? {
      Graviton.reference(PriceReference(service: service, item: item))?.item
    }
    #expect(reference("elasticache", "node:cache.t3.micro") == "node:cache.t4g.micro")
    #expect(reference("elasticache", "node-valkey:cache.m5.large") == "node-valkey:cache.m6g.large")
    #expect(reference("ec2", "linux:c5.2xlarge") == "linux:c6g.2xlarge")
    #expect(reference("rds", "multi-az:postgresql:db.t3.medium") == "multi-az:postgresql:db.t4g.medium")
    #expect(reference("msk", "broker:kafka.m5.large") == "broker:kafka.m7g.large")
    #expect(reference("fargate", "x86:memory") == "arm:memory")
    #expect(reference("lambda", "x86:request") == "arm:request")
    for (service, item) in [
      ("elasticache", "node:cache.t4g.micro"), ("sqs", "standard:request"), ("msk", "serverless:data-in"),
      ("rds", "storage:gp3:single-az"), ("ec2", "t3-unlimited-cpu-credit"),
    ] { #expect(reference(service, item) == nil, "\(item)") }
    // 730 h x 0.024 = 17.52 instead of 730 x 0.025 = 18.25.
    let bill = try bill([usage("cache", node, 730)]) { $0.usesGraviton = true }
    #expect(bill.total == (try exact("17.52")) && bill.lines[0].meter.title == "node:cache.t3.micro as cache.t4g.micro")
  }

  @Test("every Graviton type of the families has a price in one of the regions")
  func families() throws {
    let book = try PriceBook.builtIn(.market)
    var found = 0
    for price in book.prices() {
      guard let other = Graviton.reference(price.reference), book.price(other, region: price.region) != nil else {
        continue
      }
      found += 1
    }
    #expect(found > 100)
  }

  @Test("credits are taken off last, and no more than there is to pay")
  func credits() throws {
    // 730 x 0.025 = 18.25
    let part = try bill([usage("cache", node, 730)]) { $0.credits = 10 }
    #expect(part.total == (try exact("8.25")) && part.credits?.amount == -10)
    let all = try bill([usage("cache", node, 730)]) { $0.credits = 100 }
    #expect(all.total == 0)
    #expect(all.credits?.amount == (try exact("-18.25")))
    #expect(try bill([usage("cache", node, 0)]) { $0.credits = 100 }.credits == nil)
  }

  @Test("a price of one's own beats the book's, a discount lowers what is left, another region can be added")
  func overlay() throws {
    let tier = Tier(
      from: 0, to: nil, usd: try exact("0.02"), source: "contract", date: PriceDate("2026-11-01"),
      confidence: .documented)
    let book = try PriceBook.builtIn(.documented).overlaid(
      "contract",
      rows: [
        PriceRow(layer: .own, reference: node.price, region: seoul, unit: "node-hour", tier: tier),
        PriceRow(layer: .own, reference: node.price, region: "eu-west-1", unit: "node-hour", tier: tier),
      ], discounts: [PriceDiscount(service: "Fargate", share: try exact("0.25"))],
      regions: [Region(id: "eu-west-1", name: "Ireland")],
      fingerprint: "x")
    let bill = Bill(usages: [usage("c", node, 100), usage("w", vcpu, 100)], book: book, region: seoul)
    // 100 x 0.02 = 2; 100 x 0.04656 x 0.75 = 3.492
    #expect(bill.lines.map(\.amount) == [2, try exact("3.492")])
    #expect(bill.lines.map(\.layer) == [.own, .market])
    #expect(bill.lines[1].source.contains("less 25% (contract)"))
    #expect(Bill(usages: [usage("c", node, 1)], book: book, region: "eu-west-1").total == (try exact("0.02")))
    #expect(book.contentHash != (try PriceBook.builtIn(.documented).contentHash))
    #expect(book.regions.contains(Region(id: "eu-west-1", name: "Ireland")))
  }

  @Test("of several discounts the most exact one counts, not all of them")
  func exactDiscount() throws {
    let shares = try ["0.1", "0.2", "0.3"].map(exact)
    let book = try PriceBook.builtIn(.market).overlaid(
      "contract", rows: [],
      discounts: [
        PriceDiscount(service: "fargate", item: "x86:vcpu", share: shares[1]),
        PriceDiscount(service: "fargate", share: shares[0]),
        PriceDiscount(service: "fargate", item: "x86:vcpu", region: "us-east-1", share: shares[2]),
      ], fingerprint: "x")
    func price(_ item: String, _ region: String) -> Decimal? {
      book.price(PriceReference(service: "fargate", item: item), region: region)?.tiers.first?.usd
    }
    // 0.04656 less 20%, 0.04048 less 30%, 0.00511 less 10%
    #expect(price("x86:vcpu", seoul) == (try exact("0.037248")))
    #expect(price("x86:vcpu", "us-east-1") == (try exact("0.028336")))
    #expect(price("x86:memory", seoul) == (try exact("0.004599")))
  }

  @Test("provenance: mixed layers, ages in whole months, undated and unverified lines")
  func provenance() throws {
    let db = meter("rds", "single-az:mysql:db.t3.micro", unit: "instance-hour")
    let bill = try bill([usage("c", node, 1), usage("w", vcpu, 1), usage("d", db, 1)], .documented) { _ in }
    let sources = BillProvenance(bill.lines, date: "2026-10-01")
    #expect(sources.isMixed && sources.layers.map(\.lines) == [1, 2])
    // RDS: 2021-08-03, which is 61 whole months before 2026-10-01 (62 on 2026-10-03); Fargate: 2025-10-27, 11 months.
    #expect(sources.oldest == "2021-08-03" && sources.oldestAge == 61 && sources.staleLines == 1)
    #expect(sources.undatedLines == 1)
    #expect(PriceDate.months(from: "2025-10-27", to: "2026-10-26") == 11)
    #expect(PriceDate.months(from: "2025-10-27", to: "2026-10-27") == 12)
    #expect(PriceDate.months(from: "2026-10-27", to: "2026-10-01") == 0)
    #expect(PriceDate.months(from: "soon", to: "2026-10-27") == nil)
  }
}
