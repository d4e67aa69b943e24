// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Statistics

@Suite struct ScrambledSobolTests {
  /// The property for which the points are taken: a (0, m, 1)-net in every coordinate, whatever the scrambling.
  @Test(arguments: [1, 2, 7, 40], [UInt64(1), 2, 20_250_811])
  func everyStratumIsHitOnce(dimensions: Int, seed: UInt64) {
    for exponent in [0, 1, 4, 6] {
      let count = 1 << exponent
      let points = ScrambledSobol.points(count, dimensions: dimensions, seed: seed)
      #expect(points.count == count)
      for dimension in 0..<dimensions {
        let strata = points.map { Int($0[dimension] * Double(count)) }
        #expect(strata.sorted() == Array(0..<count), "dimension \(dimension) of \(dimensions), \(count) points")
      }
    }
  }

  /// A (0, m, 2)-net in the first two coordinates: of 16 points one in every elementary interval of area 1/16.
  @Test(arguments: [UInt64(1), 5, 99]) func theFirstTwoCoordinatesTogetherAreANet(seed: UInt64) {
    let points = ScrambledSobol.points(16, dimensions: 2, seed: seed)
    for (columns, rows) in [(1, 16), (2, 8), (4, 4), (8, 2), (16, 1)] {
      let cells = Set(points.map { Int($0[0] * Double(columns)) * rows + Int($0[1] * Double(rows)) })
      #expect(cells.count == 16, "\(columns) x \(rows)")
    }
  }

  /// Scrambling keeps every point uniform: over many seeds a coordinate's mean and variance are those of the uniform
  /// distribution, within 4 standard errors.
  @Test func aScrambledPointIsUniform() {
    let seeds = 2000
    for place in [0, 1, 9] {
      let values = (0..<seeds).map { ScrambledSobol.points(16, dimensions: 3, seed: UInt64($0))[place][2] }
      let moments = Moments(values)
      #expect(abs(moments.mean - 0.5) < 4 * (1.0 / 12 / Double(seeds)).squareRoot())
      // The variance of the estimate of a uniform's variance is (1/80 - 1/144) / n.
      #expect(abs((moments.variance ?? 0) - 1.0 / 12) < 4 * ((1.0 / 80 - 1.0 / 144) / Double(seeds)).squareRoot())
    }
  }

  /// The mean of a smooth function over 64 scrambled points is far nearer than that of 64 random ones.
  @Test func integralsAreCloserThanByChance() {
    var squares = 0.0
    let seeds = 200
    for seed in 0..<seeds {
      let points = ScrambledSobol.points(64, dimensions: 3, seed: UInt64(seed))
      // x y z has the mean 1/8 and, at random points, the variance 1/27 - 1/64 of one value.
      let mean = points.reduce(0) { $0 + $1[0] * $1[1] * $1[2] } / 64
      squares += (mean - 0.125) * (mean - 0.125)
    }
    let atRandom = (1.0 / 27 - 1.0 / 64) / 64
    #expect(squares / Double(seeds) < atRandom / 10)
  }

  @Test func theSameSeedGivesTheSamePointsAndAnotherGivesOthers() {
    let one = ScrambledSobol.points(16, dimensions: 2, seed: 1)
    #expect(one == ScrambledSobol.points(16, dimensions: 2, seed: 1))
    #expect(one != ScrambledSobol.points(16, dimensions: 2, seed: 2))
    // More points begin with the same ones.
    #expect(Array(ScrambledSobol.points(32, dimensions: 2, seed: 1).prefix(16)) == one)
    #expect(one.allSatisfy { $0.allSatisfy { $0 > 0 && $0 < 1 } })
  }

  @Test func whatIsOutOfRangeHasNoPoints() {
    #expect(ScrambledSobol.points(0, dimensions: 1, seed: 1).isEmpty)
    #expect(ScrambledSobol.points(-1, dimensions: 1, seed: 1).isEmpty)
    #expect(ScrambledSobol.points(1, dimensions: 0, seed: 1).isEmpty)
    #expect(ScrambledSobol.points(1, dimensions: 41, seed: 1).isEmpty)
    #expect(ScrambledSobol.points(70_000, dimensions: 1, seed: 1).isEmpty)
  }
}

@Suite struct ThreePointLogNormalTests {
  @Test func theThreeValuesAreTheQuantiles() throws {
    let rate = try #require(ThreePointLogNormal(low: 2, likely: 6, high: 20))
    #expect(relativeError(rate.quantile(0.05), 2) < 1e-12)
    #expect(rate.quantile(0.5) == 6)
    #expect(relativeError(rate.quantile(0.95), 20) < 1e-12)
    #expect(rate.quantile(0) == 0 && rate.quantile(1) == .infinity)
    #expect(rate.quantile(-0.1).isNaN && rate.quantile(1.1).isNaN)
    let steps = (1..<1000).map { rate.quantile(Double($0) / 1000) }
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
  }

  /// Symmetric on the log scale it is the ordinary lognormal distribution: mean m exp(s²/2), as `Distribution` has it.
  @Test func theMeanIsThatOfTheLognormal() throws {
    let rate = try #require(ThreePointLogNormal(low: 3, likely: 6, high: 12))
    let lognormal = try Distribution.lognormal(
      p50: 6, p99: 6 * DeterministicMath.exp(2.3263478740408408 * rate.spreadAbove))
    #expect(relativeError(rate.mean, lognormal.mean) < 1e-9)
  }

  /// The mean is the integral of the quantile function, here by the midpoint rule.
  @Test(arguments: [(2.0, 6.0, 20.0), (5.0, 6.0, 6.0), (6.0, 6.0, 60.0), (0.001, 1.0, 1.5)])
  func theMeanIsTheIntegralOfTheQuantiles(low: Double, likely: Double, high: Double) throws {
    let rate = try #require(ThreePointLogNormal(low: low, likely: likely, high: high))
    let count = 2_000_000
    let sum = (0..<count).reduce(0.0) { $0 + rate.quantile((Double($1) + 0.5) / Double(count)) }
    #expect(relativeError(sum / Double(count), rate.mean) < 1e-3)
  }

  @Test func aSideWithoutASpreadIsThePointItself() throws {
    let rate = try #require(ThreePointLogNormal(low: 6, likely: 6, high: 12))
    #expect(rate.quantile(0.01) == 6 && rate.quantile(0.3) == 6)
    #expect(rate.quantile(0.7) > 6)
  }

  @Test func whatIsOutOfOrderIsNone() {
    #expect(ThreePointLogNormal(low: 0, likely: 1, high: 2) == nil)
    #expect(ThreePointLogNormal(low: 2, likely: 1, high: 3) == nil)
    #expect(ThreePointLogNormal(low: 1, likely: 3, high: 2) == nil)
    #expect(ThreePointLogNormal(low: 1, likely: .nan, high: 2) == nil)
    #expect(ThreePointLogNormal(low: 1, likely: 2, high: .infinity) == nil)
  }
}
