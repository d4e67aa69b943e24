// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Statistics
import Synchronization

@testable import Experiments

/// Small spaces to plan in, with known truth.
enum PlanLab {
  /// What a setting can be, for ``space(_:_:)``.
  struct Choice {
    var path: String
    var values: [String]
    var isMonotone = true
  }

  static func file(_ text: String) throws -> ScenarioFile {
    var diagnostics = Diagnostics()
    guard let file = ScenarioFile(bytes: Array(text.utf8), path: "test.yaml", &diagnostics) else {
      throw BadScenario(description: DiagnosticPrinter.text(diagnostics.sorted, sources: ["test.yaml": text]))
    }
    return file
  }

  /// All combinations of some choices in some variants.
  ///
  /// - Parameters:
  ///   - bound: of a candidate; 0 is always right.
  ///   - judge: adds estimates or exclusions.
  static func space(
    _ text: String, _ choices: [Choice], variants: [String] = ["base"], seed: UInt64 = 1,
    settings change: (inout PlanSettings) -> Void = { _ in }, bound: ([String]) -> Decimal = { _ in 0 },
    judge: (inout Candidate) -> Void = { _ in }
  ) throws -> PlanSpace {
    var combinations: [[Candidate.Value]] = [[]]
    for choice in choices {
      combinations = combinations.flatMap { before in
        choice.values.enumerated().map { place, value in
          before + [Candidate.Value(path: choice.path, value: value, place: place, isMonotone: choice.isMonotone)]
        }
      }
    }
    var candidates: [Candidate] = []
    for variant in variants {
      for values in combinations {
        var candidate = Candidate(
          number: candidates.count, variant: variant, values: values, lowerBound: bound(values.map(\.value)))
        judge(&candidate)
        candidates.append(candidate)
      }
    }
    var settings = PlanSettings(variants: variants)
    settings.indifference = 1
    change(&settings)
    var options = ScenarioOptions()
    options.seed = seed
    return PlanSpace(
      file: try file(text), settings: settings, options: options, book: { try PriceBook.builtIn($0.book) },
      candidates: candidates)
  }

  static func plan(
    _ space: PlanSpace, _ procedure: PlanSearch.Procedure = .ocba, replications: Int = 30, jobs: Int = 2,
    store: (any OutcomeStore)? = nil, control: RunControl = RunControl()
  ) async throws -> PlanResult {
    let laboratory = Laboratory(jobs: jobs, store: store, control: control)
    return try await PlanSearch(space, procedure: procedure, laboratory: laboratory, replications: replications)
      .result()
  }

  static func json(_ result: PlanResult) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(result), as: UTF8.self)
  }

  /// A fleet of so many tasks with exponential service of 50 ms and 40 messages a second: M/M/c with 2 Erlang. Long enough
  /// that what it begins with does not matter: the relaxation time is below a second from 3 tasks on.
  static func queue(wait: String, duration: Int = 6, more: String = "", slos: String = "") -> String {
    """
    version: 1
    name: queue
    calibration: none
    run: { duration: \(duration)s, warmup: 1s }
    traffic: { arrivals: { to: line, rate: 40/s } }
    channels:
      line: { type: sqs, servers: 1, duplicate_delivery: 0%, receive_wait: 20s, visibility_timeout: 12h }
    workers:
      team:
        type: fleet
        from: line
        tasks: 4
        receive: 1
        compute: { fargate: { vcpu: 0.25, memory: 0.5GiB } }
        service_time: { exponential: { mean: 50ms } }
    slos:
      soon: { of: arrivals, wait.mean: "< \(wait)" }
      \(slos)
    \(more)
    """
  }

  static let tasks = "workers.team.tasks"

  static func theory(_ tasks: Int, rate: Double = 40) -> Queueing.MMc {
    Queueing.MMc(arrivalRate: rate, serviceRate: 20, servers: tasks)
  }

  /// A task costs at least this, by the hour: 0.25 vCPU and 0.5 GiB at $0.01234 an hour.
  static let taskBound: Decimal = 9
  /// 105 million messages a month are at least three requests each, at $0.40 a million.
  static let queueBound: Decimal = 120

  /// What so many tasks and one queue cost at least.
  static func bound(_ tasks: String) -> Decimal { queueBound + taskBound * max(0, Decimal(string: tasks) ?? 0) }

  /// Estimates as closed forms give them: the truth for this queue.
  static func estimate(_ candidate: inout Candidate, bound: Double, rate: Double = 40, lies: Bool = false) {
    guard let count = candidate.values.first.flatMap({ Int($0.value) }) else { return }
    let queue = theory(count, rate: rate)
    let meets = (queue.meanWait < bound) != lies
    candidate.estimate = Candidate.Estimate(objectives: [
      .init(objective: "soon", window: "all", value: queue.meanWait, meets: meets)
    ])
  }
}

/// Keeps outcomes in memory.
final class OutcomesInMemory: OutcomeStore {
  private let kept = Mutex<[String: Outcome]>([:])

  var count: Int { kept.withLock { $0.count } }

  func outcome(_ key: AlternativeKey, replication: Int) throws -> Outcome? {
    kept.withLock { $0["\(key.seed)/\(replication)/\(key.text)"] }
  }

  func save(_ outcome: Outcome, _ key: AlternativeKey, replication: Int) throws {
    kept.withLock { $0["\(key.seed)/\(replication)/\(key.text)"] = outcome }
  }
}
