// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Experiments

@Suite struct GrowthPathTests {
  /// Plans are numbers: plan n holds until month 3n.
  private func steps(
    horizon: Int, first: Int?, most: Int = .max, looked: inout [Int]
  ) async throws -> [(plan: Int?, first: Int, last: Int, reachesEnd: Bool)] {
    var months: [Int] = []
    let steps = try await GrowthPath.steps(
      horizon: horizon, first: first, find: { month in (month + 2) / 3 <= most ? (month + 2) / 3 : nil },
      isSame: { $0 == $1 },
      holds: { plan, month in
        months.append(month)
        return month <= 3 * plan
      })
    looked = months
    return steps.map { ($0.plan, $0.first, $0.last, $0.reachesEnd) }
  }

  @Test func plansFollowEachOtherUntilTheHorizon() async throws {
    var looked: [Int] = []
    let found = try await steps(horizon: 8, first: 1, looked: &looked)
    #expect(found.map(\.plan) == [1, 2, 3])
    #expect(found.map(\.first) == [1, 4, 7] && found.map(\.last) == [3, 6, 8])
    #expect(found.map(\.reachesEnd) == [false, false, true])
  }

  @Test func aYearTakesFewLooks() async throws {
    var looked: [Int] = []
    let found = try await steps(horizon: 12, first: 4, looked: &looked)
    #expect(found.count == 1 && found[0].last == 12 && looked == [12])
    for last in 1...11 {
      var looks = 0
      let month = try await GrowthPath.lastMonth(from: 1, to: 12) { month in
        looks += 1
        return month <= last
      }
      #expect(month == last && looks <= 5, "\(looks) looks")
    }
  }

  @Test func whereNothingHelpsItEnds() async throws {
    var looked: [Int] = []
    let found = try await steps(horizon: 12, first: 1, most: 1, looked: &looked)
    #expect(found.map(\.plan) == [1, nil] && found.map(\.first) == [1, 4] && found.map(\.last) == [3, 12])
    let none = try await steps(horizon: 12, first: nil, most: 0, looked: &looked)
    #expect(none.map(\.plan) == [nil] && none[0].last == 12 && looked.isEmpty)
  }

  /// The search says that the same plan still does although a look said that it does not.
  @Test func thePlanThatIsFoundAgainStaysInUse() async throws {
    let found = try await GrowthPath.steps(
      horizon: 6, first: 7, find: { $0 < 5 ? 7 : 8 }, isSame: { $0 == $1 }, holds: { plan, month in plan == 8 })
    #expect(found.map(\.plan) == [7, 8] && found.map(\.first) == [1, 5] && found.map(\.last) == [4, 6])
  }

  @Test func oneMonthNeedsNoLook() async throws {
    var looked: [Int] = []
    let found = try await steps(horizon: 1, first: 1, looked: &looked)
    #expect(found.count == 1 && found[0].last == 1 && looked.isEmpty)
  }

  @Test func trafficGrowsByMultiplication() {
    let growth = TrafficGrowth(text: "5%/month", perMonth: 0.05)
    #expect(growth.factor(month: 1) == 1 && growth.factor(month: 2) == 1.05)
    #expect(growth.factor(month: 3) == 1.05 * 1.05 && abs(growth.factor(month: 12) - 1.7103393581) < 1e-9)
  }
}
