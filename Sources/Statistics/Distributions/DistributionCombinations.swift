// SPDX-License-Identifier: GPL-3.0-or-later

extension Distribution {
  /// A distribution through given percentiles.
  ///
  /// Between two given percentiles the logarithm of the value is linear in the probability; from a value of 0 the value
  /// itself is. Below the first and above the last percentile the neighbouring stretch continues with its slope to the
  /// probabilities 0 and 1, so the range is finite and no tail is invented: give p99.9 and p100 where the tail matters.
  /// A given percentile is met exactly.
  ///
  /// - Parameter points: at least two pairs of a probability 0...1 (0.99 for p99) and a value ≥ 0, in any order;
  ///   probabilities must differ and values must not fall.
  public static func percentiles(
    _ points: [(probability: Double, value: Double)]
  ) throws(DistributionError) -> Distribution {
    guard points.count >= 2 else {
      throw DistributionError("percentiles: at least two are needed, but \(points.count) is given.")
    }
    for (probability, value) in points {
      try check("percentiles", "a probability", probability, probability >= 0 && probability <= 1, "from 0 to 1")
      let name = "the value at \(probability)"
      try check("percentiles", name, value, value >= 0 && value.isFinite, "a finite number, 0 or more")
    }
    let sorted = points.sorted { $0.probability < $1.probability }
    for (a, b) in zip(sorted, sorted.dropFirst()) {
      guard a.probability < b.probability else {
        throw DistributionError("percentiles: the probability \(a.probability) is given twice.")
      }
      try check(
        "percentiles", "the value at \(b.probability)", b.value, b.value >= a.value,
        "at least \(a.value), the value at \(a.probability)")
    }
    return Distribution(.percentiles, table: try table(through: sorted))
  }

  private static func table(
    through points: [(probability: Double, value: Double)]
  ) throws(DistributionError) -> DistributionTable {
    var probabilities = points.map(\.probability)
    var values = points.map { $0.value + 0 }
    var slopes = zip(points, points.dropFirst()).map { a, b in
      a.value > 0
        ? (DeterministicMath.log(b.value) - DeterministicMath.log(a.value)) / (b.probability - a.probability) : 0
    }
    if let p = probabilities.first, p > 0 {
      values.insert(values[0] * DeterministicMath.exp(-slopes[0] * p), at: 0)
      probabilities.insert(0, at: 0)
      slopes.insert(slopes[0], at: 0)
    }
    if let p = probabilities.last, p < 1 {
      let i = values.count - 1
      let slope = slopes[i - 1]
      let rise = (values[i] - values[i - 1]) / (p - probabilities[i - 1])
      let end =
        values[i - 1] > 0 ? values[i] * DeterministicMath.exp(slope * (1 - p)) : values[i] + rise * (1 - p)
      guard end.isFinite else {
        throw DistributionError("percentiles: the values rise too steeply to be continued to p100; give p100.")
      }
      values.append(end)
      probabilities.append(1)
      slopes.append(slope)
    }
    return DistributionTable(probabilities: probabilities, values: values, slopes: slopes)
  }

  /// A mixture: each draw comes from one of the components, with probability equal to its share.
  ///
  /// One uniform number makes a draw: its place in 0...1 picks the component, and its place within that component's
  /// part, rescaled to 0...1, is the component's uniform number.
  ///
  /// - Parameter components: at least one; shares above 0 that add up to 1 (within 1e-6; they are then scaled to).
  public static func mixture(
    _ components: [(share: Double, distribution: Distribution)]
  ) throws(DistributionError) -> Distribution {
    guard !components.isEmpty else {
      throw DistributionError("mixture: at least one component is needed, but none is given.")
    }
    var total = 0.0
    for (share, _) in components {
      try check("mixture", "a share", share, share > 0 && share.isFinite, "a finite number above 0")
      total += share
    }
    try check("mixture", "the sum of the shares", total, abs(total - 1) <= 1e-6, "1")
    var ends: [Double] = []
    var sum = 0.0
    for (share, _) in components {
      sum += share
      ends.append(sum / total)
    }
    ends[ends.count - 1] = 1
    for (start, end) in zip(ends, ends.dropFirst()) where !(end > start) {
      throw DistributionError("mixture: a share is too small beside the others to be drawn.")
    }
    let table = DistributionTable(probabilities: ends, components: components.map(\.distribution))
    return Distribution(.mixture, table: table)
  }
}
