// SPDX-License-Identifier: GPL-3.0-or-later

/// A value that a filter can look at: of a message attribute, or of a property of a JSON body.
public enum FilterValue: Sendable, Hashable {
  /// `String`, or a JSON string.
  case text(String)
  /// `Number`, or a JSON number.
  case number(Double)
  /// A JSON boolean; attributes have one only within a `String.Array`.
  case flag(Bool)
  /// JSON's null; attributes have one only within a `String.Array`.
  case null
  /// `String.Array`, or a JSON array of plain values.
  case list([FilterValue])

  /// What is compared one by one: "each element in the array is treated as a separate string" (string-value-matching).
  var elements: [FilterValue] {
    if case .list(let items) = self { items } else { [self] }
  }

  /// Whether `"exists": true` finds it: the value is neither null nor empty (attribute-key-matching).
  var isSomething: Bool {
    switch self {
    case .null: false
    case .text(let text): !text.isEmpty
    case .list(let items): !items.isEmpty
    case .number, .flag: true
    }
  }
}

/// Numbers as filters compare them: from -1e9 to 1e9 with five digits behind the point
/// (subscription-filter-policy-constraints), here whole hundred-thousandths.
enum FilterNumber {
  /// 1e9 in hundred-thousandths.
  static let limit: Int64 = 100_000_000_000_000

  /// The number in hundred-thousandths; just beyond the limit for all that lie beyond, which no condition accepts.
  @inline(__always)
  static func units(_ number: Double) -> Int64 {
    let scaled = number * 1e5
    guard scaled > -1e14 - 1 else { return -limit - 1 }
    guard scaled < 1e14 + 1 else { return limit + 1 }
    return Int64(scaled.rounded())
  }

  /// The value of hundred-thousandths.
  static func value(_ units: Int64) -> Double { Double(units) / 1e5 }

  /// A number in JSON's spelling, and how many digits behind the point it needs; nil for any other text.
  static func parse(_ text: String) -> (value: Double, decimals: Int)? {
    var rest = text.utf8[...]
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
    var decimals = 0
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      guard !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(fraction.count + 1)
      decimals = fraction.reversed().drop { $0 == UInt8(ascii: "0") }.count
    }
    if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      guard let exponent = Int(String(decoding: rest, as: UTF8.self)), abs(exponent) < 400 else { return nil }
      decimals -= exponent
      rest = rest.suffix(0)
    }
    guard rest.isEmpty, let value = Double(text), value.isFinite else { return nil }
    return (value, decimals)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
