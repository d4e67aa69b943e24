// SPDX-License-Identifier: GPL-3.0-or-later

/// How long a plan lasts while traffic grows, and what comes after it.
///
/// More traffic never helps, so the last month in which a plan holds is found by halving the months in which it may be, with
/// the same random numbers in all of them: four looks for a year instead of twelve.
enum GrowthPath {
  /// A plan and the months, from 1, in which it is used.
  struct Step<Plan> {
    /// Nil where no plan meets the objectives.
    var plan: Plan?
    var first: Int
    var last: Int
    /// Whether it still holds in the last month because the horizon ends there.
    var reachesEnd: Bool
  }

  /// - Parameters:
  ///   - horizon: months, 1 or more.
  ///   - first: the plan of month 1, which holds there; nil to look for it.
  ///   - find: the plan for a month's traffic; nil if there is none.
  ///   - isSame: whether two plans are the same configuration. One that is found again in a month in which it was seen to
  ///     fail stays in use: the search, which looks longer, has the last word.
  ///   - holds: whether a plan meets the objectives at a month's traffic.
  static func steps<Plan>(
    horizon: Int, first: Plan?, find: (Int) async throws -> Plan?, isSame: (Plan, Plan) -> Bool,
    holds: (Plan, Int) async throws -> Bool
  ) async throws -> [Step<Plan>] {
    var steps: [Step<Plan>] = []
    var month = 1
    var next = first
    while month <= horizon {
      var plan = next
      if plan == nil { plan = try await find(month) }
      next = nil
      guard let plan else {
        steps.append(Step(plan: nil, first: month, last: horizon, reachesEnd: true))
        break
      }
      let last = try await lastMonth(from: month, to: horizon) { try await holds(plan, $0) }
      if let before = steps.last?.plan, isSame(before, plan) {
        steps[steps.count - 1].last = last
        steps[steps.count - 1].reachesEnd = last == horizon
      } else {
        steps.append(Step(plan: plan, first: month, last: last, reachesEnd: last == horizon))
      }
      month = last + 1
    }
    return steps
  }

  /// The last month in which something holds that holds in the first one and, once it fails, fails for good.
  static func lastMonth(from first: Int, to horizon: Int, holds: (Int) async throws -> Bool) async throws -> Int {
    if first >= horizon { return horizon }
    if try await holds(horizon) { return horizon }
    var (good, bad) = (first, horizon)
    while bad - good > 1 {
      let middle = good + (bad - good) / 2
      if try await holds(middle) { good = middle } else { bad = middle }
    }
    return good
  }
}
