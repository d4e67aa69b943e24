// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Statistics

/// Makes figures of the answers of several replications.
enum Figures {
  /// Below this many events a ratio is rare, and the interval of its replications is not trusted alone.
  static let rareEvents = 100

  /// Nil without data in any replication.
  static func figure(_ answers: [Digest.Answer], _ statistic: Statistic, confidence: Double) -> Figure? {
    figure(
      Moments(answers.compactMap(\.value)), hits: answers.reduce(0) { $0 + $1.hits },
      count: answers.reduce(0) { $0 + $1.count }, statistic, confidence: confidence)
  }

  /// The same of what has been added up: the replications' values, and their hits and counts.
  static func figure(
    _ values: Moments, hits: Int, count: Int, _ statistic: Statistic, confidence: Double
  ) -> Figure? {
    guard values.count > 0 else { return nil }
    if statistic == .ratio { return ratio(values, hits: hits, of: count, confidence: confidence) }
    var figure = figure(values, n: count, confidence: confidence)
    if statistic == .count, hits < rareEvents, values.count > 1 {
      // That nothing was seen does not mean that nothing can happen.
      let exact = Intervals.poisson(count: hits, in: values.count, confidence: confidence)
      figure.low = min(figure.low ?? exact.low, exact.low)
      figure.high = max(figure.high ?? exact.high, exact.high)
    }
    return figure
  }

  /// The mean of the replications with its Student t interval.
  static func figure(_ values: [Double], n: Int, confidence: Double) -> Figure {
    figure(Moments(values), n: n, confidence: confidence)
  }

  static func figure(_ values: Moments, n: Int, confidence: Double) -> Figure {
    guard values.count > 1 else { return Figure(value: values.count > 0 ? values.mean : 0, n: n) }
    let interval = values.studentT(confidence: confidence)
    // What is never below 0 has no average below 0 either.
    let low = values.least >= 0 ? max(0, interval.low) : interval.low
    return Figure(value: interval.mean, low: low, high: interval.high, n: n)
  }

  /// All replications together; the interval is that of the replications, and for rare events at least that of
  /// Clopper and Pearson.
  private static func ratio(_ values: Moments, hits: Int, of count: Int, confidence: Double) -> Figure {
    let pooled = count > 0 ? Double(hits) / Double(count) : 0
    var low: Double?
    var high: Double?
    if values.count > 1 {
      let interval = values.studentT(confidence: confidence)
      let half = (interval.high - interval.low) / 2
      (low, high) = (max(0, pooled - half), pooled + half)
    }
    if min(hits, count - hits) < rareEvents, hits <= count, hits >= 0, count > 0 {
      let exact = Intervals.clopperPearson(successes: hits, of: count, confidence: confidence)
      low = min(low ?? exact.low, exact.low)
      high = max(high ?? exact.high, exact.high)
    }
    return Figure(value: pooled, low: low, high: high, n: count)
  }
}
