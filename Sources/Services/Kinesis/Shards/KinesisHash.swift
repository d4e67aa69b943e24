// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines

/// Where records belong: the MD5 digest of the partition key as a big-endian number of 128 bits, and the ranges of such
/// numbers that shards have (Developer Guide, key concepts; API/Shard, HashKeyRange).
enum KinesisHash {
  /// The number of a key, whose text is its decimal digits.
  static func number(ofKey key: UInt32) -> UInt128 {
    let (a, b, c, d) = MD5.words(Array(String(key).utf8))
    return UInt128(a.byteSwapped) << 96 | UInt128(b.byteSwapped) << 64 | UInt128(c.byteSwapped) << 32
      | UInt128(d.byteSwapped)
  }

  /// Where shard i of so many begins after CreateStream: i · ⌊2^128 / n⌋.
  static func start(_ shard: Int, of count: Int) -> UInt128 { UInt128(shard) * width(of: count) }

  /// ⌊2^128 / n⌋ for two shards or more; 0 for one, which begins at 0 anyway.
  static func width(of count: Int) -> UInt128 {
    guard count > 1 else { return 0 }
    let count = UInt128(count)
    return .max / count + (.max % count == count - 1 ? 1 : 0)
  }

  /// The shard of a number among so many with equal ranges; the last has what is left over.
  static func shard(of number: UInt128, among count: Int) -> Int {
    count < 2 ? 0 : min(Int(number / width(of: count)), count - 1)
  }
}
