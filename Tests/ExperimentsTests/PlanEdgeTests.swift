// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Scenarios
import Testing

@testable import Experiments

/// Plans without an answer, with one configuration, with a budget; what straddles; faults.
@Suite struct PlanEdgeTests {
  private func space(
    wait: String = "10ms", _ tasks: [String] = ["3", "4"], more: String = "", slos: String = "",
    settings: (inout PlanSettings) -> Void = { _ in }, judge: (inout Candidate) -> Void = { _ in }
  ) throws -> PlanSpace {
    try PlanLab.space(
      PlanLab.queue(wait: wait, more: more, slos: slos),
      [PlanLab.Choice(path: PlanLab.tasks, values: tasks)], settings: settings,
      bound: { PlanLab.bound($0[0]) }, judge: judge)
  }

  @Test func nothingMeetsThem() async throws {
    let result = try await PlanLab.plan(try space(wait: "0.001ms"))
    #expect(result.outcome == .none && result.answer == nil && !result.partial)
    #expect(result.promise == "No configuration meets every SLO.")
    let miss = try #require(result.miss)
    #expect(miss.nobodyMeets == ["soon"])
    #expect(miss.nearest?.label == "base: tasks 4")
    #expect((miss.share ?? 0) > 100)
    #expect(result.rejected.count == 2 && result.rejected.allSatisfy(\.mayBeCheaper))
  }

  @Test func everythingIsExcluded() async throws {
    let result = try await PlanLab.plan(
      try space(judge: { $0.exclusion = .init(kind: "requires", reason: "cannot: no order per key") }))
    #expect(result.outcome == .none && result.counts.cannotWork == 2 && result.counts.replications == 0)
    #expect(result.promise.hasPrefix("No configuration can work"))
    let group = try #require(result.whyNot.first)
    #expect(group.count == 2 && group.which == "all 2" && group.reason == "cannot: no order per key")
    let empty = try await PlanLab.plan(try space([]))
    #expect(empty.outcome == .none && empty.counts.searched == 0)
  }

  @Test func oneConfiguration() async throws {
    let result = try await PlanLab.plan(try space(["4"]))
    #expect(result.answer?.label == "base: tasks 4" && result.rejected.isEmpty && result.others.isEmpty)
    let bill = try #require(result.answer.flatMap { Decimal(exactText: $0.monthly.value) })
    #expect(bill > PlanLab.bound("4") && result.answer?.atLeast == false)
    // The same plan without a simulation of the search: the check's replications are far from those of the search.
    #expect(result.counts.fresh >= 12 && result.counts.replications >= result.counts.fresh + 12)
  }

  @Test func whatIsNoScenario() async throws {
    let result = try await PlanLab.plan(try space(["-3", "4"]))
    #expect(result.answer?.settings.first?.value == "4")
    #expect(result.rejected.first?.kind == .invalid && result.counts.cannotWork == 1)
  }

  @Test func theBudgetEnds() async throws {
    let few = try await PlanLab.plan(try space(settings: { $0.mostReplications = 5 }))
    #expect(few.outcome == .unfinished && few.partial && few.counts.replications <= 5)
    #expect(!few.promise.contains("With probability") && few.promise.contains("the budget ended"))
    // Enough to find it, not to check it.
    let some = try await PlanLab.plan(try space(settings: { $0.mostReplications = 26 }))
    #expect(some.outcome == .unfinished)
    if let answer = some.answer {
      #expect(!answer.isChecked)
      #expect(some.promise.contains("not checked with fresh random numbers"))
    }
    let control = RunControl()
    control.close()
    let closed = try await PlanLab.plan(try space(), control: control)
    #expect(closed.outcome == .unfinished && closed.counts.replications == 0 && closed.counts.left == 2)
  }

  @Test func whatStraddlesWithinTheRoom() async throws {
    // 4 tasks wait 4.3 ms on average: a bound just below that is met within half of it, and not without room.
    let loose = try await PlanLab.plan(try space(wait: "4.2ms", ["4", "8"], settings: { $0.room = 0.5 }))
    #expect(loose.answer?.settings.first?.value == "4")
    let objective = try #require(loose.answer?.objectives.first)
    #expect(objective.withinRoom && objective.verdict == .pass)
    #expect(loose.remarks.contains { $0.contains("soon is met within the room of 50%") }, "\(loose.remarks)")
  }

  @Test func whatTheRoomOfAShareIs() throws {
    func objective(_ asked: String) throws -> Objective {
      let scenario = try Trial.scenario(
        PlanLab.queue(wait: "1s", slos: "works: { of: arrivals, delivered.ratio: \"\(asked)\" }"))
      return try #require(scenario.objectives.first { $0.name == "works" })
    }
    #expect(abs(PlanTest.lenient(try objective(">= 99.9%"), room: 0.05) - 0.99895) < 1e-9)
    #expect(abs(PlanTest.lenient(try objective("< 2%"), room: 0.05) - 0.021) < 1e-9)
    #expect(PlanTest.lenient(try objective("== 1"), room: 0.05) == 1)
    // Straddling counts as met within the room only, and what is beyond the bound never.
    let below = try objective("< 2%")
    func meets(_ low: Double, _ high: Double) -> PlanTest.Decision {
      PlanTest.meets(Figure(value: (low + high) / 2, low: low, high: high, n: 100), below, room: 0.05)
    }
    #expect(meets(0.015, 0.0195) == .meets(withinRoom: false))
    #expect(meets(0.015, 0.0205) == .meets(withinRoom: true))
    #expect(meets(0.015, 0.0215) == .open)
    #expect(meets(0.0201, 0.0209) == .fails)
  }

  @Test func anObjectiveAboutTheBill() async throws {
    let result = try await PlanLab.plan(try space(["3", "5"], slos: "cheap: { cost.monthly: \"< $160\" }"))
    #expect(result.outcome == .none)
    #expect(result.rejected.map(\.kind) == [.fails, .tooDear])
    #expect(result.rejected[1].reason == "fails cheap: costs at least $165.00 a month, asked < $160")
    #expect(result.counts.tooDear == 1 && result.counts.simulated == 1)
    // By what is simulated: requests come on top of the bound.
    let simulated = try await PlanLab.plan(try space(["4"], slos: "cheap: { cost.monthly: \"< $156.5\" }"))
    #expect(simulated.rejected.first?.reason.hasPrefix("fails cheap over the month: cost.monthly $") ?? false)
  }

  @Test func faultsToSurvive() async throws {
    let fault = "faults: { slower: { at: 2s, for: 3s, slow: team, by: 1.6x }, elsewhere: { at: 1h, kill: team } }"
    func own(_ survive: [String]) throws -> PlanSpace {
      try space(
        ["4", "6", "8"], more: fault,
        settings: {
          $0.survive = survive
          $0.headroom = 1.1
        })
    }
    let calm = try await PlanLab.plan(try own([]))
    #expect(calm.answer?.settings.first?.value == "4")
    let result = try await PlanLab.plan(try own(["slower", "elsewhere"]))
    let oracle = try await PlanLab.plan(try own(["slower", "elsewhere"]), .all, replications: 20)
    #expect(result.answer?.number == oracle.answer?.number)
    #expect((result.answer?.number ?? 0) > (calm.answer?.number ?? 9))
    let lost = try #require(result.rejected.first { $0.label == "base: tasks 4" })
    #expect(lost.reason.contains("soon at 1.1x traffic with slower: "), "\(lost.reason)")
    // A fault that no window has is no circumstance of its own: 20 of the calm one, of the other, and of the bill.
    #expect(oracle.counts.replications - oracle.counts.fresh == 3 * 3 * 20)
    // The bill is that of the scenario's own traffic.
    let alone = try await PlanLab.plan(try space([result.answer?.settings.first?.value ?? ""], more: fault))
    let (a, b) = (result.answer?.monthly.value, alone.answer?.monthly.value)
    let amounts = [a, b].compactMap { $0.flatMap { Decimal(exactText: $0) } }
    #expect(amounts.count == 2 && abs(amounts[0] - amounts[1]) < 1, "\(amounts)")
  }
}
