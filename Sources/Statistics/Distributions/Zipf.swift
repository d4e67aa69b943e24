// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Zipf's law over a finite number of ranks: rank k of 1...n is drawn with a probability in proportion to k^-s.
///
/// ```swift
/// let keys = try Zipf(count: 50_000, exponent: 0.9)
/// let rank = keys.rank(stream.uniform(messageNumber))  // 0 is the most popular
/// ```
///
/// Drawn by inverting the distribution function of one uniform number, with the same bits on every CPU. The first
/// 65,536 ranks come from a table of exact sums. Behind them the sum is taken for the integral from k - 1/2 to k + 1/2
/// of each rank, which has a closed inverse; the relative error of a rank's probability there is s(s+1) / (24 k²), and
/// that of the distribution function below 1e-10 of 1 for all exponents.
///
/// Takes 0.5 MB and a few milliseconds for the table, which those with the same count and exponent share; a draw takes a
/// few table steps or two logarithms.
public struct Zipf: Sendable, Hashable {
  /// Ranks, at least 1.
  public let count: UInt32
  /// 0 (all ranks alike) to 10.
  public let exponent: Double

  /// Ranks in the table.
  static let tableSize: UInt32 = 65_536
  private static let guideSize = 4096
  /// Ranks around the guess that are looked at before the search by halves.
  private static let nearby = 4

  /// The sums of k^-s for k from 1 to the index + 1.
  private let sums: [Double]
  /// For each of equal parts of the table's sum the first index whose sum lies above the part's begin.
  private let guide: [UInt32]
  private let head: Double
  /// Parts of the guide for each unit of the table's sum.
  private let partsPerWeight: Double
  private let total: Double
  /// count + 1/2, where the last rank's integral ends, and its power 1 - s.
  private let end: Double
  private let endPower: Double

  /// - Parameters:
  ///   - count: 1 or more.
  ///   - exponent: 0 to 10.
  public init(count: UInt32, exponent: Double) throws(DistributionError) {
    guard count >= 1 else { throw DistributionError("zipf: count must be at least 1, but is 0.") }
    guard exponent >= 0, exponent <= 10 else {
      throw DistributionError("zipf: exponent must be a number from 0 to 10, but is \(exponent).")
    }
    if let known = Self.known.withLock({ $0.first { $0.count == count && $0.exponent == exponent } }) {
      self = known
      return
    }
    let made = Zipf(making: count, exponent)
    Self.known.withLock { known in
      if known.count == Self.mostKnown { known.removeFirst() }
      known.append(made)
    }
    self = made
  }

  /// The latest tables: who reads hundreds of configurations of one scenario needs the same few again and again.
  private static let known = Mutex<[Zipf]>([])
  private static let mostKnown = 8

  private init(making count: UInt32, _ exponent: Double) {
    self.count = count
    self.exponent = exponent
    let size = min(count, Self.tableSize)
    var sums: [Double] = []
    sums.reserveCapacity(Int(size))
    var sum = 0.0
    var lost = 0.0  // Kahan's summation: what rounding has taken away
    for rank in 1...size {
      let term = Self.weight(Double(rank), exponent) - lost
      let next = sum + term
      lost = (next - sum) - term
      sum = next
      sums.append(sum)
    }
    self.sums = sums
    head = sum
    partsPerWeight = Double(Self.guideSize) / sum
    var guide: [UInt32] = []
    var index: UInt32 = 0
    for part in 0...Self.guideSize {
      let begin = sum * (Double(part) / Double(Self.guideSize))
      while index + 1 < size, sums[Int(index)] <= begin { index += 1 }
      guide.append(index)
    }
    self.guide = guide
    end = Double(count) + 0.5
    endPower = DeterministicMath.exp((1 - exponent) * DeterministicMath.log(end))
    total = sum + (count > size ? Self.integral(from: Double(size) + 0.5, to: end, exponent) : 0)
  }

  public static func == (one: Zipf, other: Zipf) -> Bool {
    one.count == other.count && one.exponent == other.exponent
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    hasher.combine(exponent)
  }

  /// The rank, from 0, that belongs to the uniform number `u` of (0, 1); it never falls as `u` rises.
  public func rank(_ u: Double) -> UInt32 {
    let target = u * total
    if target < head { return rankInTable(target) }
    if count <= Self.tableSize { return count - 1 }
    // From the far end, where 1 - u is exact: (x / end)^(1 - s) = 1 - (1 - s) w.
    let w = (1 - u) * total / endPower
    let x = end * DeterministicMath.exp(-w * Self.logOver(-(1 - exponent) * w))
    let last = Double(count) - 1
    let rank = (x - 0.5).rounded(.down)
    return UInt32(min(max(rank, Double(Self.tableSize)), last))
  }

  private func rankInTable(_ target: Double) -> UInt32 {
    let place = target * partsPerWeight
    let part = min(max(Int(place), 0), Self.guideSize - 1)
    return guide.withUnsafeBufferPointer { guide in
      sums.withUnsafeBufferPointer { sums in
        var low = Int(guide[part])
        var high = Int(guide[part + 1])
        // Within a part the sums rise nearly in a straight line: the rank is this one or close by.
        var guess = low + Int((place - Double(part)) * Double(high - low))
        guess = min(max(guess, 0), sums.count - 1)
        for _ in 0..<Self.nearby {
          if sums[guess] <= target {
            if guess + 1 == sums.count { return UInt32(guess) }
            guess += 1
          } else if guess > 0, sums[guess - 1] > target {
            guess -= 1
          } else {
            return UInt32(guess)
          }
        }
        // The part was found with rounding.
        while low > 0, sums[low - 1] > target { low -= 1 }
        while high + 1 < sums.count, sums[high] <= target { high += 1 }
        while low < high {
          let middle = (low + high) / 2
          if sums[middle] > target { high = middle } else { low = middle + 1 }
        }
        return UInt32(low)
      }
    }
  }

  /// The probability of a rank, counted from 0; 0 beyond the last.
  public func probability(ofRank rank: UInt32) -> Double {
    rank < count ? Self.weight(Double(rank) + 1, exponent) / total : 0
  }

  /// The probability of all ranks below one, counted from 0: of a cache that holds so many of the most popular keys
  /// the hit ratio.
  public func probability(below rank: UInt32) -> Double {
    if rank == 0 { return 0 }
    if rank >= count { return 1 }
    if rank <= Self.tableSize { return sums[Int(rank) - 1] / total }
    return 1 - Self.integral(from: Double(rank) + 0.5, to: end, exponent) / total
  }

  // MARK: Powers

  /// k^-s.
  private static func weight(_ k: Double, _ s: Double) -> Double { s == 0 ? 1 : DeterministicMath.pow(k, -s) }

  /// The integral of x^-s from `a` to `b`, also for an exponent of 1 or close to it.
  private static func integral(from a: Double, to b: Double, _ s: Double) -> Double {
    let length = DeterministicMath.log(b / a)
    return DeterministicMath.exp((1 - s) * DeterministicMath.log(a)) * length * expOver((1 - s) * length)
  }

  /// (e^x - 1) / x.
  private static func expOver(_ x: Double) -> Double {
    guard abs(x) < 0.5 else { return (DeterministicMath.exp(x) - 1) / x }
    var sum = 1.0
    for divisor in stride(from: 16.0, to: 1.0, by: -1) { sum = 1 + x / divisor * sum }
    return sum
  }

  /// log(1 + x) / x.
  private static func logOver(_ x: Double) -> Double {
    abs(x) < 1e-5 ? 1 - x / 2 + x * x / 3 : DeterministicMath.log1p(x) / x
  }
}
