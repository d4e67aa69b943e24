// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Simulation
import Statistics

/// An ``Outcome`` as bytes. Little-endian; a Double is its bit pattern, so that what is read is bit for bit what was written;
/// a whole number is a LEB128 varint.
///
/// | bytes | what |
/// | --- | --- |
/// | 1 | version of this layout |
/// | 4 | length of all bytes |
/// | … | the windows |
/// | 8 | FNV-1a of all bytes before it |
enum OutcomeBlob {
  static let version: UInt8 = 1
  /// No count comes near it, and sums of 100,000 of them still fit.
  static let largestCount = 1 << 46

  /// What is wrong with the bytes: the end of a sentence about them.
  struct Damaged: Error, Hashable, CustomStringConvertible {
    var description: String
  }

  private static let reasons: [StopReason] = [.tooManyMessages, .tooManyEvents, .clockStands]

  // MARK: Writing

  static func bytes(_ outcome: Outcome) -> Data {
    var bytes = Bytes()
    bytes.add(version)
    bytes.add(UInt32(0))
    bytes.add(count: outcome.windows.count)
    for window in outcome.windows { add(window, to: &bytes) }
    bytes.setLength(at: 1, UInt32(bytes.data.count + 8))
    bytes.add(StableHash.of(bytes.data))
    return bytes.data
  }

  private static func add(_ window: Outcome.Window, to bytes: inout Bytes) {
    bytes.add(count: window.answers.count)
    for answer in window.answers {
      bytes.add(optional: answer.value)
      bytes.add(count: answer.count)
      bytes.add(count: answer.hits)
    }
    bytes.add(count: window.meteredPerHour.count)
    for metered in window.meteredPerHour {
      bytes.add(metered.quantity.bitPattern)
      bytes.add(optional: metered.aside)
    }
    bytes.add(window.deliveredPerHour.bitPattern)
    bytes.add(UInt64(bitPattern: window.warmup))
    bytes.add(UInt64(bitPattern: window.duration))
    bytes.add(window.events)
    bytes.add(window.stopped.map { UInt8(1 + (reasons.firstIndex(of: $0) ?? 0)) } ?? 0)
  }

  // MARK: Reading

  /// - Throws: ``Damaged`` for bytes that ``bytes(_:)`` has not written.
  static func outcome(_ data: Data) throws -> Outcome {
    var bytes = Cursor(data)
    let layout = try bytes.byte()
    guard layout == version else {
      throw Damaged(description: layout > version ? "is of a newer layout (\(layout))" : "has no known layout")
    }
    guard try bytes.four() == UInt32(clamping: data.count) else { throw Damaged(description: "is not whole") }
    guard data.count >= 13 else { throw Damaged(description: "is too short") }
    let body = data.count - 8
    var end = Cursor(data, from: body)
    guard try end.eight() == StableHash.of(data.prefix(body)) else {
      throw Damaged(description: "has other bytes than were written")
    }
    bytes.end = body
    let outcome = Outcome(windows: try (0..<(try bytes.items(least: 28))).map { _ in try window(&bytes) })
    guard bytes.isAtEnd else { throw Damaged(description: "goes on behind its end") }
    return outcome
  }

  private static func window(_ bytes: inout Cursor) throws -> Outcome.Window {
    let answers = try (0..<(try bytes.items(least: 3))).map { _ in
      Digest.Answer(value: try bytes.optional(), count: try bytes.count(), hits: try bytes.count())
    }
    let metered = try (0..<(try bytes.items(least: 9))).map { _ in
      (quantity: try bytes.double(), aside: try bytes.optional())
    }
    let delivered = try bytes.double()
    let warmup = Nanoseconds(bitPattern: try bytes.eight())
    let duration = Nanoseconds(bitPattern: try bytes.eight())
    let events = try bytes.eight()
    let reason = Int(try bytes.byte())
    guard warmup >= 0, duration > 0, events <= UInt64(largestCount), reason <= reasons.count else {
      throw Damaged(description: "holds what cannot be")
    }
    return Outcome.Window(
      answers: answers, meteredPerHour: metered, deliveredPerHour: delivered, warmup: warmup, duration: duration,
      events: events, stopped: reason == 0 ? nil : reasons[reason - 1])
  }
}

/// Bytes that grow.
private struct Bytes {
  private(set) var data = Data()

  mutating func add(_ byte: UInt8) { data.append(byte) }
  mutating func add(_ number: UInt32) { withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) } }
  mutating func add(_ number: UInt64) { withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) } }

  mutating func add(optional value: Double?) {
    add(value == nil ? 0 : 1 as UInt8)
    if let value { add(value.bitPattern) }
  }

  mutating func add(count: Int) {
    var rest = UInt64(max(0, count))
    while rest >= 0x80 {
      add(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    add(UInt8(rest))
  }

  mutating func setLength(at place: Int, _ length: UInt32) {
    for byte in 0..<4 { data[place + byte] = UInt8(truncatingIfNeeded: length >> (8 * UInt32(byte))) }
  }
}

/// Reads bytes one after the other, never behind their end.
private struct Cursor {
  private let data: Data
  private var place: Int
  var end: Int

  init(_ data: Data, from place: Int = 0) {
    self.data = data
    self.place = place
    end = data.count
  }

  var isAtEnd: Bool { place == end }

  mutating func byte() throws -> UInt8 {
    guard place < end else { throw OutcomeBlob.Damaged(description: "is too short") }
    defer { place += 1 }
    return data[data.startIndex + place]
  }

  mutating func four() throws -> UInt32 {
    try (0..<4).reduce(0) { $0 | UInt32(try byte()) << UInt32(8 * $1) }
  }

  mutating func eight() throws -> UInt64 {
    try (0..<8).reduce(0) { $0 | UInt64(try byte()) << UInt64(8 * $1) }
  }

  mutating func double() throws -> Double { Double(bitPattern: try eight()) }

  mutating func optional() throws -> Double? {
    switch try byte() {
    case 0: nil
    case 1: try double()
    default: throw OutcomeBlob.Damaged(description: "holds what cannot be")
    }
  }

  mutating func count() throws -> Int {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 42, by: 7) {
      let byte = try byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 {
        guard value <= UInt64(OutcomeBlob.largestCount) else { break }
        return Int(value)
      }
    }
    throw OutcomeBlob.Damaged(description: "holds a count that cannot be")
  }

  /// How many items follow, each of at least so many bytes: no more than there is room for.
  mutating func items(least: Int) throws -> Int {
    let count = try count()
    guard count <= (end - place) / least else { throw OutcomeBlob.Damaged(description: "is too short") }
    return count
  }
}
