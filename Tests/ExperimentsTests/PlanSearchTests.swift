// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Scenarios
import Statistics
import Testing

@testable import Experiments

/// Plans in small spaces whose answer is known.
@Suite struct PlanSearchTests {
  private let sizes = PlanLab.Choice(path: PlanLab.tasks, values: ["1", "3", "4", "6", "8"])

  private func space(
    wait: String = "10ms", seed: UInt64 = 1, settings: (inout PlanSettings) -> Void = { _ in },
    judge: (inout Candidate) -> Void = { PlanLab.estimate(&$0, bound: 0.01) }
  ) throws -> PlanSpace {
    try PlanLab.space(
      PlanLab.queue(wait: wait), [sizes], seed: seed, settings: settings,
      bound: { PlanLab.bound($0[0]) }, judge: judge)
  }

  @Test func theCheapestFleetThatKeepsTheWaitShort() async throws {
    // 3 tasks wait 22 ms on average, 4 wait 4 ms.
    #expect(PlanLab.theory(3).meanWait > 0.02 && PlanLab.theory(4).meanWait < 0.005)
    let result = try await PlanLab.plan(try space())
    let answer = try #require(result.answer)
    #expect(result.outcome == .found && !result.partial)
    #expect(answer.settings == [PlanResult.Setting(path: PlanLab.tasks, value: "4")])
    #expect(answer.isChecked && answer.replications >= 12)
    #expect(answer.objectives.map(\.verdict) == [.pass])
    let wait = try #require(answer.objectives.first?.value)
    #expect(abs(wait - PlanLab.theory(4).meanWait) < 0.002, "\(wait)")
    let reason = try #require(result.rejected.first { $0.label == "base: tasks 3" })
    #expect(reason.kind == .fails && reason.reason.hasPrefix("fails soon: wait.mean "), "\(reason.reason)")
    #expect(reason.reason.hasSuffix("asked < 10ms"))
    #expect(result.promise.hasPrefix("With probability at least 95%, base: tasks 4 meets every SLO, and no "))
    // Only what could be cheaper was looked at, and what fails fell after a few replications.
    #expect(result.counts.simulated <= 3 && result.counts.dearer >= 2, "\(result.counts)")
    let counts = result.counts
    #expect(
      counts.cannotWork + counts.dearer + counts.ruledOut + counts.tooDear + counts.simulated + counts.left
        == counts.searched)
    let overloaded = try #require(result.rejected.first { $0.label == "base: tasks 1" })
    #expect(overloaded.kind == .ruledOut || overloaded.replications == 3, "\(overloaded)")
    // The bound is one.
    let bill = try #require(Decimal(exactText: answer.monthly.value))
    #expect(bill > PlanLab.bound("4") && bill < PlanLab.bound("6"), "\(bill)")
  }

  @Test func theOracleSaysTheSame() async throws {
    for (wait, tasks) in [("60ms", "3"), ("10ms", "4")] {
      let bound = try Units.duration(wait)
      let own = try space(wait: wait, judge: { PlanLab.estimate(&$0, bound: Double(bound) / 1e9) })
      let oracle = try await PlanLab.plan(own, .all, replications: 30)
      for procedure in [PlanSearch.Procedure.ocba, .kn] {
        let result = try await PlanLab.plan(own, procedure)
        #expect(result.answer?.number == oracle.answer?.number && result.answer?.settings.first?.value == tasks)
        #expect(result.procedure == procedure.rawValue)
        #expect(result.counts.replications * 3 < oracle.counts.replications * 2)
      }
      #expect(oracle.counts.simulated == 5 && oracle.counts.dearer == 0)
    }
  }

  @Test func estimatesThatMisleadChangeNothing() async throws {
    let right = try await PlanLab.plan(try space())
    for lie in [true, false] {
      let result = try await PlanLab.plan(
        try space(judge: { if lie { PlanLab.estimate(&$0, bound: 0.01, lies: true) } }))
      #expect(result.answer?.number == right.answer?.number)
      #expect(result.outcome == .found)
    }
  }

  @Test func theThreadsAndTheStoreChangeNothing() async throws {
    let own = try space()
    let first = try PlanLab.json(try await PlanLab.plan(own, jobs: 1))
    #expect(try PlanLab.json(try await PlanLab.plan(own, jobs: 3)) == first)
    let store = OutcomesInMemory()
    #expect(try PlanLab.json(try await PlanLab.plan(own, store: store)) == first)
    let count = store.count
    #expect(count > 20)
    #expect(try PlanLab.json(try await PlanLab.plan(own, store: store)) == first)
    #expect(store.count == count)
    #expect(try PlanLab.json(try await PlanLab.plan(try space(seed: 2))) != first)
  }
}
