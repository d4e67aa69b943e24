// SPDX-License-Identifier: GPL-3.0-or-later

/// Redis Cluster's hash slots (redis/redis, cluster.h `keyHashSlot`).
public enum HashSlot {
  public static let count = 16_384

  /// CRC-16/XMODEM: polynomial 0x1021, initial value 0, no reflection. "123456789" gives 0x31C3.
  public static func crc16(_ bytes: some Sequence<UInt8>) -> UInt16 {
    var crc: UInt16 = 0
    for byte in bytes { crc = crc << 8 ^ table[Int(UInt8(truncatingIfNeeded: crc >> 8) ^ byte)] }
    return crc
  }

  /// The slot of a key, 0...16,383. Where the key has a `{` and after it a `}` with something between, only what lies
  /// between the first `{` and the first `}` after it counts.
  public static func of(_ key: [UInt8]) -> Int {
    guard let open = key.firstIndex(of: UInt8(ascii: "{")),
      let close = key[(open + 1)...].firstIndex(of: UInt8(ascii: "}")), close > open + 1
    else { return Int(crc16(key)) % count }
    return Int(crc16(key[(open + 1)..<close])) % count
  }

  /// The slot of a key given as text in UTF-8.
  public static func of(_ key: String) -> Int { of(Array(key.utf8)) }

  /// The shard that holds a slot where `shards` (1...16,384) share them in equal runs.
  public static func shard(ofSlot slot: Int, shards: Int) -> Int {
    // Slots of shard s: round(s · 16384 / n) ..< round((s + 1) · 16384 / n), as redis-cli deals them out.
    var shard = min(shards - 1, slot * shards / count)
    while shard > 0, slot < first(shard, shards) { shard -= 1 }
    while shard < shards - 1, slot >= first(shard + 1, shards) { shard += 1 }
    return shard
  }

  private static func first(_ shard: Int, _ shards: Int) -> Int { (2 * shard * count + shards) / (2 * shards) }

  private static let table: [UInt16] = (0..<256).map { byte in
    (0..<8).reduce(UInt16(byte) << 8) { crc, _ in crc & 0x8000 != 0 ? crc << 1 ^ 0x1021 : crc << 1 }
  }
}
