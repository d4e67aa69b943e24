// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments

/// Order between configurations: what it saves, and what happens where it does not hold.
@Suite struct PlanOrderTests {
  /// Two queues beside each other, each with a fleet for 2.5 Erlang: 2 tasks are overloaded, 3 are enough.
  /// Arrivals are even, so that what is paid for hardly differs between replications, as in a window of an hour.
  static let twins = """
    version: 1
    name: twins
    calibration: none
    run: { duration: 5s, warmup: 1s }
    traffic:
      left: { to: line-a, rate: 50/s, arrivals: constant }
      right: { to: line-b, rate: 50/s, arrivals: constant }
    channels:
      line-a: { type: sqs, servers: 1, duplicate_delivery: 0%, receive_wait: 20s, visibility_timeout: 12h }
      line-b: { type: sqs, servers: 1, duplicate_delivery: 0%, receive_wait: 20s, visibility_timeout: 12h }
    workers:
      a:
        type: fleet
        from: line-a
        tasks: 4
        receive: 1
        compute: { fargate: { vcpu: 0.25, memory: 0.5GiB } }
        service_time: { exponential: { mean: 50ms } }
      b:
        type: fleet
        from: line-b
        tasks: 4
        receive: 1
        compute: { fargate: { vcpu: 0.25, memory: 0.5GiB } }
        service_time: { exponential: { mean: 50ms } }
    slos:
      left-soon: { of: left, wait.mean: "< 150ms" }
      right-soon: { of: right, wait.mean: "< 150ms" }
    """

  /// 263 million messages a month are at least three requests each, at $0.40 a million.
  static let queues: Decimal = 300

  private func space(_ counts: [String]) throws -> PlanSpace {
    try PlanLab.space(
      Self.twins,
      [
        PlanLab.Choice(path: "workers.a.tasks", values: counts),
        PlanLab.Choice(path: "workers.b.tasks", values: counts),
      ],
      bound: { Self.queues + PlanLab.taskBound * $0.reduce(Decimal(0)) { $0 + (Decimal(string: $1) ?? 0) } },
      judge: { candidate in
        let small = candidate.values.contains { (Int($0.value) ?? 0) < 3 }
        candidate.estimate = .init(objectives: [.init(objective: "left-soon", window: "all", value: 0, meets: !small)])
      })
  }

  @Test func fewReplicationsOfMany() async throws {
    let own = try space(["1", "2", "3", "4", "5", "6", "7"])
    let result = try await PlanLab.plan(own)
    #expect(result.answer?.settings.map(\.value) == ["3", "3"])
    #expect(result.counts.searched == 49)
    // The oracle needs 30 of each.
    #expect(result.counts.replications * 5 <= 49 * 30, "\(result.counts)")
    #expect(result.counts.ruledOut > 0, "\(result.counts)")
    for one in result.rejected where one.kind == .ruledOut {
      let by = try #require(one.by.map { own.candidates[$0] })
      #expect(one.reason.contains(by.label))
      #expect(result.rejected.contains { $0.number == by.number && $0.kind == .fails })
    }
    // Equal names of settings are told apart by the part's.
    #expect(result.answer?.label == "base: a tasks 3, b tasks 3")
    // Each configuration below the answer's cost has a reason.
    let cheaper = own.candidates.filter { $0.lowerBound < Self.queues + PlanLab.taskBound * 6 }
    for candidate in cheaper {
      #expect(result.rejected.contains { $0.number == candidate.number }, "\(candidate.label)")
    }
  }

  /// More of a delay is not better, whatever the tables claim: the failure of 1 s rules out 0 s, which is the answer.
  @Test func aFalseClaimIsFound() async throws {
    let text = PlanLab.queue(wait: "500ms", duration: 5)
    let own = try PlanLab.space(
      text,
      [
        PlanLab.Choice(path: PlanLab.tasks, values: ["4"]),
        PlanLab.Choice(path: "channels.line.delay", values: ["0s", "1s", "2s"]),
      ], bound: { _ in PlanLab.bound("4") },
      judge: { candidate in
        let looksGood = candidate.values[1].value == "2s"
        candidate.estimate = .init(
          objectives: [.init(objective: "soon", window: "all", value: 0, meets: looksGood)])
      })
    let result = try await PlanLab.plan(own)
    #expect(result.answer?.number == 0, "\(result.promise)")
    let broken = try #require(result.brokenClaims.first)
    #expect(broken.path == "channels.line.delay" && broken.meets == own.candidates[0].label)
    #expect(result.remarks.contains { $0.contains("channels.line.delay") })
    // The same where there is an answer without it.
    let dearer = try PlanLab.space(
      text,
      [
        PlanLab.Choice(path: PlanLab.tasks, values: ["4", "6"], isMonotone: false),
        PlanLab.Choice(path: "channels.line.delay", values: ["0s", "1s", "2s"]),
      ], bound: { PlanLab.bound($0[0]) },
      judge: { candidate in
        let looksGood = candidate.values[0].value == "6" && candidate.values[1].value == "0s"
        candidate.estimate = .init(
          objectives: [.init(objective: "soon", window: "all", value: 0, meets: looksGood)])
      })
    #expect(try await PlanLab.plan(dearer).answer?.number == 0)
  }

  @Test func whatIsBelowWhat() {
    func candidate(_ variant: String, _ values: [(String, String, Bool)]) -> Candidate {
      Candidate(
        number: 0, variant: variant,
        values: values.enumerated().map { .init(path: $1.0, value: $1.1, place: $0, isMonotone: $1.2) })
    }
    let all = [
      candidate("a", [("n", "2", true), ("m", "1GiB", true), ("k", "x", false)]),
      candidate("a", [("n", "10", true), ("m", "1024MiB", true), ("k", "x", false)]),
      candidate("a", [("n", "10", true), ("m", "512MiB", true), ("k", "x", false)]),
      candidate("a", [("n", "10", true), ("m", "2GiB", true), ("k", "y", false)]),
      candidate("b", [("n", "10", true), ("m", "2GiB", true), ("k", "x", false)]),
    ]
    let order = PlanOrder(all)
    #expect(order.isBelow(0, 1) && !order.isBelow(1, 0) && !order.isBelow(0, 0))
    #expect(!order.isBelow(0, 2) && !order.isBelow(2, 0) && order.isBelow(2, 1))
    #expect(!order.isBelow(0, 3) && !order.isBelow(0, 4))
    let without = PlanOrder(all, without: ["n"])
    #expect(!without.isBelow(0, 1) && without.isBelow(2, 1))
    #expect(!PlanOrder(all, without: ["n", "m"]).isBelow(2, 1))
  }
}
