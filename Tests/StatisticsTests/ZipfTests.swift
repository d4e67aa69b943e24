// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Statistics
import Testing

/// Draws by Zipf's law, against sums taken term by term and against the harmonic numbers' known expansions.
@Suite struct ZipfTests {
  /// The sums of k^-s for k from 1 on, with Kahan's summation and the C library's power.
  private func sums(_ count: Int, _ s: Double) -> [Double] {
    var sums: [Double] = []
    var sum = 0.0
    var lost = 0.0
    for k in 1...count {
      let term = pow(Double(k), -s) - lost
      let next = sum + term
      lost = (next - sum) - term
      sum = next
      sums.append(sum)
    }
    return sums
  }

  @Test(
    "The distribution function is that of sums taken term by term, on both sides of the table's end",
    arguments: [0, 0.3, 0.7, 0.99, 1, 1.000_000_1, 1.2, 2, 3, 10])
  func agreesWithSums(exponent: Double) throws {
    let count = 300_000
    let sums = sums(count, exponent)
    let total = try #require(sums.last)
    let zipf = try Zipf(count: UInt32(count), exponent: exponent)
    var worst = 0.0
    for rank in stride(from: 0, to: count, by: 37) {
      let below = rank == 0 ? 0 : sums[rank - 1] / total
      worst = max(worst, abs(zipf.probability(below: UInt32(rank)) - below))
      let probability = pow(Double(rank + 1), -exponent) / total
      #expect(relativeError(zipf.probability(ofRank: UInt32(rank)), probability) < 1e-10)
      // A number in the middle of a rank's share of 0...1 draws this rank, if a Double can point at it.
      let middle = below + probability / 2
      if probability > 1e-10 { #expect(zipf.rank(middle) == UInt32(rank), "rank \(rank)") }
    }
    #expect(worst < 1e-10, "the distribution function is off by \(worst)")
  }

  @Test("Four thousand million keys: against expansions of the harmonic numbers (DLMF 25.11)")
  func hugeCounts() throws {
    let n = 4_000_000_000.0
    func harmonic(_ x: Double) -> Double { log(x) + 0.577_215_664_901_532_9 + 1 / (2 * x) - 1 / (12 * x * x) }
    func squares(_ x: Double) -> Double { Double.pi * Double.pi / 6 - 1 / x + 1 / (2 * x * x) - 1 / (6 * x * x * x) }
    func roots(_ x: Double) -> Double { 2 * x.squareRoot() - 1.460_354_508_809_586_8 + 1 / (2 * x.squareRoot()) }
    for (exponent, sum) in [(1.0, harmonic), (2.0, squares), (0.5, roots)] {
      let zipf = try Zipf(count: UInt32(n), exponent: exponent)
      for rank in [1_000.0, 65_536, 65_537, 1e6, 1e8, 3.9e9] {
        let wanted = sum(rank) / sum(n)
        #expect(abs(zipf.probability(below: UInt32(rank)) - wanted) < 1e-10, "\(exponent): \(rank)")
        guard exponent < 2 || rank < 1e6 else { continue }
        // There and back, to the few parts in 10^9 that the sums of the expansions are good for.
        let drawn = Double(zipf.rank(wanted))
        #expect(abs(drawn - rank) <= 2 + rank * 1e-8, "\(exponent): \(rank) came back as \(drawn)")
      }
    }
  }

  @Test("The most popular 1% of 200,000 keys: facts on caches, hit ratio of a perfect LFU cache")
  func shareOfThePopular() throws {
    for (exponent, held, ratio) in [
      (0.8, UInt32(2_000), 0.34773), (0.8, 20_000, 0.60006), (0.99, 2_000, 0.62498), (0.99, 20_000, 0.81032),
      (1.2, 2_000, 0.87238), (1.2, 20_000, 0.95063),
    ] {
      let zipf = try Zipf(count: 200_000, exponent: exponent)
      #expect(abs(zipf.probability(below: held) - ratio) < 5e-6)
    }
  }

  @Test("Those that share a table are the same as ones made anew, in any order and on any thread") func shared()
    async throws
  {
    var laws: [(count: UInt32, exponent: Double)] = []
    for step in 1...20 { laws.append((UInt32(step * 100), 0.5 + Double(step) / 20)) }
    func ranks(_ law: (count: UInt32, exponent: Double)) throws -> [UInt32] {
      let zipf = try Zipf(count: law.count, exponent: law.exponent)
      #expect(zipf.count == law.count && zipf.exponent == law.exponent)
      return (0..<50).map { step -> UInt32 in zipf.rank((Double(step) + 0.5) / 50) }
    }
    let once = try laws.map(ranks)
    #expect(try laws.map(ranks) == once)
    let backwards: [[UInt32]] = try laws.reversed().map(ranks)
    #expect(backwards.reversed() == once)
    await withTaskGroup(of: [[UInt32]]?.self) { group in
      for _ in 0..<8 { group.addTask { [laws] in try? laws.map(ranks) } }
      for await found in group { #expect(found == once) }
    }
  }

  @Test("Ranks never fall as the uniform number rises, and stay within the count")
  func isMonotone() throws {
    for (count, exponent) in [(UInt32(1), 1.0), (2, 0), (65_536, 1), (65_537, 1), (100_000, 0.5), (4_000_000_000, 1.1)]
    {
      let zipf = try Zipf(count: count, exponent: exponent)
      var last: UInt32 = 0
      for step in 0...20_000 {
        let rank = zipf.rank(min(max(Double(step) / 20_000, 0x1p-53), 1 - 0x1p-53))
        #expect(rank >= last && rank < count)
        last = rank
      }
      #expect(zipf.rank(0x1p-53) == 0)
      #expect(zipf.probability(below: 0) == 0 && zipf.probability(below: count) == 1)
      #expect(zipf.probability(ofRank: count) == 0)
    }
  }

  @Test("A million draws have the frequencies of the law (chi-square, 6 standard deviations)")
  func frequencies() throws {
    let zipf = try Zipf(count: 100_000, exponent: 0.9)
    let stream = testStream("zipf")
    let draws = 1_000_000
    // Ranks in groups that double in size.
    var counts = [Int](repeating: 0, count: 18)
    for item in 0..<draws { counts[(Int(zipf.rank(stream.uniform(UInt64(item)))) + 1).bitWidth(of: 18)] += 1 }
    var statistic = 0.0
    var groups = 0.0
    for (group, count) in counts.enumerated() {
      let from = UInt32(min((1 << group) - 1, 100_000))
      let to = UInt32(min((1 << (group + 1)) - 1, 100_000))
      guard to > from else { continue }
      let expected = Double(draws) * (zipf.probability(below: to) - zipf.probability(below: from))
      statistic += (Double(count) - expected) * (Double(count) - expected) / expected
      groups += 1
    }
    #expect(statistic < groups + 6 * (2 * groups).squareRoot())
  }

  @Test("Parameters out of range are errors")
  func wrongParameters() {
    for (count, exponent) in [(UInt32(0), 1.0), (5, -0.1), (5, 10.1), (5, .nan), (5, .infinity)] {
      #expect(throws: DistributionError.self) { try Zipf(count: count, exponent: exponent) }
    }
  }

  @Test("Draws have the same bits everywhere: a few of them, written down")
  func knownDraws() throws {
    let stream = testStream("zipf known")
    let zipf = try Zipf(count: 1_000_000_000, exponent: 0.9)
    let ranks = (0..<8).map { zipf.rank(stream.uniform($0)) }
    #expect(ranks == [43_577, 3_703_545, 82_064_760, 648_524_634, 2, 1_021_014, 15_156, 4_563])
  }
}

extension Int {
  /// The place of the highest set bit, at most `limit` - 1.
  fileprivate func bitWidth(of limit: Int) -> Int { Swift.min(Int.bitWidth - 1 - leadingZeroBitCount, limit - 1) }
}
