// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// How the probability of a wrong plan is divided among the decisions that could make it wrong.
///
/// A plan is wrong if the answer misses an objective by more than the room, or if the cheapest configuration that meets
/// them all (call it the best) was lost and the answer costs more by more than the indifference. So:
///
/// * Only the *best* must not be rejected; that another one is rejected by mistake makes no plan wrong. Its rejection is the
///   union over looks, tests and the check: shares of a look are 6/(π²k²), which add up to 1 (Bonferroni), and of a test 1/S.
/// * The best may also be ruled out by the false failure of one with more of everything, which then meets the objectives
///   too. Of such ones few are ever tried, because each that is found moves the limit of what still matters. As long as
///   none failed by mistake, those that met them so far are all such ones that were decided; so the error is split over
///   their number, by shares 6/(π²m²) for the m-th, and over the configurations that are on trial at the same time.
/// * A configuration that misses an objective passes only if *that* objective's test passes, so that a pass needs no split
///   over the tests (the intersection-union test: Berger 1982). What counts is the check with fresh random numbers.
/// * One is too dear when its bill is, seen from below, beside the bill of one that meets the objectives, seen from above;
///   where that does not tell, bills are compared in pairs.
///
/// All levels are one-sided.
struct PlanLevels: Sendable {
  /// The probability of a wrong plan that is allowed.
  let error: Double

  init(confidence: Double) { error = min(max(1 - confidence, 1e-9), 0.5) }

  /// The part of the error that the k-th look, configuration, check or contest may use, from 1.
  private static func share(_ number: Int) -> Double { Simultaneous.share(ofLook: number) }

  /// For the failure of one of a configuration's tests.
  func failure(look: Int, tests: Int) -> Double { error / 4 * Self.share(look) / Double(max(1, tests)) }

  /// For a failure that rules out others.
  ///
  /// - Parameters:
  ///   - alive: configurations on trial.
  ///   - met: those that met the objectives before.
  func ruling(look: Int, tests: Int, alive: Int, met: Int) -> Double {
    error / 8 * Self.share(look) * Self.share(met + 1) / Double(max(1, tests)) / Double(max(1, alive))
  }

  /// For a pass in the search: it only decides what is checked.
  func pass(look: Int) -> Double { error / 4 * Self.share(look) }

  /// For a failure in the check of an answer; checks are counted from 1.
  func freshFailure(look: Int, tests: Int, check: Int) -> Double {
    error / 8 * Self.share(look) * Self.share(check) / Double(max(1, tests))
  }

  /// For a pass in the check of an answer: what makes it one.
  func freshPass(look: Int, check: Int) -> Double { error / 4 * Self.share(look) * Self.share(check) }

  /// For the cost of the configuration that is the so-manieth to meet the objectives.
  func cost(_ number: Int) -> Double { error / 16 * Self.share(number) }

  /// For the least that a configuration costs, before it is decided.
  func least(look: Int) -> Double { error / 16 * Self.share(look) }

  /// For all comparisons of costs in pairs in a contest; contests are counted from 1.
  func contest(_ number: Int) -> Double { error / 8 * Self.share(number) }

  /// The confidence of the interval each of whose tails is a level.
  static func confidence(_ level: Double) -> Double { 1 - 2 * level }
}
