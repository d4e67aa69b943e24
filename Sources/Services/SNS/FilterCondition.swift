// SPDX-License-Identifier: GPL-3.0-or-later

/// One of the values or operators in a filter policy's list; the list matches if any of them does.
///
/// Sources: SNS Developer Guide, string-value-matching, numeric-value-matching, attribute-key-matching.
enum FilterCondition: Sendable, Hashable {
  /// A text, `true`, `false` or `null`; a text equals byte by byte, so its case matters.
  case equals(FilterValue)
  case prefix(String)
  case suffix(String)
  case equalsIgnoreCase(String)
  /// The pieces between the `*`s of a pattern; one piece more than there are `*`s.
  case wildcard([String])
  /// A number of hundred-thousandths within these, both included; an exact number is a range of one.
  case numeric(low: Int64, high: Int64)
  case cidr(FilterAddressBlock)
  case exists(Bool)
  /// The key is there, whatever its value; no operator of SNS's, but what "no message attributes" is about.
  case present
  /// The key is there, and at least one of its elements is none of these.
  case anythingBut([FilterCondition])

  /// Whether a property with this value, or without one, meets the condition.
  func matches(_ value: FilterValue?) -> Bool {
    switch self {
    case .exists(true): value?.isSomething ?? false
    case .exists(false): value == nil
    case .present: value != nil
    default: value?.elements.contains { matchesElement($0) } ?? false
    }
  }

  private func matchesElement(_ element: FilterValue) -> Bool {
    switch (self, element) {
    case (.equals(.text(let wanted)), .text(let text)): text.utf8.elementsEqual(wanted.utf8)
    case (.equals(let wanted), .flag), (.equals(let wanted), .null): wanted == element
    case (.prefix(let prefix), .text(let text)): text.utf8.starts(with: prefix.utf8)
    case (.suffix(let suffix), .text(let text)): text.utf8.reversed().starts(with: suffix.utf8.reversed())
    case (.equalsIgnoreCase(let wanted), .text(let text)):
      text.lowercased().utf8.elementsEqual(wanted.lowercased().utf8)
    case (.wildcard(let pieces), .text(let text)): Self.fits(Array(text.utf8), pieces.map { Array($0.utf8) })
    case (.numeric(let low, let high), .number(let number)):
      low <= FilterNumber.units(number) && FilterNumber.units(number) <= high
    case (.cidr(let block), .text(let text)): block.contains(text)
    case (.anythingBut(let conditions), _): !conditions.contains { $0.matchesElement(element) }
    default: false
    }
  }

  /// Whether a text is made of these pieces with anything between them.
  private static func fits(_ text: [UInt8], _ pieces: [[UInt8]]) -> Bool {
    guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return pieces.first == text }
    guard text.count >= first.count + last.count, text.starts(with: first), text.suffix(last.count).elementsEqual(last)
    else { return false }
    // The leftmost place of each piece leaves the most room for the next.
    var rest = text[first.count..<(text.count - last.count)]
    for piece in pieces.dropFirst().dropLast() {
      while !rest.starts(with: piece) {
        if rest.isEmpty { return false }
        rest = rest.dropFirst()
      }
      rest = rest.dropFirst(piece.count)
    }
    return true
  }

  /// Numbers at which the condition may change its answer: the first of each stretch, in hundred-thousandths.
  var cuts: [Int64] {
    switch self {
    case .numeric(let low, let high): [low, high + 1]
    case .anythingBut(let conditions): conditions.flatMap(\.cuts)
    default: []
    }
  }
}
