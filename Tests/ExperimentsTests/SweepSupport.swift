// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Pricing
import Scenarios
import Synchronization

/// Sweeps for tests.
enum Sweeps {
  /// A queue with exponential services: 10 a second and task.
  static func queue(
    rate: String = "6/s", tasks: Int = 1, duration: String = "60s", replications: Int = 4, slos: String = ""
  ) -> String {
    """
    version: 1
    name: queue
    calibration: none
    run: { seed: 5, duration: \(duration), warmup: 5s, replications: \(replications) }
    traffic: { arrivals: { to: line, rate: \(rate) } }
    channels:
      line: { type: sqs, servers: 1, duplicate_delivery: 0%, receive_wait: 20s, visibility_timeout: 12h }
    workers:
      team:
        type: fleet
        from: line
        tasks: \(tasks)
        receive: 1
        compute: { fargate: { vcpu: 1, memory: 2GiB } }
        service_time: { exponential: { mean: 100ms } }
    \(slos.isEmpty ? "" : "slos:\n" + slos)
    """
  }

  static func space(_ text: String, options: ScenarioOptions = ScenarioOptions()) throws -> SweepSpace {
    var diagnostics = Diagnostics()
    guard let file = ScenarioFile(bytes: Array(text.utf8), path: "test.yaml", &diagnostics) else {
      throw BadScenario(description: DiagnosticPrinter.text(diagnostics.sorted))
    }
    return SweepSpace(file: file, variant: "base", options: options) { try PriceBook.builtIn($0.book) }
  }

  static func points(
    _ text: String, over inputs: String..., design: SweepDesign = .grid, count: Int = 8, replications: Int = 4,
    laboratory: Laboratory = Laboratory(jobs: 2)
  ) async throws -> SweepResult {
    try await Sweep(
      try space(text), inputs: try inputs.map { try SweepInput($0) }, design: design, count: count,
      precision: .replications(replications)
    ).result(laboratory)
  }
}

/// A store in memory that counts what it is asked.
final class DictionaryStore: OutcomeStore {
  private struct Key: Hashable {
    var alternative: AlternativeKey
    var replication: Int
  }

  private struct State: Sendable {
    var outcomes: [Key: Outcome] = [:]
    var saved = 0
  }

  private let state = Mutex(State())

  func outcome(_ key: AlternativeKey, replication: Int) throws -> Outcome? {
    state.withLock { $0.outcomes[Key(alternative: key, replication: replication)] }
  }

  func save(_ outcome: Outcome, _ key: AlternativeKey, replication: Int) throws {
    state.withLock { state in
      state.outcomes[Key(alternative: key, replication: replication)] = outcome
      state.saved += 1
    }
  }

  /// Forgets the replications that are not wanted any more.
  func keep(_ isKept: @Sendable (Int) -> Bool) {
    state.withLock { state in state.outcomes = state.outcomes.filter { isKept($0.key.replication) } }
  }

  var count: Int { state.withLock { $0.outcomes.count } }
  var saved: Int { state.withLock { $0.saved } }
}
