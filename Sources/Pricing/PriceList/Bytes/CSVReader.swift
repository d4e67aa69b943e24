// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// Reads comma-separated values (RFC 4180) a row at a time from a stream of any length.
struct CSVReader {
  static let longestField = 1 << 16
  static let mostFields = 1 << 10

  var cursor: ByteCursor
  /// The fields of the row that was read last, one after the other.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var places: [TextPlace] = []
  /// Where the row began.
  private(set) var start = TextPlace(line: 1, column: 1)

  init(_ cursor: ByteCursor) { self.cursor = cursor }

  var count: Int { ends.count }

  /// A field of the row, from 0; empty beyond the last.
  func field(_ index: Int) -> String {
    guard ends.indices.contains(index) else { return "" }
    return String(decoding: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]], as: UTF8.self)
  }

  func place(_ index: Int) -> TextPlace { places.indices.contains(index) ? places[index] : start }

  /// Reads the next row that is not empty; false at the end.
  mutating func nextRow() throws -> Bool {
    while try cursor.hasMore() {
      bytes.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      places.removeAll(keepingCapacity: true)
      start = cursor.place
      repeat {
        guard count < Self.mostFields else {
          throw cursor.problem(.size, "more than \(Self.mostFields) fields in a row")
        }
        places.append(cursor.place)
        try readField()
        ends.append(bytes.count)
      } while try anotherField()
      if !(count == 1 && bytes.isEmpty) { return true }
    }
    return false
  }

  private mutating func anotherField() throws -> Bool {
    guard let byte = try cursor.peek() else { return false }
    if byte == UInt8(ascii: ",") {
      cursor.advance()
      return true
    }
    if byte == 0x0D { cursor.advance() }
    if try cursor.peek() == 0x0A { cursor.advanceLine() }
    return false
  }

  private mutating func readField() throws {
    let from = bytes.count
    let place = cursor.place
    let isQuoted = try cursor.peek() == UInt8(ascii: "\"")
    if isQuoted { cursor.advance() }
    while let byte = try cursor.peek() {
      guard bytes.count - from < Self.longestField else {
        throw cursor.problem(.size, at: place, "the field is longer than \(Self.longestField) bytes")
      }
      switch byte {
      case UInt8(ascii: "\"") where isQuoted:
        cursor.advance()
        switch try cursor.peek() {
        case UInt8(ascii: "\""):
          bytes.append(byte)
          cursor.advance()
        case nil, UInt8(ascii: ","), 0x0A, 0x0D: return
        default: throw cursor.problem(.syntax, "a comma or the line's end is due after the closing quote")
        }
      case UInt8(ascii: ",") where !isQuoted, 0x0D where !isQuoted, 0x0A where !isQuoted: return
      case 0x0A:
        bytes.append(byte)
        cursor.advanceLine()
      case ..<0x80:
        bytes.append(byte)
        cursor.advance()
      default:
        var kept: [UInt8] = []
        try cursor.codePoint { kept.append($0) }
        bytes += kept
      }
    }
    if isQuoted {
      throw cursor.problem(.syntax, at: place, "a field in quotes has no end", hint: "was the download cut off?")
    }
  }
}
