// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

/// What is to be known of prices before they are relied on.
@Suite struct BookHealthTests {
  private func price(_ rows: PriceRow...) throws -> Price {
    let first = try #require(rows.first)
    return Price(
      reference: first.reference, region: first.region, unit: first.unit, tiers: rows.map(\.tier), layer: first.layer)
  }

  private func rowOf(_ item: String, region: String, layer: PriceLayer = .market, usd: String = "1") throws -> PriceRow
  {
    let tier = Tier(
      from: 0, to: nil, usd: try exact(usd), source: "test", date: PriceDate("2026-01-01"), confidence: .documented)
    return PriceRow(
      layer: layer, reference: PriceReference(service: "test", item: item), region: region, unit: "unit", tier: tier)
  }

  @Test func gapsOfTiers() throws {
    let whole = try price(row("a", "1", to: "10"), row("a", "2", from: "10"))
    #expect(whole.gaps.isEmpty)
    // Nothing below 5, from 10 to 20, and from 30 on.
    let torn = try price(row("a", "1", from: "5", to: "10"), row("a", "2", from: "20", to: "30"))
    #expect(torn.gaps.map(\.from) == [0, 10, 30])
    #expect(torn.gaps.map(\.to) == [5, 20, nil])
    let health = BookHealth([torn], date: "2026-01-02", comparing: nil)
    #expect(
      health.findings.map(\.message)
        == ["no price below 5 unit", "no price from 10 to 20 unit", "no price above 30 unit"])
    #expect(health.findings.allSatisfy { $0.kind == .gap && $0.kind.isWarning })
  }

  @Test(
    arguments: [
      // A year is over when its day comes again: only then does the thirteenth month begin.
      ("2026-01-01", "2027-01-01", 12, false), ("2026-01-01", "2027-01-31", 12, false),
      ("2026-01-01", "2027-02-01", 13, true), ("2026-01-15", "2027-02-14", 12, false),
      ("2026-01-15", "2027-02-15", 13, true), ("2026-01-01", "2025-11-01", -2, false),
    ])
  func ages(_ from: String, _ to: String, _ months: Int, _ isStale: Bool) throws {
    let old = try price(row("a", "1", date: from))
    #expect(old.age(on: to) == months)
    #expect(old.isStale(on: to) == isStale)
    #expect(BookHealth([old], date: to, comparing: nil).count(.stale) == (isStale ? 1 : 0))
  }

  @Test func anIncompleteDateHasNoAge() throws {
    for text in ["undated (a course)", "2026-06", "2024"] {
      let undated = try price(row("a", "1", date: text))
      #expect(undated.age(on: "2030-01-01") == nil)
      let health = BookHealth([undated], date: "2030-01-01", comparing: nil)
      #expect(health.findings.map(\.kind) == [.undated])
      #expect(health.findings.map(\.message) == [text])
    }
    // One tier without a date makes the whole price one without.
    let mixed = try price(row("a", "1", to: "5"), row("a", "1", from: "5", date: "undated"))
    #expect(mixed.age(on: "2026-05-01") == nil)
  }

  @Test func doubtsNameTheSourceOfTheWeakestTier() throws {
    let doubtful = try price(
      row("a", "1", to: "5"), row("a", "2", from: "5", to: "7", confidence: .unverified),
      row("a", "3", from: "7", confidence: .derived))
    let health = BookHealth([doubtful], date: "2026-01-02", comparing: nil)
    #expect(health.findings.map(\.kind) == [.unverified])
    #expect(health.findings.first?.message == "test 2")
    let derived = try price(row("a", "3", confidence: .derived))
    #expect(BookHealth([derived], date: "2026-01-02", comparing: nil).findings.map(\.kind) == [.derived])
  }

  @Test func aDifferenceIsToldOnceWhereBothLayersAreLookedAt() throws {
    let rows = [
      try row("a", "1", layer: .documented), try row("a", "2"), try row("b", "3", layer: .documented),
      try row("b", "3"), try row("c", "4"),
    ]
    let book = try PriceBook(name: .documented, rows: rows)
    #expect(book.allLayers.map(\.layer) == [.documented, .market, .documented, .market, .market])
    for prices in [book.allLayers, book.prices()] {
      let health = BookHealth(prices, date: "2026-01-02", comparing: book)
      #expect(health.findings.map(\.kind) == [.differs])
      #expect(health.findings.first?.message == "documented $1.00, list price $2.00")
    }
  }

  @Test func whatARegionLacks() throws {
    let book = try PriceBook(
      name: .market,
      rows: [
        rowOf("a", region: "north"), rowOf("a", region: "south"), rowOf("b", region: "south"),
        rowOf("c", region: "west", layer: .documented),
      ])
    let health = BookHealth(book.allLayers, date: "2026-01-02", comparing: nil)
    #expect(health.regions == ["north", "south", "west"])
    #expect(
      health.findings.map { "\($0.reference.item) \($0.region)" } == [
        "a west", "b north", "b west", "c north", "c south",
      ])
    #expect(health.findings.first?.message == "no price; there is one in north, south")
    let alone = BookHealth(book.prices(region: "south"), date: "2026-01-02", comparing: nil)
    #expect(alone.findings.isEmpty)
    let covered = BookHealth(
      book.prices(region: "south"), date: "2026-01-02", comparing: nil, coverage: (book.allLayers, ["west"]))
    #expect(covered.findings.map { "\($0.reference.item) \($0.region)" } == ["a west", "b west"])
  }

  @Test func theBuiltInTablesAreLookedAtWhole() throws {
    let book = try PriceBook.builtIn(.documented)
    let health = BookHealth(book.allLayers, date: book.newestDate ?? "", comparing: book)
    #expect(health.prices >= book.prices().count)
    #expect(health.newest == book.newestDate)
    #expect(health.services == book.services)
    // Sorted by kind, and each kind by price.
    let kinds = health.findings.map { BookHealth.Kind.allCases.firstIndex(of: $0.kind) ?? -1 }
    #expect(kinds == kinds.sorted())
    #expect(health.findings.count == Set(health.findings).count)
  }
}
