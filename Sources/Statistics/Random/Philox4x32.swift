// SPDX-License-Identifier: GPL-3.0-or-later

/// The counter-based generator Philox4x32-10: a block of 128 random bits is a pure function of a key and a counter.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC'11. It passes BigCrush; the
/// tests hold the known answers that its authors publish with Random123.
public enum Philox4x32 {
  /// Ten rounds. The key's low word is the authors' first key word.
  @inlinable
  @inline(__always)
  public static func block(
    key: UInt64, counter: (UInt32, UInt32, UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var (c0, c1, c2, c3) = counter
    var k0 = UInt32(truncatingIfNeeded: key)
    var k1 = UInt32(truncatingIfNeeded: key &>> 32)
    for _ in 0..<10 {
      let p0 = 0xD251_1F53 &* UInt64(c0)
      let p1 = 0xCD9E_8D57 &* UInt64(c2)
      c0 = UInt32(truncatingIfNeeded: p1 &>> 32) ^ c1 ^ k0
      c1 = UInt32(truncatingIfNeeded: p1)
      c2 = UInt32(truncatingIfNeeded: p0 &>> 32) ^ c3 ^ k1
      c3 = UInt32(truncatingIfNeeded: p0)
      k0 = k0 &+ 0x9E37_79B9
      k1 = k1 &+ 0xBB67_AE85
    }
    return (c0, c1, c2, c3)
  }
}
