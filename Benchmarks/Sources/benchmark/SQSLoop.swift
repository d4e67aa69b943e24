// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing
import Reference
import Scenarios

/// A queue and its workers through the whole product: a scenario's text is read, wired, simulated, judged and priced.
/// Poisson 100/s, 12 workers, exponential 100 ms, 2% errors, 30 s visibility timeout, dead-letter queue after 3 receives.
///
/// The calls take no time here: with the built-in latencies twelve workers could not keep up.
struct SQSLoop: Benchmark {
  var name: String { "sqs" }

  static let messages = 1_000_000

  func measure(rounds: Int) throws -> [Comparison] {
    try [speed(rounds), memory(), jobs(rounds)]
  }

  /// Messages a second on one core; the target counts its own events against those of M/M/1 in C++.
  private func speed(_ rounds: Int) throws -> Comparison {
    var result: RunResult?
    var events: UInt64 = 0
    let times = try Rounds(rounds) {
      result = try Self.run(messages: Self.messages, replications: 1, jobs: 1)
    } reference: {
      events = reference_mm1(Int64(Self.messages), MM1.meanInterarrival, MM1.meanService, false, 42).events
    }
    guard let window = result?.windows.first, let flow = window.flows.first else {
      throw Disagreement(description: "sqs: no result")
    }
    let sluice = Double(window.events) / 1e6 / median(times.swift)
    let reference = Double(events) / 1e6 / median(times.reference)
    let rate = Double(flow.sent) / 1e6 / median(times.swift)
    return Comparison(
      name: "SQS loop events", unit: "M events/s", swift: sluice, reference: reference,
      ratio: Double(window.events) / Double(events) / times.timeRatio, target: .atLeast(0.25),
      note: "\(decimals(rate, 2)) M messages/s, wanted 1.5, against the events of M/M/1")
  }

  /// The peak memory of a process that simulates ten times the messages, against that of one that does not.
  private func memory() throws -> Comparison {
    let small = try PeakMemory.ofChild("sqs", Self.messages)
    let large = try PeakMemory.ofChild("sqs", 10 * Self.messages)
    return Comparison(
      name: "SQS loop memory", unit: "MB", swift: large, reference: small, ratio: large / small,
      target: .atMost(1.05), note: "peak with 10 M and with 1 M messages, wanted below 60")
  }

  /// Replications on two threads against one.
  private func jobs(_ rounds: Int) throws -> Comparison {
    let messages = Self.messages / 4
    let times = try Rounds(rounds) {
      _ = try Self.run(messages: messages, replications: 8, jobs: 2)
    } reference: {
      _ = try Self.run(messages: messages, replications: 8, jobs: 1)
    }
    let total = Double(8 * messages) / 1e6
    return Comparison(
      name: "SQS loop two jobs", unit: "M messages/s", swift: total / median(times.swift),
      reference: total / median(times.reference), ratio: 1 / times.timeRatio, target: .atLeast(1.8),
      note: "8 replications on two threads and on one")
  }

  // MARK: Running

  static func run(messages: Int, replications: Int, jobs: Int) throws -> RunResult {
    try run(text(messages), replications: replications, jobs: jobs)
  }

  /// Runs the text of a scenario.
  static func run(_ text: String, replications: Int, jobs: Int) throws -> RunResult {
    var diagnostics = Diagnostics()
    var options = ScenarioOptions()
    options.precision = .replications(replications)
    guard let file = ScenarioFile(bytes: Array(text.utf8), path: "benchmark.yaml", &diagnostics),
      let scenario = ScenarioReader.scenario(file, options: options, &diagnostics)
    else { throw Disagreement(description: DiagnosticPrinter.text(diagnostics.sorted)) }
    let run = Run(scenario, book: try PriceBook.builtIn(.documented), jobs: jobs)
    return try waiting { try await run.result() }
  }

  static func text(_ messages: Int) -> String {
    """
    version: 1
    name: sqs-loop
    calibration: none
    run: { duration: \(messages / 100)s, warmup: 0s }
    traffic: { source: { to: jobs, rate: 100/s } }
    channels:
      jobs: { type: sqs, visibility_timeout: 30s, receive_wait: 20s, dead_letter: { to: dead, max_receives: 3 } }
      dead: { type: sqs, retention: 14d }
    workers:
      workers:
        type: fleet
        from: jobs
        tasks: 12
        receive: 1
        service_time: { exponential: { mean: 100ms } }
        failures: { error: 2% }
    """
  }

  /// Waits for work that is asynchronous.
  private static func waiting<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) throws -> T {
    let done = DispatchSemaphore(value: 0)
    let box = Box<T>()
    Task.detached {
      do { box.result = .success(try await work()) } catch { box.result = .failure(error) }
      done.signal()
    }
    done.wait()
    guard let result = box.result else { throw Disagreement(description: "no result") }
    return try result.get()
  }

  private final class Box<T>: @unchecked Sendable {
    var result: Result<T, any Error>?
  }
}
