// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Scenarios
import Testing

/// The same input gives the same bits, and what a scenario has besides does not disturb.
@Suite struct DeterminismTests {
  private func pictures(seed: UInt64? = nil, jobs: Int) async throws -> String {
    var options = ScenarioOptions()
    options.precision = .until(0.02, atLeast: 2, atMost: 5)
    options.seed = seed
    options.changes = [("run.windows.usual.duration", "20m"), ("run.windows.promo.duration", "1h")]
    return try Trial.json(await Trial.run(Trial.pictures(), options: options, jobs: jobs))
  }

  @Test func neitherThreadsNorRepetitionChangeABit() async throws {
    let one = try await pictures(jobs: 1)
    #expect(try await pictures(jobs: 1) == one)
    #expect(try await pictures(jobs: 2) == one)
    #expect(try await pictures(jobs: 3) == one)
    #expect(try await pictures(seed: 20_250_811, jobs: 2) == one)
    #expect(try await pictures(seed: 20_250_812, jobs: 2) != one)
  }

  private static func text(more: Bool, calls: String) -> String {
    let source = "other: { to: line, rate: 40/s, arrivals: { gamma: { cv: 2 } } }"
    return """
      version: 1
      name: apart
      calibration: \(calls)
      run: { seed: 8, duration: 10m, warmup: 0s, replications: 3 }
      traffic:
        \(more ? source : "")
        uploads: { to: jobs, rate: 6/s, size: { lognormal: { p50: 1KiB, p99: 4KiB } } }
      channels:
        \(more ? "line: { type: sqs, receive_wait: 5s }" : "")
        jobs: { type: sqs, receive_wait: 10s, servers: 1, dead_letter: { to: aside, max_receives: 3 } }
        aside: { type: sqs }
      workers:
        \(more ? "crew: { type: fleet, from: line, tasks: 3, service_time: 50ms, failures: { error: 5% } }" : "")
        resizer:
          type: fleet
          from: jobs
          tasks: 12
          service_time: { lognormal: { p50: 1s, p99: 5s } }
          failures: { error: 2%, poison: 0.5%, crash: { every: 1h } }
      """
  }

  @Test func partsThatShareNothingDoNotDisturbEachOther() async throws {
    let alone = try #require(try await Trial.run(Self.text(more: false, calls: "none")).windows.first)
    let beside = try #require(try await Trial.run(Self.text(more: true, calls: "none")).windows.first)
    #expect(beside.flows.count == 2)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(try encoder.encode(beside.flow("uploads")) == encoder.encode(alone.flow("uploads")))
    for part in ["jobs", "aside", "resizer"] {
      #expect(try encoder.encode(beside.part(part)) == encoder.encode(alone.part(part)), "\(part)")
    }
  }

  /// A message's own draws do not depend on what else there is: its arrival, its size, whether it is poisoned.
  @Test func messagesAreTheSameBesideOthers() async throws {
    let alone = try #require(try await Trial.run(Self.text(more: false, calls: "built-in")).windows.first)
    let beside = try #require(try await Trial.run(Self.text(more: true, calls: "built-in")).windows.first)
    #expect(beside.flow("uploads")?.sent == alone.flow("uploads")?.sent)
    #expect(beside.flow("uploads")?.deadLettered == alone.flow("uploads")?.deadLettered)
    #expect(beside.part("jobs")?.counts["send_requests"] == alone.part("jobs")?.counts["send_requests"])
  }

  @Test func resultsReadBack() async throws {
    let result = try await Trial.run(Self.text(more: true, calls: "built-in"))
    let text = try Trial.json(result)
    #expect(try Trial.json(JSONDecoder().decode(RunResult.self, from: Data(text.utf8))) == text)
  }
}
