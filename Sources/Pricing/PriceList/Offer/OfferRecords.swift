// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What an offer file says of itself.
struct OfferHead: Sendable {
  var code = ""
  var version = ""
  /// `2025-06-24T13:06:39Z`, or empty.
  var published = ""

  /// The day of publication; nil if the file names none.
  var day: String? { CalendarDay.leading(published) }
}

/// One product that is one of our prices, with what the file says that it costs.
struct ListedProduct: Sendable {
  var sku: String
  var reference: PriceReference
  var rule: CatalogueRule
  var region: String
  /// The item of a reserved node lacks only its beginning: `cache.t3.micro`.
  var instanceType: String
  var place: TextPlace
  var terms: [ListedTerm] = []
}

/// One term of a product: on demand, or a reservation.
struct ListedTerm: Sendable {
  /// The second part of its key, `JRTCKXETXF`.
  var code = ""
  /// From when it holds: `2025-06-24T13:06:47Z`.
  var effective = ""
  var lease = ""
  var purchase = ""
  var offering = ""
  var isReserved = false
  var rates: [ListedRate] = []
  var place = TextPlace(line: 1, column: 1)
}

/// One price dimension of a term.
struct ListedRate: Hashable, Sendable {
  /// Units of the month where it begins; nil if it names no range.
  var from: Decimal?
  /// Where it ends; nil for `Inf` and for no range.
  var to: Decimal?
  /// As the file spells it.
  var unit = ""
  var usd: Decimal = 0
  var description = ""
  var place = TextPlace(line: 1, column: 1)

  /// A fee of a reservation, to be paid once.
  var isUpfront: Bool { PriceListUnit.reading(unit)?.unit == .upfront }
}

/// Days of the calendar as texts: `2024-02-29`.
enum CalendarDay {
  /// The day that a text begins with; nil if there is none such.
  static func leading(_ text: some StringProtocol) -> String? {
    let day = String(text.prefix(10))
    return isDay(day) ? day : nil
  }

  static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }
}
