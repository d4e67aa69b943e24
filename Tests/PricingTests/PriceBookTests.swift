// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

@Suite("PriceBook") struct PriceBookTests {
  @Test("tiers are put in order; overlapping ones and mixed units are refused")
  func tiers() throws {
    let book = try PriceBook(name: .market, rows: [row("a", "1", from: "10"), row("a", "2", to: "10")])
    let price = try #require(book.price(PriceReference(service: "test", item: "a"), region: "here"))
    #expect(price.tiers.map(\.usd) == [2, 1])
    #expect(throws: PricingError.self) {
      try PriceBook(name: .market, rows: [row("a", "1", from: "9"), row("a", "2", to: "10")])
    }
    #expect(throws: PricingError.self) { try PriceBook(name: .market, rows: [row("a", "1"), row("a", "2")]) }
    #expect(throws: PricingError.self) {
      try PriceBook(name: .market, rows: [row("a", "1", to: "9"), row("a", "2", from: "9", unit: "other")])
    }
  }

  @Test(
    "a tier with impossible numbers is refused",
    arguments: [-1, .nan, Decimal(sign: .plus, exponent: 23, significand: 1)])
  func unsoundTier(number: Decimal) {
    for (from, to, usd) in [(number, nil, 1), (0, nil, number), (0, number, 1), (5, 5, 1)]
      as [(Decimal, Decimal?, Decimal)]
    {
      let tier = Tier(
        from: from, to: to, usd: usd, source: "s", date: PriceDate("undated"), confidence: .derived)
      let row = PriceRow(
        layer: .market, reference: PriceReference(service: "s", item: "i"), region: "r", unit: "u", tier: tier)
      #expect(throws: PricingError.self) { try PriceBook(name: .market, rows: [row]) }
    }
  }

  @Test("a price made of tiers tells all sources, the oldest date and the weakest confidence")
  func provenance() throws {
    let book = try PriceBook(
      name: .market,
      rows: [
        row("a", "2", to: "10", date: "2026-02-02"),
        row("a", "1", from: "10", confidence: .unverified, date: "2025-01-01"),
      ])
    let price = try #require(book.price(PriceReference(service: "TEST", item: "a"), region: "here"))
    #expect(price.source == "test 2; test 1")
    #expect(price.date.text == "2025-01-01")
    #expect(price.confidence == .unverified)
    #expect(book.newestDate == "2026-02-02")
  }

  @Test("the book `documented` prefers the course's figure and falls back on list prices, as a whole")
  func books() throws {
    let rows = [
      try row("a", "1", to: "5", layer: .documented), try row("a", "2"), try row("b", "3"),
      try row("c", "4", layer: .documented),
    ]
    func dollars(_ name: PriceBookName, _ item: String) throws -> [Decimal]? {
      try PriceBook(name: name, rows: rows)
        .price(PriceReference(service: "test", item: item), region: "here")?.tiers.map(\.usd)
    }
    #expect(try dollars(.documented, "a") == [1])
    #expect(try dollars(.documented, "b") == [3])
    #expect(try dollars(.documented, "c") == [4])
    #expect(try dollars(.market, "a") == [2])
    #expect(try dollars(.market, "c") == nil)
    #expect(try PriceBook(name: .documented, rows: rows).prices().map(\.reference.item) == ["a", "b", "c"])
    #expect(try PriceBook(name: .market, rows: rows).prices().map(\.reference.item) == ["a", "b"])
  }

  @Test("a difference is one of price, not of a tier that only one book knows")
  func differences() throws {
    let book = try PriceBook(
      name: .market,
      rows: [
        row("same", "1", layer: .documented), row("same", "1", to: "5"),
        row("tier", "1", layer: .documented), row("tier", "1", to: "5"), row("tier", "2", from: "5"),
        row("unit", "1", layer: .documented, unit: "x"), row("unit", "1", unit: "y"),
        row("alone", "1", layer: .documented),
      ])
    func differs(_ item: String) -> Bool {
      book.documentedDiffers(PriceReference(service: "test", item: item), region: "here") != nil
    }
    #expect(!differs("same"))
    #expect(differs("tier"))
    #expect(differs("unit"))
    #expect(!differs("alone"))
  }
}

@Suite("Built-in prices") struct BuiltInPricesTests {
  let documented: PriceBook
  let market: PriceBook

  init() throws {
    documented = try PriceBook.builtIn(.documented)
    market = try PriceBook.builtIn(.market)
  }

  private func dollars(_ book: PriceBook, _ service: String, _ item: String, _ region: String) -> [String]? {
    book.price(PriceReference(service: service, item: item), region: region)?.tiers.map { Money.plain($0.usd) }
  }

  @Test("every table is read: all services, both regions, every row")
  func complete() throws {
    let files = try PriceFiles(searching: PriceFiles.standardFolders())
    #expect(files.rows.count == 1420)
    #expect(
      documented.services == [
        "cloudwatch", "datatransfer", "dynamodb", "ebs", "ec2", "elasticache", "fargate", "kinesis", "kms", "lambda",
        "msk", "nat", "rds", "sns", "sqs", "vpc", "vpcendpoint",
      ])
    #expect(
      documented.regions == [
        Region(id: "ap-northeast-2", name: "Asia Pacific (Seoul)"),
        Region(id: "us-east-1", name: "US East (N. Virginia)"),
      ])
    #expect(documented.newestDate == "2026-10-01")
    #expect(documented.contentHash.count == 16)
    #expect(documented.contentHash == market.contentHash)
  }

  @Test("every row has a source and a date; every tier ascends; none is free only up to a bound")
  func wellFormed() {
    for book in [documented, market] {
      for price in book.prices() {
        #expect(!price.tiers.isEmpty && !price.unit.isEmpty)
        var end: Decimal? = 0
        for tier in price.tiers {
          #expect(!tier.source.isEmpty && !tier.date.text.isEmpty)
          #expect(tier.usd >= 0 && tier.from >= end ?? Decimal.largestQuantity)
          #expect(tier.to.map { $0 > tier.from } ?? true)
          // A bounded tier at no charge is a free quantity, and those are off unless asked for.
          #expect(tier.usd > 0 || tier.to == nil)
          end = tier.to
        }
        #expect(price.tiers.first?.from == 0, "\(price.reference) begins above 0")
      }
    }
  }

  @Test("no table is too large to read through")
  func sizes() throws {
    let folder = try #require(
      PriceFiles.standardFolders().first { FileManager.default.fileExists(atPath: "\($0)/sqs.csv") })
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")).count < 500_000)
    }
  }

  @Test("every free quantity belongs to prices that exist, in their unit")
  func offers() {
    #expect(documented.freeOffers.count == 16)
    for offer in documented.freeOffers {
      #expect(!offer.references.isEmpty && !offer.source.isEmpty && !offer.date.text.isEmpty)
      for reference in offer.references {
        let units = documented.prices(service: reference.service).filter { $0.reference == reference }.map(\.unit)
        #expect(!units.isEmpty && units.allSatisfy { $0 == offer.unit }, "\(reference)")
      }
    }
  }

  @Test("figures of the course and of the list, as the sources print them")
  func figures() {
    let seoul = "ap-northeast-2"
    let virginia = "us-east-1"
    #expect(dollars(documented, "elasticache", "node:cache.t3.micro", seoul) == ["0.017"])
    #expect(dollars(market, "elasticache", "node:cache.t3.micro", seoul) == ["0.025"])
    #expect(dollars(market, "elasticache", "node:cache.t3.micro", virginia) == ["0.017"])
    #expect(dollars(documented, "elasticache", "node:cache.t3.small", seoul) == ["0.034"])
    #expect(dollars(market, "elasticache", "node:cache.t3.small", seoul) == ["0.049"])
    #expect(dollars(documented, "elasticache", "node:cache.t3.medium", seoul) == ["0.099"])
    #expect(dollars(documented, "SQS", "standard:request", seoul) == ["0.0000004"])
    #expect(dollars(market, "sqs", "standard:request", seoul) == ["0.0000004"])
    #expect(dollars(market, "sqs", "standard:request", virginia) == ["0.0000004", "0.0000003", "0.00000024"])
    #expect(dollars(documented, "sns", "standard:publish", seoul) == ["0.0000005"])
    #expect(dollars(documented, "sns", "delivery:email", seoul) == ["0.00002"])
    #expect(dollars(documented, "sns", "delivery:sqs", seoul) == ["0"])
    #expect(dollars(documented, "sns", "delivery:http", seoul) == ["0.0000006"])
    #expect(dollars(documented, "fargate", "x86:vcpu", seoul) == ["0.04656"])
    #expect(dollars(documented, "fargate", "x86:memory", seoul) == ["0.00511"])
    #expect(dollars(documented, "kinesis", "provisioned:shard-hour", virginia) == ["0.015"])
    #expect(dollars(documented, "msk", "serverless:cluster-hour", seoul) == ["0.92"])
    #expect(dollars(documented, "ec2", "linux:t3.medium", seoul) == ["0.052"])
    #expect(dollars(documented, "lambda", "free-tier:requests-per-month", "global") == nil)
    #expect(dollars(documented, "sns", "delivery:sms:KR", seoul) == nil)
  }

  @Test("book and confidence are different things, and gaps stay gaps")
  func booksAndGaps() throws {
    let requests = PriceReference(service: "sqs", item: "standard:request")
    #expect(documented.price(requests, region: "ap-northeast-2")?.layer == .documented)
    #expect(documented.price(requests, region: "us-east-1")?.layer == .market)
    #expect(documented.price(requests, region: "us-east-1")?.confidence == .documented)
    #expect(documented.price(requests, region: "us-east-1")?.tiers.first?.from == 0)
    let fifo = try #require(
      market.price(PriceReference(service: "sqs", item: "fifo:request"), region: "us-east-1"))
    #expect(fifo.tiers.map(\.to) == [100_000_000_000, nil])
    #expect(fifo.tiers.map(\.from) == [0, 200_000_000_000])
    #expect(fifo.tiers.map(\.confidence) == [.documented, .unverified])
  }

  @Test("the course's Seoul node prices differ from the list; its request prices do not")
  func differences() throws {
    let node = PriceReference(service: "elasticache", item: "node:cache.t3.micro")
    let difference = try #require(documented.documentedDiffers(node, region: "ap-northeast-2"))
    #expect(difference.documented.tiers.map(\.usd) == [try exact("0.017")])
    #expect(difference.market.tiers.map(\.usd) == [try exact("0.025")])
    #expect(documented.documentedDiffers(node, region: "us-east-1") == nil)
    let all = documented.prices(region: "ap-northeast-2").filter {
      documented.documentedDiffers($0.reference, region: $0.region) != nil
    }
    #expect(all.map(\.reference.item) == ["node:cache.t3.micro", "node:cache.t3.small"])
  }
}
