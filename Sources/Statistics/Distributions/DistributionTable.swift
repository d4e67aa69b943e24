// SPDX-License-Identifier: GPL-3.0-or-later

/// The immutable part of a distribution that does not fit in a few numbers; shared between copies.
final class DistributionTable: Sendable, Hashable {
  /// Percentiles: probabilities from 0 to 1. Mixture: the upper end of each component's part of 0...1.
  let probabilities: [Double]
  /// Percentiles: the value at each probability. Samples: all of them, in rising order.
  let values: [Double]
  /// Percentiles: of each interval, the rate of log(value) per probability, or 0 where the value itself is linear.
  let slopes: [Double]
  /// Gamma: four coefficients per interval of the normal score.
  let coefficients: [Double]
  /// Mixture.
  let components: [Distribution]

  init(
    probabilities: [Double] = [], values: [Double] = [], slopes: [Double] = [], coefficients: [Double] = [],
    components: [Distribution] = []
  ) {
    self.probabilities = probabilities
    self.values = values
    self.slopes = slopes
    self.coefficients = coefficients
    self.components = components
  }

  /// The empirical inverse: the smallest sample that at least a share `u` of them does not exceed.
  func sample(_ u: Double) -> Double {
    let rank = Int(u * Double(values.count))
    return values[rank < values.count ? rank : values.count - 1]
  }

  /// The value at probability `u` of a table of percentiles.
  func interpolated(_ u: Double) -> Double {
    // The last interval that begins at or below u: few intervals, so look at one after the other.
    var i = slopes.count - 1
    while i > 0 && probabilities[i] > u { i -= 1 }
    let value = interval(i, at: u)
    return value < values[i + 1] ? value : values[i + 1]
  }

  private func interval(_ i: Int, at u: Double) -> Double {
    let start = values[i]
    if slopes[i] != 0 { return start * DeterministicMath.exp(slopes[i] * (u - probabilities[i])) }
    let width = probabilities[i + 1] - probabilities[i]
    return start + (values[i + 1] - start) * ((u - probabilities[i]) / width)
  }

  /// One uniform number picks the component; its place within that component's part makes the draw.
  func mixed(_ u: Double) -> Double {
    var i = 0
    while i < probabilities.count - 1 && u >= probabilities[i] { i += 1 }
    let start = i == 0 ? 0 : probabilities[i - 1]
    let rescaled = (u - start) / (probabilities[i] - start)
    return components[i].quantile(rescaled < Self.lastUniform ? rescaled : (u < 1 ? Self.lastUniform : 1))
  }

  /// Rounding may carry a rescaled number to 1, which no uniform number is.
  private static let lastUniform = 1 - 0x1p-53

  static func == (a: DistributionTable, b: DistributionTable) -> Bool {
    a === b
      || (a.probabilities == b.probabilities && a.values == b.values && a.coefficients == b.coefficients
        && a.components == b.components)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(probabilities)
    hasher.combine(values)
    hasher.combine(components)
  }
}
