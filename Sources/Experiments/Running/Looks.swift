// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Statistics

/// How often what has been simulated is looked at, and when it is enough. All of it depends on the figures alone, never on
/// the threads.
struct Looks {
  enum Next {
    /// Look again after so many replications.
    case another(Int)
    case ended(RunResult.Ended)
  }

  let precision: Precision
  /// The confidence of the scenario.
  let whole: Double
  private(set) var count = 0

  init(_ scenario: Scenario) {
    precision = scenario.precision
    whole = scenario.confidence
  }

  mutating func look() { count += 1 }

  /// The confidence of the intervals that decide at this look.
  ///
  /// Who looks again and again until something is decided is wrong more often than one look is. Who stops by the intervals'
  /// width alone decides once.
  var confidence: Double {
    guard case .decided = precision else { return whole }
    return Simultaneous.atLook(count, whole)
  }

  func next(after done: Int, _ summary: Summary) -> Next {
    let needed: Int?
    switch precision {
    case .replications: return .ended(.counted)
    case .until(let share, _, _):
      needed = summary.replicationsNeeded(until: share, now: done)
      if needed == nil { return .ended(.precise) }
    case .decided:
      needed = summary.replicationsToDecide(now: done)
      if needed == nil { return .ended(.decided) }
    }
    guard done < precision.atMost else { return .ended(.atMost) }
    // Not too far ahead: the first estimate of a variance is a rough one.
    return .another(min(precision.atMost, max(done + 2, min(needed ?? 0, done * 2))))
  }
}
