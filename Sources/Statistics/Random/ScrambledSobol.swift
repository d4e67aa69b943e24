// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL

/// Points that fill a unit cube more evenly than random ones: the Sobol sequence (GSL's, with its origin, which GSL leaves
/// out), with the digits of each coordinate scrambled at random.
///
/// The scrambling is Owen's, nested and uniform: each binary digit is turned over, or not, by a coin that belongs to the
/// digits before it (Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", 1995). So every point is uniform, and the
/// first 2^m points still have exactly one in each of 2^m equal parts of every coordinate.
public enum ScrambledSobol {
  /// The most dimensions of GSL's sequence.
  public static let mostDimensions = 40
  /// The most points. Beyond 2^30 GSL's sequence ends; nobody needs as many here.
  public static let mostPoints = 65_536
  /// Binary digits of a coordinate of GSL's.
  private static let digits: UInt32 = 30

  /// - Parameters:
  ///   - count: points, 0 to ``mostPoints``; a power of two fills best.
  ///   - dimensions: coordinates of each, 1 to ``mostDimensions``.
  ///   - seed: of the scrambling.
  /// - Returns: coordinates above 0 and below 1, the same on every machine; empty for what is out of range.
  public static func points(_ count: Int, dimensions: Int, seed: UInt64) -> [[Double]] {
    guard (1...mostPoints).contains(count), (1...mostDimensions).contains(dimensions) else { return [] }
    GSL.prepare()
    guard let sequence = cgsl_qrng_sobol(UInt32(dimensions)) else { return [] }
    defer { gsl_qrng_free(sequence) }
    // The origin is all zeros; GSL begins after it.
    var point = [Double](repeating: 0, count: dimensions)
    let scale = Double(1 << digits)
    let key = RandomKey(seed: seed, replication: UInt32.max).value
    return (0..<count).map { number in
      if number > 0 { gsl_qrng_get(sequence, &point) }
      return point.enumerated().map { dimension, coordinate in
        let scrambled = scrambled(UInt32(coordinate * scale), key: key, dimension: UInt32(dimension))
        // The middle of the smallest cell: never 0 or 1.
        return (Double(scrambled) + 0.5) / scale
      }
    }
  }

  private static func scrambled(_ number: UInt32, key: UInt64, dimension: UInt32) -> UInt32 {
    var result: UInt32 = 0
    for digit in 0..<digits {
      let place = digits - 1 - digit
      let before = digit == 0 ? 0 : number >> (place + 1)
      let coin = Philox4x32.block(key: key, counter: (before, digit, dimension, 0x534F_424C)).0 & 1
      result |= (((number >> place) & 1) ^ coin) << place
    }
    return result
  }
}
