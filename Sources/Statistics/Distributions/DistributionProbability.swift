// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL

extension Distribution {
  /// The probability that a draw exceeds `x`.
  public func probability(above x: Double) -> Double {
    guard isAdjusted else { return rawProbability(above: x) }
    if x < lowest { return 1 }
    return x >= highest ? 0 : rawProbability(above: x - shift)
  }

  /// The true percentile: the smallest value that a draw does not exceed with probability `p`, of 0...1.
  ///
  /// The same as ``quantile(_:)`` except for a mixture, for which it is found by bisection to the last bit.
  public func percentile(_ p: Double) -> Double {
    guard kind == .mixture, let table else { return quantile(p) }
    // Of the components' own percentiles the least and the greatest enclose it.
    var low = Double.infinity
    var high = -Double.infinity
    for component in table.components {
      let value = component.percentile(p)
      low = min(low, value)
      high = max(high, value)
    }
    guard low < high, low.isFinite else { return adjusted(low) }
    if high == .infinity { high = .greatestFiniteMagnitude }
    while true {
      let middle = low / 2 + high / 2
      guard middle > low, middle < high else { break }
      if table.mixtureProbability(above: middle) > 1 - p { low = middle } else { high = middle }
    }
    return adjusted(table.mixtureProbability(above: low) > 1 - p ? high : low)
  }

  func rawProbability(above x: Double) -> Double {
    GSL.prepare()
    if x == .infinity { return 0 }
    switch kind {
    case .constant:
      return x < scale ? 1 : 0
    case .exponential:
      return x <= 0 ? 1 : DeterministicMath.exp(-x / scale)
    case .uniform:
      return min(max((second - x) / shape, 0), 1)
    case .pareto:
      return x <= scale ? 1 : DeterministicMath.pow(scale / x, second)
    case .weibull:
      return x <= 0 ? 1 : DeterministicMath.exp(-DeterministicMath.pow(x / scale, 1 / shape))
    case .lognormalByPercentiles, .lognormalByMoments:
      if x <= 0 { return 1 }
      return gsl_cdf_ugaussian_Q(DeterministicMath.log(x / scale) / shape)
    case .gamma:
      return GammaProbability.above(x * (shape / scale), shape: shape)
    case .percentiles:
      return table?.probability(above: x) ?? 0
    case .samples:
      return table?.sampleProbability(above: x) ?? 0
    case .mixture:
      return table?.mixtureProbability(above: x) ?? 0
    }
  }
}

extension DistributionTable {
  /// Of a table of percentiles.
  func probability(above x: Double) -> Double {
    guard let first = values.first, let last = values.last, x >= first else { return 1 }
    if x >= last { return 0 }
    // The last interval that begins at or below x; it ends above x.
    var i = slopes.count - 1
    while values[i] > x { i -= 1 }
    let width = probabilities[i + 1] - probabilities[i]
    let into =
      slopes[i] != 0
      ? DeterministicMath.log(x / values[i]) / slopes[i]
      : width * ((x - values[i]) / (values[i + 1] - values[i]))
    return (1 - probabilities[i]) - min(max(into, 0), width)
  }

  /// Of samples: the share of those greater than `x`.
  func sampleProbability(above x: Double) -> Double {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] > x { high = middle } else { low = middle + 1 }
    }
    return Double(values.count - low) / Double(values.count)
  }

  func mixtureProbability(above x: Double) -> Double {
    var sum = 0.0
    for (i, component) in components.enumerated() { sum += share(i) * component.probability(above: x) }
    return sum
  }
}
