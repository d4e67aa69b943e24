// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Scenarios
import Testing

@testable import Experiments

/// Regrets worked by hand.
@Suite struct LeastRegretTests {
  private typealias Entry = LeastRegret.Entry

  private func misses(_ cost: Decimal, _ hours: Decimal) -> Entry {
    Entry(cost: cost, hoursMissed: hours, missed: ["fresh"])
  }

  /// Three futures; $200 for an hour missed, as it is if nobody says.
  ///
  ///            little          usual           much            mean     greatest
  ///  small     $100  0         $120, 10 h      $150, 40 h
  ///            regret 0        0 + 2000        0 + 8000        3333.33  8000
  ///  middle    $180  80        $200  0         $240, 5 h
  ///            80              0               0 + 1000        360      1000
  ///  large     $300  200       $330  130       $400  0         110      200
  private var table: [[Entry]] {
    [
      [Entry(cost: 100), misses(120, 10), misses(150, 40)],
      [Entry(cost: 180), Entry(cost: 200), misses(240, 5)],
      [Entry(cost: 300), Entry(cost: 330), Entry(cost: 400)],
    ]
  }

  @Test func aTableWorkedByHand() {
    let regret = LeastRegret(table, weights: PlanSettings.Regret())
    #expect(regret.bestCosts == [100, 200, 400] && regret.canBeMet == [true, true, true])
    #expect(regret.regrets == [[0, 2000, 8000], [80, 0, 1000], [200, 130, 0]])
    #expect(regret.mean(0) == Decimal(string: "3333.333333333333"))
    #expect(regret.mean(1) == 360 && regret.mean(2) == 110)
    #expect([0, 1, 2].map(regret.greatest) == [8000, 1000, 200])
    #expect(regret.ranking == [2, 1, 0] && regret.best == 2)
    #expect(regret.futures(heldBy: 1) == [0, 1])
  }

  /// Where an hour costs little, being cheap is what counts.
  @Test func theWeightsDecide() {
    var weights = PlanSettings.Regret()
    weights.objectiveMissed = 2
    // small: 0, 20, 80; middle: 80, 0, 10; large: 200, 130, 0.
    #expect(LeastRegret(table, weights: weights).ranking == [1, 0, 2])
    weights.costTooHigh = 10
    // small: 0, 20, 80; middle: 800, 0, 10; large: 2000, 1300, 0.
    #expect(LeastRegret(table, weights: weights).ranking == [0, 1, 2])
    #expect(LeastRegret(table, weights: weights).regrets[1] == [800, 0, 10])
  }

  /// A plan that is cheaper than the best because it misses something has saved nothing that counts.
  @Test func whatIsCheaperIsNotTooDear() {
    let regret = LeastRegret([[misses(10, 1)], [Entry(cost: 100)]], weights: PlanSettings.Regret())
    #expect(regret.regrets == [[200], [0]])
  }

  @Test func whereNothingHoldsTheFewestHoursMissedAreTheMeasure() {
    let regret = LeastRegret(
      [[misses(50, 40)], [misses(300, 10)], [misses(200, 10)]], weights: PlanSettings.Regret())
    #expect(regret.canBeMet == [false] && regret.bestCosts == [200])
    #expect(regret.regrets == [[8000], [2100], [2000]])
    #expect(regret.best == 2)
  }

  /// A bill that is too high is missed in no hour.
  @Test func aBudgetIsNoHour() {
    let dear = Entry(cost: 500, missed: ["affordable"])
    #expect(!dear.holds)
    let regret = LeastRegret([[dear], [Entry(cost: 600)]], weights: PlanSettings.Regret())
    #expect(regret.bestCosts == [600] && regret.regrets == [[0], [0]])
    // Equal: the earlier in the list.
    #expect(regret.ranking == [0, 1])
  }

  @Test func theGreatestBreaksATie() {
    let regret = LeastRegret(
      [[Entry(cost: 100), Entry(cost: 140)], [Entry(cost: 120), Entry(cost: 120)]], weights: PlanSettings.Regret())
    #expect(regret.mean(0) == 10 && regret.mean(1) == 10)
    #expect(regret.best == 0 && regret.greatest(0) == 20 && regret.greatest(1) == 20)
    let other = LeastRegret(
      [
        [Entry(cost: 100), Entry(cost: 140), Entry(cost: 100)], [Entry(cost: 110), Entry(cost: 120), Entry(cost: 110)],
      ], weights: PlanSettings.Regret())
    // Regrets 0, 20, 0 and 10, 0, 10.
    #expect(other.regrets == [[0, 20, 0], [10, 0, 10]] && other.ranking == [1, 0])
  }

  /// Clopper and Pearson's own interval for 15 of 16: R's binom.test(15, 16) gives 0.6976793 .. 0.9984187.
  @Test func theShareHasItsExactInterval() throws {
    let row = (0..<16).map { $0 == 0 ? misses(1, 1) : Entry(cost: 1) }
    let share = LeastRegret([row], weights: PlanSettings.Regret()).share(heldBy: 0, confidence: 0.95)
    #expect(share.value == 15.0 / 16 && share.n == 16)
    #expect(abs(try #require(share.low) - 0.6976793) < 1e-6)
    #expect(abs(try #require(share.high) - 0.9984187) < 1e-6)
  }

  @Test func nothingHasNoRegret() {
    let none = LeastRegret([], weights: PlanSettings.Regret())
    #expect(none.best == nil && none.ranking.isEmpty)
    let noFutures = LeastRegret([[]], weights: PlanSettings.Regret())
    #expect(noFutures.mean(0) == 0 && noFutures.greatest(0) == 0)
  }
}
