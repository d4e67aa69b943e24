// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing

extension FlagValue {
  /// A day of the calendar: `2026-09-30`.
  static func day(_ text: String) throws -> String {
    guard PriceListImport.isDay(text) else {
      throw FlagError("is not a day of the calendar", hint: "such as 2026-09-30")
    }
    return text
  }
}

extension Surroundings {
  /// This day in UTC, `yyyy-mm-dd`, by the clock. No result may depend on it: it is for remarks on the standard error, and
  /// for `prices check`, which says so.
  static func dayOfClock() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
  }
}

/// A remark on prices that have become old while nobody looked.
enum PriceAgeNote {
  /// Nil while the newest price is no more than ``BillProvenance/staleMonths`` old, and for a book without dates.
  ///
  /// - Parameter today: `yyyy-mm-dd`.
  static func text(_ book: PriceBook, today: String) -> String? {
    guard let newest = book.newestDate, let age = PriceDate.months(from: newest, to: today),
      age > BillProvenance.staleMonths
    else { return nil }
    return "the newest price of the book is \(age) months old (\(newest)); sluice prices import reads newer ones"
  }
}

extension Session {
  /// Says of each of the books once that it is old, if it is.
  func noteAge(of books: [PriceBook]) {
    var said: [String] = []
    for book in books {
      guard let text = PriceAgeNote.text(book, today: surroundings.today), !said.contains(text) else { continue }
      said.append(text)
      note(text)
    }
  }
}
