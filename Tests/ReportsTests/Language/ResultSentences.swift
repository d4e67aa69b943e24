// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios
import Services

/// The sentences that results of a scenario can carry, without a simulation.
struct ResultSentences {
  /// By what they are: `message`, `advice`, `reason`, `assumption`, `ability`, `title`, `meter` …
  private(set) var byKind: [String: Set<String>] = [:]

  private mutating func add(_ kind: String, _ text: String?) {
    if let text { byKind[kind, default: []].insert(text) }
  }

  mutating func add(_ scenario: Scenario) {
    for measured in [nil] + Self.measurements {
      for finding in scenario.findings(measured: { _ in measured }) {
        add("message", finding.message)
        add("reason", finding.reason)
        for advice in finding.advice { add("advice", advice.what) }
      }
    }
    for used in scenario.defaults {
      if case .assumed(let why) = used.origin { add("assumption", why) }
    }
    for requirement in scenario.requirements { add("ability", requirement.answer.detail) }
    for window in scenario.windows { add(window) }
  }

  private mutating func add(_ window: ScenarioWindow) {
    for row in window.model.rows {
      add("title", row.title)
      for limit in row.limits {
        switch limit {
        case .reached(_, _, let label), .saturated(_, _, let label): add("limit", label)
        }
      }
      for highlight in row.highlights { add("highlight", highlight.label) }
    }
    for quantity in window.model.meters {
      add("meter", quantity.meter.title)
      add("remark", quantity.aside.map { "2.1 M \($0.word)" })
    }
    let view = FindingsView(
      parts: window.model.parts, window: window.name, duration: window.duration, hoursPerMonth: window.hoursPerMonth)
    for part in window.model.parts.parts {
      for certainty in part.certainties(view) { add("reason", certainty.reason) }
    }
  }

  /// Measurements that nobody has made: from a quiet system to one that has everything go wrong.
  private static let measurements: [FindingsView.Measured] = [0.03, 0.9, 1.3, 1e6].map { level in
    FindingsView.Measured(
      level: { _, _ in level },
      perHour: { counter, _ in
        switch counter {
        case "throttled", "empty_receives", "abandoned_queries", "evictions": 7_200
        case "object_bytes": 1e9
        default: 36_000
        }
      })
  }
}
