// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments

@Suite struct DiffTests {
  private static func run(milliseconds: Double = 100, seed: Int = 1, bound: String = "1s", replications: Int = 5)
    async throws -> RunResult
  {
    let text = Contenders.queue(
      service: [("base", milliseconds)], seed: seed,
      more: "slos: { soon: { of: arrivals, latency.p95: \"< \(bound)\" } }")
    var scenario = try Trial.scenario(text)
    scenario.precision = .replications(replications)
    return try await Trial.run(scenario)
  }

  private static func diff(_ old: RunResult, _ new: RunResult, tolerance: Double = 0) -> DiffResult {
    Diff(tolerance: tolerance).result(("old.json", [old]), ("new.json", [new]))
  }

  @Test func aResultIsTheSameAsItself() async throws {
    let result = Self.diff(try await Self.run(), try await Self.run())
    #expect(!result.differs && result.variants[0].unchanged > 50)
    #expect(result.variants[0].withinNoise == 0 && result.variants[0].untold == 0)
  }

  /// Other seeds: hundreds of figures differ, and none of them by more than chance may, in at most 5% of all pairs.
  @Test func otherChanceIsNoise() async throws {
    var results: [RunResult] = []
    for seed in 1...16 { results.append(try await Self.run(seed: seed)) }
    var wrong = 0
    var pairs = 0
    for (place, one) in results.enumerated() {
      for other in results[..<place] {
        let result = Self.diff(one, other)
        #expect(result.variants[0].withinNoise > 20)
        pairs += 1
        if result.differs { wrong += 1 }
      }
    }
    #expect(pairs == 120 && wrong <= 12, "\(wrong) of \(pairs)")
  }

  @Test func aRealDifferenceIsFound()
    async throws
  {
    let (old, new) = (
      try await Self.run(milliseconds: 60, replications: 20),
      try await Self.run(milliseconds: 160, seed: 2, replications: 20)
    )
    let result = Self.diff(old, new)
    let changes = result.variants[0].changes
    let mean = try #require(
      changes.first { $0.subject == "arrivals" && $0.statistic == "mean" && $0.metric == "latency" })
    #expect(mean.isWorse == true && mean.kind == .figure)
    let difference = try #require(mean.difference)
    let (before, after) = (
      old.windows[0].figure("arrivals", "latency", "mean"), new.windows[0].figure("arrivals", "latency", "mean")
    )
    #expect(difference.value == (after?.value ?? 0) - (before?.value ?? 0) && (difference.low ?? 0) > 0)
    // The fleet is paid by the hour, whatever it does.
    #expect(!changes.contains { $0.kind == .cost && $0.subject == "team" })
    // A tolerance beyond the change leaves it out and counts it.
    let relative = try #require(mean.relative)
    let tolerant = Self.diff(old, new, tolerance: relative * 1.01)
    #expect(!tolerant.variants[0].changes.contains { $0.metric == "latency" && $0.statistic == "mean" })
    #expect(tolerant.variants[0].withinTolerance > 0)
  }

  @Test func everyNumberIsCountedOnce() async throws {
    let (old, new) = (try await Self.run(milliseconds: 60), try await Self.run(milliseconds: 70, seed: 2))
    for tolerance in [0, 0.1, 0.5] {
      let variant = Self.diff(old, new, tolerance: tolerance).variants[0]
      let counted = variant.changes.count + variant.unchanged + variant.withinNoise + variant.withinTolerance
      let oneSided = variant.changes.count { $0.old == nil || $0.new == nil }
      #expect(counted + variant.untold - oneSided <= old.diffItems.count)
      #expect(counted + variant.untold >= old.diffItems.count)
    }
  }

  @Test func verdictsAndBounds() async throws {
    let (old, new) = (try await Self.run(), try await Self.run(bound: "10ms"))
    let result = Self.diff(old, new)
    let changes = result.variants[0].changes
    #expect(changes.map(\.kind) == [.verdict, .setting])
    #expect(changes[0].old == "pass" && changes[0].new == "fail" && changes[0].isWorse == true)
    #expect(changes[1].old == "< 1s" && changes[1].new == "< 10ms")
  }

  /// A verdict that falls into doubt only because another seed drew other numbers is noise.
  @Test func doubtIsNoise() async throws {
    var old = try await Self.run()
    var new = try await Self.run(seed: 2)
    old.slos[0].verdict = .pass
    new.slos[0].verdict = .undecided
    let changes = Self.diff(old, new).variants[0].changes
    #expect(!changes.contains { $0.kind == .verdict })
    new.slos[0].verdict = .fail
    #expect(Self.diff(old, new).variants[0].changes.contains { $0.kind == .verdict })
  }

  @Test func oneReplicationTellsNothing() async throws {
    let (old, new) = (try await Self.run(replications: 1), try await Self.run(milliseconds: 300, replications: 1))
    let variant = Self.diff(old, new).variants[0]
    #expect(variant.untold > 20 && !variant.changes.contains { $0.kind == .figure || $0.kind == .cost })
  }

  @Test func variantsOfOneSide() async throws {
    let run = try await Self.run()
    var other = run
    other.scenario.variant = "other"
    let result = Diff().result(("old.json", [run]), ("new.json", [other, run]))
    #expect(result.onlyNew == ["queue other"] && result.onlyOld.isEmpty && result.differs)
    #expect(result.variants.count == 1 && result.variants[0].changes.isEmpty)
    // Two single results are compared whatever they are called.
    let single = Self.diff(run, other)
    #expect(single.variants[0].variant == "base -> other" && !single.differs)
  }

  /// What an amount varies by: a line's from its quantities, the total's from its interval.
  @Test func noiseOfMoney() async throws {
    let items = try await Self.run().diffItems.filter { $0.kind == .cost }
    var shares: [String: Double] = [:]
    for item in items {
      if case .amount(_, let noise?) = item.value { shares["\(item.subject) \(item.metric)"] = noise.share }
    }
    #expect(shares["team fargate.vcpu"] == 0)
    #expect((shares["line sqs.requests.send"] ?? 0) > 1e-4)
    #expect((shares["total cost"] ?? 0) > 0 && (shares["total cost"] ?? 1) < (shares["line sqs.requests.send"] ?? 0))
  }
}
