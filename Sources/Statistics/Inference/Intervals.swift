// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL

/// Confidence intervals.
public enum Intervals {
  /// The mean of independent values with Student's t interval, at a confidence such as 0.95.
  ///
  /// One value has infinite bounds; no value has also a mean that is NaN.
  public static func studentT(
    _ values: [Double], confidence: Double
  ) -> (mean: Double, low: Double, high: Double) {
    Moments(values).studentT(confidence: clamped(confidence))
  }

  /// The value below which Student's t with `degrees` of freedom falls with probability `p`.
  ///
  /// ∓∞ for p ≤ 0 and p ≥ 1, NaN for fewer than one degree.
  public static func studentTQuantile(_ p: Double, _ degrees: Int) -> Double {
    guard degrees >= 1, !p.isNaN else { return .nan }
    if p <= 0 { return -.infinity }
    if p >= 1 { return .infinity }
    GSL.prepare()
    return gsl_cdf_tdist_Pinv(p, Double(degrees))
  }

  /// The exact (Clopper-Pearson) interval of a probability, of which `successes` of `trials` independent trials are
  /// known. 0...1 for no trials; successes are clamped to 0...trials.
  public static func clopperPearson(
    successes: Int, of trials: Int, confidence: Double
  ) -> (low: Double, high: Double) {
    guard trials > 0 else { return (0, 1) }
    let hits = Double(min(max(0, successes), trials))
    let misses = Double(trials) - hits
    let tail = (1 - clamped(confidence)) / 2
    if tail <= 0 { return (0, 1) }
    let low = hits == 0 ? 0 : betaQuantile(tail, hits, misses + 1)
    // From the other side, so that a probability near 1 keeps its digits.
    let high = misses == 0 ? 1 : 1 - betaQuantile(tail, misses, hits + 1)
    return (low, high)
  }

  /// The exact interval of the mean of a Poisson number, of which `count` have been seen in all in `trials` equal
  /// trials: from 0 for a count of 0, infinite for no trials.
  public static func poisson(count: Int, in trials: Int, confidence: Double) -> (low: Double, high: Double) {
    let tail = (1 - clamped(confidence)) / 2
    guard trials > 0, tail > 0 else { return (0, .infinity) }
    GSL.prepare()
    let seen = Double(max(0, count))
    let low = count > 0 ? gsl_cdf_gamma_Pinv(tail, seen, 1) : 0
    return (low / Double(trials), gsl_cdf_gamma_Qinv(tail, seen + 1, 1) / Double(trials))
  }

  /// About how many replications bring a half-width down to `wanted`, if `n` gave `halfWidth`.
  ///
  /// A half-width shrinks with the square root of the count; the quantile of Student's t shrinks too, so for few
  /// replications this is on the high side. Never below `n`. Where `halfWidth` is not finite (a single replication)
  /// it is twice `n`, and at least 2: enough to know more. A `wanted` of 0 or less gives `Int.max`.
  public static func replicationsNeeded(now n: Int, halfWidth: Double, wanted: Double) -> Int {
    let n = max(n, 0)
    guard halfWidth.isFinite else { return max(2, n > .max / 2 ? .max : 2 * n) }
    if halfWidth <= wanted { return n }
    guard wanted > 0 else { return .max }
    let ratio = halfWidth / wanted
    let needed = (Double(n) * ratio * ratio).rounded(.up)
    return needed < 9e18 ? max(n, Int(needed)) : .max
  }

  private static func clamped(_ confidence: Double) -> Double { min(max(confidence.isNaN ? 1 : confidence, 0), 1) }

  /// By bisection over the positive Doubles themselves, hence to the last bit however small the result; GSL's own inverse
  /// does not converge everywhere.
  private static func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    GSL.prepare()
    var low: UInt64 = 0
    var high = (1.0).bitPattern
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if gsl_cdf_beta_P(Double(bitPattern: middle), a, b) < p { low = middle } else { high = middle }
    }
    return Double(bitPattern: high)
  }
}
