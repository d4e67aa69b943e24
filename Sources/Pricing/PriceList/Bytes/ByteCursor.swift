// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// A line and a column, both from 1; a column counts Unicode code points.
struct TextPlace: Hashable, Sendable {
  var line: Int
  var column: Int
}

/// A place in a stream of bytes that knows its line and column.
struct ByteCursor {
  let source: ByteSource
  /// The name for messages.
  let file: String
  /// The next byte in the source's buffer, and the end of what is in it.
  var next = 0
  var end = 0
  /// Bytes before the first one in the buffer.
  private(set) var before = 0
  private(set) var line = 1
  /// Where the line starts, in bytes of the whole stream.
  private var lineStart = 0
  /// Bytes of the line that continue a code point, and so are no columns.
  private var continuations = 0
  /// Where the text stands that these bytes were taken from, if they are not the file itself.
  var origin: TextPlace?

  init(_ source: ByteSource, file: String) {
    self.source = source
    self.file = file
  }

  /// Something to come back to.
  struct Mark {
    fileprivate var offset: Int
    fileprivate var line: Int
    fileprivate var lineStart: Int
    fileprivate var continuations: Int
  }

  var mark: Mark {
    Mark(offset: before + next, line: line, lineStart: lineStart, continuations: continuations)
  }

  /// Goes back to a mark; the source must be one that can be read again.
  mutating func move(to mark: Mark) throws {
    try source.move(to: mark.offset)
    before = mark.offset
    next = 0
    end = 0
    line = mark.line
    lineStart = mark.lineStart
    continuations = mark.continuations
  }

  var place: TextPlace {
    origin ?? TextPlace(line: line, column: 1 + (before + next) - lineStart - continuations)
  }

  /// Whether there is a byte at `next`; fetches more if there is none.
  mutating func hasMore() throws -> Bool {
    if next < end { return true }
    before += end
    next = 0
    end = 0
    end = try source.refill()
    return end > 0
  }

  /// The byte at `next`, or nil at the end.
  mutating func peek() throws -> UInt8? { try hasMore() ? source.buffer[next] : nil }

  /// Goes over a byte that is no line end and no part of a longer code point.
  mutating func advance() { next += 1 }

  /// Goes over a byte that ends a line.
  mutating func advanceLine() {
    next += 1
    line += 1
    lineStart = before + next
    continuations = 0
  }

  /// Goes over one code point that is not ASCII.
  ///
  /// - Throws: `Diagnostic` if the bytes are not UTF-8 (table 3-7 of the Unicode Standard).
  mutating func codePoint(_ keep: (UInt8) -> Void) throws {
    let here = place
    func refusal() -> Diagnostic {
      problem(.syntax, at: here, "the text is not UTF-8", hint: "a price list is downloaded and read as it is")
    }
    guard let first = try peek() else { throw refusal() }
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    let more: Int
    switch first {
    case 0xC2...0xDF: more = 1
    case 0xE0: (more, low) = (2, 0xA0)
    case 0xED: (more, high) = (2, 0x9F)
    case 0xE1...0xEF: more = 2
    case 0xF0: (more, low) = (3, 0x90)
    case 0xF4: (more, high) = (3, 0x8F)
    case 0xF1...0xF3: more = 3
    default: throw refusal()
    }
    keep(first)
    next += 1
    for _ in 0..<more {
      guard let byte = try peek(), byte >= low, byte <= high else { throw refusal() }
      keep(byte)
      next += 1
      continuations += 1
      (low, high) = (0x80, 0xBF)
    }
  }

  /// Goes over the mark that some programs put before UTF-8.
  mutating func skipByteOrderMark() throws {
    guard try peek() == 0xEF, end >= 3, source.buffer[1] == 0xBB, source.buffer[2] == 0xBF else { return }
    next = 3
    continuations += 3
  }

  /// What is wrong here, or at another place.
  func problem(
    _ code: Diagnostic.Code, at place: TextPlace? = nil, _ message: String, hint: String? = nil
  ) -> Diagnostic {
    let place = origin ?? place ?? self.place
    return Diagnostic(
      code: code, message: message, hint: hint,
      location: SourceLocation(file: file, line: place.line, column: place.column))
  }
}
