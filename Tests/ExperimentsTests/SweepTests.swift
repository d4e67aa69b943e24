// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Statistics
import Testing

@testable import Experiments

/// Inputs over ranges.
@Suite struct SweepTests {
  private static let slos = """
      quick: { of: arrivals, latency.mean: "< 200ms" }
      affordable: { cost.monthly: "< $170", level: warn }
    """

  private func bytes(_ result: SweepResult) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(result), as: UTF8.self)
  }

  // MARK: Values

  /// The mean time in an M/M/c queue at every point, and the point from which the objective holds.
  @Test func queuesAsErlangHasThem() async throws {
    let text = Sweeps.queue(rate: "15/s", duration: "150s", slos: Self.slos)
    let result = try await Sweeps.points(text, over: "workers.team.tasks=2..5", replications: 10)
    let points = try #require(result.points)
    #expect(points.map(\.values) == [["2"], ["3"], ["4"], ["5"]])
    for point in points {
      let servers = try #require(Int(point.values[0]))
      let theory = Queueing.MMc(arrivalRate: 15, serviceRate: 10, servers: servers)
      let mean = try #require(point.latencies.first { $0.metric == "latency.mean" }).figure
      let exact = theory.meanWait + 0.1
      #expect(abs(mean.value - exact) < 2 * mean.halfWidth, "\(servers): \(mean), exact \(exact)")
      let busy = try #require(point.utilisations.first { $0.subject == "team" }).figure
      #expect(abs(busy.value - 1.5 / Double(servers)) < 2 * busy.halfWidth)
      #expect(point.replications == 10)
      #expect(point.verdict == (servers == 2 ? .fail : .pass))
    }
    // More tasks cost more, so the first that passes is the cheapest.
    #expect(result.cheapest == 1)
    let spans = try #require(result.breakEven)
    #expect(spans[0].objective == nil && spans[0].passesFrom == "3" && spans[0].failsAt == "2")
    #expect(spans[1].objective == "quick latency.mean" && spans[1].passesFrom == "3")
    #expect(spans[2].passesUpTo == "3" && spans[2].failsAt == "4")
    #expect(result.scenario.set.isEmpty)
  }

  @Test func factorsOfTheTraffic() async throws {
    let text = Sweeps.queue(rate: "2/s", slos: Self.slos)
    let result = try await Sweeps.points(text, over: "traffic=1x..3x step 1x", "traffic.arrivals=[1, 1.5]")
    let points = try #require(result.points)
    #expect(
      points.map(\.values) == [["1", "1"], ["1", "1.5"], ["2", "1"], ["2", "1.5"], ["3", "1"], ["3", "1.5"]])
    let busy = points.compactMap { $0.utilisations.first?.figure.value }
    for (value, factor) in zip(busy, [1, 1.5, 2, 3, 3, 4.5]) { #expect(abs(value - 0.2 * factor) < 0.08) }
    // The same traffic by other factors is the same simulation.
    #expect(points[3].latencies.map(\.figure) == points[4].latencies.map(\.figure))
    #expect(result.breakEven?.isEmpty == true && result.knees?.isEmpty == true)
  }

  @Test func theKneeOfASimulatedCurve() async throws {
    let text = Sweeps.queue(rate: "10/s", duration: "300s")
    let result = try await Sweeps.points(text, over: "traffic=[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]")
    let knee = try #require(result.knees?.first)
    #expect(knee.metric == "latency.p99" && knee.against == "traffic" && knee.rises)
    // All quantiles of M/M/1 are multiples of 1/(1-ρ): the knee lies at 1 - √(0.9 · 0.1) = 0.7.
    #expect(["0.6", "0.7", "0.8"].contains(knee.at))
    #expect(knee.utilisation?.subject == "team")
    #expect(result.points?[knee.point].values == [knee.at])
  }

  // MARK: The same whatever happens

  @Test func sameBytesWhateverTheThreadsAndTheStore() async throws {
    let text = Sweeps.queue(duration: "20s", slos: Self.slos)
    func sweep(_ laboratory: Laboratory) async throws -> String {
      try bytes(
        try await Sweeps.points(
          text, over: "workers.team.tasks=1..3", "traffic=1x..2x", design: .latinHypercube, count: 6,
          laboratory: laboratory))
    }
    let alone = try await sweep(Laboratory(jobs: 1))
    #expect(try await sweep(Laboratory(jobs: 3)) == alone)
    let store = DictionaryStore()
    #expect(try await sweep(Laboratory(jobs: 2, store: store)) == alone)
    let all = store.count
    store.keep { $0 % 2 == 1 }
    #expect(store.count == all / 2)
    let laboratory = Laboratory(jobs: 2, store: store)
    #expect(try await sweep(laboratory) == alone)
    #expect(laboratory.work.found == all / 2 && laboratory.work.simulated == all / 2)
  }

  @Test func shardsDivideAllOfIt() async throws {
    let text = Sweeps.queue(duration: "10s")
    let whole = try bytes(try await Sweeps.points(text, over: "workers.team.tasks=1..4", replications: 3))
    let store = DictionaryStore()
    for index in 0..<2 {
      let shard = try #require(Shard(index, of: 2))
      await #expect(throws: Laboratory.ShardDone.self) {
        try await Sweeps.points(
          text, over: "workers.team.tasks=1..4", replications: 3,
          laboratory: Laboratory(jobs: 2, store: store, role: .shard(shard)))
      }
    }
    let merge = Laboratory(jobs: 2, store: store, role: .merge(shards: 2))
    let merged = try await Sweeps.points(text, over: "workers.team.tasks=1..4", replications: 3, laboratory: merge)
    #expect(try bytes(merged) == whole)
    #expect(merge.work.simulated == 0)
  }

  @Test func whatIsStoppedIsPartial() async throws {
    let control = RunControl()
    let laboratory = Laboratory(jobs: 1, control: control) { if $0.simulated == 5 { control.close() } }
    let result = try await Sweeps.points(
      Sweeps.queue(duration: "10s"), over: "workers.team.tasks=1..3", replications: 4, laboratory: laboratory)
    #expect(result.partial)
    #expect(result.points?.map(\.replications) == [2, 2, 1])
  }

  /// All that a bench keeps, counted: however many replications there are, it is as much.
  @Test func memoryDoesNotGrowWithTheReplications() async throws {
    func weight(_ value: Any) -> Int {
      1 + Mirror(reflecting: value).children.reduce(0) { $0 + ($1.label == "panel" ? 0 : weight($1.value)) }
    }
    let space = try Sweeps.space(Sweeps.queue(duration: "6s", slos: Self.slos))
    var weights: [Int] = []
    for count in [20, 400] {
      var bench = Bench([try space.asWritten(), try space.atTraffic(2)])
      var differences = Differences(bench.tallies[1].panel, minus: bench.tallies[0].panel)
      var base: Sample?
      try await bench.simulate(0..<count, Laboratory(jobs: 2), isPlanned: true) { task, sample in
        if task.alternative == 0 { base = sample } else if let base { differences.add(sample, minus: base) }
      }
      #expect(bench.tallies.map(\.replications) == [count, count])
      weights.append(weight(bench.tallies) + weight(differences))
    }
    #expect(weights[0] == weights[1])
    #expect(weights[0] > 50)
  }

  @Test func looksAgainWhereItIsVague() async throws {
    let space = try Sweeps.space(Sweeps.queue(duration: "60s", slos: Self.slos))
    let sweep = try Sweep(
      space, inputs: [try SweepInput("workers.team.tasks=[1, 4]")],
      precision: .until(0.1, atLeast: 3, atMost: 20))
    let points = try #require(try await sweep.result(Laboratory(jobs: 2)).points)
    #expect(points[0].replications > points[1].replications)
    #expect(points[1].replications >= 3 && points[0].replications <= 20)
  }

  // MARK: Designs

  @Test func designs() throws {
    let tasks = try SweepInput("workers.team.tasks=1..8")
    let wait = try SweepInput("channels.line.delay=0s..10s")
    #expect(try SweepDesign.sobol.points([wait], count: 3, seed: 1) == [["5s"], ["7.5s"], ["2.5s"]])
    // A whole number of values is cut into equal parts; what comes twice counts once.
    #expect(try SweepDesign.sobol.points([tasks], count: 3, seed: 1) == [["5"], ["7"], ["3"]])
    #expect(try SweepDesign.sobol.points([tasks], count: 64, seed: 1).count == 8)
    let hypercube = try SweepDesign.latinHypercube.points([tasks, wait], count: 8, seed: 1)
    #expect(Set(hypercube.map { $0[0] }).count == 8)
    #expect(try SweepDesign.latinHypercube.points([tasks, wait], count: 8, seed: 1) == hypercube)
    #expect(try SweepDesign.latinHypercube.points([tasks, wait], count: 8, seed: 2) != hypercube)
    #expect(throws: SweepDesign.Refused.self) {
      try SweepDesign.grid.points([try SweepInput("a.b.c=1..20000")], count: 0, seed: 1)
    }
  }

  @Test func whatCannotBeIsRefusedBeforeAnythingIsSimulated() throws {
    let space = try Sweeps.space(Sweeps.queue())
    #expect(throws: PlanSpace.Invalid.self) {
      try Sweep(space, inputs: [try SweepInput("workers.team.tasks=0..4")], precision: .replications(2))
    }
    #expect(throws: UnitError.self) { try SweepInput("workers.team.tasks") }
    #expect(throws: UnitError.self) { try SweepInput("traffic=[fast]") }
    #expect(throws: UnitError.self) { try SweepInput("=1..2") }
  }
}
