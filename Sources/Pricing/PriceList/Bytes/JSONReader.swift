// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// Reads JSON (RFC 8259) a step at a time, so that a file of any size takes the memory of one buffer.
///
/// The caller walks: `beginObject`, then `nextKey` until it gives false, and for each key one call that takes or skips
/// the value. Every call throws a `Diagnostic` with line and column for what is not JSON.
struct JSONReader {
  /// Objects and lists within each other; a price list has ten.
  static let deepest = 64
  /// Bytes of a key or a short text. Descriptions have some hundreds.
  static let longestText = 1 << 16

  enum Kind { case object, list, text, number, word }

  var cursor: ByteCursor
  /// The text that was read last: a key, a text or a number.
  var bytes: [UInt8] = []
  /// Where it began.
  var start = TextPlace(line: 1, column: 1)
  private var depth = 0
  /// Whether the innermost object or list has had a value yet; one entry for each level.
  private var isFirst = [Bool](repeating: true, count: deepest + 1)

  init(_ cursor: ByteCursor) { self.cursor = cursor }

  var string: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: - Walking

  /// What the next value is. Nothing is read but blanks.
  mutating func kind() throws -> Kind {
    try skipBlanks()
    guard let byte = try cursor.peek() else { throw ended("a value") }
    switch byte {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .list
    case UInt8(ascii: "\""): return .text
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return .word
    default: throw cursor.problem(.syntax, "a value is needed here")
    }
  }

  /// Enters an object.
  mutating func beginObject() throws { try begin(UInt8(ascii: "{"), "an object") }

  /// Enters a list.
  mutating func beginList() throws { try begin(UInt8(ascii: "["), "a list") }

  /// Goes to the next key of the object and reads it into `bytes`; false, and out of the object, at its end.
  mutating func nextKey() throws -> Bool {
    guard try nextValue(end: UInt8(ascii: "}"), of: "an object") else { return false }
    guard try cursor.peek() == UInt8(ascii: "\"") else {
      throw cursor.problem(.syntax, "a key in quotes is needed here")
    }
    try text(keeps: true, limit: Self.longestText)
    try skipBlanks()
    guard let byte = try cursor.peek() else { throw ended("an object") }
    guard byte == UInt8(ascii: ":") else { throw cursor.problem(.syntax, "a colon is needed after the key") }
    cursor.advance()
    return true
  }

  /// Goes to the next item of the list; false, and out of the list, at its end.
  mutating func nextItem() throws -> Bool { try nextValue(end: UInt8(ascii: "]"), of: "a list") }

  /// Whether nothing but blanks is left.
  mutating func isAtEnd() throws -> Bool {
    try skipBlanks()
    return try cursor.peek() == nil
  }

  private mutating func begin(_ byte: UInt8, _ what: String) throws {
    try skipBlanks()
    guard let found = try cursor.peek() else { throw ended(what) }
    guard found == byte else { throw cursor.problem(.type, "\(what) is needed here") }
    guard depth < Self.deepest else {
      throw cursor.problem(.size, "nested deeper than \(Self.deepest) levels", hint: "is a bracket left open?")
    }
    cursor.advance()
    depth += 1
    isFirst[depth] = true
  }

  private mutating func nextValue(end: UInt8, of what: String) throws -> Bool {
    try skipBlanks()
    guard let byte = try cursor.peek() else { throw ended(what) }
    if byte == end {
      cursor.advance()
      depth -= 1
      return false
    }
    if isFirst[depth] {
      isFirst[depth] = false
      return true
    }
    guard byte == UInt8(ascii: ",") else {
      throw cursor.problem(.syntax, "a comma or the end of \(what) is needed here")
    }
    cursor.advance()
    try skipBlanks()
    guard let next = try cursor.peek() else { throw ended(what) }
    guard next != end else { throw cursor.problem(.syntax, "a comma with nothing after it") }
    return true
  }

  private mutating func skipBlanks() throws {
    while let byte = try cursor.peek() {
      switch byte {
      case 0x20, 0x09, 0x0D: cursor.advance()
      case 0x0A: cursor.advanceLine()
      default: return
      }
    }
  }

  func ended(_ what: String) -> Diagnostic {
    cursor.problem(.syntax, "the text ends within \(what)", hint: "was the download cut off?")
  }

  // MARK: - Values

  /// The next value as a text: of a text what it says, of a number its digits. Nil for `null` and for anything else,
  /// which is skipped.
  mutating func scalar(limit: Int = longestText) throws -> String? {
    switch try kind() {
    case .text:
      try text(keeps: true, limit: limit)
      return string
    case .number:
      try number()
      return string
    case .word, .object, .list:
      try skip()
      return nil
    }
  }

  /// Reads a text into `bytes`.
  mutating func longText(limit: Int) throws { try text(keeps: true, limit: limit) }

  /// Goes over the next value, whatever it is; all of it must be JSON.
  mutating func skip() throws {
    switch try kind() {
    case .object:
      try beginObject()
      while try nextSkippedKey() { try skip() }
    case .list:
      try beginList()
      while try nextItem() { try skip() }
    case .text: try text(keeps: false, limit: .max)
    case .number: try number()
    case .word: try word()
    }
  }

  private mutating func nextSkippedKey() throws -> Bool {
    guard try nextValue(end: UInt8(ascii: "}"), of: "an object") else { return false }
    guard try cursor.peek() == UInt8(ascii: "\"") else {
      throw cursor.problem(.syntax, "a key in quotes is needed here")
    }
    try text(keeps: false, limit: .max)
    try skipBlanks()
    guard let byte = try cursor.peek() else { throw ended("an object") }
    guard byte == UInt8(ascii: ":") else { throw cursor.problem(.syntax, "a colon is needed after the key") }
    cursor.advance()
    return true
  }

  private mutating func word() throws {
    start = cursor.place
    for known in ["true", "false", "null"] where try cursor.peek() == known.utf8.first {
      for byte in known.utf8 {
        guard try cursor.peek() == byte else {
          throw cursor.problem(.syntax, at: start, "only `true`, `false` and `null` stand without quotes")
        }
        cursor.advance()
      }
      return
    }
  }

  /// The number's digits, sign, point and exponent; a leading zero is let pass.
  private mutating func number() throws {
    start = cursor.place
    bytes.removeAll(keepingCapacity: true)
    while let byte = try cursor.peek() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        guard bytes.count < 400 else { throw cursor.problem(.size, at: start, "the number is too long") }
        bytes.append(byte)
        cursor.advance()
        continue
      default: break
      }
      break
    }
    guard Self.isNumber(bytes) else { throw cursor.problem(.syntax, at: start, "this is no number") }
  }

  private static func isNumber(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    func digits() -> Bool {
      let found = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(found.count)
      return !found.isEmpty
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    guard digits() else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard digits() else { return false }
    }
    return rest.isEmpty
  }
}
