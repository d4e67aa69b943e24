// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// What stands around a number of a range: `$0.40`, `5s`, `3M/day`.
struct RangeUnit: Sendable, Hashable {
  var prefix = ""
  var suffix = ""

  /// Seconds, bytes and factors know of other units of the same kind; all other units are only equal to themselves.
  private static let kinds: [[String: Decimal]] = [
    [
      "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
      "h": 3_600_000_000_000, "d": 86_400_000_000_000, "w": 604_800_000_000_000,
    ],
    [
      "B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000, "TB": 1_000_000_000_000, "KiB": 1_024,
      "MiB": 1_048_576, "GiB": 1_073_741_824, "TiB": 1_099_511_627_776,
    ],
  ]

  var isNone: Bool { prefix.isEmpty && suffix.isEmpty }
  /// Whether a part of one cannot be counted.
  var isIndivisible: Bool { suffix == "ns" || suffix == "B" }

  /// Whether it is one of time or of bytes.
  var isMeasure: Bool { prefix.isEmpty && Self.kinds.contains { $0[suffix] != nil } }

  var isBytes: Bool { suffix.hasSuffix("B") && isMeasure }

  /// How many nanoseconds or bytes it is; nil for all other units.
  var size: Decimal? { prefix.isEmpty ? Self.kinds.lazy.compactMap { $0[suffix] }.first : nil }

  /// A number in this unit, as YAML; to the whole nanosecond or byte.
  func text(_ number: Decimal) -> String {
    // Decimal's description has plain digits and a point in every locale.
    if suffix == "x" { return "\(number)" }
    for (kind, smallest) in zip(Self.kinds, ["ns", "B"]) where prefix.isEmpty {
      guard let size = kind[suffix] else { continue }
      let whole = RangeText.rounded(number * size, decimals: 0)
      if whole != number * size { return "\(whole)\(smallest)" }
    }
    return "\(prefix)\(number)\(suffix)"
  }

  /// A number of another unit in this one; nil where the units are of different kinds or the number would not be exact.
  func converted(_ number: Decimal, from other: RangeUnit) -> Decimal? {
    if self == other { return number }
    guard prefix.isEmpty, other.prefix.isEmpty else { return nil }
    for kind in Self.kinds {
      guard let own = kind[suffix], let from = kind[other.suffix] else { continue }
      let converted = number * from / own
      return converted * own == number * from && converted.description.count <= 20 ? converted : nil
    }
    return nil
  }

  /// Whether both are of one kind, so that numbers of one can be said in the other, perhaps not exactly.
  func isLike(_ other: RangeUnit) -> Bool {
    self == other
      || prefix.isEmpty && other.prefix.isEmpty && Self.kinds.contains { $0[suffix] != nil && $0[other.suffix] != nil }
  }
}

/// A number of a range with its unit.
struct RangeNumber: Sendable, Hashable {
  var value: Decimal
  var unit: RangeUnit
  /// Whether it is written without a point.
  var isWhole: Bool

  /// - Throws: what is wrong with it.
  init(_ text: String) throws(UnitError) {
    var rest = text[...]
    var unit = RangeUnit()
    if rest.hasPrefix("$") {
      unit.prefix = "$"
      rest = rest.dropFirst()
    }
    if rest.hasPrefix("-") { throw UnitError(.range, "cannot be negative: \(Diagnostic.quoted(text))") }
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
    unit.suffix = String(rest.dropFirst(digits.count)).trimmingCharacters(in: .whitespaces)
    let plain = digits.filter { $0 != "_" }
    guard plain.first?.isNumber == true, plain.last?.isNumber == true, plain.count(where: { $0 == "." }) <= 1,
      let value = Decimal(string: String(plain))
    else { throw UnitError(.value, "must be a number, not \(Diagnostic.quoted(text))", suggestion: "2..20") }
    guard plain.count <= 18 else { throw UnitError(.range, "has too many digits: \(Diagnostic.quoted(text))") }
    self.value = value
    self.unit = unit
    isWhole = !plain.contains(".")
    guard !unit.suffix.allSatisfy({ $0.isLetter || $0 == "%" || $0 == "/" }) else { return }
    // Such as 1h30m.
    guard let time = try? Units.duration(text),
      let best = [("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000)]
        .first(where: { time % Int64($0.1) == 0 })
    else {
      throw UnitError(.value, "must be a number with one unit, not \(Diagnostic.quoted(text))", suggestion: "5s..60s")
    }
    self.value = Decimal(time / Int64(best.1))
    self.unit.suffix = best.0
    isWhole = true
  }

  var text: String { "\(unit.prefix)\(value)\(unit.suffix)" }
}
