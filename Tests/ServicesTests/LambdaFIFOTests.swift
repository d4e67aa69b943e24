// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// Event source mappings on FIFO queues.
@Suite struct LambdaFIFOTests {
  private func run(_ function: String, queue: String = "visibility_timeout: 60s", until duration: Double = 120) throws
    -> Outcomes
  {
    try Outcomes(
      try parts(
        """
        traffic: { t: { to: q, rate: 20/s, keys: { uniform: { count: 3 } } } }
        channels: { q: { type: sqs-fifo, \(queue) } }
        workers: { f: { type: lambda, from: q, \(function) } }
        """), until: s(duration))
  }

  @Test("Lambda: no more concurrent invocations than active message groups (L-DG/services-sqs-scaling)")
  func groupsLimitTheConcurrency() throws {
    let outcomes = try run("service_time: 1s, batch_size: 1")
    #expect(outcomes.level("f", "concurrency").max == 3)
    #expect(outcomes.level("f", "pollers").max == 5, "calls that wait for a free group show that more would not help")
    let served = outcomes.measured.flows[0].delivered
    #expect(served > 330 && served <= 360, "3 a second: \(served)")
  }

  @Test("Lambda: what fails blocks its group, not the others (L-DG/services-sqs-errorhandling)")
  func failuresKeepTheOrder() throws {
    let outcomes = try run("service_time: 100ms, partial_batch_response: true, failures: { error: 5% }")
    #expect(outcomes.count("f", "errors") == 0 && outcomes.count("f", "failed") > 5)
    #expect(outcomes.count("f", "duplicate_work") == 0, "those behind a failed message have not been begun")
  }
}
