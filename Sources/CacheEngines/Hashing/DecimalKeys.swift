// SPDX-License-Identifier: GPL-3.0-or-later

/// Where numbered keys belong, whose text is their decimal digits: the same answers as for the text, without making one.
/// No allocation.
public enum DecimalKey {
  /// Calls `body` with the digits of a number, at most 20.
  @inline(__always)
  static func withDigits<Result>(_ key: UInt64, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
      var place = 20
      var rest = key
      repeat {
        place &-= 1
        let next = rest / 10
        buffer[place] = UInt8(truncatingIfNeeded: rest &- next &* 10) &+ UInt8(ascii: "0")
        rest = next
      } while rest > 0
      return body(UnsafeBufferPointer(rebasing: buffer[place...]))
    }
  }

  /// The hash slot, 0...16,383.
  ///
  /// The checksum of a text is the exclusive or of what each character adds at its distance from the end, since the
  /// polynomial division is linear and begins with 0: so two digits at a time are looked up.
  @inline(__always)
  public static func slot(_ key: UInt64) -> Int {
    var crc: UInt16 = 0
    var rest = key
    var pair = 0
    pairs.withUnsafeBufferPointer { pairs in
      while rest >= 10 {
        let next = rest / 100
        crc ^= pairs[pair &* 100 &+ Int(truncatingIfNeeded: rest &- next &* 100)]
        rest = next
        pair &+= 1
      }
    }
    // The first of an odd number of digits stands alone; of an even number nothing is left.
    if rest > 0 || pair == 0 { crc ^= singles[pair &* 10 &+ Int(truncatingIfNeeded: rest)] }
    return Int(crc) & (HashSlot.count - 1)
  }

  /// What two digits add that stand 2 · pair from the end, by pair and digits; then one digit.
  private static let pairs: [UInt16] = (0..<10).flatMap { pair in
    (0..<100).map { crc([UInt8($0 / 10), UInt8($0 % 10)], before: 2 * pair) }
  }
  private static let singles: [UInt16] = (0...10).flatMap { pair in
    (0..<10).map { crc([UInt8($0)], before: 2 * pair) }
  }

  /// The checksum of digits with so many zero bytes behind them.
  private static func crc(_ digits: [UInt8], before zeros: Int) -> UInt16 {
    HashSlot.crc16(digits.map { $0 + UInt8(ascii: "0") } + Array(repeating: 0, count: zeros))
  }
}

extension Ketama {
  /// The node of a numbered key.
  public func node(_ key: UInt64) -> Int { node(point: DecimalKey.withDigits(key) { MD5.firstWord(ofShort: $0) }) }
}

extension Modulo {
  /// The node of a numbered key.
  public func node(_ key: UInt64) -> Int { DecimalKey.withDigits(key) { Int(Murmur3.hash($0)) % nodeCount } }
}
