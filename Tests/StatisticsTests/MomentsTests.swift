// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@Suite struct MomentsTests {
  private static let values = [3.5, -1.25, 8, 8, 0.125, 2.75]

  @Test func oneByOneAndTogetherAgree() throws {
    var oneByOne = Moments()
    for value in Self.values { oneByOne.add(value) }
    let together = Moments(Self.values)
    #expect(oneByOne.count == 6 && together.count == 6)
    // By hand: the sum is 21.125, the squares of the deviations add up to 74.9661...
    #expect(abs(together.mean - 21.125 / 6) < 1e-14)
    #expect(abs(oneByOne.mean - together.mean) < 1e-14)
    #expect(abs(oneByOne.squares - together.squares) < 1e-12)
    #expect(oneByOne.least == -1.25 && oneByOne.most == 8)
    let (a, b) = (oneByOne.studentT(confidence: 0.9), Intervals.studentT(Self.values, confidence: 0.9))
    #expect(abs(a.low - b.low) < 1e-12 && abs(a.high - b.high) < 1e-12)
  }

  @Test func fewValues() {
    #expect(Moments().studentT(confidence: 0.95).mean.isNaN)
    #expect(Moments().variance == nil && Moments([4]).variance == nil && Moments([4]).standardError == nil)
    let one = Moments([4]).studentT(confidence: 0.95)
    #expect(one.mean == 4 && one.low == -.infinity && one.high == .infinity)
    let same = Moments([4, 4, 4]).studentT(confidence: 0.95)
    #expect(same.low == 4 && same.high == 4)
  }

  @Test func aSmallSpreadBesideALargeMean() throws {
    var moments = Moments()
    for value in [1e9 + 1, 1e9 + 2, 1e9 + 3] { moments.add(value) }
    #expect(try #require(moments.variance) == 1)
  }
}
