// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Testing

/// CPU credits that are earned in one window of a month and spent in another.
@Suite("Surplus CPU credits over the windows of a month") struct SurplusCreditsTests {
  /// A db.t3.micro may use 2 x 10% = 0.2 vCPUs for ever; a read keeps one busy for 60 ms.
  private func cost(day: Int, night: Int, region: String = "us-east-1") async throws -> CostResult {
    let text = """
      version: 1
      name: credits
      region: \(region)
      run:
        warmup: 10s
        replications: 1
        windows:
          day: { duration: 2m, month: 365h }
          night: { duration: 2m, month: 365h, traffic: { reads: { rate: \(night)/s } } }
      traffic: { reads: { to: d, operation: read, rate: \(day)/s, arrivals: constant, keys: { uniform: { count: 9 } } } }
      databases: { d: { type: rds, engine: mysql, instance: db.t3.micro, read_time: 60ms } }
      """
    return try #require(try await Trial.run(text).cost)
  }

  @Test("what the night leaves unused is taken off: 365 x (0.4 - 0.14) = 94.9 vCPU-hours at $0.075")
  func netted() async throws {
    let line = try #require(try await cost(day: 10, night: 1).lines.first { $0.meter == "rds.credits" })
    #expect(abs((Double(line.quantity) ?? 0) - 94.9) < 0.5, "\(line.quantity)")
    #expect(abs((Double(line.amount) ?? 0) - 7.1175) < 0.04)
  }

  @Test("nobody is paid for credits that are left: 365 x (0.04 - 0.14) is no line, and no gap where there is no price")
  func leftOver() async throws {
    for region in ["us-east-1", "ap-northeast-2"] {
      let cost = try await cost(day: 4, night: 1, region: region)
      #expect(cost.lines.map(\.meter) == ["rds.instance", "rds.storage"])
      #expect(!cost.atLeast && cost.notPriced.isEmpty)
    }
  }

  @Test("in Seoul they have no price: the month costs at least the rest")
  func gap() async throws {
    let cost = try await cost(day: 10, night: 10, region: "ap-northeast-2")
    #expect(cost.atLeast && cost.notPriced.map(\.meter) == ["rds.credits"])
  }
}
