// SPDX-License-Identifier: GPL-3.0-or-later

/// MurmurHash2 in the 32-bit form by which Kafka's Java client chooses the partition of a key (Apache Kafka,
/// `org.apache.kafka.common.utils.Utils.murmur2` and `BuiltInPartitioner.partitionForKey`).
///
/// Clients on librdkafka hash by CRC-32 unless they are told `murmur2_random`, and so put the same key elsewhere.
enum Murmur2 {
  private static let seed: UInt32 = 0x9747_b28c
  private static let multiplier: UInt32 = 0x5bd1_e995

  /// The hash of any bytes.
  static func hash(_ bytes: some Collection<UInt8>) -> UInt32 {
    var hash = seed ^ UInt32(truncatingIfNeeded: bytes.count)
    var word: UInt32 = 0
    var place: UInt32 = 0
    for byte in bytes {
      word |= UInt32(byte) << (8 * place)
      place += 1
      if place == 4 {
        mix(word, into: &hash)
        word = 0
        place = 0
      }
    }
    return finish(hash, rest: word, count: place)
  }

  /// The hash of a number's decimal digits.
  @inline(__always)
  static func hash(ofDigits number: UInt32) -> UInt32 {
    // Little-endian words of the text, which is written from its end.
    var low: UInt64 = 0
    var high: UInt32 = 0
    var count: UInt32 = 0
    var left = number
    repeat {
      let (quotient, digit) = left.quotientAndRemainder(dividingBy: 10)
      high = high << 8 | UInt32(truncatingIfNeeded: low >> 56)
      low = low << 8 | UInt64(48 + digit)
      left = quotient
      count += 1
    } while left > 0
    var hash = seed ^ count
    let words = (UInt32(truncatingIfNeeded: low), UInt32(truncatingIfNeeded: low >> 32), high)
    if count < 4 { return finish(hash, rest: words.0, count: count) }
    mix(words.0, into: &hash)
    if count < 8 { return finish(hash, rest: words.1, count: count - 4) }
    mix(words.1, into: &hash)
    return finish(hash, rest: words.2, count: count - 8)
  }

  /// The partition of a key that is a number in decimal digits: toPositive(murmur2(key)) mod partitions.
  @inline(__always)
  static func partition(ofDigits number: UInt32, of partitions: Int) -> Int {
    Int(hash(ofDigits: number) & 0x7fff_ffff) % partitions
  }

  @inline(__always)
  private static func mix(_ word: UInt32, into hash: inout UInt32) {
    var mixed = word &* multiplier
    mixed ^= mixed >> 24
    mixed = mixed &* multiplier
    hash = (hash &* multiplier) ^ mixed
  }

  @inline(__always)
  private static func finish(_ hash: UInt32, rest: UInt32, count: UInt32) -> UInt32 {
    var hash = hash
    if count > 0 { hash = (hash ^ rest) &* multiplier }
    hash ^= hash >> 13
    hash = hash &* multiplier
    return hash ^ hash >> 15
  }
}

/// The partitions of keys, those of the first of them remembered: small numbers are the popular keys.
struct KeyPartitions: Sendable {
  private static let remembered = 1 << 16
  private static let unknown = UInt32.max

  let partitions: Int
  private var known: [UInt32]

  init(partitions: Int) {
    self.partitions = partitions
    known = [UInt32](repeating: Self.unknown, count: Self.remembered)
  }

  @inline(__always)
  mutating func partition(of key: UInt32) -> Int {
    guard key < Self.remembered else { return Murmur2.partition(ofDigits: key, of: partitions) }
    let found = known[Int(key)]
    if found != Self.unknown { return Int(found) }
    let partition = Murmur2.partition(ofDigits: key, of: partitions)
    known[Int(key)] = UInt32(truncatingIfNeeded: partition)
    return partition
  }
}
