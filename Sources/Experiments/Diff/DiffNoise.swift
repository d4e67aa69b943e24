// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// How much of a difference can be chance.
enum DiffNoise {
  /// What a standard error is multiplied by in the interval of so many replications.
  static func quantile(_ replications: Int, _ confidence: Double) -> Double {
    Intervals.studentTQuantile(0.5 + confidence / 2, max(replications - 1, 1))
  }

  /// The test of two figures as independent samples; nil where one has no interval.
  ///
  /// A result keeps intervals, not replications, so standard errors are what the intervals' half-widths (the longer side
  /// counts) say. Results of one seed share their chance; that would narrow the difference, but cannot be seen here, so
  /// the test errs on the side of noise.
  static func test(_ old: Figure, _ oldCount: Int, _ new: Figure, _ newCount: Int, confidence: (Double, Double))
    -> Welch?
  {
    guard old.halfWidth.isFinite, new.halfWidth.isFinite else { return nil }
    return Welch(
      (old.value, old.halfWidth / quantile(oldCount, confidence.0), oldCount),
      (new.value, new.halfWidth / quantile(newCount, confidence.1), newCount))
  }

  /// The same for two amounts of money.
  static func test(_ old: Double, _ oldNoise: DiffItem.MoneyNoise?, _ new: Double, _ newNoise: DiffItem.MoneyNoise?)
    -> Welch?
  {
    guard let oldNoise, let newNoise else { return nil }
    return Welch(
      (old, abs(old) * oldNoise.share, oldNoise.replications), (new, abs(new) * newNoise.share, newNoise.replications))
  }
}
