// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios
import Testing

@testable import Experiments

@Suite struct BreakEvenTests {
  // MARK: Ranges

  @Test func rangesAreRead() throws {
    let factor = try BreakEvenRange("traffic=0.5..20x")
    #expect(factor.isTraffic && factor.from == 0.5 && factor.to == 20 && !factor.isWhole && factor.text(1.5) == "1.5")
    let tasks = try BreakEvenRange("workers.team.tasks=4..64")
    #expect(tasks.isWhole && tasks.text(7) == "7")
    let rate = try BreakEvenRange("traffic.arrivals.rate=1/s..50/s")
    #expect(!rate.isWhole && rate.unit == "/s" && rate.text(2.5) == "2.5/s" && rate.text(12_345) == "12345/s")
    #expect(try BreakEvenRange("channels.line.delay=1..60s").unit == "s")
  }

  @Test(arguments: [
    "", "traffic", "traffic=", "traffic=1", "traffic=1..", "traffic=2..1", "traffic=1..1", "traffic=0..5", "=1..2",
    "a=1s..2m", "traffic=1s..2s", "a=x..y", "a=-1..2", "a=1e9..2",
  ])
  func notRanges(_ text: String) {
    #expect(throws: BreakEvenRange.Problem.self) { try BreakEvenRange(text) }
  }

  @Test func gridsAndMiddles() throws {
    let traffic = try BreakEvenRange("traffic=1..100")
    let grid = traffic.grid(9)
    #expect(grid.count == 9 && grid.first == 1 && grid.last == 100 && abs(grid[4] - 10) < 0.01)
    #expect(traffic.middle(1, 4) == 2 && traffic.middle(10, 10.05) == nil)
    let tasks = try BreakEvenRange("a=1..4")
    #expect(tasks.grid(9) == [1, 2, 3, 4] && tasks.middle(1, 4) == 2 && tasks.middle(2, 3) == nil)
    #expect(try BreakEvenRange("a=0..1").grid(3) == [0, 1])
    #expect(try BreakEvenRange("a=0.0..1").grid(3) == [0, 0.5, 1])
  }

  // MARK: Bills

  /// A queue is paid by the request, a fleet by the hour: `many` has three tasks but asks for ten messages at a time, and
  /// `few` one task at a price that a user sets per request.
  private static func result(_ range: String, replications: Int = 3, text: String) async throws -> BreakEvenResult {
    let range = try BreakEvenRange(range)
    let even = BreakEven(range, labels: ["base", "other"], replications: replications, confidence: 0.95) { value in
      var options = ScenarioOptions()
      if range.isTraffic {
        options.trafficFactor = value
      } else {
        options.changes = [(range.path, range.text(value))]
      }
      return try Contenders.alternatives(text, ["base", "other"], options: options)
    }
    return try await even.result(Laboratory(jobs: 2))
  }

  /// Two functions: one is paid for twice the memory and so costs twice as much for each message, the other has a fleet
  /// beside it that costs $9.01 a month whatever comes.
  private static let lambda = """
    version: 1
    name: even
    calibration: none
    region: us-east-1
    run: { seed: 1, duration: 20s, warmup: 0s, replications: 3 }
    traffic:
      work: { to: jobs, rate: 2/s, arrivals: constant }
      little: { to: idle, rate: 0.001/s, arrivals: constant }
    channels:
      jobs: { type: sqs, receive_wait: 20s, duplicate_delivery: 0% }
      idle: { type: sqs, receive_wait: 20s, duplicate_delivery: 0% }
    workers:
      maker: { type: lambda, from: jobs, memory: 2048MB, batch_size: 1, service_time: 400ms, cold_start: 0s }
      spare: { type: fleet, from: idle, tasks: 1, compute: none, service_time: 1ms }
    variants:
      base: { title: large }
      other:
        workers:
          maker: { memory: 1024MB }
          spare: { compute: { fargate: { vcpu: 0.25, memory: 0.5GiB } } }
    """

  @Test func theFactorAtWhichTheCheapestChanges() async throws {
    let result = try await Self.result("traffic=0.05..5", text: Self.lambda)
    #expect(result.changes.count == 1 && !result.partial, "\(result.changes)")
    let change = try #require(result.changes.first)
    #expect(change.from == "base" && change.to == "other")
    // 1 GB of memory for 0.4 s of each message at $0.0000166667 a GB-second is worth the fleet's hours at so many
    // messages a second.
    let fleet = 0.25 * 0.04048 + 0.5 * 0.004445
    let expected = fleet / 3600 / (0.4 * 0.0000166667) / 2
    #expect(change.before <= expected * 1.03 && change.after >= expected * 0.97, "\(change) \(expected)")
    #expect(change.after / change.before <= 1.011)
    #expect((change.low ?? 0) <= change.before && (change.high ?? .infinity) >= change.after)
    #expect(result.points.map(\.value) == result.points.map(\.value).sorted())
    #expect(result.points.first?.cheapest == "base" && result.points.last?.cheapest == "other")
  }

  @Test func whereThereIsNone() async throws {
    let result = try await Self.result("traffic=2..4", text: Self.lambda)
    #expect(result.changes.isEmpty && result.points.count == 9)
    #expect(result.points.allSatisfy { $0.cheapest == "other" })
  }

  /// Whole tasks: the bill of a fleet has steps, and the change lies between two neighbours.
  @Test func steps() async throws {
    let text =
      Contenders.queue(service: [("base", 50)])
      + "  other: { workers: { team: { tasks: 5 } } }\n"
    // The path changes the base, and is laid over the other's own number too: so the cost of memory decides.
    let result = try await Self.result("workers.team.tasks=1..12", text: text)
    #expect(result.changes.isEmpty)
    let steps = try await Self.result(
      "workers.spare.tasks=1..12", text: Self.lambda.replacing("rate: 2/s", with: "rate: 4/s"))
    let change = try #require(steps.changes.first)
    #expect(change.from == "other" && change.to == "base" && change.after == change.before + 1, "\(change)")
  }

  @Test func stopped() async throws {
    let control = RunControl()
    let range = try BreakEvenRange("traffic=0.05..5")
    let even = BreakEven(range, labels: ["base", "other"], replications: 2, confidence: 0.95) { value in
      var options = ScenarioOptions()
      options.trafficFactor = value
      return try Contenders.alternatives(Self.lambda, ["base", "other"], options: options)
    }
    let laboratory = Laboratory(jobs: 1, control: control) { if $0.simulated == 10 { control.close() } }
    let result = try await even.result(laboratory)
    #expect(result.partial && result.points.count == 2 && result.changes.isEmpty)
  }
}
