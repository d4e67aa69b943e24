// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// HdrHistogram's binary form of a histogram, version 2, as its own tools read it: the payload of `HistogramLogReader` and
/// of `decodeFromCompressedByteBuffer` (Gil Tene, HdrHistogram, `AbstractHistogram.java`).
///
/// A header of 40 bytes, big-endian (cookie, length, offset, digits, lowest, highest, ratio), then the counts from the
/// first bucket to the last filled one as ZigZag LEB128 numbers, where a negative number stands for so many empty
/// buckets. Around it lies a zlib stream (RFC 1950) whose blocks are stored, so that no compression is needed, and all is
/// written in base64 (RFC 4648).
public enum HistogramEncoding {
  private static let cookie: UInt32 = 0x1C84_9303 | 0x10
  private static let compressedCookie: UInt32 = 0x1C84_9304 | 0x10
  /// A histogram of 3 significant digits has 2048 buckets for each power of two above, of which the upper half counts.
  private static let halfBits = 10
  private static let half = 1 << halfBits

  /// The base64 text of a histogram, `HISTFAAA…`; its durations are in nanoseconds.
  public static func text(_ histogram: LatencyHistogram) -> String {
    let payload = payload(histogram)
    let stream = Zlib.stored(payload)
    return Data(bigEndian(compressedCookie) + bigEndian(UInt32(stream.count)) + stream).base64EncodedString()
  }

  /// Reads a text that ``text(_:)`` has made. Least and greatest are known to 3 digits only.
  ///
  /// - Returns: nil for anything else.
  public static func histogram(_ text: String) -> LatencyHistogram? {
    guard let bytes = Data(base64Encoded: text).map(Array.init), bytes.count > 8,
      number(bytes[0..<4]) == UInt64(compressedCookie),
      let payload = Zlib.bytes(Array(bytes[8...])), payload.count >= 40, number(payload[0..<4]) == UInt64(cookie),
      number(payload[12..<16]) == 3
    else { return nil }
    var histogram = LatencyHistogram()
    var index = 0
    var place = 40
    while place < payload.count {
      guard let count = zigZag(payload, &place) else { return nil }
      if count < 0 {
        // Never further than the last bucket that there is.
        guard count > -(1 << 20), index < 1 << 20 else { return nil }
        index += Int(-count)
      } else {
        if count > 0 { histogram.record(value(index), count: Int(count)) }
        index += 1
      }
    }
    return histogram
  }

  private static func payload(_ histogram: LatencyHistogram) -> [UInt8] {
    var counts: [UInt8] = []
    var next = 0
    histogram.forEachBucket { value, count in
      let index = index(value)
      if index > next { append(Int64(next - index), &counts) }
      append(Int64(clamping: count), &counts)
      next = index + 1
      return true
    }
    var bytes = bigEndian(cookie) + bigEndian(UInt32(counts.count)) + bigEndian(UInt32(0)) + bigEndian(UInt32(3))
    bytes += bigEndian(UInt64(1)) + bigEndian(UInt64(2 * LatencyHistogram.longest)) + bigEndian((1.0).bitPattern)
    return bytes + counts
  }

  // MARK: Buckets

  /// The place of a value's bucket among the counts.
  static func index(_ value: Int64) -> Int {
    let bits = Int64.bitWidth - (value | Int64(2 * half - 1)).leadingZeroBitCount
    let bucket = bits - (halfBits + 1)
    return (bucket + 1) << halfBits + Int(value >> Int64(bucket)) - half
  }

  /// The highest value of the bucket at a place.
  static func value(_ index: Int) -> Int64 {
    var bucket = index >> halfBits - 1
    var sub = index & (half - 1) + half
    if bucket < 0 {
      bucket = 0
      sub -= half
    }
    guard bucket < 52 else { return .max }
    return (Int64(sub) + 1) << Int64(bucket) - 1
  }

  /// The middle of a value's bucket (`medianEquivalentValue`).
  static func middle(_ value: Int64) -> Int64 {
    let index = index(value)
    let low = index == 0 ? 0 : Self.value(index - 1) + 1
    return low + (Self.value(index) - low + 1) / 2
  }

  // MARK: Numbers

  private static func append(_ number: Int64, _ bytes: inout [UInt8]) {
    var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
    // Nine bytes at most: the last one holds eight bits.
    for _ in 0..<8 {
      guard rest >= 0x80 else { break }
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private static func zigZag(_ bytes: [UInt8], _ place: inout Int) -> Int64? {
    var value: UInt64 = 0
    for number in 0..<9 {
      guard place < bytes.count else { return nil }
      let byte = bytes[place]
      place += 1
      let isLast = number == 8
      value |= UInt64(isLast ? byte : byte & 0x7F) << UInt64(7 * number)
      if isLast || byte & 0x80 == 0 { break }
    }
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private static func bigEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}

/// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4): what is not compressed needs no library.
enum Zlib {
  private static let longestBlock = 65_535

  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    // Deflate with a window of 32 KiB; the check bits make the two bytes a multiple of 31.
    var stream: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + longestBlock, bytes.count)
      let length = UInt16(end - start)
      stream.append(end == bytes.count ? 1 : 0)
      for number in [length, ~length] { stream += [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)] }
      stream += bytes[start..<end]
      start = end
    } while start < bytes.count
    let sum = adler(bytes)
    return stream + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> UInt32($0)) }
  }

  /// Reads stored blocks; nil for anything else, and for a wrong check sum.
  static func bytes(_ stream: [UInt8]) -> [UInt8]? {
    guard stream.count >= 11, stream[0] == 0x78, (Int(stream[0]) << 8 + Int(stream[1])) % 31 == 0 else { return nil }
    var bytes: [UInt8] = []
    var place = 2
    while true {
      guard place + 5 <= stream.count, stream[place] <= 1 else { return nil }
      let isLast = stream[place] == 1
      let length = Int(stream[place + 1]) | Int(stream[place + 2]) << 8
      guard Int(stream[place + 3]) | Int(stream[place + 4]) << 8 == ~length & 0xFFFF,
        place + 5 + length <= stream.count
      else { return nil }
      bytes += stream[(place + 5)..<(place + 5 + length)]
      place += 5 + length
      if isLast { break }
    }
    guard place + 4 == stream.count else { return nil }
    return stream[place...].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } == adler(bytes) ? bytes : nil
  }

  private static func adler(_ bytes: [UInt8]) -> UInt32 {
    var (a, b) = (UInt32(1), UInt32(0))
    for byte in bytes {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return b << 16 | a
  }
}
