// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import Pricing

/// A user's own prices over those of the tables.
@Suite struct OverlaidBookTests {
  private func own(_ text: String) throws -> PriceBookFile {
    var diagnostics = Diagnostics()
    let file = PriceBookFile.read(bytes: Array(text.utf8), path: "my.yaml", &diagnostics)
    return try #require(file, "\(diagnostics.items.map(\.message))")
  }

  private func laid(_ file: PriceBookFile, over name: PriceBookName) throws -> PriceBook {
    try PriceBook.builtIn(name).overlaid(
      file.name, rows: file.rows, discounts: file.discounts, freeOffers: file.offers, regions: file.regions,
      fingerprint: file.fingerprint)
  }

  private let vcpu = PriceReference(service: "fargate", item: "x86:vcpu")

  @Test func anOwnPriceBeatsDocumentedAndMarket() throws {
    let file = try own(
      """
      name: ours
      date: 2026-09-30
      prices:
        - { service: fargate, item: "x86:vcpu", region: ap-northeast-2, unit: vCPU-hour, usd: 0.04 }
      """)
    for name in PriceBookName.allCases {
      let before = try PriceBook.builtIn(name)
      let book = try laid(file, over: name)
      let price = try #require(book.price(vcpu, region: "ap-northeast-2"))
      #expect(price.layer == .own)
      #expect(price.tiers.map(\.usd) == [try exact("0.04")])
      #expect(book.ownName == "ours")
      #expect(book.ownPrices.map(\.reference) == [vcpu])
      #expect(book.layers(vcpu, region: "ap-northeast-2").first?.layer == .own)
      // Another region, and everything else, is as it was.
      #expect(book.price(vcpu, region: "us-east-1") == before.price(vcpu, region: "us-east-1"))
      #expect(BookDifferences(from: before, to: book).changes.map(\.reference) == [vcpu])
      #expect(book.contentHash != before.contentHash)
    }
  }

  @Test func aDiscountLowersListPricesButNotOwnOnes() throws {
    let file = try own(
      """
      name: ours
      prices:
        - { service: fargate, item: "x86:vcpu", region: us-east-1, unit: vCPU-hour, usd: 0.04 }
      discounts:
        - { service: fargate, share: 12.5%, region: us-east-1 }
      """)
    let before = try PriceBook.builtIn(.market)
    let book = try laid(file, over: .market)
    #expect(book.price(vcpu, region: "us-east-1")?.tiers.map(\.usd) == [try exact("0.04")])
    #expect(book.price(vcpu, region: "ap-northeast-2") == before.price(vcpu, region: "ap-northeast-2"))
    let changes = BookDifferences(from: before, to: book).changes
    #expect(changes.contains { $0.reference != vcpu })
    for change in changes where change.reference != vcpu {
      #expect(change.reference.service == "fargate" && change.region == "us-east-1")
      #expect(change.steps.allSatisfy { $0.percent == Decimal(sign: .minus, exponent: -1, significand: 125) })
    }
  }

  @Test func anotherRegionIsAddedWithItsName() throws {
    let file = try own(
      """
      name: ireland
      regions: { eu-west-1: EU (Ireland) }
      prices:
        - { service: sqs, item: "standard:request", region: eu-west-1, unit: request, usd: 0.0000004 }
      """)
    let book = try laid(file, over: .documented)
    #expect(book.regions.contains(Region(id: "eu-west-1", name: "EU (Ireland)")))
    let changes = BookDifferences(from: try PriceBook.builtIn(.documented), to: book).changes
    #expect(changes.map(\.kind) == [.added])
    #expect(changes.map(\.region) == ["eu-west-1"])
  }
}
