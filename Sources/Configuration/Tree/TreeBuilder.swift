// SPDX-License-Identifier: GPL-3.0-or-later

internal import Yams

/// Turns the parser's nodes into ours: with lengths, without tags, aliases expanded under the limits.
struct TreeBuilder {
  /// A place as the parser counts it, from 1.
  struct Place: Hashable {
    var line: Int
    var column: Int
  }

  /// How far a value's end is looked for. Longer values are marked up to here.
  private static let longestMark = 4_096

  private var source: SourceText
  private let file: String
  private let limits: Document.Limits
  private let masked: [Place: String]
  private var nodes = 0
  private var textBytes = 0
  private var depth = 0
  private var stopped = false

  init(source: SourceText, file: String, limits: Document.Limits, masked: [Place: String]) {
    self.source = source
    self.file = file
    self.limits = limits
    self.masked = masked
  }

  /// An empty text gives `null`.
  mutating func build(_ root: Yams.Node?, into diagnostics: inout Diagnostics) -> Node {
    guard let root else {
      return Node(.null, location: SourceLocation(file: file, line: 1, column: 1), layer: .file(file))
    }
    return node(root, into: &diagnostics)
  }

  private mutating func node(_ yaml: Yams.Node, into diagnostics: inout Diagnostics) -> Node {
    let start = place(of: yaml)
    let location = SourceLocation(file: file, line: start.line, column: start.column)
    var result = Node(.null, location: location, layer: .file(file))
    nodes += 1
    if !stopped, nodes > limits.nodes || textBytes > limits.expandedBytes {
      stopped = true
      let refusal = TextCheck.Refusal.tooMany(limits.nodes, offset: 0)
      diagnostics.error(.size, at: location, length: 1, refusal.message, hint: refusal.hint)
    }
    if !stopped, depth > limits.depth {
      stopped = true
      let refusal = TextCheck.Refusal.tooDeep(limits.depth, offset: 0)
      diagnostics.error(.size, at: location, length: 1, refusal.message, hint: refusal.hint)
    }
    if stopped { return result }
    switch yaml {
    case .scalar(let scalar):
      textBytes += scalar.string.utf8.count
      let quoted = Self.isQuoted(scalar.style)
      if !quoted, ["", "~", "null", "Null", "NULL"].contains(scalar.string) {
        result.length = max(1, scalar.string.utf8.count)
      } else {
        result.content = .scalar(text: scalar.string, quoted: quoted)
        result.length = length(at: start, text: scalar.string, style: scalar.style)
      }
    case .sequence(let sequence):
      result.length = collectionLength(at: start)
      depth += 1
      var items: [Node] = []
      for item in sequence where !stopped { items.append(node(item, into: &diagnostics)) }
      depth -= 1
      result.content = .list(items)
    case .mapping(let mapping):
      depth += 1
      let entries = entries(of: mapping, into: &diagnostics)
      depth -= 1
      result.content = .map(entries)
      let flowLength = collectionLength(at: start)
      result.length = flowLength > 1 ? flowLength : entries.first?.keyLength ?? 1
    case .alias: break
    }
    return result
  }

  private mutating func entries(
    of mapping: Yams.Node.Mapping, into diagnostics: inout Diagnostics
  ) -> [Node.Entry] {
    var entries: [Node.Entry] = []
    var lines: [String: Int] = [:]
    for (key, value) in mapping where !stopped {
      let start = place(of: key)
      let location = SourceLocation(file: file, line: start.line, column: start.column)
      guard case .scalar(let scalar) = key else {
        diagnostics.error(.unsupported, at: location, length: 1, "a key must be a text")
        continue
      }
      let name = masked[start] ?? scalar.string
      let keyLength = length(at: start, text: name, style: scalar.style)
      textBytes += name.utf8.count
      if name.unicodeScalars.count > limits.key {
        diagnostics.error(
          .size, at: location, length: keyLength, "a key has at most \(limits.key) letters")
      } else if name == "<<", !Self.isQuoted(scalar.style) {
        diagnostics.error(
          .unsupported, at: location, length: keyLength, "merge keys (<<) are not read here",
          hint: "write the keys out, or use `extends` between variants")
      } else if let line = lines[name] {
        diagnostics.error(
          .duplicate, at: location, length: keyLength, "\(Diagnostic.quoted(name)) is given twice in this map",
          hint: "the first is in line \(line); keep one of them")
      } else {
        lines[name] = start.line
      }
      let node = node(value, into: &diagnostics)
      entries.append(Node.Entry(key: name, keyLocation: location, keyLength: keyLength, value: node))
    }
    return entries
  }

  private static func isQuoted(_ style: Yams.Node.Scalar.Style) -> Bool {
    switch style {
    case .singleQuoted, .doubleQuoted, .literal, .folded: true
    case .any, .plain: false
    }
  }

  /// Where a value starts, after an anchor on the same line.
  private mutating func place(of yaml: Yams.Node) -> Place {
    guard let mark = yaml.mark else { return Place(line: 1, column: 1) }
    let place = Place(line: mark.line, column: mark.column)
    guard let start = source.offset(line: place.line, column: place.column), source.bytes[start] == UInt8(ascii: "&")
    else { return place }
    var next = start + 1
    while next < source.bytes.count, TextCheck.isNameByte(source.bytes[next]) { next += 1 }
    while next < source.bytes.count, source.bytes[next] == 0x20 { next += 1 }
    guard next < source.bytes.count, SourceText.breakWidth(source.bytes, at: next) == 0,
      source.bytes[next] != UInt8(ascii: "#")
    else { return place }
    // Anchor names are ASCII, so bytes are columns here.
    return Place(line: place.line, column: place.column + next - start)
  }

  /// How many code points a text takes in the file, up to the end of its first line.
  private mutating func length(at place: Place, text: String, style: Yams.Node.Scalar.Style) -> Int {
    guard let start = source.offset(line: place.line, column: place.column) else { return 1 }
    switch style {
    case .literal, .folded: return 1
    case .singleQuoted, .doubleQuoted: return codePoints(from: start, to: endOfQuotes(start))
    case .any, .plain:
      var end = start
      for byte in text.utf8.prefix(Self.longestMark) {
        guard end < source.bytes.count, source.bytes[end] == byte else { break }
        end += 1
      }
      while end > start, source.bytes[end - 1] == 0x20 { end -= 1 }
      return codePoints(from: start, to: end)
    }
  }

  /// The length of a list in brackets or a map in braces that ends in the line where it starts; else 1.
  private mutating func collectionLength(at place: Place) -> Int {
    guard let start = source.offset(line: place.line, column: place.column),
      source.bytes[start] == UInt8(ascii: "[") || source.bytes[start] == UInt8(ascii: "{")
    else { return 1 }
    var open = 0
    var next = start
    let limit = min(source.bytes.count, start + Self.longestMark)
    while next < limit, SourceText.breakWidth(source.bytes, at: next) == 0 {
      switch source.bytes[next] {
      case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        // A quote inside a word is a letter.
        if !TextCheck.isNameByte(source.bytes[next - 1]) { next = max(next, endOfQuotes(next) - 1) }
      default: break
      }
      next += 1
      if open == 0 { return codePoints(from: start, to: next) }
    }
    return 1
  }

  /// The offset after the closing quote, or the end of the line.
  private func endOfQuotes(_ start: Int) -> Int {
    let quote = source.bytes[start]
    var next = start + 1
    let limit = min(source.bytes.count, start + Self.longestMark)
    while next < limit, SourceText.breakWidth(source.bytes, at: next) == 0 {
      if source.bytes[next] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        next += 2
        continue
      }
      next += 1
      if source.bytes[next - 1] == quote {
        if quote == UInt8(ascii: "'"), next < limit, source.bytes[next] == quote { next += 1 } else { break }
      }
    }
    return min(next, source.bytes.count)
  }

  private func codePoints(from start: Int, to end: Int) -> Int {
    max(1, source.bytes[start..<max(start, end)].count { $0 & 0xC0 != 0x80 })
  }
}
