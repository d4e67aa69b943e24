// SPDX-License-Identifier: GPL-3.0-or-later

/// A block of IP addresses, of version 4 or 6: what `cidr` matches.
struct FilterAddressBlock: Sendable, Hashable {
  private let address: FilterAddress
  private let prefix: Int

  /// `10.0.0.0/24`, `2001:db8::/32`, or one address; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = FilterAddress(String(parts[0])) else { return nil }
    self.address = address
    guard parts.count == 2 else {
      prefix = address.length
      return
    }
    guard let prefix = FilterAddress.number(parts[1], digits: 1...3, most: address.length) else { return nil }
    self.prefix = prefix
  }

  func contains(_ text: String) -> Bool {
    guard let other = FilterAddress(text), other.length == address.length else { return false }
    return zip(address.groups, other.groups).enumerated().allSatisfy { place, pair in
      let bits = min(max(prefix - place * 16, 0), 16)
      return (pair.0 ^ pair.1) >> (16 - bits) == 0
    }
  }
}

/// An IP address as groups of 16 bits.
private struct FilterAddress: Sendable, Hashable {
  let groups: [UInt32]

  /// Its bits.
  var length: Int { groups.count * 16 }

  init?(_ text: String) {
    guard let groups = text.contains(":") ? Self.groups6(text) : Self.groups4(text[...]) else { return nil }
    self.groups = groups
  }

  static func number(_ text: Substring, digits: ClosedRange<Int>, most: Int, radix: Int = 10) -> Int? {
    guard digits.contains(text.utf8.count), text.first != "+", text.first != "-", let value = Int(text, radix: radix),
      value <= most
    else { return nil }
    return value
  }

  private static func groups4(_ text: Substring) -> [UInt32]? {
    let bytes = text.split(separator: ".", omittingEmptySubsequences: false)
      .compactMap { number($0, digits: 1...3, most: 255) }
    guard bytes.count == 4, text.utf8.filter({ $0 == UInt8(ascii: ".") }).count == 3 else { return nil }
    return [UInt32(bytes[0] << 8 | bytes[1]), UInt32(bytes[2] << 8 | bytes[3])]
  }

  private static func groups6(_ text: String) -> [UInt32]? {
    // `::` stands once for as many zeros as are missing.
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2, let first = list(halves[0]), let last = list(halves.count == 2 ? halves[1] : "") else {
      return nil
    }
    let missing = 8 - first.count - last.count
    guard halves.count == 2 ? missing >= 1 : missing == 0 else { return nil }
    return first + [UInt32](repeating: 0, count: missing) + last
  }

  private static func list(_ text: Substring) -> [UInt32]? {
    if text.isEmpty { return [] }
    var groups: [UInt32] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (place, part) in parts.enumerated() {
      if place == parts.count - 1, part.contains(".") {
        guard let tail = groups4(part) else { return nil }
        groups += tail
      } else {
        guard let group = number(part, digits: 1...4, most: 0xFFFF, radix: 16) else { return nil }
        groups.append(UInt32(group))
      }
    }
    return groups
  }
}
