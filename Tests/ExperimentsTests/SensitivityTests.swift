// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Testing

@testable import Experiments

/// What matters most: tornado and Sobol' indices of scenarios where that is known.
@Suite struct SensitivityTests {
  private static let slos = """
      quick: { of: arrivals, latency.mean: "< 1s" }
      slow: { of: arrivals, latency.p99: "< 1h" }
    """

  private func numbers(_ space: SweepSpace) throws -> [NumericInput] {
    var diagnostics = Diagnostics()
    return space.file.numericInputs(variant: space.variant, changes: space.options.changes, &diagnostics)
  }

  @Test func tornado() async throws {
    let space = try Sweeps.space(Sweeps.queue(rate: "5/s", duration: "150s", slos: Self.slos))
    let study = try Tornado(
      space, try numbers(space), by: try #require(Decimal(string: "0.2")), replications: 8)
    let result = try await study.result(Laboratory(jobs: 2))
    let tornado = try #require(result.tornado)
    #expect(tornado.objective?.name == "quick" && tornado.by == 0.2 && result.replications == 8)
    #expect(tornado.inputs.prefix(2).map(\.path) == ["workers.team.service_time", "traffic.arrivals.rate"])
    // M/M/1 with 5/s and 10/s: 200 ms. With 4/s 1/6 s, with 6/s 1/4 s; with services of 80 ms 1/7.5 s, of 120 ms 0.3 s.
    let exact: [String: (Double, Double)] = [
      "traffic.arrivals.rate": (1 / 6.0 - 0.2, 0.05), "workers.team.service_time": (1 / 7.5 - 0.2, 0.1),
    ]
    for input in tornado.inputs.prefix(2) {
      let (low, high) = try #require(exact[input.path])
      let (below, above) = (try #require(input.low.objective), try #require(input.high.objective))
      #expect(abs(below.value - low) < 2 * below.halfWidth, "\(input.path): \(below), exact \(low)")
      #expect(abs(above.value - high) < 2 * above.halfWidth, "\(input.path): \(above), exact \(high)")
      #expect(below.high ?? 0 < 0 && above.low ?? 0 > 0)
      #expect(below.n == 8)
    }
    // Nothing about the size costs anything, and it is not written; what must be whole and small is left out.
    #expect(tornado.leftOut.map(\.path).contains("workers.team.receive"))
    #expect(!tornado.inputs.contains { $0.path == "workers.team.tasks" })
    let rate = try #require(tornado.inputs.first { $0.path == "traffic.arrivals.rate" })
    #expect(rate.low.value == "4/s" && rate.high.value == "6/s")
    let more = try #require(rate.high.monthly.flatMap { Decimal(exactText: $0.value) })
    // A message a second more is 2.6 million a month; send and delete at $0.40 each million, receives at most as much.
    #expect(more > 2 && more < 4)
  }

  @Test func tornadoIsTheSameWhateverTheThreads() async throws {
    let space = try Sweeps.space(Sweeps.queue(duration: "20s", slos: Self.slos))
    let study = try Tornado(space, try numbers(space), by: try #require(Decimal(string: "0.1")), replications: 3)
    func text(_ jobs: Int) async throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(try await study.result(Laboratory(jobs: jobs))), as: UTF8.self)
    }
    #expect(try await text(1) == text(3))
  }

  /// The cost rises with the rate of two sources in proportion 1 to 2, and with nothing else: the shares of the variance
  /// are 1/5 and 4/5, and the first and total indices are the same.
  @Test func sobolIndices() async throws {
    let text = """
      version: 1
      name: two
      calibration: none
      run: { seed: 5, duration: 3s, warmup: 0s, replications: 1 }
      traffic:
        few: { to: line, rate: 10/s, arrivals: constant }
        many: { to: line, rate: 20/s, arrivals: constant }
      channels: { line: { type: sqs } }
      """
    let space = try Sweeps.space(text)
    let study = try SobolStudy(
      space, numbers: try numbers(space), by: try #require(Decimal(string: "0.4")), basePoints: 256, replications: 1)
    let result = try await study.result(Laboratory(jobs: 2))
    let indices = try #require(result.indices)
    #expect(indices.points == 256 * 4 && indices.objective == nil)
    #expect(indices.inputs.map(\.path) == ["traffic.many.rate", "traffic.few.rate"])
    #expect(indices.inputs.map { "\($0.from) \($0.to)" } == ["12/s 28/s", "6/s 14/s"])
    for (input, exact) in zip(indices.inputs, [0.8, 0.2]) {
      let pair = try #require(input.monthly)
      #expect(abs(pair.first.value - exact) < 0.08, "\(input.path) first \(pair.first)")
      #expect(abs(pair.total.value - exact) < 0.08, "\(input.path) total \(pair.total)")
      #expect(pair.first.low ?? 1 <= exact && exact <= pair.first.high ?? 0)
      #expect(input.objective == nil)
    }
  }

  @Test func rangesAndLimits() throws {
    let space = try Sweeps.space(Sweeps.queue(duration: "20s"))
    let share = try #require(Decimal(string: "0.2"))
    #expect(throws: SweepDesign.Refused.self) {
      try SobolStudy(space, numbers: try numbers(space), by: share, basePoints: 10_000, replications: 1)
    }
    let ranges = try (0..<21).map { try SweepInput("a.b\($0)=1..2") }
    #expect(throws: SweepDesign.Refused.self) {
      try SobolStudy(space, ranges: ranges, numbers: [], by: share, basePoints: 2, replications: 1)
    }
  }
}
