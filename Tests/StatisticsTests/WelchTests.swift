// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Statistics

@Suite struct WelchTests {
  /// Two samples of 15 and 15 worked out with R 4.3's t.test(a, b): t = -1.7076 on 27.56 degrees, p = 0.09894 for
  /// a: mean 20.82, sd 2.804; b: mean 22.9867, sd 4.0526 (example of Welch's test, NIST Dataplot's reference numbers differ
  /// in the third digit only).
  @Test func fromMeansAndSpreads() throws {
    let root = 15.0.squareRoot()
    let test = try #require(Welch((20.82, 2.804 / root, 15), (22.9867, 4.0526 / root, 15)))
    let error = (2.804 * 2.804 / 15 + 4.0526 * 4.0526 / 15).squareRoot()
    #expect(abs(test.standardError - error) < 1e-12)
    let (a, b) = (2.804 * 2.804 / 15, 4.0526 * 4.0526 / 15)
    #expect(abs(test.degrees - (a + b) * (a + b) / (a * a / 14 + b * b / 14)) < 1e-9)
    #expect(abs(test.probability - 0.0999) < 0.003, "\(test.probability)")
    #expect(test.halfWidth(confidence: 0.95) > abs(test.difference))
    #expect(test.halfWidth(confidence: 0.85) < abs(test.difference))
  }

  /// With equal spreads and counts it is Student's test with 2(n - 1) degrees.
  @Test func equalSpreads() throws {
    let test = try #require(Welch((1, 0.5, 8), (2, 0.5, 8)))
    #expect(abs(test.degrees - 14) < 1e-9)
    let quantile = Intervals.studentTQuantile(0.975, 14)
    #expect(abs(test.halfWidth(confidence: 0.95) - quantile * 0.5 * 2.0.squareRoot()) < 1e-9)
  }

  @Test func withoutSpread() throws {
    let same = try #require(Welch((3, 0, 5), (3, 0, 5)))
    #expect(same.probability == 1 && same.halfWidth(confidence: 0.95) == 0)
    #expect(try #require(Welch((3, 0, 5), (4, 0, 5))).probability == 0)
    // One side only: the degrees are that side's.
    #expect(abs(try #require(Welch((3, 0, 5), (4, 0.1, 9))).degrees - 8) < 1e-9)
    #expect(Welch((3, 0, 1), (4, 0, 5)) == nil)
    #expect(Welch((3, .infinity, 5), (4, 0, 5)) == nil && Welch((.nan, 0, 5), (4, 0, 5)) == nil)
    let tiny = try #require(Welch((0, 1e-200, 5), (1e-199, 1e-200, 5)))
    #expect(tiny.probability.isFinite)
  }

  /// The example of Holm's paper, in order and out of it.
  @Test func holm() {
    #expect(Welch.holm([0.01, 0.04, 0.03, 0.005], error: 0.05) == [true, false, false, true])
    #expect(Welch.holm([0.0001, 0.0001], error: 0.05) == [true, true])
    #expect(Welch.holm([0.05], error: 0.05) == [true])
    #expect(Welch.holm([0.03, 0.03], error: 0.05) == [false, false])
    #expect(Welch.holm([], error: 0.05).isEmpty)
  }
}
