// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Reports

/// What differs between two books, as a table, JSON and CSV.
struct PriceDiffText {
  let old: NamedBook
  let new: NamedBook
  let differences: BookDifferences

  // MARK: For a person

  /// A row for each tier that costs another amount, and for each price that is otherwise not the same.
  ///
  /// - Parameter limit: only so many prices, and how many more there are; nil for all.
  func table(_ style: TextStyle, limit: Int?) -> String {
    let changes = differences.changes.prefix(limit ?? .max)
    guard !changes.isEmpty else { return "" }
    let columns = [
      PlainTable.Column(say("PRICE OF"), minimum: 20), PlainTable.Column(say("REGION")),
      PlainTable.Column(say("OLD"), alignsRight: true, minimum: 10),
      PlainTable.Column(say("NEW"), alignsRight: true, minimum: 10),
      PlainTable.Column(say("CHANGE"), alignsRight: true),
    ]
    let table = PlainTable.text(columns, changes.flatMap(rows), style)
    let more = differences.changes.count - changes.count
    return table + (more > 0 ? say("and \(Format.grouped(more)) more (-V)") + "\n" : "")
  }

  private func rows(_ change: BookDifferences.Change) -> [[String]] {
    let name = change.reference.name
    if change.kind == .changed {
      return change.steps.map { step in
        let tier = step.from == 0 ? "" : " " + say("from \(Money.grouped(step.from, places: 9))")
        return [
          name + tier, change.region, Money.unitPrice(step.old), Money.unitPrice(step.new), Self.words(step.percent),
        ]
      }
    }
    let showsUnit = change.kind == .unit
    return [
      [name, change.region, amount(change.old, showsUnit), amount(change.new, showsUnit), said(change.kind.rawValue)]
    ]
  }

  /// The first tier's price, with how many tiers there are, or where the only one ends.
  private func amount(_ price: Price?, _ showsUnit: Bool) -> String {
    guard let price, let first = price.tiers.first else { return "-" }
    let unit = showsUnit ? " " + say("per \(price.unit)") : ""
    let end = first.to.map { " " + say("(to \(Money.grouped($0, places: 9)))") } ?? ""
    let tiers = price.tiers.count > 1 ? " " + say("(\(price.tiers.count) tiers)") : end
    return Money.unitPrice(first.usd) + unit + tiers
  }

  /// `+12.5%`, `-0.04%`: one decimal, or as many as it takes to be other than 0.
  static func words(_ percent: Decimal?) -> String {
    guard let percent else { return say("was free") }
    let rounded = percent.rounded(places: 1)
    let shown = rounded == 0 ? percent : rounded
    return (percent > 0 ? "+" : "") + Money.plain(shown) + "%"
  }

  /// How many there are of each kind.
  func summary(_ style: TextStyle) -> String {
    let counts = BookDifferences.Kind.allCases.compactMap { kind -> String? in
      let count = differences.count(kind)
      guard count > 0 else { return nil }
      let number = Format.grouped(count)
      return switch kind {
      case .changed: say("\(number) changed")
      case .tiers: say("\(number) with other tiers")
      case .unit: say("\(number) in another unit")
      case .added: say("\(number) added")
      case .removed: say("\(number) removed")
      }
    }
    let unchanged = say("\(Format.grouped(differences.unchanged)) unchanged")
    let parts = ((counts.isEmpty ? [say("equal")] : counts) + [unchanged]).joined(separator: ", ")
    return PlainParagraph.text(say("\(Self.words(old)) to \(Self.words(new)): \(parts)"), style)
  }

  private static func words(_ book: NamedBook) -> String { Diagnostic.shortened(book.name) }

  // MARK: For a program

  var json: JSONValue {
    .object([
      .init("schema", .string("price-diff/1")),
      .init("old", Self.json(old)),
      .init("new", Self.json(new)),
      .init("currency", .string("USD")),
      .init(
        "counts",
        .object(
          BookDifferences.Kind.allCases.map { .init($0.rawValue, .integer(differences.count($0))) }
            + [.init("unchanged", .integer(differences.unchanged))])),
      .init("changes", .array(differences.changes.map(Self.json))),
    ])
  }

  private static func json(_ book: NamedBook) -> JSONValue {
    .object([
      .init("name", .string(book.name)),
      .init("book", .string(book.book.name.rawValue)),
      .init("fingerprint", .string(book.book.contentHash)),
      .init("newest", book.book.newestDate.map { .string($0) } ?? .null),
    ])
  }

  private static func json(_ change: BookDifferences.Change) -> JSONValue {
    .object([
      .init("service", .string(change.reference.service)),
      .init("item", .string(change.reference.item)),
      .init("region", .string(change.region)),
      .init("change", .string(change.kind.rawValue)),
      .init("old", change.old.map(json) ?? .null),
      .init("new", change.new.map(json) ?? .null),
      .init(
        "steps",
        .array(
          change.steps.map { step in
            .object([
              .init("from", .string(Money.plain(step.from))),
              .init("to", step.to.map { .string(Money.plain($0)) } ?? .null),
              .init("old", .string(Money.plain(step.old))),
              .init("new", .string(Money.plain(step.new))),
              .init("percent", step.percent.map { .string(Money.plain($0)) } ?? .null),
            ])
          })),
    ])
  }

  private static func json(_ price: Price) -> JSONValue {
    .object([
      .init("unit", .string(price.unit)),
      .init("layer", .string(price.layer.rawValue)),
      .init("date", .string(price.date.text)),
      .init(
        "tiers",
        .array(
          price.tiers.map { tier in
            .object([
              .init("from", .string(Money.plain(tier.from))),
              .init("to", tier.to.map { .string(Money.plain($0)) } ?? .null),
              .init("usd", .string(Money.plain(tier.usd))),
            ])
          })),
    ])
  }

  /// A row for each tier that costs another amount; of prices that are otherwise not the same one for each old tier, then
  /// one for each new one.
  var csv: String {
    let heading = [
      "service", "item", "region", "change", "unit", "from", "to", "old_usd", "new_usd", "percent",
    ]
    let rows = differences.changes.flatMap { change -> [[String]] in
      let start = [change.reference.service, change.reference.item, change.region, change.kind.rawValue]
      if change.kind == .changed {
        return change.steps.map { step -> [String] in
          let to = step.to.map { Money.plain($0) } ?? ""
          let percent = step.percent.map { Money.plain($0) } ?? ""
          let unit = change.new?.unit ?? ""
          return start + [unit, Money.plain(step.from), to, Money.plain(step.old), Money.plain(step.new), percent]
        }
      }
      func tiers(_ price: Price?, isOld: Bool) -> [[String]] {
        guard let price else { return [] }
        return price.tiers.map { tier -> [String] in
          let usd = Money.plain(tier.usd)
          let to = tier.to.map { Money.plain($0) } ?? ""
          return start + [price.unit, Money.plain(tier.from), to] + (isOld ? [usd, ""] : ["", usd]) + [""]
        }
      }
      return tiers(change.old, isOld: true) + tiers(change.new, isOld: false)
    }
    return CSV.text([heading] + rows)
  }
}
