// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Statistics

/// An objective in a window under a circumstance, and how a configuration stands to it.
struct PlanTest: Sendable {
  enum Decision: Sendable, Hashable {
    case open
    case fails
    /// With part of the interval beyond the bound, within the room.
    case meets(withinRoom: Bool)
  }

  /// The place of the objective among those that must hold.
  var objective: Int
  var window: String
  var figure: Figure?
  /// Whether nothing is known although there were replications.
  var hasNoData: Bool { figure == nil }
  /// Whether something else than the figure keeps it from passing: replications that were stopped early.
  var isHeldBack: Bool

  /// The bound with the room on its lenient side. Of a share near 1 the room is one of what is missing to 1: 5% of
  /// ">= 99.9%" are 0.005 percentage points, not five.
  static func lenient(_ objective: Objective, room: Double) -> Double {
    let base = objective.unit == .ratio && objective.bound > 0.5 ? 1 - objective.bound : objective.bound
    let margin = abs(base) * room
    switch objective.comparison {
    case .less, .atMost: return objective.bound + margin
    case .greater, .atLeast: return objective.bound - margin
    case .equal: return objective.bound
    }
  }

  /// Whether the whole interval is beyond the bound.
  static func fails(_ figure: Figure?, _ objective: Objective) -> Bool {
    guard let figure else { return false }
    if objective.comparison == .equal { return figure.value != objective.bound }
    return Verdicts.verdict(figure, objective) == .fail
  }

  /// Whether the whole interval is on the good side of the bound and the room, without being beyond the bound.
  static func meets(_ figure: Figure?, _ objective: Objective, room: Double) -> Decision {
    guard let figure, let low = figure.low, let high = figure.high else { return .open }
    if fails(figure, objective) { return .fails }
    if Verdicts.verdict(figure, objective) == .pass { return .meets(withinRoom: false) }
    let lenient = lenient(objective, room: room)
    let isWithin: Bool =
      switch objective.comparison {
      case .less, .atMost: high <= lenient
      case .greater, .atLeast: low >= lenient
      case .equal: false
      }
    return isWithin ? .meets(withinRoom: true) : .open
  }

  /// How far the figure is on the good side of the bound, in standard errors; negative beyond it.
  static func margin(_ figure: Figure?, _ objective: Objective, replications: Int) -> Double {
    guard let figure, replications > 1, figure.halfWidth.isFinite else { return 0 }
    let distance = excess(figure, objective) * -max(abs(objective.bound), 1e-300)
    let error = figure.halfWidth / Intervals.studentTQuantile(0.975, replications - 1)
    return error > 0 ? distance / error : distance == 0 ? 0 : distance > 0 ? .infinity : -.infinity
  }

  /// By how much of its bound the figure is beyond it; negative on the good side.
  static func excess(_ figure: Figure?, _ objective: Objective) -> Double {
    guard let figure else { return 0 }
    let beyond: Double =
      switch objective.comparison {
      case .less, .atMost: figure.value - objective.bound
      case .greater, .atLeast: objective.bound - figure.value
      case .equal: abs(figure.value - objective.bound)
      }
    return beyond / max(abs(objective.bound), 1e-300)
  }
}
