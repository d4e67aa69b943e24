// SPDX-License-Identifier: GPL-3.0-or-later

/// xoshiro256++ of Blackman and Vigna, seeded by SplitMix64: the same numbers as the generator of the C++ side.
struct Xoshiro {
  private var s0, s1, s2, s3: UInt64

  init(seed: UInt64) {
    var state = seed
    func word() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z &>> 31)
    }
    s0 = word()
    s1 = word()
    s2 = word()
    s3 = word()
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    let result = Self.rotated(s0 &+ s3, 23) &+ s0
    let t = s1 &<< 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = Self.rotated(s3, 45)
    return result
  }

  @inline(__always)
  private static func rotated(_ x: UInt64, _ k: UInt64) -> UInt64 { x &<< k | x &>> (64 &- k) }
}
