// SPDX-License-Identifier: GPL-3.0-or-later

/// How far the estimates have been right in this search. They decide the order of trying, and soon no longer that where they
/// mislead.
struct PlanCredit: Sendable {
  /// Of those that look good, those that do not, and those without an estimate: how many met the objectives, and how many
  /// did not, from what is believed at the start.
  private var met = [2, 0.5, 1]
  private var failed = [0.5, 2, 1]

  private func kind(_ estimate: Candidate.Estimate?) -> Int {
    guard let estimate, !estimate.objectives.isEmpty || !estimate.utilisations.isEmpty else { return 2 }
    return estimate.looksGood ? 0 : 1
  }

  mutating func note(_ estimate: Candidate.Estimate?, met isMet: Bool) {
    let kind = kind(estimate)
    if isMet { met[kind] += 1 } else { failed[kind] += 1 }
  }

  /// The probability that one meets the objectives, as far as its estimate tells: the mean of a beta distribution.
  func chance(_ estimate: Candidate.Estimate?) -> Double {
    let kind = kind(estimate)
    return met[kind] / (met[kind] + failed[kind])
  }
}
