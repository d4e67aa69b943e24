// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Pricing

/// What is known of a plan's configurations without simulating any: lower bounds, what cannot work, estimates.
public enum PlanEstimates {
  /// The cheapest first, marked as what it is: an approximation.
  public static func table(_ space: PlanSpace, _ style: TextStyle) -> String {
    var table = TextTable(columns: [
      .init(title: "CONFIGURATION", minimum: 16), .init(title: "AT LEAST", alignsRight: true),
      .init(title: "LOOKS", minimum: 8),
    ])
    let sorted = space.candidates.sorted { ($0.lowerBound, $0.number) < ($1.lowerBound, $1.number) }
    for candidate in sorted {
      let looks =
        candidate.exclusion?.reason
        ?? candidate.estimate.map { $0.looksGood ? "good" : "bad: \(bad($0))" } ?? "no estimate"
      table.rows.append(
        .init(cells: [
          TextLine(candidate.label), TextLine(Money.dollars(candidate.lowerBound)), TextLine(looks),
        ]))
    }
    let head = TextLine("an approximation by closed forms; nothing was simulated").wrapped(to: style.columns)
    return (head + table.lines(style.columns)).map { $0.rendered(style) + "\n" }.joined()
  }

  private static func bad(_ estimate: Candidate.Estimate) -> String {
    let full = estimate.utilisations.filter { $0.value >= 1 }.map {
      "\($0.part) would be \(Format.percent($0.value, decimals: 0)) busy"
    }
    let missed = estimate.objectives.filter { !$0.meets }.map { "\($0.objective) in \($0.window)" }
    return (full + missed).joined(separator: ", ")
  }
}
