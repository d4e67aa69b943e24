// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Reports

/// Prices as a table, with their tiers and sources, as JSON and as CSV.
struct PriceText {
  let book: PriceBook
  /// The day from which ages are told.
  let date: String?

  // MARK: For a person

  /// One line for each price; of several tiers the first, with how many more there are.
  ///
  /// On a narrow terminal the column of dates is left out; ages tell as much.
  func table(_ prices: [Price], _ style: TextStyle) -> String {
    let isWide = style.width >= Self.widthWithDates
    var columns = [
      PlainTable.Column(say("PRICE OF"), minimum: isWide ? 24 : 20), PlainTable.Column(say("REGION")),
      PlainTable.Column(say("PRICE"), alignsRight: true), PlainTable.Column(say("UNIT"), minimum: isWide ? 10 : 8),
      PlainTable.Column(say("LAYER"), minimum: 11),
    ]
    if isWide { columns.append(PlainTable.Column(say("DATE"), minimum: 12)) }
    columns.append(PlainTable.Column(say("MONTHS"), alignsRight: true))
    let rows = prices.map { price -> [String] in
      let first = price.tiers.first.map { Money.unitPrice($0.usd) } ?? "-"
      let more = price.tiers.count > 1 ? " \(say("(\(price.tiers.count) tiers)"))" : ""
      let age = price.age(on: date).map { "\($0)" } ?? "?"
      let day = isWide ? [Self.day(price.date)] : []
      return [price.reference.name, price.region, first, price.unit + more, origin(price)] + day + [age]
    }
    return PlainTable.text(columns, rows, style)
  }

  /// Narrower than this, a table has no room for dates.
  private static let widthWithDates = 96

  /// `2026-09-30`, `2026-06`, `undated`; what else a source says of its date is in the details.
  private static func day(_ date: PriceDate) -> String {
    date.day ?? date.text.split(separator: "(").first.map { $0.trimmingCharacters(in: .whitespaces) } ?? say("undated")
  }

  /// `documented, derived, list price $0.04656`: the layer, what it lacks of confidence, what the list says instead.
  private func origin(_ price: Price) -> String {
    var words = [price.layer.rawValue]
    if price.confidence != .documented { words.append(Self.said(price.confidence.rawValue)) }
    if let listed = listPrice(price) { words.append(say("list price \(Self.said(listed.words))")) }
    return words.joined(separator: ", ")
  }

  /// The list price that a documented one differs from.
  private func listPrice(_ price: Price) -> Price? {
    guard price.layer == .documented else { return nil }
    return book.documentedDiffers(price.reference, region: price.region)?.market
  }

  /// A sentence of the price tables; amounts in it are joined by the language's own word.
  static func said(_ sentence: String) -> String {
    Reports.said(sentence).replacing(" and ", with: " \(say("and")) ")
  }

  /// The last line of a list.
  func summary(_ style: TextStyle) -> String {
    let facts = [
      say("book \(book.name.rawValue)"), book.ownName.map { say("prices of \(Diagnostic.shortened($0)) over it") },
      say("newest price \(book.newestDate ?? say("undated"))"), date.map { say("months told from \($0)") },
      say("US dollars without tax"),
    ]
    return PlainParagraph.text(facts.compactMap(\.self).joined(separator: ", "), style)
  }

  /// A block for each price.
  func details(_ prices: [Price], _ style: TextStyle) -> String {
    prices.map { price in
      var text = PlainParagraph.text(
        say(
          """
          \(price.reference.service) \(price.reference.item) in \(price.region), per \(price.unit) \
          (\(price.layer.rawValue))
          """), hanging: 2, style)
      for tier in price.tiers {
        let from = Money.grouped(tier.from, places: 9)
        let range =
          tier.to.map { say("from \(from) up to \(Money.grouped($0, places: 9))") } ?? say("from \(from) and above")
        let age = tier.age(on: date).map { ", \(say("\(say(count: $0, "month")) old"))" } ?? ""
        let line = "  \(Money.unitPrice(tier.usd))  \(range)"
        let facts = "\(tier.date.text)\(age), \(Self.said(tier.confidence.rawValue))"
        text += PlainParagraph.text("\(line)  \(facts)", hanging: 4, style)
        text += PlainParagraph.text("    \(say("source: \(tier.source)"))", hanging: 6, style)
      }
      if let listed = listPrice(price) {
        text += PlainParagraph.text(
          "  " + say("the list price differs: \(Self.said(listed.words)) (\(listed.date.text))"), hanging: 4, style)
      }
      return text
    }.joined(separator: "\n")
  }

  // MARK: For a program

  func json(_ prices: [Price]) -> String {
    let list = prices.map { price in
      JSONValue.object([
        .init("service", .string(price.reference.service)),
        .init("item", .string(price.reference.item)),
        .init("region", .string(price.region)),
        .init("unit", .string(price.unit)),
        .init("book", .string(price.layer.rawValue)),
        .init("confidence", .string(price.confidence.rawValue)),
        .init("date", .string(price.date.text)),
        .init("age_months", price.age(on: date).map { .integer($0) } ?? .null),
        .init("tiers", .array(price.tiers.map(tier))),
        .init("list_price", listPrice(price).map { .array($0.tiers.map(tier)) } ?? .null),
      ])
    }
    let object = JSONValue.object([
      .init("schema", .string("prices/1")),
      .init("book", .string(book.name.rawValue)),
      .init("own_prices", book.ownName.map { .string($0) } ?? .null),
      .init("newest", book.newestDate.map { .string($0) } ?? .null),
      .init("date", date.map { .string($0) } ?? .null),
      .init("fingerprint", .string(book.contentHash)),
      .init("currency", .string("USD")),
      .init("prices", .array(list)),
    ])
    return object.text(pretty: true) + "\n"
  }

  /// Money is text: a reader must not be tempted to take it for a binary number.
  private func tier(_ tier: Tier) -> JSONValue {
    .object([
      .init("from", .string(Money.plain(tier.from))),
      .init("to", tier.to.map { .string(Money.plain($0)) } ?? .null),
      .init("usd", .string(Money.plain(tier.usd))),
      .init("source", .string(tier.source)),
      .init("date", .string(tier.date.text)),
      .init("confidence", .string(tier.confidence.rawValue)),
    ])
  }

  /// One line for each tier, in the columns of the price tables, the service in front, its age and the list price that
  /// differs behind.
  func csv(_ prices: [Price]) -> String {
    let heading = [
      "service", "book", "item", "region", "unit", "from", "to", "usd", "source", "date", "confidence", "age_months",
      "list_price",
    ]
    let rows = prices.flatMap { price -> [[String]] in
      let start = [
        price.reference.service, price.layer.rawValue, price.reference.item, price.region, price.unit,
      ]
      let listed = listPrice(price)?.tiers.map { Money.plain($0.usd) }.joined(separator: ";") ?? ""
      return price.tiers.map { tier -> [String] in
        let to = tier.to.map { Money.plain($0) } ?? ""
        let age = tier.age(on: date).map { "\($0)" } ?? ""
        return start + [Money.plain(tier.from), to, Money.plain(tier.usd)]
          + [tier.source, tier.date.text, tier.confidence.rawValue, age, listed]
      }
    }
    return CSV.text([heading] + rows)
  }
}

extension PriceReference {
  /// As `prices show` takes it: `sqs:standard:request`.
  var name: String { "\(service):\(item)" }
}
