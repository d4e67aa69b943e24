// SPDX-License-Identifier: GPL-3.0-or-later

/// A table of comma-separated values with a heading, as in RFC 4180: quoted fields may hold commas, quotes (doubled)
/// and line ends.
struct CSVTable {
  struct Row {
    /// The line the row begins on; the heading is line 1.
    let line: Int
    let fields: [String]
  }

  let file: String
  let rows: [Row]

  /// - Parameters:
  ///   - file: the name for messages.
  ///   - columns: what the heading must say, in this order.
  /// - Throws: `PricingError.badRow` for another heading, another number of fields or an unclosed quote.
  init(text: String, file: String, columns: [String]) throws {
    var reader = Reader(bytes: Array(text.utf8), file: file)
    guard let heading = try reader.row(), heading.fields == columns else {
      throw PricingError.badRow(file: file, line: 1, reason: "the heading must be \(columns.joined(separator: ","))")
    }
    var rows: [Row] = []
    while let row = try reader.row() {
      if row.fields == [""] { continue }  // an empty line
      guard row.fields.count == columns.count else {
        throw PricingError.badRow(
          file: file, line: row.line, reason: "\(row.fields.count) fields where \(columns.count) are due")
      }
      rows.append(row)
    }
    self.file = file
    self.rows = rows
  }

  private struct Reader {
    let bytes: [UInt8]
    let file: String
    var position = 0
    var line = 1

    init(bytes: [UInt8], file: String) {
      self.bytes = bytes
      self.file = file
    }

    mutating func row() throws -> Row? {
      guard position < bytes.count else { return nil }
      let start = line
      var fields: [String] = []
      while true {
        fields.append(try field())
        guard position < bytes.count else { break }
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: ",") { continue }
        if byte == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
          position += 1
        }
        line += 1
        break
      }
      return Row(line: start, fields: fields)
    }

    /// Reads up to, not including, the next comma or line end outside quotes.
    private mutating func field() throws -> String {
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return plainField() }
      let start = line
      var content: [UInt8] = []
      position += 1
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "\"") {
          guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            return String(decoding: content, as: UTF8.self) + plainField()
          }
          position += 1
        }
        if byte == UInt8(ascii: "\n") { line += 1 }
        content.append(byte)
      }
      throw PricingError.badRow(file: file, line: start, reason: "a quoted field has no end")
    }

    private mutating func plainField() -> String {
      let start = position
      while position < bytes.count, !",\r\n".utf8.contains(bytes[position]) { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
  }
}
