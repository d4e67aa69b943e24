// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Statistics

@Suite struct DeterministicMathTests {
  private let stream = testStream("deterministic math")
  private let count: UInt64 = 1_000_000

  @Test func logarithmIsWithinTwoUlp() {
    var worst: UInt64 = 0
    for i in 0..<count {
      // All positive finite numbers by their bits; and, more densely, those around 1.
      let wide = Double(bitPattern: stream.bits(i) % 0x7ff0_0000_0000_0000)
      let near = 0.5 + 1.5 * stream.uniform(i)
      if wide > 0 { worst = max(worst, ulps(DeterministicMath.log(wide), Foundation.log(wide))) }
      worst = max(worst, ulps(DeterministicMath.log(near), Foundation.log(near)))
    }
    #expect(worst <= 2, "worst \(worst)")
  }

  @Test func exponentialIsWithinTwoUlp() {
    var worst: UInt64 = 0
    for i in 0..<count {
      let wide = -745 + 1454 * stream.uniform(i)
      let near = 2 * stream.uniform(i, attempt: 1) - 1
      worst = max(worst, ulps(DeterministicMath.exp(wide), Foundation.exp(wide)))
      worst = max(worst, ulps(DeterministicMath.exp(near), Foundation.exp(near)))
    }
    #expect(worst <= 2, "worst \(worst)")
  }

  @Test func logarithmOfOnePlusIsWithinTwoUlp() {
    var worst: UInt64 = 0
    for i in 0..<count {
      let (a, b) = stream.uniforms(i, attempt: 2)
      let tiny = (b < 0.5 ? -1 : 1) * Foundation.exp(-40 * a)
      let large = Foundation.exp(80 * a) - 1
      worst = max(worst, ulps(DeterministicMath.log1p(tiny), Foundation.log1p(tiny)))
      worst = max(worst, ulps(DeterministicMath.log1p(large), Foundation.log1p(large)))
    }
    #expect(worst <= 2, "worst \(worst)")
  }

  @Test func powerIsWithinTwoUlp() {
    var worst: UInt64 = 0
    for i in 0..<count {
      let (a, b) = stream.uniforms(i, attempt: 3)
      let base = Foundation.exp(200 * a - 100)
      let exponent = 12 * b - 6
      worst = max(worst, ulps(DeterministicMath.pow(base, exponent), Foundation.pow(base, exponent)))
      let near = 0.7 + 0.8 * a
      let large = 3000 * b - 1500
      worst = max(worst, ulps(DeterministicMath.pow(near, large), Foundation.pow(near, large)))
    }
    #expect(worst <= 2, "worst \(worst)")
  }

  @Test func specialValues() {
    #expect(DeterministicMath.log(0) == -.infinity)
    #expect(DeterministicMath.log(-0.0) == -.infinity)
    #expect(DeterministicMath.log(-1).isNaN)
    #expect(DeterministicMath.log(.nan).isNaN)
    #expect(DeterministicMath.log(.infinity) == .infinity)
    #expect(DeterministicMath.log(1) == 0)
    #expect(ulps(DeterministicMath.log(.leastNonzeroMagnitude), Foundation.log(Double.leastNonzeroMagnitude)) <= 1)
    #expect(DeterministicMath.exp(0) == 1)
    #expect(DeterministicMath.exp(.infinity) == .infinity)
    #expect(DeterministicMath.exp(-.infinity) == 0)
    #expect(DeterministicMath.exp(710) == .infinity)
    #expect(DeterministicMath.exp(-746) == 0)
    #expect(DeterministicMath.exp(.nan).isNaN)
    #expect(DeterministicMath.log1p(-1) == -.infinity)
    #expect(DeterministicMath.log1p(-2).isNaN)
    #expect(DeterministicMath.log1p(.infinity) == .infinity)
    #expect(DeterministicMath.log1p(1e-300) == 1e-300)
    #expect(DeterministicMath.pow(0, 2) == 0)
    #expect(DeterministicMath.pow(0, -2) == .infinity)
    #expect(DeterministicMath.pow(0, 0) == 1)
    #expect(DeterministicMath.pow(.infinity, 2) == .infinity)
    #expect(DeterministicMath.pow(2, 10) == 1024)
    #expect(DeterministicMath.pow(2, -1074) == .leastNonzeroMagnitude)
    #expect(DeterministicMath.pow(-2, 2).isNaN)
    #expect(DeterministicMath.pow(2, 1e300) == .infinity)
    #expect(DeterministicMath.pow(0.5, .infinity) == 0)
  }

  /// Computed with mpmath to 20 digits, for the Double nearest to each probability.
  @Test(arguments: [
    (1e-300, -37.047096299361199237), (1e-100, -21.273453560965324294), (1e-20, -9.2623400897984075796),
    (1e-10, -6.3613409024040561991), (1e-5, -4.2648907939228246102), (0.001, -3.0902323061678135354),
    (0.01, -2.3263478740408410931), (0.05, -1.644853626951472688), (0.07, -1.4757910281791706856),
    (0.0750001, -1.4395307645017296865), (0.25, -0.6744897501960817432), (0.4, -0.25334710313579974132),
    (0.49, -0.025068908258711058033), (0.5000001, 2.5066282733116483012e-7), (0.9, 1.2815515655446005935),
    (0.99, 2.3263478740408407676), (0.999, 3.0902323061678132778), (0.9999999, 5.1993375822906610937),
  ])
  func normalQuantile(p: Double, expected: Double) {
    #expect(relativeError(DeterministicMath.normalQuantile(p), expected) < 1e-15)
  }

  @Test func normalQuantileAtTheEnds() {
    #expect(DeterministicMath.normalQuantile(0) == -.infinity)
    #expect(DeterministicMath.normalQuantile(1) == .infinity)
    #expect(DeterministicMath.normalQuantile(0.5) == 0)
    #expect(DeterministicMath.normalQuantile(-0.1).isNaN)
    #expect(DeterministicMath.normalQuantile(1.1).isNaN)
    #expect(DeterministicMath.normalQuantile(.nan).isNaN)
  }

  /// The hash of many results, once computed and then fixed: whoever builds and runs this gets these bits, also with
  /// `GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4`.
  @Test func bitsAreTheSameEverywhere() throws {
    let distributions: [Distribution] = [
      try .exponential(mean: 0.3), try .lognormal(p50: 0.01, p99: 0.2), try .lognormal(mean: 2, cv: 1.5),
      try .gamma(mean: 1, cv: 0.5), try .gamma(mean: 3, cv: 2), try .weibull(p50: 1, p99: 9),
      try .pareto(min: 1, alpha: 1.5), try .percentiles([(0.5, 0.002), (0.9, 0.005), (0.99, 0.02)]),
    ]
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func absorb(_ x: Double) { hash = (hash ^ x.bitPattern) &* 0x0000_0100_0000_01B3 }
    for i in 0..<UInt64(50_000) {
      let u = stream.uniform(i)
      absorb(DeterministicMath.log(u))
      absorb(DeterministicMath.log1p(-u))
      absorb(DeterministicMath.exp(40 * u - 20))
      absorb(DeterministicMath.pow(20 * u, 1 - 3 * u))
      absorb(DeterministicMath.normalQuantile(u))
      for distribution in distributions { absorb(distribution.quantile(u)) }
    }
    #expect(hash == 15_925_590_898_557_557_322)
  }
}
