// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Statistics

@Suite struct MSER5Tests {
  /// Noise around 10, on top of a transient that decays with the given time constant.
  private func decaying(_ count: Int, height: Double, constant: Double) -> [Double?] {
    let stream = testStream("mser")
    return (0..<count).map { i in
      10 + DeterministicMath.normalQuantile(stream.uniform(UInt64(i)))
        + height * exp(-Double(i) / constant)
    }
  }

  /// The rule as its authors write it down, quadratic in time.
  private func bruteForce(_ series: [Double]) -> Int {
    let means = (0..<series.count / 5).map { batch in series[5 * batch..<5 * batch + 5].reduce(0, +) / 5 }
    let statistics = (0...means.count / 2).map { d -> Double in
      let kept = means[d...]
      let mean = kept.reduce(0, +) / Double(kept.count)
      return kept.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(kept.count * kept.count)
    }
    return 5 * (statistics.indices.min { statistics[$0] < statistics[$1] } ?? 0)
  }

  @Test(arguments: [(20.0, 50.0), (5, 100), (-30, 20), (100, 10)])
  func cutsOffATransient(height: Double, constant: Double) {
    let series = decaying(2000, height: height, constant: constant)
    let cut = MSER5.cut(series)
    // What is left of the transient there is at most a standard deviation of the noise, and little is wasted.
    #expect(abs(height) * exp(-Double(cut) / constant) < 1)
    #expect(Double(cut) < 12 * constant)
    #expect(cut == bruteForce(series.compactMap { $0 }))
  }

  @Test func cutsAStepWhereItIs() {
    let step = [Double?](repeating: 100, count: 35) + decaying(465, height: 0, constant: 1)
    #expect(MSER5.cut(step) == 35)
  }

  @Test func shortAndConstantSeriesAreKept() {
    #expect(MSER5.cut([]) == 0)
    #expect(MSER5.cut(decaying(49, height: 100, constant: 5)) == 0)
    #expect(MSER5.cut([Double?](repeating: 4.2, count: 1000)) == 0)
    #expect(MSER5.cut([Double?](repeating: nil, count: 1000)) == 0)
  }

  @Test func atMostHalfIsCut() {
    let rising = (0..<1000).map { Double($0) as Double? }
    #expect(MSER5.cut(rising) <= 500)
  }

  @Test func missingObservationsAreSkipped() {
    let series = decaying(1000, height: 20, constant: 30)
    let plain = MSER5.cut(series)
    // Every other one missing: the same cut, at twice the index.
    let gappy = series.flatMap { [nil, $0] }
    #expect(MSER5.cut(gappy) == 2 * plain + 1)
    let odd = series.flatMap { [$0, .nan, .infinity] }
    #expect(MSER5.cut(odd) == 3 * plain)
  }
}

@Suite struct IntervalsTests {
  @Test func studentTQuantiles() {
    // SciPy 1.17, scipy.stats.t.ppf.
    #expect(relativeError(Intervals.studentTQuantile(0.975, 4), 2.7764451051977934) < 1e-12)
    #expect(relativeError(Intervals.studentTQuantile(0.995, 1), 63.656741162871526) < 1e-12)
    #expect(relativeError(Intervals.studentTQuantile(0.95, 29), 1.6991270265334972) < 1e-12)
    #expect(Intervals.studentTQuantile(0, 3) == -.infinity && Intervals.studentTQuantile(1, 3) == .infinity)
    #expect(Intervals.studentTQuantile(0.5, 0).isNaN)
  }

  @Test func intervalOfAMean() {
    let (mean, low, high) = Intervals.studentT([1, 2, 3, 4, 5], confidence: 0.95)
    let half = 2.7764451051977934 * (2.5 / 5).squareRoot()
    #expect(mean == 3)
    #expect(abs(low - (3 - half)) < 1e-12 && abs(high - (3 + half)) < 1e-12)
    #expect(Intervals.studentT([7], confidence: 0.95) == (7, -.infinity, .infinity))
    #expect(Intervals.studentT([], confidence: 0.95).mean.isNaN)
    #expect(Intervals.studentT([7, 7, 7], confidence: 0.95) == (7, 7, 7))
    #expect(Intervals.studentT([1, 2], confidence: 1).high == .infinity)
    #expect(Intervals.studentT([1, 2], confidence: 0) == (1.5, 1.5, 1.5))
  }

  @Test("Poisson: none seen leaves room for a few; the textbook's interval of five")
  func poisson() {
    let none = Intervals.poisson(count: 0, in: 10, confidence: 0.95)
    #expect(none.low == 0 && relativeError(none.high, 0.36888794541139365) < 1e-9)
    let five = Intervals.poisson(count: 5, in: 1, confidence: 0.95)
    #expect(relativeError(five.low, 1.6234863901184242) < 1e-6 && relativeError(five.high, 11.668332079) < 1e-6)
    #expect(Intervals.poisson(count: 5, in: 0, confidence: 0.95) == (0, .infinity))
  }

  @Test func intervalCoversAsOftenAsItSays() {
    let stream = testStream("coverage")
    var covered = 0
    for trial in 0..<UInt64(4000) {
      let values = (0..<UInt64(6)).map { DeterministicMath.normalQuantile(stream.uniform(trial * 6 + $0)) }
      let (_, low, high) = Intervals.studentT(values, confidence: 0.9)
      if low <= 0 && 0 <= high { covered += 1 }
    }
    // 3600 expected, standard deviation 19.
    #expect(abs(covered - 3600) < 62)
  }

  /// SciPy 1.17, scipy.stats.beta.ppf.
  @Test(arguments: [
    (5, 10, 0.18708602844739855, 0.8129139715526015), (1, 1000, 2.531748749129404e-05, 0.005558924279826672),
    (0, 20, 0, 0.1684334709830853), (20, 20, 0.8315665290169146, 1),
    (999, 1000, 0.9944410757201734, 0.9999746825125088),
    (3, 1_000_000_000, 6.186721233228957e-10, 8.76727308876756e-09),
  ])
  func clopperPearson(successes: Int, trials: Int, low: Double, high: Double) {
    let interval = Intervals.clopperPearson(successes: successes, of: trials, confidence: 0.95)
    #expect(abs(interval.low - low) <= 1e-9 * low)
    #expect(abs(interval.high - high) <= 1e-7 * high)
  }

  @Test func clopperPearsonOfOddCounts() {
    #expect(Intervals.clopperPearson(successes: 0, of: 0, confidence: 0.95) == (0, 1))
    #expect(Intervals.clopperPearson(successes: 9, of: 4, confidence: 0.95).high == 1)
    #expect(Intervals.clopperPearson(successes: -1, of: 4, confidence: 0.95).low == 0)
    #expect(Intervals.clopperPearson(successes: 2, of: 4, confidence: 1) == (0, 1))
  }

  @Test func replicationsNeeded() {
    #expect(Intervals.replicationsNeeded(now: 10, halfWidth: 2, wanted: 1) == 40)
    #expect(Intervals.replicationsNeeded(now: 10, halfWidth: 1, wanted: 2) == 10)
    #expect(Intervals.replicationsNeeded(now: 10, halfWidth: 1, wanted: 0.999) == 11)
    #expect(Intervals.replicationsNeeded(now: 1, halfWidth: .infinity, wanted: 1) == 2)
    #expect(Intervals.replicationsNeeded(now: 5, halfWidth: 1, wanted: 0) == .max)
    #expect(Intervals.replicationsNeeded(now: 5, halfWidth: 1e200, wanted: 1e-200) == .max)
    #expect(Intervals.replicationsNeeded(now: .max, halfWidth: .nan, wanted: 1) == .max)
    #expect(Intervals.replicationsNeeded(now: .min, halfWidth: 3, wanted: 1) == 0)
  }
}
