// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Testing

/// Sums that must come out whatever the numbers are: Little's law, busy time, offered load.
@Suite struct BalanceTests {
  /// Like the example, with errors and crashes but without calls that take time, so that a message leaves the queue at
  /// the end of its latency.
  private static let text = """
    version: 1
    name: balance
    calibration: none
    run: { seed: 3, duration: 2h, warmup: 10m, replications: 12 }
    traffic: { uploads: { to: jobs, rate: 6/s, arrivals: { gamma: { cv: 1.5 } } } }
    channels:
      jobs: { type: sqs, duplicate_delivery: 0%, receive_wait: 10s, visibility_timeout: 5m }
    workers:
      resizer:
        type: fleet
        from: jobs
        tasks: 24
        receive: 1
        service_time: { lognormal: { p50: 1.6s, p99: 9s } }
        failures: { error: 1%, crash: { every: 6h, restart: 40s } }
    """

  @Test func littlesLaw() async throws {
    let window = try #require(try await Trial.run(Self.text).windows.first)
    let latency = try #require(window.figure("uploads", "latency", "mean"))
    let depth = try #require(window.figure("jobs", "depth", "mean"))
    let inFlight = try #require(window.figure("jobs", "in_flight", "mean"))
    let rate = try #require(window.part("jobs")?.inPerSecond)
    let inside = depth.value + inFlight.value
    #expect(abs(inside - rate.value * latency.value) <= depth.halfWidth + inFlight.halfWidth)
    // Both sides come from the same messages, so they agree far better than their intervals: only those at the ends
    // of the window differ.
    #expect(abs(inside / (rate.value * latency.value) - 1) < 0.005)
    // The same law for the tasks: busy slots are attempts times their time.
    let busy = try #require(window.figure("resizer", "busy", "mean"))
    let service = try #require(window.figure("resizer", "service", "mean"))
    let attempts = try #require(window.part("resizer")?.outPerSecond)
    #expect(abs(busy.value / (attempts.value * service.value) - 1) < 0.005)
  }

  @Test func busyTimeIsAttemptsTimesTheirTime() async throws {
    // A constant service time, and no warm-up: all but the attempts under way at the end are whole.
    let text = """
      version: 1
      name: busy
      calibration: none
      run: { seed: 4, duration: 1h, warmup: 0s, replications: 3 }
      traffic: { uploads: { to: jobs, rate: 8/s } }
      channels:
        jobs: { type: sqs, receive_wait: 10s, duplicate_delivery: 0% }
      workers:
        resizer: { type: fleet, from: jobs, tasks: 10, service_time: 1s, failures: { error: 20% } }
      """
    let window = try #require(try await Trial.run(text).windows.first)
    let part = try #require(window.part("resizer"))
    let busy = try #require(window.figure("resizer", "busy", "mean"))
    let seconds = busy.value * 3600 * 3
    let attempts = Double(try #require(part.counts["attempts"]))
    // Of at most 10 attempts in each of 3 replications a part lies beyond the end.
    #expect(seconds <= attempts + 1e-6 && seconds >= attempts - 30)
    let finished = try #require(window.figure("resizer", "service", "mean")).n
    #expect(finished == (part.counts["succeeded"] ?? 0) + (part.counts["failed"] ?? 0))
    #expect(Int(attempts) >= finished && Int(attempts) <= finished + 30)
  }

  @Test func utilisationIsOfferedLoad() async throws {
    // Every third attempt fails, so that a message takes 1.5 attempts: 4/s x 1.5 x 0.5 s of 4 slots.
    let text = """
      version: 1
      name: load
      calibration: none
      run: { seed: 5, duration: 2h, warmup: 5m, replications: 10, confidence: 99.9% }
      traffic: { uploads: { to: jobs, rate: 4/s } }
      channels:
        jobs: { type: sqs, receive_wait: 10s, duplicate_delivery: 0% }
      workers:
        resizer:
          type: fleet
          from: jobs
          tasks: 2
          slots: 2
          service_time: { exponential: { mean: 500ms } }
          on_error: give_back
          failures: { error: 0.3333333333 }
      """
    let window = try #require(try await Trial.run(text).windows.first)
    let utilisation = try #require(window.figure("resizer", "utilisation", "mean"))
    #expect(abs(utilisation.value - 0.75) <= utilisation.halfWidth, "\(utilisation)")
    #expect(utilisation.halfWidth < 0.02)
    #expect(window.part("resizer")?.busy == "utilisation")
  }
}
