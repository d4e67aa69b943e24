// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Statistics

@Suite struct DistributionKindTests {
  // MARK: Moments

  /// The midpoint rule over the sampling path, independent of the formulas.
  private func integrated(_ distribution: Distribution) -> (mean: Double, variation: Double) {
    let count = 2_000_000
    var sum = 0.0
    var squares = 0.0
    for i in 0..<count {
      let x = distribution.quantile((Double(i) + 0.5) / Double(count))
      sum += x
      squares += x * x
    }
    let mean = sum / Double(count)
    return (mean, (squares / Double(count) - mean * mean) / (mean * mean))
  }

  @Test func momentsAgreeWithIntegration() throws {
    for distribution in try DistributionTests.all() + DistributionTests.mixtures() {
      // The rule misses what lies beyond its last point; heavy tails are tested by their formulas below.
      if [.pareto].contains(distribution.kind) || distribution.first == 1 && distribution.second == 40 { continue }
      let (mean, variation) = integrated(distribution)
      #expect(abs(distribution.mean - mean) < 1e-4 * max(1, abs(mean)), "\(distribution)")
      if abs(mean) < 1e-9 { continue }
      let computed = distribution.squaredCoefficientOfVariation
      #expect(abs(computed - variation) < 1e-3 * max(1, variation), "\(distribution)")
    }
  }

  @Test func momentsOfGivenParameters() throws {
    #expect(try Distribution.exponential(mean: 3).mean == 3)
    #expect(try Distribution.exponential(mean: 3).squaredCoefficientOfVariation == 1)
    for cv in [0.1, 1, 3] {
      for distribution in [try Distribution.gamma(mean: 2, cv: cv), try Distribution.lognormal(mean: 2, cv: cv)] {
        #expect(relativeError(distribution.mean, 2) < 1e-14)
        #expect(relativeError(distribution.squaredCoefficientOfVariation, cv * cv) < 1e-14)
      }
    }
    #expect(relativeError(try Distribution.pareto(min: 1, alpha: 3).mean, 1.5) < 1e-15)
    #expect(relativeError(try Distribution.pareto(min: 1, alpha: 3).squaredCoefficientOfVariation, 1.0 / 3) < 1e-15)
    #expect(try Distribution.pareto(min: 1, alpha: 2).squaredCoefficientOfVariation == .infinity)
    #expect(try Distribution.pareto(min: 1, alpha: 1).mean == .infinity)
    // min(X, 10) of a Pareto with alpha 1: 1 + ln 10; with a bound below instead, still infinite.
    #expect(relativeError(try Distribution.pareto(min: 1, alpha: 1).bounded(atMost: 10).mean, 1 + log(10)) < 1e-14)
    #expect(try Distribution.pareto(min: 1, alpha: 1).bounded(atLeast: 10).mean == .infinity)
    #expect(try Distribution.constant(0).squaredCoefficientOfVariation == 0)
    #expect(try Distribution.constant(-2).mean == -2)
    // Weibull with shape 1/2: mean 2λ, second moment 24λ².
    let half = try Distribution.weibull(p50: pow(log(2), 2), p99: pow(log(100), 2))
    #expect(relativeError(half.mean, 2) < 1e-12)
    #expect(relativeError(half.squaredCoefficientOfVariation, 5) < 1e-12)
  }

  // MARK: Kinds

  @Test func givenPercentilesAreMet() throws {
    let points: [(probability: Double, value: Double)] = [(0.5, 2), (0.9, 5), (0.99, 20), (0.999, 90)]
    let distribution = try Distribution.percentiles(points.reversed())
    for point in points {
      #expect(distribution.quantile(point.probability) == point.value)
      #expect(abs(distribution.probability(above: point.value) - (1 - point.probability)) < 1e-14)
    }
    // Halfway in probability is the geometric mean.
    #expect(relativeError(distribution.quantile(0.7), 10.0.squareRoot()) < 1e-14)
    // The ends continue with the slope of the nearest stretch.
    #expect(relativeError(distribution.quantile(0), 2 * pow(2.5, -0.5 / 0.4)) < 1e-14)
    #expect(relativeError(distribution.quantile(1), 90 * pow(4.5, 1.0 / 9)) < 1e-13)
    for p in [(p50: 0.01, p99: 0.08), (p50: 1, p99: 1), (p50: 1e-6, p99: 3)] {
      for distribution in [try Distribution.lognormal(p50: p.p50, p99: p.p99), try .weibull(p50: p.p50, p99: p.p99)] {
        #expect(relativeError(distribution.quantile(0.5), p.p50) < 1e-13)
        #expect(relativeError(distribution.quantile(0.99), p.p99) < 1e-13)
      }
    }
  }

  @Test func percentilesFromZeroAreLinear() throws {
    let distribution = try Distribution.percentiles([(0, 0), (0.5, 4), (1, 8)])
    #expect(distribution.quantile(0) == 0)
    #expect(distribution.quantile(0.25) == 2)
    #expect(distribution.probability(above: 2) == 0.75)
    #expect(relativeError(distribution.mean, 0.5 * 2 + 0.5 * 4 / log(2)) < 1e-14)
  }

  @Test func samplesAreDrawnEqually() throws {
    let distribution = try Distribution.samples([30, 10, 20, 20])
    #expect([0, 0.24, 0.25, 0.5, 0.74, 0.75, 0.99, 1].map(distribution.quantile) == [10, 10, 20, 20, 20, 30, 30, 30])
    #expect([9, 10, 19, 20, 30].map(distribution.probability(above:)) == [1, 0.75, 0.75, 0.25, 0])
    #expect(distribution.mean == 20)
    #expect(relativeError(distribution.squaredCoefficientOfVariation, 50.0 / 400) < 1e-14)
  }

  @Test func mixtureRescalesWithinEachPart() throws {
    let slow = try Distribution.uniform(from: 100, to: 200)
    let mixture = try Distribution.mixture([(0.75, .uniform(from: 0, to: 1)), (0.25, slow)])
    #expect(mixture.quantile(0.375) == 0.5)
    #expect(mixture.quantile(0.75) == 100)
    #expect(mixture.quantile(0.875) == 150)
    #expect(mixture.quantile(1) == 200)
    #expect(mixture.probability(above: 150) == 0.125)
    // The true percentile does not depend on the order of the parts; the draw does.
    let turned = try Distribution.mixture([(0.25, slow), (0.75, .uniform(from: 0, to: 1))])
    #expect(relativeError(turned.percentile(0.875), 150) < 1e-12)
    #expect(turned.quantile(0.875) < 1)
  }

  @Test func boundsClampAndMoveWithShifts() throws {
    let base = try Distribution.uniform(from: 0, to: 10)
    let bounded = try base.bounded(atLeast: 2, atMost: 8)
    #expect([0.1, 0.5, 0.9].map(bounded.quantile) == [2, 5, 8])
    #expect(bounded.probability(above: 1.9) == 1)
    #expect(abs(bounded.probability(above: 2) - 0.8) < 1e-15)
    #expect(bounded.probability(above: 8) == 0)
    #expect(relativeError(bounded.mean, 5) < 1e-15)
    let shifted = try bounded.shifted(by: 100)
    #expect([0.1, 0.5, 0.9].map(shifted.quantile) == [102, 105, 108])
    let again = try shifted.bounded(atMost: 104)
    #expect([0.1, 0.5, 0.9].map(again.quantile) == [102, 104, 104])
    let below = try bounded.bounded(atMost: 1)
    #expect([0.1, 0.9].map(below.quantile) == [1, 1])
    #expect(below.mean == 1)
  }

  @Test func descriptions() throws {
    #expect(try Distribution.constant(2).description == "constant(2.0)")
    #expect(try Distribution.lognormal(p50: 0.01, p99: 0.08).description == "lognormal(p50: 0.01, p99: 0.08)")
    #expect(
      try Distribution.gamma(mean: 1, cv: 0.5).shifted(by: 1).bounded(atMost: 3).description
        == "gamma(mean: 1.0, cv: 0.5), shifted by 1.0, at most 3.0")
    #expect(
      try Distribution.mixture([(0.25, .constant(1)), (0.75, .exponential(mean: 2))]).description
        == "mixture(0.25: constant(1.0); 0.75: exponential(mean: 2.0))")
    #expect(try Distribution.samples([1, 2]).description == "samples(2 values)")
  }

  @Test func equality() throws {
    #expect(try Distribution.gamma(mean: 1, cv: 0.5) == .gamma(mean: 1, cv: 0.5))
    #expect(try Distribution.gamma(mean: 1, cv: 0.5) != .gamma(mean: 1, cv: 0.6))
    #expect(try Distribution.samples([1, 2]) == .samples([2, 1]))
    #expect(try Distribution.samples([1, 2]).hashValue == Distribution.samples([2, 1]).hashValue)
    #expect(try Distribution.constant(1) != Distribution.constant(1).shifted(by: 1))
  }

  // MARK: Errors

  @Test func badParametersAreRefused() {
    let attempts: [() throws -> Distribution] = [
      { try .constant(.nan) }, { try .constant(.infinity) }, { try .exponential(mean: 0) },
      { try .exponential(mean: -3) }, { try .exponential(mean: .infinity) }, { try .lognormal(p50: 2, p99: 1) },
      { try .lognormal(p50: 0, p99: 1) }, { try .lognormal(mean: 1, cv: -1) }, { try .lognormal(mean: .nan, cv: 1) },
      { try .gamma(mean: 1, cv: .nan) }, { try .gamma(mean: 1, cv: 31) }, { try .weibull(p50: 3, p99: 2) },
      { try .weibull(p50: 1e-300, p99: 1e300).bounded(atLeast: 3, atMost: 2) }, { try .pareto(min: 0, alpha: 1) },
      { try .pareto(min: 1, alpha: 0) }, { try .pareto(min: 1, alpha: .leastNonzeroMagnitude) },
      { try .uniform(from: 2, to: 1) },
      { try .uniform(from: -1e308, to: 1e308) }, { try .percentiles([]) }, { try .percentiles([(0.5, 1)]) },
      { try .percentiles([(0.5, 1), (0.5, 2)]) }, { try .percentiles([(0.5, 2), (0.9, 1)]) },
      { try .percentiles([(0.5, -2), (0.9, 1)]) }, { try .percentiles([(50, 1), (99, 2)]) },
      { try .percentiles([(0.5, 1e-300), (0.500001, 1e300)]) }, { try .samples([]) }, { try .samples([1, .nan]) },
      { try .mixture([]) }, { try .mixture([(0.5, .constant(1))]) },
      { try .mixture([(1.5, .constant(1)), (-0.5, .constant(2))]) },
      { try .mixture([(1, .constant(1)), (1e-30, .constant(2))]) },
      { try .constant(1).shifted(by: .nan) }, { try .constant(1).bounded(atLeast: 2, atMost: 1) },
      { try .constant(1).bounded(atLeast: .nan) },
    ]
    for (i, attempt) in attempts.enumerated() {
      #expect(throws: DistributionError.self, "attempt \(i)") { try attempt() }
    }
    #expect(throws: DistributionError("exponential: mean must be a finite number above 0, but is -3.0.")) {
      try Distribution.exponential(mean: -3)
    }
  }

  @Test func extremeParametersAreDrawn() throws {
    let distributions: [Distribution] = [
      try .gamma(mean: 1, cv: 30), try .gamma(mean: 1, cv: 0), try .gamma(mean: 1, cv: 1e-6),
      try .gamma(mean: 1, cv: 1e-4), try .gamma(mean: 1e-300, cv: 1), try .lognormal(mean: 1, cv: 1e6),
      try .weibull(p50: 1, p99: 1e6), try .pareto(min: 1, alpha: 0.01), try .exponential(mean: .leastNonzeroMagnitude),
    ]
    for distribution in distributions {
      var last = 0.0
      for i in 1..<1000 {
        let value = distribution.quantile(Double(i) / 1000)
        #expect(value >= last, "\(distribution)")
        last = value
      }
    }
    #expect(relativeError(try Distribution.gamma(mean: 1, cv: 1e-6).quantile(0.99), 1 + 2.3263e-6) < 1e-9)
  }
}
