// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

@Suite("TierShares") struct TierSharesTests {
  private func tiers(_ bounds: [(from: String, to: String?)]) throws -> [Tier] {
    try bounds.map { try row("a", "1", from: $0.from, to: $0.to).tier }
  }

  @Test("a quantity fills the tiers from below")
  func fills() throws {
    let tiers = try tiers([("0", "10"), ("10", "30"), ("30", nil)])
    #expect(TierShares(to: 0, tiers: tiers).used.map(\.quantity) == [])
    #expect(TierShares(to: 10, tiers: tiers).used.map(\.quantity) == [10])
    #expect(TierShares(to: 11, tiers: tiers).used.map(\.quantity) == [10, 1])
    #expect(TierShares(to: 100, tiers: tiers).used.map(\.quantity) == [10, 20, 70])
    #expect(TierShares(from: 5, to: 35, tiers: tiers).used.map(\.quantity) == [5, 20, 5])
    #expect(TierShares(to: 100, tiers: tiers).gaps.isEmpty)
  }

  @Test("what no tier covers is a gap: before, between and after the tiers")
  func gaps() throws {
    let tiers = try tiers([("5", "10"), ("20", "30")])
    let shares = TierShares(to: 50, tiers: tiers)
    #expect(shares.used.map(\.quantity) == [5, 10])
    #expect(shares.gaps == [0...5, 10...20, 30...50])
    #expect(shares.unpriced == 35)
    #expect(TierShares(to: 15, tiers: tiers).gaps == [0...5, 10...15])
    #expect(TierShares(to: 3, tiers: tiers).gaps == [0...3])
    #expect(TierShares(to: 3, tiers: []).gaps == [0...3])
  }
}

@Suite("Proportion") struct ProportionTests {
  @Test("shares are proportional and add up without a remainder")
  func shares() throws {
    #expect(Proportion.split(10, by: [1, 1, 2]) == [try exact("2.5"), try exact("2.5"), 5])
    let thirds = Proportion.split(1, by: [1, 1, 1])
    #expect(thirds == [try exact("0.333333333"), try exact("0.333333333"), try exact("0.333333334")])
    #expect(Proportion.split(3, by: [1, 0, 2]) == [1, 0, 2])
    #expect(Proportion.split(1, by: [2, 0]) == [1, 0])
    #expect(Proportion.split(1, by: [0, 0]) == [0, 0])
    #expect(Proportion.split(1, by: []) == [])
  }

  @Test("random shares are at least zero, near the exact ones, and add up")
  func randomShares() throws {
    var random = SplitMix64(state: 20_250_811)
    for _ in 0..<500 {
      let weights = (0..<(1 + random.below(9))).map { _ in
        Decimal(sign: .plus, exponent: -3, significand: Decimal(random.below(1 << (1 + random.below(60)))))
      }
      let sum = weights.reduce(0, +)
      guard sum > 0 else { continue }
      let total = sum * Decimal(random.below(1000)) / 1000
      let shares = Proportion.split(total, by: weights)
      #expect(shares.reduce(0, +) == total)
      for (share, weight) in zip(shares, weights) {
        #expect(share >= 0)
        #expect(abs(share - total * weight / sum) <= Decimal(sign: .plus, exponent: -9, significand: 2))
      }
    }
  }

  @Test("missing cents go to the amounts that lost most, the earlier first")
  func cents() throws {
    func shown(_ amounts: [String]) throws -> [String] {
      Proportion.cents(try amounts.map(exact)).map(Money.cents)
    }
    #expect(try shown(["0.004", "0.004", "0.004"]) == ["0.01", "0.00", "0.00"])
    #expect(try shown(["1.001", "1.006", "1.004"]) == ["1.00", "1.01", "1.00"])
    #expect(try shown(["10", "-0.333"]) == ["10.00", "-0.33"])
    #expect(try shown(["0.005"]) == ["0.00"])  // a tie goes to the even cent
    #expect(try shown(["0.015"]) == ["0.02"])
    #expect(try shown([]) == [])
  }
}
