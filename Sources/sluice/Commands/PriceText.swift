// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Reports

/// Prices as a table, with their tiers and sources, as JSON and as CSV.
enum PriceText {
  /// One line for each price; of several tiers the first, with how many more there are.
  static func table(_ prices: [Price], width: Int) -> String {
    let columns = [
      PlainTable.Column("SERVICE"), PlainTable.Column("ITEM", minimum: 24), PlainTable.Column("REGION"),
      PlainTable.Column("PRICE", alignsRight: true), PlainTable.Column("UNIT", minimum: 10),
      PlainTable.Column("BOOK"), PlainTable.Column("DATE", minimum: 12),
    ]
    let rows = prices.map { price in
      let first = price.tiers.first.map { Money.unitPrice($0.usd) } ?? "-"
      let more = price.tiers.count > 1 ? " (\(price.tiers.count) tiers)" : ""
      return [
        price.reference.service, price.reference.item, price.region, first, price.unit + more, price.layer.rawValue,
        price.date.text,
      ]
    }
    return PlainTable.text(columns, rows, TextStyle(width: width))
  }

  /// The last line of a list.
  static func summary(_ book: PriceBook) -> String {
    "book \(book.name.rawValue), newest price \(book.newestDate ?? "undated"), US dollars without tax\n"
  }

  /// A block for each price.
  static func details(_ prices: [Price], _ book: PriceBook) -> String {
    prices.map { price in
      var text = "\(price.reference.service) \(price.reference.item) in \(price.region), per \(price.unit)"
      text += " (\(price.layer.rawValue))\n"
      for tier in price.tiers {
        let to = tier.to.map { "up to \(Money.grouped($0, places: 0))" } ?? "and above"
        text += "  \(Money.unitPrice(tier.usd))  from \(Money.grouped(tier.from, places: 0)) \(to)"
        text += "  \(tier.date.text), \(tier.confidence.rawValue)\n    source: \(tier.source)\n"
      }
      if book.name == .documented, let difference = book.documentedDiffers(price.reference, region: price.region) {
        let listed = difference.market.tiers.map { Money.unitPrice($0.usd) }.joined(separator: ", ")
        text += "  the list price differs: \(listed) (\(difference.market.date.text))\n"
      }
      return text
    }.joined(separator: "\n")
  }

  static func json(_ prices: [Price], _ book: PriceBook) -> String {
    let list = prices.map { price in
      JSONValue.object([
        .init("service", .string(price.reference.service)),
        .init("item", .string(price.reference.item)),
        .init("region", .string(price.region)),
        .init("unit", .string(price.unit)),
        .init("book", .string(price.layer.rawValue)),
        .init("tiers", .array(price.tiers.map(tier))),
      ])
    }
    let object = JSONValue.object([
      .init("schema", .string("prices/1")),
      .init("book", .string(book.name.rawValue)),
      .init("newest", book.newestDate.map { .string($0) } ?? .null),
      .init("fingerprint", .string(book.contentHash)),
      .init("currency", .string("USD")),
      .init("prices", .array(list)),
    ])
    return object.text(pretty: true) + "\n"
  }

  /// Money is text: a reader must not be tempted to take it for a binary number.
  private static func tier(_ tier: Tier) -> JSONValue {
    .object([
      .init("from", .string(Money.plain(tier.from))),
      .init("to", tier.to.map { .string(Money.plain($0)) } ?? .null),
      .init("usd", .string(Money.plain(tier.usd))),
      .init("source", .string(tier.source)),
      .init("date", .string(tier.date.text)),
      .init("confidence", .string(tier.confidence.rawValue)),
    ])
  }

  /// One line for each tier, in the columns of the price tables, the service in front.
  static func csv(_ prices: [Price]) -> String {
    let heading = ["service", "book", "item", "region", "unit", "from", "to", "usd", "source", "date", "confidence"]
    let rows = prices.flatMap { price in
      price.tiers.map { tier in
        [
          price.reference.service, price.layer.rawValue, price.reference.item, price.region, price.unit,
          Money.plain(tier.from), tier.to.map(Money.plain) ?? "", Money.plain(tier.usd), tier.source,
          tier.date.text, tier.confidence.rawValue,
        ]
      }
    }
    return CSV.text([heading] + rows)
  }
}
