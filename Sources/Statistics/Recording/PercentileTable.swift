// SPDX-License-Identifier: GPL-3.0-or-later

/// A histogram's percentiles in HdrHistogram's steps: so many for each halving of what is left to 100%
/// (`PercentileIterator.java` and `outputPercentileDistribution` of HdrHistogram).
public struct PercentileTable: Sendable {
  public struct Row: Sendable, Hashable {
    /// Nanoseconds: the upper end of the bucket.
    public var value: Int64
    /// 0 to 1.
    public var quantile: Double
    /// Durations up to that value.
    public var count: Int
  }

  public let rows: [Row]
  /// Nanoseconds.
  public let mean: Double
  public let deviation: Double
  public let max: Int64
  public let count: Int

  /// - Parameter ticks: steps for each halving; 5 is what HdrHistogram's own tools write.
  public init(_ histogram: LatencyHistogram, ticks: Int = 5) {
    var rows: [Row] = []
    var level = 0.0
    var seen = 0
    let total = histogram.count
    var squares = 0.0
    let average = histogram.mean
    var last: Int64 = 0
    histogram.forEachBucket { value, count in
      seen += Int(clamping: count)
      last = value
      let middle = Double(HistogramEncoding.middle(value))
      squares += (middle - average) * (middle - average) * Double(count)
      let reached = 100 * Double(seen) / Double(total)
      while reached >= level, level < 100 {
        rows.append(Row(value: value, quantile: level / 100, count: seen))
        let halvings = (100 / (100 - level)).exponent + 1
        level += 100 / (Double(ticks) * Double(sign: .plus, exponent: Int(halvings), significand: 1))
        if seen == total { break }
      }
      return true
    }
    if total > 0 { rows.append(Row(value: last, quantile: 1, count: total)) }
    self.rows = rows
    mean = average
    deviation = total > 0 ? (squares / Double(total)).squareRoot() : 0
    max = histogram.max
    count = total
  }
}
