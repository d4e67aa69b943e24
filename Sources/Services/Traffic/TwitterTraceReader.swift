// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Reads the CSV of Twitter's cache traces (github.com/twitter/cache-trace, README: trace format), byte by byte.
///
/// A read of a record that was not there has no value size, a delete neither: see ``TraceBuilder``. Keys are told apart
/// by the 64-bit FNV-1a hash of their names. Empty lines, lines that begin with `#` and a heading are skipped.
struct TwitterTraceReader {
  static let fields = ["timestamp", "anonymized key", "key size", "value size", "client id", "operation", "TTL"]

  /// The operations as the traces name them.
  private static let operations: [(name: String, operation: TraceFile.Operation)] = [
    ("get", .read), ("gets", .read), ("set", .write), ("add", .write), ("replace", .write), ("cas", .write),
    ("append", .write), ("prepend", .write), ("delete", .delete), ("incr", .write), ("decr", .write),
  ]
  /// Their letters as numbers.
  private static let words = operations.map { word($0.name.utf8) }

  private static func word(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

  let path: String
  private var builder = TraceBuilder(requests: 0)
  private var line = 1
  private var position = 0
  private var mayBeHeading = true

  // The line so far.
  private var field = 0
  private var isComment = false
  private var isEmpty = true
  /// The current field: its number, its letters, and how many there are.
  private var number: UInt64 = 0
  private var letters: UInt64 = 0
  private var length = 0
  /// The first field that is not what it should be, and whether the first is a number.
  private var wrong: Int?
  private var startsWithNumber = false
  private var second: UInt64 = 0
  private var key: UInt64 = 0
  private var size: UInt64 = 0
  private var timeToLive: UInt64 = 0
  private var operation = TraceFile.Operation.read

  init(path: String) {
    self.path = path
    begin()
  }

  mutating func take(_ piece: [UInt8]) throws {
    for byte in piece { try take(byte) }
  }

  private mutating func take(_ byte: UInt8) throws {
    position += 1
    if byte == UInt8(ascii: "\n") { return try endLine() }
    if isComment { return }
    // A byte order mark.
    if position <= 3, byte >= 0xBB { return }
    if isEmpty, byte == UInt8(ascii: "#") {
      isComment = true
      return
    }
    if byte == UInt8(ascii: ",") {
      isEmpty = false
      return endField()
    }
    if field == 1 {
      key = (key ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      length += 1
      return
    }
    if byte <= 0x20 { return }
    isEmpty = false
    length += 1
    letters = letters << 8 | UInt64(byte)
    let digit = byte &- UInt8(ascii: "0")
    // Nothing here has more than ten digits.
    if digit < 10, number < 1 << 40 { number = 10 * number + UInt64(digit) } else { number = .max }
  }

  private mutating func endField() {
    let isNumber = length > 0 && number <= UInt64(UInt32.max)
    var isRight = isNumber
    switch field {
    case 0:
      second = number
      startsWithNumber = isNumber
    case 1: isRight = length > 0
    case 2: break
    case 3: size = number
    // Clients are numbers in the published traces; nothing here depends on them.
    case 4: isRight = true
    case 5:
      let place = length <= 8 ? Self.words.firstIndex(of: letters) : nil
      operation = place.map { Self.operations[$0].operation } ?? .read
      isRight = place != nil
    case 6: timeToLive = number
    default: isRight = true
    }
    if !isRight, wrong == nil { wrong = field }
    field += 1
    number = 0
    letters = 0
    length = 0
  }

  private mutating func endLine() throws {
    if !isComment, !(isEmpty && field == 0) {
      endField()
      try add()
    }
    line += 1
    begin()
  }

  private mutating func begin() {
    field = 0
    isComment = false
    isEmpty = true
    number = 0
    letters = 0
    length = 0
    wrong = nil
    startsWithNumber = false
    key = 0xCBF2_9CE4_8422_2325
  }

  private mutating func add() throws {
    let isHeading = mayBeHeading && !startsWithNumber && field == Self.fields.count
    mayBeHeading = false
    if isHeading { return }
    guard field == Self.fields.count else {
      throw problem("has \(field) \(field == 1 ? "field" : "fields"), not \(Self.fields.count)")
    }
    if let wrong { throw problem("has no \(Self.fields[wrong]) where it should be, in field \(wrong + 1)") }
    guard builder.add(second: UInt32(second), key: key, size: UInt32(size)) else {
      throw TraceProblem(
        message: "the times in \(path) go back at line \(line)",
        hint: "sort it by its first field: sort -s -t, -k1,1n")
    }
    builder.add(operation, timeToLive: UInt32(timeToLive))
  }

  private func problem(_ what: String) -> TraceProblem {
    TraceProblem(
      message: "line \(line) of \(path) \(what)",
      hint: "a line of a cache trace: \(Self.fields.joined(separator: ", "))")
  }

  /// The trace, once the file has ended.
  mutating func finish() throws -> TraceFile {
    try endLine()
    guard builder.count > 0 else { throw TraceProblem(message: "the file \(path) holds no requests") }
    return builder.finish()
  }
}
