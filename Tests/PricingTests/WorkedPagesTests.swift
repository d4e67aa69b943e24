// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

/// The prices and tiers that the pages of `scenarios/bills` work out by hand.
@Suite("Pages of bills by hand: prices and tiers") struct WorkedPagesTests {
  @Test("each row is what a bill says", arguments: WorkedTables.rows(WorkedTables.priceColumns))
  func row(_ row: WorkedTables.Row) throws {
    let words = row["price"].split(separator: " ", maxSplits: 1).map(String.init)
    try #require(words.count == 2, "a price is called `service item`")
    let reference = PriceReference(service: words[0], item: words[1])
    let name = try #require(PriceBookName(rawValue: row["book"]))
    let freeTier = try #require(FreeTier(rawValue: row["free tier"]))
    let quantity = try #require(WorkedTables.number(row["quantity"]))
    let book = try PriceBook.builtIn(name)
    let unit = book.price(reference, region: row["region"])?.unit ?? "unit"
    let meter = Meter(id: "page", title: "page", price: reference, unit: unit)
    let bill = Bill(
      usages: [Usage(part: "page", meter: meter, quantity: quantity, countedFrom: "")], book: book,
      region: row["region"], terms: PricingTerms(freeTier: freeTier))
    if row["amount"] == "not priced" {
      #expect(bill.lines.isEmpty && bill.isAtLeast)
      return
    }
    let isAtLeast = row["amount"].hasPrefix("at least ")
    let text = isAtLeast ? String(row["amount"].dropFirst(9)) : row["amount"]
    let amount = try #require(WorkedTables.number(text))
    #expect(bill.isAtLeast == isAtLeast)
    #expect(bill.total.rounded(places: WorkedTables.decimals(text)) == amount, "\(bill.total)")
  }

  @Test("there are pages, and each has rows")
  func pages() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: WorkedTables.folder.path)
    let pages = names.filter { $0.hasSuffix(".md") && $0 != "README.md" }
    #expect(!pages.isEmpty)
    for page in pages {
      #expect(
        WorkedTables.rows(WorkedTables.priceColumns).contains { $0.page == page }, "\(page) has no table of prices")
    }
  }
}
