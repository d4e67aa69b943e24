// SPDX-License-Identifier: GPL-3.0-or-later

extension Distribution {
  /// The 99th percentile of the standard normal distribution.
  private static let score99 = 2.3263478740408408
  /// -log(1 - 0.99), -log(1 - 0.5): where an exponential distribution has its 99th percentile and its median.
  private static let exponential99 = 4.605170185988091
  private static let exponential50 = 0.6931471805599453

  /// Always `value`, any finite number.
  public static func constant(_ value: Double) throws(DistributionError) -> Distribution {
    try check("constant", "the value", value, value.isFinite, "a finite number")
    return Distribution(.constant, first: value, scale: value)
  }

  /// Exponential with a mean above 0.
  public static func exponential(mean: Double) throws(DistributionError) -> Distribution {
    try checkPositive("exponential", "mean", mean)
    return Distribution(.exponential, first: mean, scale: mean)
  }

  /// Lognormal through two percentiles, 0 < p50 ≤ p99.
  public static func lognormal(p50: Double, p99: Double) throws(DistributionError) -> Distribution {
    try checkPercentiles("lognormal", p50, p99)
    let sigma = (DeterministicMath.log(p99) - DeterministicMath.log(p50)) / score99
    if sigma == 0 { return Distribution(.constant, first: p50, scale: p50) }
    return Distribution(.lognormalByPercentiles, first: p50, second: p99, scale: p50, shape: sigma)
  }

  /// Lognormal with a mean above 0 and a coefficient of variation (standard deviation over mean) of 0...1e6.
  public static func lognormal(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    try checkPositive("lognormal", "mean", mean)
    try checkVariation("lognormal", cv, most: 1e6)
    let sigma = DeterministicMath.log1p(cv * cv).squareRoot()
    if sigma == 0 { return Distribution(.constant, first: mean, scale: mean) }
    let median = mean / (1 + cv * cv).squareRoot()
    return Distribution(.lognormalByMoments, first: mean, second: cv, scale: median, shape: sigma)
  }

  /// Gamma with a mean above 0 and a coefficient of variation of 0...30.
  ///
  /// Drawn from a table that takes about a millisecond to make; see `GammaTable.swift` for its error.
  public static func gamma(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    try checkPositive("gamma", "mean", mean)
    try checkVariation("gamma", cv, most: 30)
    // Below this a Double cannot tell the shape from infinity, nor a draw from the mean.
    if cv < 1e-9 { return Distribution(.constant, first: mean, scale: mean) }
    let shape = 1 / (cv * cv)
    return Distribution(
      .gamma, first: mean, second: cv, scale: mean, shape: shape, table: DistributionTable.gamma(shape: shape))
  }

  /// Weibull through two percentiles, 0 < p50 ≤ p99.
  public static func weibull(p50: Double, p99: Double) throws(DistributionError) -> Distribution {
    try checkPercentiles("weibull", p50, p99)
    let inverseShape =
      (DeterministicMath.log(p99) - DeterministicMath.log(p50))
      / DeterministicMath.log(exponential99 / exponential50)
    if inverseShape == 0 { return Distribution(.constant, first: p50, scale: p50) }
    let scale = p50 * DeterministicMath.exp(-inverseShape * DeterministicMath.log(exponential50))
    guard scale.isFinite else {
      throw DistributionError("weibull: p99 (\(p99)) is too far from p50 (\(p50)) to be represented.")
    }
    return Distribution(.weibull, first: p50, second: p99, scale: scale, shape: inverseShape)
  }

  /// Pareto: P(X > x) = (min / x)^alpha for x ≥ min > 0, alpha > 0. The mean is infinite for alpha ≤ 1.
  public static func pareto(min: Double, alpha: Double) throws(DistributionError) -> Distribution {
    try checkPositive("pareto", "min", min)
    try checkPositive("pareto", "alpha", alpha)
    guard (1 / alpha).isFinite else { throw DistributionError("pareto: alpha (\(alpha)) is too small.") }
    return Distribution(.pareto, first: min, second: alpha, scale: min, shape: 1 / alpha)
  }

  /// Uniform between two finite numbers, from ≤ to.
  public static func uniform(from: Double, to: Double) throws(DistributionError) -> Distribution {
    try check("uniform", "from", from, from.isFinite, "a finite number")
    try check("uniform", "to", to, to.isFinite, "a finite number")
    try check("uniform", "to", to, to >= from, "at least from (\(from))")
    try check("uniform", "to - from", to - from, (to - from).isFinite, "a finite number")
    if from == to { return Distribution(.constant, first: from, scale: from) }
    return Distribution(.uniform, first: from, second: to, scale: from, shape: to - from)
  }

  /// Measured values, drawn with equal probability: the empirical inverse without interpolation. At least one, finite.
  public static func samples(_ samples: [Double]) throws(DistributionError) -> Distribution {
    guard !samples.isEmpty else { throw DistributionError("samples: at least one value is needed, but none is given.") }
    for (i, value) in samples.enumerated() where !value.isFinite {
      throw DistributionError("samples: every value must be a finite number, but value \(i + 1) is \(value).")
    }
    return Distribution(.samples, table: DistributionTable(values: samples.sorted()))
  }

  /// This distribution plus a finite constant. Bounds set before move along.
  public func shifted(by amount: Double) throws(DistributionError) -> Distribution {
    try Self.check("shifted", "the shift", amount, amount.isFinite, "a finite number")
    var result = self
    result.shift += amount
    result.lowest += amount
    result.highest += amount
    result.isAdjusted = true
    return result
  }

  /// This distribution with every draw below `atLeast` raised to it and every draw above `atMost` lowered to it.
  ///
  /// The mass beyond a bound sits on the bound; nothing is drawn again.
  public func bounded(atLeast: Double? = nil, atMost: Double? = nil) throws(DistributionError) -> Distribution {
    let low = atLeast ?? -.infinity
    let high = atMost ?? .infinity
    if let atLeast { try Self.check("bounded", "at_least", atLeast, atLeast.isFinite, "a finite number") }
    if let atMost {
      try Self.check("bounded", "at_most", atMost, atMost.isFinite, "a finite number")
      try Self.check("bounded", "at_most", atMost, low <= atMost, "at least at_least (\(low))")
    }
    var result = self
    result.lowest = min(max(lowest, low), high)
    result.highest = min(max(highest, low), high)
    result.isAdjusted = true
    return result
  }

  // MARK: Checks

  static func check(
    _ kind: String, _ name: String, _ value: Double, _ isRight: Bool, _ wanted: String
  ) throws(DistributionError) {
    guard isRight else { throw DistributionError("\(kind): \(name) must be \(wanted), but is \(value).") }
  }

  private static func checkPositive(_ kind: String, _ name: String, _ value: Double) throws(DistributionError) {
    try check(kind, name, value, value > 0 && value.isFinite, "a finite number above 0")
  }

  private static func checkVariation(_ kind: String, _ cv: Double, most: Double) throws(DistributionError) {
    try check(kind, "cv", cv, cv >= 0 && cv <= most, "a number from 0 to \(most)")
  }

  private static func checkPercentiles(_ kind: String, _ p50: Double, _ p99: Double) throws(DistributionError) {
    try checkPositive(kind, "p50", p50)
    try checkPositive(kind, "p99", p99)
    try check(kind, "p99", p99, p99 >= p50, "at least p50 (\(p50))")
  }
}
