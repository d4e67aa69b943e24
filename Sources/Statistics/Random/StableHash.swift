// SPDX-License-Identifier: GPL-3.0-or-later

/// A hash that is the same in every process and on every machine, which Swift's own is not.
public enum StableHash {
  /// The 64-bit FNV-1a hash of some bytes (Fowler, Noll, Vo).
  public static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
