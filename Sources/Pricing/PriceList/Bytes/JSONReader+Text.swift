// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

extension JSONReader {
  /// Goes over a text in quotes; with `keeps` its characters are in `bytes` then.
  mutating func text(keeps: Bool, limit: Int) throws {
    start = cursor.place
    if keeps { bytes.removeAll(keepingCapacity: true) }
    cursor.advance()
    while try cursor.hasMore() {
      let buffer = cursor.source.buffer
      let from = cursor.next
      let end = cursor.end
      var next = from
      while next < end, Self.isPlain(buffer[next]) { next += 1 }
      if keeps, next > from { bytes.append(contentsOf: UnsafeBufferPointer(start: buffer + from, count: next - from)) }
      cursor.next = next
      if keeps, bytes.count > limit { throw cursor.problem(.size, at: start, "the text is longer than \(limit) bytes") }
      guard next < end else { continue }
      switch buffer[next] {
      case UInt8(ascii: "\""):
        cursor.advance()
        return
      case UInt8(ascii: "\\"): try escape(keeps: keeps)
      case ..<0x20:
        throw cursor.problem(
          .syntax, "a line end or control character within a text", hint: "the text starts in line \(start.line)")
      default:
        var kept: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
        var count = 0
        try cursor.codePoint { byte in
          switch count {
          case 0: kept.0 = byte
          case 1: kept.1 = byte
          case 2: kept.2 = byte
          default: kept.3 = byte
          }
          count += 1
        }
        if keeps { bytes += [kept.0, kept.1, kept.2, kept.3].prefix(count) }
      }
    }
    throw ended("a text")
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func escape(keeps: Bool) throws {
    let here = cursor.place
    cursor.advance()
    guard let byte = try cursor.peek() else { throw ended("a text") }
    cursor.advance()
    let plain: UInt8
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = byte
    case UInt8(ascii: "b"): plain = 0x08
    case UInt8(ascii: "f"): plain = 0x0C
    case UInt8(ascii: "n"): plain = 0x0A
    case UInt8(ascii: "r"): plain = 0x0D
    case UInt8(ascii: "t"): plain = 0x09
    case UInt8(ascii: "u"):
      let scalar = try escapedScalar(here)
      if keeps { bytes += Array(String(Character(scalar)).utf8) }
      return
    default:
      throw cursor.problem(.syntax, at: here, "there is no such escape in JSON")
    }
    if keeps { bytes.append(plain) }
  }

  /// The character of `\uXXXX`, or of two of them that belong together.
  private mutating func escapedScalar(_ here: TextPlace) throws -> Unicode.Scalar {
    let first = try fourDigits(here)
    if let scalar = Unicode.Scalar(first) { return scalar }
    func lone() -> Diagnostic { cursor.problem(.syntax, at: here, "half of a surrogate pair stands alone") }
    guard (0xD800...0xDBFF).contains(first) else { throw lone() }
    for byte in "\\u".utf8 {
      guard try cursor.peek() == byte else { throw lone() }
      cursor.advance()
    }
    let second = try fourDigits(here)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw lone() }
    return scalar
  }

  private mutating func fourDigits(_ here: TextPlace) throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = try cursor.peek() else { throw ended("a text") }
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw cursor.problem(.syntax, at: here, "four hexadecimal digits are due after \\u")
      }
      value = value << 4 | UInt32(digit)
      cursor.advance()
    }
    return value
  }
}
