// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What a price in a price list is for one of, whatever the spelling: `Hrs`, `hours`, `ShardHour`; `GB-Mo`, `GB-month`.
enum PriceListUnit: Hashable, Sendable {
  /// Requests, messages, metrics, keys: things, or things for a month.
  case count
  case hours
  case gigabytes
  case gigabyteHours
  case gigabyteMonths
  case gigabyteSeconds
  case iopsMonths
  /// MB/s for a month; `GiBps-mo` is 1,024 of them.
  case throughputMonths
  /// The one-time fee of a reservation.
  case upfront

  /// The unit and how many of ours one of the spelling is; nil for a spelling that could be several things (`10K
  /// requests`) or is none.
  static func reading(_ text: String) -> (unit: PriceListUnit, size: Decimal)? {
    guard !text.utf8.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    let letters = String(text.lowercased().filter { $0.isASCII && $0.isLetter })
    guard !letters.isEmpty else { return nil }
    if letters == "quantity" { return (.upfront, 1) }
    if letters.hasPrefix("gibps") || letters.hasPrefix("gbps") {
      return letters.hasSuffix("mo") || letters.hasSuffix("month") ? (.throughputMonths, 1024) : nil
    }
    if letters.hasPrefix("mibps") || letters.hasPrefix("mbps") || letters.hasPrefix("mbs") {
      return letters.hasSuffix("mo") || letters.hasSuffix("month") ? (.throughputMonths, 1) : nil
    }
    if let rest = ["lambdagb", "gigabyte", "gib", "gb"].first(where: letters.hasPrefix) {
      switch letters.dropFirst(rest.count) {
      case "", "s": return (.gigabytes, 1)
      case "mo", "mos", "month", "months", "smonth", "monthly": return (.gigabyteMonths, 1)
      case "h", "hr", "hrs", "hour", "hours": return (.gigabyteHours, 1)
      case "sec", "second", "seconds": return (.gigabyteSeconds, 1)
      default: return nil
      }
    }
    for size in ["tb", "mb", "kb", "tib", "mib", "kib", "byte", "terabyte", "megabyte"] where letters.hasPrefix(size) {
      return nil
    }
    if letters.hasPrefix("iops") {
      return ["mo", "month", "months"].contains(String(letters.dropFirst(4))) ? (.iopsMonths, 1) : nil
    }
    for hour in ["hr", "hrs", "hour", "hours"] where letters.hasSuffix(hour) { return (.hours, 1) }
    for other in ["second", "seconds", "minute", "minutes", "day", "days", "year", "years"]
    where letters.hasSuffix(other) { return nil }
    return (.count, 1)
  }
}
