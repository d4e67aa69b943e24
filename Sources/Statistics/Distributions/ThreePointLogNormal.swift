// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL

/// What somebody who knows a quantity only roughly says of it, as a distribution: `low` and `high` are its 5% and 95%
/// quantiles, `likely` its median. Below the median the logarithm is normal with one standard deviation, above it with
/// another, so that the three values are met exactly and none is below 0.
///
/// That three estimates are read as the 5%, 50% and 95% quantiles is Keefer and Bodily, "Three-point approximations for
/// continuous random variables", Management Science 29 (1983) 595-609: of the readings that they compare it errs least.
public struct ThreePointLogNormal: Sendable, Hashable {
  /// All above 0, none below the one before.
  public let low: Double
  public let likely: Double
  public let high: Double
  /// Standard deviations of the logarithm below and above the median.
  public let spreadBelow: Double
  public let spreadAbove: Double

  /// The 95% quantile of the standard normal distribution.
  static let normal95 = 1.6448536269514722

  /// Nil unless 0 < low ≤ likely ≤ high, all finite.
  public init?(low: Double, likely: Double, high: Double) {
    guard low > 0, low <= likely, likely <= high, high.isFinite else { return nil }
    self.low = low
    self.likely = likely
    self.high = high
    spreadBelow = DeterministicMath.log(likely / low) / Self.normal95
    spreadAbove = DeterministicMath.log(high / likely) / Self.normal95
  }

  /// The value below which it lies with probability `p`; the same bits on every machine. 0 at 0, +∞ at 1 (where there is a
  /// spread), NaN outside of 0...1.
  public func quantile(_ p: Double) -> Double {
    let z = DeterministicMath.normalQuantile(p)
    let spread = z < 0 ? spreadBelow : spreadAbove
    return spread == 0 && !z.isNaN ? likely : likely * DeterministicMath.exp(z * spread)
  }

  /// The mean: that of either half of a lognormal, E[X; X > m] = m exp(s²/2) Φ(s) and E[X; X < m] = m exp(s²/2) Φ(-s).
  public var mean: Double {
    GSL.prepare()
    func half(_ spread: Double, _ sign: Double) -> Double {
      DeterministicMath.exp(spread * spread / 2) * gsl_cdf_ugaussian_P(sign * spread)
    }
    return likely * (half(spreadBelow, -1) + half(spreadAbove, 1))
  }
}
