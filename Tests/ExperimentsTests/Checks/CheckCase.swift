// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Scenarios
import Services
import Testing

@testable import Experiments

/// A scenario in which a check finds something, and next to it one in which it just does not.
struct CheckCase: Sendable, CustomTestStringConvertible {
  /// What an advised change must be found to bring when it is simulated.
  enum Gain: Hashable, Sendable {
    /// A smaller p99 of a flow's latency.
    case latency
    /// A smaller bill.
    case money
    /// A smaller figure of a metric that the check accounts for.
    case less(String)
    /// A larger one: `delivered`.
    case more(String)
    /// An objective that passes with it, and not without.
    case objective(String)
    /// Nothing that a simulation without that event shows: safety that costs something, or costs nothing.
    case safety
  }

  let check: Check
  /// The part or nil for the whole scenario.
  let part: String?
  /// What both have in common: a scenario without `version` and `name`.
  let scenario: String
  /// The settings, as `-s` takes them, with which it is found, and with which it just is not.
  let found: [String]
  let justNot: [String]
  /// Whether it needs measurements, so that the scenario has to be run.
  var isMeasured = false
  /// For each advice, in order, what it must bring; empty where there is none.
  var gains: [Gain] = []

  var testDescription: String { "\(check.rawValue) of \(part ?? "all")" }

  static let all: [CheckCase] =
    general + queues + workers + topics + caches + databases + network + logs + streamFunctions + connectors

  /// What a set of settings makes of the scenario.
  func space(_ settings: [String]) throws -> SweepSpace {
    let text = "version: 1\nname: check\n" + scenario
    var found = Diagnostics()
    let file = ScenarioFile(bytes: Array(text.utf8), path: "check.yaml", &found)
    var options = ScenarioOptions()
    options.changes = settings.map { setting in
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      return (parts[0], parts[1])
    }
    return SweepSpace(
      file: try #require(file, "\(found.sorted)"), variant: "base", options: options
    ) { try PriceBook.builtIn($0.book) }
  }

  /// What a run of it finds; of what needs no measurements the settings alone tell it.
  func findings(_ settings: [String]) async throws -> [CheckResult] {
    let scenario = try scenario(settings)
    guard isMeasured else { return scenario.findings().map(CheckResult.init) }
    return try await Self.run(scenario).checks
  }

  func scenario(_ settings: [String]) throws -> Scenario {
    do {
      return try space(settings).asWritten().scenario
    } catch let invalid as PlanSpace.Invalid {
      throw BadScenario(description: invalid.diagnostics.map(\.message).joined(separator: "; "))
    }
  }

  static func run(_ scenario: Scenario, replications: Int = 2) async throws -> RunResult {
    var scenario = scenario
    scenario.precision = .replications(replications)
    return try await Run(scenario, book: try PriceBook.builtIn(scenario.terms.book), jobs: 1).result()
  }

  func isIn(_ findings: [CheckResult]) -> CheckResult? {
    findings.first { $0.id == check.rawValue && $0.part == part }
  }
}
