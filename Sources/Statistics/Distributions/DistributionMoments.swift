// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL

extension Distribution {
  /// The mean, in the unit of the values; may be infinite.
  public var mean: Double { partialMoment(1, upTo: .infinity) }

  /// The mean of what is cut off at `limit`: E[min(X, limit)].
  public func mean(atMost limit: Double) -> Double {
    limit == .infinity ? mean : partialMoment(1, upTo: limit) + limit * probability(above: limit)
  }

  /// Variance over mean squared: 0 for a constant, 1 for an exponential distribution; may be infinite.
  public var squaredCoefficientOfVariation: Double {
    let mean = self.mean
    guard mean.isFinite else { return .infinity }
    let variance: Double
    if lowest == -.infinity && highest == .infinity, let raw = rawSquaredVariation {
      let rawMean = rawPartialMoment(1, upTo: .infinity)
      variance = raw * rawMean * rawMean
    } else {
      variance = max(0, partialMoment(2, upTo: .infinity) - mean * mean)
    }
    return variance == 0 ? 0 : variance / (mean * mean)
  }

  /// The squared coefficient of variation before shift and bounds, where a formula without cancellation exists.
  private var rawSquaredVariation: Double? {
    GSL.prepare()
    switch kind {
    case .constant: return 0
    case .exponential: return 1
    case .gamma, .lognormalByMoments: return second * second
    case .lognormalByPercentiles: return gsl_expm1(shape * shape)
    case .weibull:
      return gsl_expm1(gsl_sf_lngamma(1 + 2 * shape) - 2 * gsl_sf_lngamma(1 + shape))
    case .pareto:
      let alpha = second
      return alpha > 2 ? 1 / (alpha * (alpha - 2)) : .infinity
    case .uniform:
      let middle = scale + shape / 2
      return middle == 0 ? nil : shape * shape / (12 * middle * middle)
    case .percentiles, .samples, .mixture: return nil
    }
  }

  /// E[X^k; X ≤ limit], the part of a moment that comes from values up to `limit`; `k` is 0, 1 or 2.
  func partialMoment(_ k: Int, upTo limit: Double) -> Double {
    guard isAdjusted else { return rawPartialMoment(k, upTo: limit) }
    if limit < lowest { return 0 }
    let end = min(limit, highest) - shift
    var sum = shiftedPartialMoment(k, upTo: end)
    if lowest > -.infinity {
      let start = lowest - shift
      sum += Self.power(lowest, k) * rawPartialMoment(0, upTo: start) - shiftedPartialMoment(k, upTo: start)
    }
    if highest < .infinity && limit >= highest {
      sum += Self.power(highest, k) * rawProbability(above: highest - shift)
    }
    return sum
  }

  /// E[(X + shift)^k; X ≤ limit] of the raw distribution.
  private func shiftedPartialMoment(_ k: Int, upTo limit: Double) -> Double {
    let highestMoment = rawPartialMoment(k, upTo: limit)
    if shift == 0 || k == 0 { return highestMoment }
    let mass = rawPartialMoment(0, upTo: limit)
    if k == 1 { return highestMoment + shift * mass }
    return highestMoment + 2 * shift * rawPartialMoment(1, upTo: limit) + shift * shift * mass
  }

  static func power(_ x: Double, _ k: Int) -> Double { k == 0 ? 1 : (k == 1 ? x : x * x) }

  private func rawPartialMoment(_ k: Int, upTo limit: Double) -> Double {
    GSL.prepare()
    switch kind {
    case .constant:
      return limit >= scale ? Self.power(scale, k) : 0
    case .exponential:
      return Self.gammaPartialMoment(k, shape: 1, scale: scale, limit: limit)
    case .gamma:
      return Self.gammaPartialMoment(k, shape: shape, scale: scale / shape, limit: limit)
    case .weibull:
      let order = 1 + Double(k) * shape
      let whole = Self.power(scale, k) * DeterministicMath.exp(gsl_sf_lngamma(order))
      if limit <= 0 { return 0 }
      return limit == .infinity
        ? whole : whole * GammaProbability.below(DeterministicMath.pow(limit / scale, 1 / shape), shape: order)
    case .lognormalByPercentiles, .lognormalByMoments:
      return lognormalPartialMoment(k, limit: limit)
    case .pareto:
      return paretoPartialMoment(k, limit: limit)
    case .uniform:
      let end = min(max(limit, scale), second)
      // The mean of x^k over from...end, times the mass there.
      let whole = [1, (scale + end) / 2, (scale * scale + scale * end + end * end) / 3][k]
      return whole * ((end - scale) / shape)
    case .percentiles, .samples, .mixture:
      return table?.partialMoment(k, upTo: limit, kind: kind) ?? 0
    }
  }

  private static func gammaPartialMoment(_ k: Int, shape: Double, scale: Double, limit: Double) -> Double {
    if limit <= 0 { return 0 }
    let whole = [1, shape * scale, shape * (shape + 1) * scale * scale][k]
    return limit == .infinity ? whole : whole * GammaProbability.below(limit / scale, shape: shape + Double(k))
  }

  private func lognormalPartialMoment(_ k: Int, limit: Double) -> Double {
    let order = Double(k)
    let whole = Self.power(scale, k) * DeterministicMath.exp(order * order * shape * shape / 2)
    if limit <= 0 { return 0 }
    if limit == .infinity { return whole }
    return whole * gsl_cdf_ugaussian_P(DeterministicMath.log(limit / scale) / shape - order * shape)
  }

  private func paretoPartialMoment(_ k: Int, limit: Double) -> Double {
    if limit <= scale { return 0 }
    let alpha = second
    let whole = alpha * Self.power(scale, k)
    let exponent = Double(k) - alpha
    if limit == .infinity { return exponent < 0 ? whole / -exponent : .infinity }
    let distance = DeterministicMath.log(limit / scale)
    return exponent == 0 ? whole * distance : whole * gsl_expm1(exponent * distance) / exponent
  }

}

extension DistributionTable {
  func partialMoment(_ k: Int, upTo limit: Double, kind: Distribution.Kind) -> Double {
    switch kind {
    case .samples:
      var sum = 0.0
      for value in values where value <= limit { sum += Distribution.power(value, k) }
      return sum / Double(values.count)
    case .mixture:
      var sum = 0.0
      for (i, component) in components.enumerated() {
        sum += share(i) * component.partialMoment(k, upTo: limit)
      }
      return sum
    default:
      var sum = 0.0
      for i in slopes.indices where values[i] <= limit {
        sum += intervalMoment(k, i, until: min(probabilities[i + 1], 1 - probability(above: limit)))
      }
      return sum
    }
  }

  /// The share of a mixture's component.
  func share(_ i: Int) -> Double { probabilities[i] - (i == 0 ? 0 : probabilities[i - 1]) }

  /// The integral of value^k over the probabilities of interval `i` up to `end`.
  private func intervalMoment(_ k: Int, _ i: Int, until end: Double) -> Double {
    let width = end - probabilities[i]
    let start = values[i]
    if width <= 0 { return 0 }
    if k == 0 { return width }
    if slopes[i] != 0 {
      let rate = Double(k) * slopes[i]
      return Distribution.power(start, k) * gsl_expm1(rate * width) / rate
    }
    let full = probabilities[i + 1] - probabilities[i]
    let last = start + (values[i + 1] - start) * (width / full)
    return width * (k == 1 ? (start + last) / 2 : (start * start + start * last + last * last) / 3)
  }
}
