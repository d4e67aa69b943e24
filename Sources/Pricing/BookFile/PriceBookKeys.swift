// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

extension ValueKind where Value == Decimal {
  /// A number as it is written, digit by digit; `_` may stand between digits. From 0 to 10^16.
  static var exactNumber: ValueKind {
    .scalar(
      "plain number", schema: .number, example: "0.0000004", allowed: "0 to 10^16, at most 36 digits"
    ) { text throws(UnitError) in try ExactNumber.read(text) }
  }

  /// A share that is taken off, exactly: `12%` or `0.12`.
  static var exactShare: ValueKind {
    .scalar("share", schema: .text(pattern: #"^[0-9]+(\.[0-9]+)?%?$"#), example: "12%", allowed: "0% to below 100%") {
      text throws(UnitError) in
      let isPercent = text.hasSuffix("%")
      let number = try ExactNumber.read(isPercent ? String(text.dropLast()) : text)
      let share = isPercent ? number * Decimal(sign: .plus, exponent: -2, significand: 1) : number
      guard share < 1 else {
        throw UnitError(
          .range, "must be a share from 0% up to, not including, 100%, not \(Diagnostic.quoted(text))",
          suggestion: !isPercent && share <= 99 ? "\(text)%" : nil)
      }
      return share
    }
  }
}

private enum ExactNumber {
  static func read(_ text: String) throws(UnitError) -> Decimal {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    let isGrouped = parts.allSatisfy { $0.first?.isNumber ?? false && $0.last?.isNumber ?? false }
    guard let number = Decimal(exactText: isGrouped ? parts.joined() : text) else {
      let unsigned = text.hasPrefix("$") ? String(text.dropFirst()) : nil
      throw UnitError(
        .value, "must be a plain number of at most 36 digits, without exponent, not \(Diagnostic.quoted(text))",
        suggestion: unsigned.flatMap { Decimal(exactText: $0) == nil ? nil : $0 })
    }
    guard number >= 0 else { throw UnitError(.range, "cannot be negative") }
    guard number <= Decimal.largestQuantity else { throw UnitError(.range, "is larger than 10^16") }
    return number
  }
}

extension ValueKind where Value == String {
  /// A day of the calendar: `2025-06-24`.
  static var day: ValueKind {
    .scalar("day", schema: .text(pattern: #"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"#), example: "2025-06-24") {
      text throws(UnitError) in
      guard CalendarDay.isDay(text) else {
        throw UnitError(.value, "must be a day of the calendar as yyyy-mm-dd, not \(Diagnostic.quoted(text))")
      }
      return text
    }
  }

  /// A text that is not empty.
  static func word(_ name: String, example: String) -> ValueKind {
    .scalar(name, schema: .text, example: example) { text throws(UnitError) in
      guard !text.isEmpty else { throw UnitError(.value, "must not be empty") }
      guard text.utf8.count <= 4_096 else { throw UnitError(.size, "is longer than 4,096 bytes") }
      return text
    }
  }
}

/// The keys of a price book's file.
enum BookKeys {
  static let version = Key(
    "version", .integer(1...1), default: "1", .sluice, "The form of the file; there is one so far")
  static let name = RequiredKey("name", .name, "What bills call the book")
  static let source = OptionalKey(
    "source", sourceKind, "Where the prices are from, for all that do not say it themselves")
  static let date = OptionalKey("date", .day, "The day of the prices, for all that do not say it themselves")
  static let currency = Key(
    "currency", .choice(["USD"]), default: "USD", .sluice, "Sluice counts in US dollars and converts nothing")
  static let regions = OptionalKey(
    "regions", .map(of: ValueKind<String>.word("text", example: "EU (Ireland)"), namesAreChecked: true),
    "Names of regions, for reports")
  static let prices = OptionalKey("prices", .list(of: .record(price)), "What things cost")
  static let discounts = OptionalKey(
    "discounts", .list(of: .record(discount)), "What a contract takes off prices of the book that this one is laid over"
  )
  static let free = OptionalKey("free", .list(of: .record(offer)), "Quantities that are free every month")

  static let book = KeyTable(
    "price book", "Prices of your own, laid over those that Sluice has",
    keys: [version, name, source, date, currency, regions, prices, discounts, free])

  private static let sourceKind = ValueKind<String>.word("text", example: "our contract of 2026")

  static let service = RequiredKey(
    "service", ValueKind<String>.word("name", example: "sqs"), "The service: `sluice prices list` names them")
  static let item = RequiredKey(
    "item", ValueKind<String>.word("name", example: "standard:request"),
    "What is paid for: `sluice prices list` names it")
  static let region = RequiredKey("region", .name, "The region: ap-northeast-2")
  static let unit = RequiredKey(
    "unit", ValueKind<String>.word("unit", example: "request"), "What one unit is, as `sluice prices list` spells it")
  static let usd = OptionalKey("usd", .exactNumber, "US dollars for one unit, of any quantity")
  static let tiers = OptionalKey(
    "tiers", .list(of: .record(tier), count: 1...100), "Prices that depend on the month's quantity")
  static let confidence = OptionalKey(
    "confidence", .choice(of: Confidence.self), "How far the figure can be trusted; left out: documented")
  static let ownSource = OptionalKey("source", sourceKind, "Where this figure is from")
  static let ownDate = OptionalKey("date", .day, "The day of this figure")

  static let price = KeyTable(
    "price", "What one thing costs in one region",
    keys: [service, item, region, unit, usd, tiers, ownSource, ownDate, confidence])

  static let from = RequiredKey("from", .exactNumber, "Units of the month from which it holds; of the first tier 0")
  static let to = OptionalKey(
    "to", .exactNumber, "Where it ends; left out: where the next tier begins, and never for the last one")
  static let tierUSD = RequiredKey("usd", .exactNumber, "US dollars for one unit")

  static let tier = KeyTable(
    "tier", "What a unit costs while the month's quantity lies between two bounds",
    keys: [from, to, tierUSD, ownSource, ownDate, confidence])

  static let anyItem = OptionalKey(
    "item", ValueKind<String>.word("name", example: "linux:m5.large"), "Only this item; left out: all of the service")
  static let anyRegion = OptionalKey("region", .name, "Only in this region; left out: in all")
  static let share = RequiredKey("share", .exactShare, "The share that is taken off")

  static let discount = KeyTable(
    "discount", "What a contract takes off the price of one thing, or of all of a service",
    keys: [service, anyItem, anyRegion, share])

  static let items = RequiredKey(
    "items", .list(of: ValueKind<String>.word("name", example: "standard:request"), count: 1...100),
    "The items that share the quantity")
  static let quantity = RequiredKey("quantity", .exactNumber, "Free units of every month, above 0")
  static let kind = Key(
    "kind", .choice(of: FreeOffer.Kind.self), default: "always", .sluice,
    "Whether it is free always, or in an account's first year")

  static let offer = KeyTable(
    "free quantity", "Units that cost nothing every month",
    keys: [service, items, unit, quantity, kind, ownSource, ownDate])
}

extension PriceBookFile {
  /// The keys of the file: for a schema, for the reference, for `explain`.
  public static var keys: KeyTable { BookKeys.book }
}
