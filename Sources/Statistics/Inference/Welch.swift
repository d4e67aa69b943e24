// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL

/// The difference of the means of two independent samples whose variances may differ.
///
/// Welch, "The generalization of Student's problem when several different population variances are involved", Biometrika
/// 34 (1947) 28-35, with the degrees of freedom of Satterthwaite (Biometrics Bulletin 2 (1946) 110-114).
public struct Welch: Sendable, Hashable {
  /// The second mean minus the first.
  public let difference: Double
  /// Of the difference; 0 where neither sample has any spread.
  public let standardError: Double
  /// Degrees of freedom, at least 1, not a whole number; infinite without spread.
  public let degrees: Double

  /// - Parameters:
  ///   - first: the mean, its standard error, and the values behind it (at least 2).
  /// - Returns: nil for fewer than two values, or for what is not finite.
  public init?(
    _ first: (mean: Double, error: Double, count: Int), _ second: (mean: Double, error: Double, count: Int)
  ) {
    let (a, b) = (first.error * first.error, second.error * second.error)
    guard first.count > 1, second.count > 1, (second.mean - first.mean).isFinite, (a + b).isFinite else { return nil }
    difference = second.mean - first.mean
    standardError = (a + b).squareRoot()
    guard a + b > 0 else {
      degrees = .infinity
      return
    }
    // By shares, so that squares of small numbers do not vanish.
    let share = a / (a + b)
    let sum = share * share / Double(first.count - 1) + (1 - share) * (1 - share) / Double(second.count - 1)
    degrees = max(1, 1 / sum)
  }

  /// The probability of a difference at least as far from 0 if there were none: two-sided.
  public var probability: Double {
    guard standardError > 0 else { return difference == 0 ? 1 : 0 }
    GSL.prepare()
    return min(1, 2 * gsl_cdf_tdist_Q(abs(difference) / standardError, degrees))
  }

  /// How far the interval of the difference reaches to each side.
  public func halfWidth(confidence: Double) -> Double {
    guard standardError > 0 else { return 0 }
    GSL.prepare()
    return gsl_cdf_tdist_Pinv(0.5 + min(max(confidence, 0), 1) / 2, degrees) * standardError
  }

  /// Which of several hypotheses of no difference are rejected, so that with probability 1 - `error` none is that is
  /// true, however they depend on each other (Holm, Scandinavian Journal of Statistics 6 (1979) 65-70).
  public static func holm(_ probabilities: [Double], error: Double) -> [Bool] {
    let order = probabilities.indices.sorted { one, other in
      let (a, b) = (probabilities[one], probabilities[other])
      return a == b ? one < other : a < b
    }
    var rejected = probabilities.map { _ in false }
    for (rank, place) in order.enumerated() {
      guard probabilities[place] <= error / Double(probabilities.count - rank) else { break }
      rejected[place] = true
    }
    return rejected
  }
}
