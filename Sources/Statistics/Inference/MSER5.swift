// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the warm-up of a simulation ends: the MSER-5 rule.
///
/// Cuts off the part of the series whose removal makes the standard error of the mean of the rest smallest, over means of
/// batches of 5. Source: White, Cobb, Spratt, "A Comparison of Five Steady-State Truncation Heuristics for Simulation",
/// Winter Simulation Conference 2000.
public enum MSER5 {
  /// Series with fewer observations than this are not cut: 10 batches.
  public static let shortest = 50

  /// The index of the first observation to keep.
  ///
  /// Missing observations (nil, or not finite) are skipped: a batch is 5 consecutive ones that exist. At most half of the
  /// batches are cut; of equally good cuts the earliest is taken. 0 for a short or constant series.
  public static func cut(_ series: [Double?]) -> Int {
    let present = series.indices.filter { series[$0]?.isFinite ?? false }
    guard present.count >= shortest else { return 0 }
    let batches = present.count / 5
    var means: [Double] = []
    means.reserveCapacity(batches)
    for batch in 0..<batches {
      var sum = 0.0
      for i in 5 * batch..<5 * batch + 5 { sum += series[present[i]] ?? 0 }
      means.append(sum / 5)
    }
    // From the end backwards, by Welford's recurrence: mean and squared deviations of what a cut at d keeps.
    var mean = 0.0
    var squares = 0.0
    var kept = 0.0
    var best = 0
    var smallest = Double.infinity
    for d in stride(from: batches - 1, through: 0, by: -1) {
      kept += 1
      let deviation = means[d] - mean
      mean += deviation / kept
      squares += deviation * (means[d] - mean)
      let statistic = squares / (kept * kept)
      if d <= batches / 2 && statistic <= smallest {
        smallest = statistic
        best = d
      }
    }
    return best == 0 ? 0 : present[5 * best]
  }
}
