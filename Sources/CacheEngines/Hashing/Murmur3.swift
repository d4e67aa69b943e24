// SPDX-License-Identifier: GPL-3.0-or-later

/// MurmurHash3, 32 bits for x86 (Appleby 2011, public domain): the hash of pymemcache's rendezvous hashing.
public enum Murmur3 {
  public static func hash(_ bytes: [UInt8], seed: UInt32 = 0) -> UInt32 {
    bytes.withUnsafeBufferPointer { hash($0, seed: seed) }
  }

  static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt32 = 0) -> UInt32 {
    var hash = seed
    var place = 0
    while place + 4 <= bytes.count {
      let word =
        UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
        | UInt32(bytes[place + 3]) << 24
      hash ^= scrambled(word)
      hash = (hash << 13 | hash >> 19) &* 5 &+ 0xE654_6B64
      place += 4
    }
    var rest: UInt32 = 0
    for byte in bytes[place...].reversed() { rest = rest << 8 | UInt32(byte) }
    hash ^= scrambled(rest)
    hash ^= UInt32(truncatingIfNeeded: bytes.count)
    hash = (hash ^ hash >> 16) &* 0x85EB_CA6B
    hash = (hash ^ hash >> 13) &* 0xC2B2_AE35
    return hash ^ hash >> 16
  }

  private static func scrambled(_ word: UInt32) -> UInt32 {
    let product = word &* 0xCC9E_2D51
    return (product << 15 | product >> 17) &* 0x1B87_3593
  }
}
