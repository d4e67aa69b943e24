// SPDX-License-Identifier: GPL-3.0-or-later

/// A look at YAML text before the parser sees it: one pass, no recursion, nothing allocated for each token.
///
/// It refuses what could make the parser recurse deeply or work for very long (nesting, too many values, keys that are
/// not texts and so could be hashed through aliases for ever), what we do not read (directives, several documents,
/// tags) and characters that YAML does not allow, each with a sentence of its own. It follows YAML's tokens closely
/// enough not to be misled by quotes, comments and block texts; anything else about the text is the parser's to judge.
struct TextCheck {
  private let bytes: [UInt8]
  private let limits: Document.Limits
  private var position = 0
  private var lineStart = 0
  /// The flow lists and maps that are open.
  private var flow: [FlowLevel] = []
  /// Columns of the block lists and maps that are open.
  private var indents: [Int] = []
  private var values = 0
  /// List items and colons: each belongs to one value at least, also to one that is empty and so has no text.
  private var marks = 0
  private var seenContent = false
  /// Whether an unquoted text may go on in the next line.
  private var plainOpen = false

  private struct FlowLevel {
    var isMap: Bool
    /// Whether the next value is a key. `{a, b}` has keys without values.
    var isAtKey: Bool
  }

  private init(_ bytes: [UInt8], _ limits: Document.Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  static func run(_ bytes: [UInt8], limits: Document.Limits) throws(Refusal) {
    try CharacterCheck.run(bytes)
    var check = TextCheck(bytes, limits)
    try check.scan()
  }

  private var flowDepth: Int { flow.count }

  // MARK: - Lines

  private mutating func scan() throws(Refusal) {
    while position < bytes.count {
      if position == lineStart || isBreak(position) {
        try startLine()
      } else {
        try token()
      }
    }
  }

  /// At a line's start or break: goes to the first character of the next line that says something.
  private mutating func startLine() throws(Refusal) {
    while position < bytes.count, isBreak(position) { newLine() }
    while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    guard position < bytes.count, !isBreak(position) else { return }
    let column = position - lineStart
    if column == 0, flowDepth == 0 { try marker() }
    if flowDepth == 0, position < bytes.count, position - lineStart == column, bytes[position] != hash {
      if plainOpen, column > (indents.last ?? -1) {
        plainScalar(start: position)
        return
      }
      plainOpen = false
      while let last = indents.last, last > column { indents.removeLast() }
    }
    if position == lineStart, position < bytes.count { try token() }
  }

  private mutating func newLine() {
    position += max(1, SourceText.breakWidth(bytes, at: position))
    lineStart = position
  }

  /// Document marks and directives at a line's start.
  private mutating func marker() throws(Refusal) {
    if bytes[position] == UInt8(ascii: "%") {
      throw Refusal(
        code: .unsupported, offset: position, message: "YAML directives (%...) are not read here",
        hint: "remove this line")
    }
    let dashes = starts(with: "---")
    guard dashes || starts(with: "..."), isBlank(position + 3) else { return }
    if dashes {
      if seenContent {
        throw Refusal(
          code: .unsupported, offset: position, message: "one file holds one document, but here a second one starts",
          hint: "put it into a file of its own")
      }
      seenContent = true
    }
    indents.removeAll()
    plainOpen = false
    position += 3
  }

  // MARK: - Tokens

  private let hash = UInt8(ascii: "#")

  private mutating func token() throws(Refusal) {
    let start = position
    let byte = bytes[position]
    switch byte {
    case 0x20, 0x09:
      position += 1
      return
    case hash where position == lineStart || isBlank(position - 1):
      skipLine()
      plainOpen = false
      return
    default: break
    }
    seenContent = true
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      try refuseFlowKey(at: start, "a list or map cannot be a key")
      let isMap = byte == UInt8(ascii: "{")
      flow.append(FlowLevel(isMap: isMap, isAtKey: isMap))
      try count()
      try checkDepth()
      position += 1
    case UInt8(ascii: "]") where flowDepth > 0, UInt8(ascii: "}") where flowDepth > 0:
      flow.removeLast()
      position += 1
      try refuseKey(at: start, "a list or map cannot be a key")
    case UInt8(ascii: ",") where flowDepth > 0:
      flow[flow.count - 1].isAtKey = flow[flow.count - 1].isMap
      position += 1
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      quoted(byte)
      try scalarEnded(start: start)
    case UInt8(ascii: "|") where flowDepth == 0, UInt8(ascii: ">") where flowDepth == 0:
      try count()
      blockText()
    case UInt8(ascii: "&"): word()
    case UInt8(ascii: "*"):
      try refuseFlowKey(at: start, "an alias (*name) cannot be a key")
      word()
      try count()
      try refuseKey(at: start, "an alias (*name) cannot be a key")
    case UInt8(ascii: "!"):
      throw Refusal(
        code: .unsupported, offset: start, message: "YAML tags (!name) are not read here",
        hint: "leave the tag out; a text that starts with ! needs quotes")
    case UInt8(ascii: "?") where flowDepth > 0 || isBlank(position + 1):
      throw Refusal(
        code: .unsupported, offset: start, message: "keys that start with `? ` are not read here",
        hint: "write `key: value`")
    case UInt8(ascii: "-") where flowDepth == 0 && isBlank(position + 1):
      try open(column: start - lineStart)
      try countMark()
      position += 1
    case UInt8(ascii: ":") where flowDepth > 0 || isBlank(position + 1):
      if flowDepth > 0 { flow[flow.count - 1].isAtKey = false }
      try countMark()
      position += 1
    default:
      plainScalar(start: start)
      try scalarEnded(start: start)
    }
  }

  /// After a text: if a colon follows it is a key, which may open a block map.
  private mutating func scalarEnded(start: Int) throws(Refusal) {
    try count()
    var next = position
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
    guard next < bytes.count, bytes[next] == UInt8(ascii: ":"), flowDepth == 0, isBlank(next + 1) else { return }
    plainOpen = false
    if start >= lineStart { try open(column: start - lineStart) }
    position = next + 1
  }

  private mutating func open(column: Int) throws(Refusal) {
    if let last = indents.last, last >= column { return }
    indents.append(column)
    try count()
    try checkDepth()
  }

  private func refuseKey(at start: Int, _ message: String) throws(Refusal) {
    var next = position
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
    guard next < bytes.count, bytes[next] == UInt8(ascii: ":") else { return }
    throw Refusal(code: .unsupported, offset: start, message: message, hint: "a key is a text: `name: value`")
  }

  private func refuseFlowKey(at start: Int, _ message: String) throws(Refusal) {
    guard let level = flow.last, level.isMap, level.isAtKey else { return }
    throw Refusal(code: .unsupported, offset: start, message: message, hint: "a key is a text: `name: value`")
  }

  private mutating func count() throws(Refusal) {
    values += 1
    if values > limits.nodes { throw .tooMany(limits.nodes, offset: position) }
  }

  private mutating func countMark() throws(Refusal) {
    marks += 1
    if marks > limits.nodes { throw .tooMany(limits.nodes, offset: position) }
  }

  private func checkDepth() throws(Refusal) {
    if flowDepth + indents.count > limits.depth { throw .tooDeep(limits.depth, offset: position) }
  }

  // MARK: - Texts

  private mutating func quoted(_ quote: UInt8) {
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote {
        position += 1
        guard quote == UInt8(ascii: "'"), position < bytes.count, bytes[position] == quote else { return }
        position += 1
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), !isBreak(position + 1) {
        position += 2
      } else if isBreak(position) {
        newLine()
      } else {
        position += 1
      }
    }
  }

  /// Goes to the end of an unquoted text in this line.
  private mutating func plainScalar(start: Int) {
    position = max(position, start)
    var first = true
    while position < bytes.count, !isBreak(position) {
      let byte = bytes[position]
      if byte == hash, !first, isBlank(position - 1) { return }
      if byte == UInt8(ascii: ":"), isBlank(position + 1) || (flowDepth > 0 && isFlowMark(position + 1)) { break }
      if flowDepth > 0, isFlowMark(position) { break }
      first = false
      position += 1
    }
    if position == start { position += 1 }
    plainOpen = flowDepth == 0 && (position >= bytes.count || isBreak(position))
  }

  /// Skips an anchor or alias; libYAML allows letters, digits, `-` and `_` in its name.
  private mutating func word() {
    position += 1
    while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
  }

  /// A `|` or `>` text: all following lines that are empty or indented deeper than what is open.
  private mutating func blockText() {
    skipLine()
    let parent = indents.last ?? -1
    while position < bytes.count {
      newLine()
      var next = position
      while next < bytes.count, bytes[next] == 0x20 { next += 1 }
      guard next < bytes.count else {
        position = next
        return
      }
      if !isBreak(next), next - position <= parent || (parent < 0 && isDocumentMark) { return }
      position = next
      skipLine()
    }
  }

  private mutating func skipLine() {
    while position < bytes.count, !isBreak(position) { position += 1 }
  }

  private var isDocumentMark: Bool { (starts(with: "---") || starts(with: "...")) && isBlank(position + 3) }

  private func starts(with text: StaticString) -> Bool {
    guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + text.utf8CodeUnitCount]) }
  }

  private func isBreak(_ offset: Int) -> Bool {
    offset < bytes.count && SourceText.breakWidth(bytes, at: offset) > 0
  }

  /// A blank, a line break or the end of the text.
  private func isBlank(_ offset: Int) -> Bool {
    offset >= bytes.count || bytes[offset] == 0x20 || bytes[offset] == 0x09 || isBreak(offset)
  }

  private func isFlowMark(_ offset: Int) -> Bool {
    guard offset < bytes.count else { return false }
    switch bytes[offset] {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): return true
    default: return false
    }
  }
}
