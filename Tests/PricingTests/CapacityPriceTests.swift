// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

/// Prices of caches, databases and compute that must stand in a certain relation to each other.
@Suite("Prices of caches, databases and compute") struct CapacityPriceTests {
  private static let seoul = "ap-northeast-2"
  private static let regions = [seoul, "us-east-1"]

  private func usd(_ service: String, _ item: String, _ region: String) throws -> Decimal? {
    let price = try PriceBook.builtIn(.market).price(PriceReference(service: service, item: item), region: region)
    return price.flatMap { $0.tiers.first?.usd }
  }

  /// The discounts of all node types with a price for it, ascending.
  private func discounts(_ term: String, _ region: String) throws -> [Decimal] {
    let prefix = "\(term):"
    return try PriceBook.builtIn(.market).prices(service: "elasticache", region: region)
      .filter { $0.reference.item.hasPrefix(prefix) }
      .map { price in
        let node = "node:" + price.reference.item.dropFirst(prefix.count)
        let onDemand = try #require(try usd("elasticache", node, region), "\(node)")
        let reserved = try #require(price.tiers.first?.usd)
        return 1 - reserved / onDemand
      }.sorted()
  }

  @Test(
    "reserved nodes: the median discount of each term is AWS's",
    arguments: [
      ("ri-1y-noupfront", "0.319"), ("ri-1y-partial-effective", "0.35"), ("ri-3y-noupfront", "0.481"),
      ("ri-3y-partial-effective", "0.52"), ("ri-3y-allupfront-effective", "0.549"),
    ])
  func reserved(_ term: String, _ median: String) throws {
    var all: [Decimal] = []
    for region in Self.regions {
      let found = try discounts(term, region)
      #expect(found.allSatisfy { $0 > Decimal(0.25) && $0 < Decimal(0.6) }, "\(region): \(found)")
      all += found
    }
    all.sort()
    try #require(all.count >= 4)
    let middle = (all[all.count / 2] + all[(all.count - 1) / 2]) / 2
    // A tenth of a point, as the source gives it.
    #expect(abs(middle - (try exact(median))) < Decimal(string: "0.0011")!, "\(middle)")
  }

  @Test("the more is paid upfront and the longer the term, the less an hour costs")
  func order() throws {
    let book = try PriceBook.builtIn(.market)
    for region in Self.regions {
      let nodes = book.prices(service: "elasticache", region: region).map(\.reference.item)
        .filter { $0.hasPrefix("ri-1y-noupfront:") }.map { String($0.dropFirst(16)) }
      #expect(nodes.count > 20)
      for node in nodes {
        let terms = [
          "node", "ri-1y-noupfront", "ri-1y-partial-effective", "ri-3y-noupfront", "ri-3y-partial-effective",
        ]
        let prices = try terms.map { try #require(try usd("elasticache", "\($0):\(node)", region), "\($0) \(node)") }
        #expect(zip(prices, prices.dropFirst()).allSatisfy { $0 > $1 }, "\(region) \(node): \(prices)")
      }
    }
  }

  @Test("Valkey nodes cost a fifth less, Memcached's as Redis's")
  func engines() throws {
    for price in try PriceBook.builtIn(.market).prices(service: "elasticache")
    where price.reference.item.hasPrefix("node:") {
      let name = price.reference.item.dropFirst(5)
      let node = try #require(price.tiers.first?.usd)
      #expect(try usd("elasticache", "node-memcached:\(name)", price.region) == node, "\(name)")
      #expect(try usd("elasticache", "node-valkey:\(name)", price.region) == node * exact("0.8"), "\(name)")
    }
  }

  @Test("Extended Support is about 80% of a node's hour, in year 3 160%", arguments: ["micro", "small"])
  func extendedSupport(_ size: String) throws {
    let node = try #require(try usd("elasticache", "node:cache.t4g.\(size)", Self.seoul))
    for (years, share) in [("yr1-2", Decimal(80)), ("yr3", 160)] {
      let add = try #require(try usd("elasticache", "extended-support-\(years)-addon:cache.t4g.\(size)", Self.seoul))
      #expect(abs(add / node * 100 - share) < 2)
    }
  }

  @Test("a Multi-AZ instance costs about two of a single zone")
  func multiAZ() throws {
    let all = try PriceBook.builtIn(.market).prices(service: "rds").filter { $0.reference.item.hasPrefix("multi-az:") }
    #expect(all.count >= 3)
    for price in all {
      let single = "single-az:" + price.reference.item.dropFirst(9)
      let one = try #require(try usd("rds", single, price.region), "\(single)")
      let two = try #require(price.tiers.first?.usd)
      #expect(abs(two - 2 * one) <= Decimal(string: "0.001")!, "\(price.reference)")
    }
  }

  @Test("what is free in the first year: 750 hours of the smallest of each, once for all engines, and 30 GB")
  func freeOffers() throws {
    let offers = try PriceBook.builtIn(.documented).freeOffers
    for (service, quantity, count) in [("elasticache", 750, 6), ("ec2", 750, 1), ("rds", 750, 2), ("ebs", 30, 2)] {
      let found = offers.filter { $0.references.first?.service == service }
      #expect(found.count == 1 && found[0].kind == .firstYear)
      #expect(found.first?.quantity == Decimal(quantity) && found.first?.references.count == count)
    }
    let tables = offers.filter { $0.references.first?.service == "dynamodb" }
    #expect(tables.map(\.kind) == [.always] && tables.map(\.quantity) == [25])
    #expect(!offers.contains { $0.references.first?.service == "fargate" })
  }

  @Test("the hours are shared: a Redis and a Valkey node all month have 750 hours between them")
  func sharedHours() throws {
    let nodes = ["node:cache.t3.micro", "node-valkey:cache.t3.micro"]
    let usages = nodes.map { usage($0, meter("elasticache", $0, unit: "node-hour"), 730) }
    let bill = Bill(
      usages: usages, book: try .builtIn(.market), region: "us-east-1", terms: PricingTerms(freeTier: .firstYear))
    // 730 x (0.017 + 0.0136) = 22.338; free are 375 hours of each: 375 x 0.0306 = 11.475
    #expect(bill.total == (try exact("10.863")))
  }
}
