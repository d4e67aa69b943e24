// SPDX-License-Identifier: GPL-3.0-or-later

extension Node {
  /// The tree as YAML that reads back to the same content, except that a text that cannot stand without quotes, such as
  /// one of several lines, gets them.
  ///
  /// Maps and lists are written as blocks; lists of texts, and maps of texts inside of something else, go on one line
  /// if that stays below 80 columns. Texts keep their quotes.
  ///
  /// - Parameter annotate: the comment to put behind a value, given its path; nil for none.
  public func yaml(annotate: ((_ path: [String], _ node: Node) -> String?)? = nil) -> String {
    var printer = YAMLPrinter(annotate: annotate)
    printer.document(self)
    return printer.output
  }
}

/// Writes one tree.
private struct YAMLPrinter {
  static let width = 80

  let annotate: (([String], Node) -> String?)?
  var output = ""
  var path: [String] = []

  mutating func document(_ node: Node) {
    switch node.content {
    case .map(let entries) where !entries.isEmpty: block(entries, indent: 0)
    case .list(let items) where !items.isEmpty: block(items, indent: 0)
    default: output += (YAMLText.value(node, indent: 2) ?? YAMLText.flow(node) ?? "null") + comment(node) + "\n"
    }
  }

  private mutating func block(_ entries: [Node.Entry], indent: Int, firstIndent: Int? = nil) {
    for (index, entry) in entries.enumerated() {
      output += String(repeating: " ", count: index == 0 ? firstIndent ?? indent : indent)
      let key = YAMLText.key(entry.key)
      output += key + ":"
      path.append(entry.key)
      value(entry.value, indent: indent, column: indent + key.unicodeScalars.count + 1)
      path.removeLast()
    }
  }

  private mutating func block(_ items: [Node], indent: Int) {
    for (index, item) in items.enumerated() {
      output += String(repeating: " ", count: indent) + "-"
      path.append(String(index))
      if case .map(let entries) = item.content, !entries.isEmpty, oneLine(item, column: indent + 1) == nil,
        annotate?(path, item) == nil
      {
        block(entries, indent: indent + 2, firstIndent: 1)
      } else {
        value(item, indent: indent, column: indent + 1)
      }
      path.removeLast()
    }
  }

  /// A value behind `key:` or `-`.
  private mutating func value(_ node: Node, indent: Int, column: Int) {
    if let line = oneLine(node, column: column) {
      output += " " + line + comment(node) + "\n"
      return
    }
    switch node.content {
    case .map(let entries):
      output += comment(node) + "\n"
      block(entries, indent: indent + 2)
    case .list(let items):
      output += comment(node) + "\n"
      block(items, indent: indent + 2)
    case .null, .scalar:
      let text = YAMLText.value(node, indent: indent + 2) ?? "null"
      output += " " + text + (text.contains("\n") ? "" : comment(node)) + "\n"
    }
  }

  /// The value as it stands behind its key, if it fits there. A map inside of which there is something to say for a
  /// value is written as a block.
  private mutating func oneLine(_ node: Node, column: Int) -> String? {
    switch node.content {
    case .null, .scalar: return nil
    case .list(let items):
      guard items.allSatisfy({ $0.entries?.isEmpty ?? true && $0.items?.isEmpty ?? true }) else { return nil }
      for (index, item) in items.enumerated() where annotate?(path + [String(index)], item) != nil { return nil }
    case .map(let entries):
      guard
        entries.allSatisfy({ $0.value.entries?.isEmpty ?? true && $0.value.items?.isEmpty ?? true }),
        entries.isEmpty || !path.isEmpty
      else { return nil }
      for entry in entries where annotate?(path + [entry.key], entry.value) != nil { return nil }
    }
    guard let line = YAMLText.flow(node), column + 1 + line.unicodeScalars.count < Self.width else { return nil }
    return line
  }

  private func comment(_ node: Node) -> String {
    guard let text = annotate?(path, node), !text.isEmpty else { return "" }
    return "  # " + Diagnostic.shortened(text, limit: 400)
  }
}

extension Node {
  /// The node on one line, as YAML that can stand behind a key: `{ gamma: { mean: 90ms, cv: 2 } }`; nil where some text
  /// cannot stand on one line.
  public var flow: String? { YAMLText.flow(self) }
}

/// How texts and keys are written.
private enum YAMLText {
  static func key(_ key: String) -> String {
    isPlain(key, inFlow: true) && !isNullWord(key) && key != "<<" ? key : doubleQuoted(key)
  }

  /// A scalar behind its key; text blocks are indented by `indent`. Nil for lists and maps.
  static func value(_ node: Node, indent: Int) -> String? {
    switch node.content {
    case .null: return "null"
    case .scalar(let text, let quoted):
      if !quoted, isPlain(text, inFlow: false), !isNullWord(text) { return text }
      return quoted ? literal(text, indent: indent) ?? doubleQuoted(text) : doubleQuoted(text)
    case .list, .map: return nil
    }
  }

  /// One line, or nil if some text cannot stand in one without changing.
  static func flow(_ node: Node) -> String? {
    switch node.content {
    case .null: return "null"
    case .scalar(let text, let quoted):
      if quoted { return doubleQuoted(text) }
      return isPlain(text, inFlow: true) && !isNullWord(text) ? text : nil
    case .list(let items):
      var parts: [String] = []
      for item in items {
        guard let part = flow(item) else { return nil }
        parts.append(part)
      }
      return "[" + parts.joined(separator: ", ") + "]"
    case .map(let entries):
      var parts: [String] = []
      for entry in entries {
        guard let part = flow(entry.value) else { return nil }
        parts.append(key(entry.key) + ": " + part)
      }
      return parts.isEmpty ? "{}" : "{ " + parts.joined(separator: ", ") + " }"
    }
  }

  private static func isNullWord(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }

  /// Whether the text can stand without quotes. Stricter than YAML where that costs nothing.
  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last else { return false }
    guard !",[]{}#&*!|>'\"%@`?: \t".unicodeScalars.contains(first), last != " ", last != ":", last != "\t" else {
      return false
    }
    if first == "-", scalars.count == 1 || scalars[1] == " " || inFlow { return false }
    if text.hasPrefix("---") || text.hasPrefix("...") { return false }
    for (index, scalar) in scalars.enumerated() {
      guard scalar.value >= 0x20, scalar.value < 0x7F || isCommon(scalar) else { return false }
      if scalar == "#", scalars[index - 1] == " " { return false }
      if scalar == ":", index + 1 < scalars.count, scalars[index + 1] == " " || inFlow { return false }
      if inFlow, ",[]{}".unicodeScalars.contains(scalar) { return false }
    }
    return true
  }

  /// Characters beyond ASCII that may stand in a text as they are.
  private static func isCommon(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA1...0x1FFF, 0x2030...0x205E, 0x2070...0xD7FF, 0xF900...0xFDFF, 0xFE30...0xFEFE, 0xFF01...0xFFEF,
      0x1F000...0x1FAFF, 0x20000...0x3FFFD, 0x2010...0x2027:
      true
    default: false
    }
  }

  /// A `|` block, where that keeps the text: several lines, no odd blanks, nothing to escape.
  private static func literal(_ text: String, indent: Int) -> String? {
    guard text.contains("\n"), text.utf8.count <= 1 << 20 else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let endsWithBreak = lines.last?.isEmpty ?? false
    if endsWithBreak { lines.removeLast() }
    guard let first = lines.first, !first.isEmpty, let last = lines.last, !last.isEmpty,
      lines.allSatisfy({ line in
        line.unicodeScalars.first != " " && line.unicodeScalars.last != " "
          && line.unicodeScalars.allSatisfy { $0.value >= 0x20 && ($0.value < 0x7F || isCommon($0)) }
      })
    else { return nil }
    let margin = String(repeating: " ", count: indent)
    let body = lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
    return (endsWithBreak ? "|\n" : "|-\n") + body
  }

  private static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if scalar.value >= 0x20, scalar.value < 0x7F || isCommon(scalar) || scalar.value > 0xFFFF {
          result.unicodeScalars.append(scalar)
        } else {
          let hex = String(scalar.value, radix: 16, uppercase: true)
          let digits = scalar.value > 0xFF ? 4 : 2
          result += digits == 4 ? "\\u" : "\\x"
          result += String(repeating: "0", count: digits - hex.count) + hex
        }
      }
    }
    return result + "\""
  }
}
