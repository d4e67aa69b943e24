// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Services
import Statistics

/// All that the measurements of a scenario depend on besides seed and replication, as text. What only judges, prices or
/// names is left out, so that another bound or price does not ask for another simulation.
enum SimulatedText {
  /// Keys of the top level that no measurement depends on.
  private static let other: Set<String> = [
    "version", "name", "title", "description", "requires", "slos", "variants", "plan", "pricing", "run",
  ]

  static func of(
    _ tree: Node, variant: String, _ options: ScenarioOptions, windows: [ScenarioWindow], objectives: [Objective],
    percentiles: [Percentile]
  ) -> String {
    var lines = ["variant: \(variant)"]
    lines.append("traffic factor: \(options.trafficFactor)")
    for (name, factor) in options.trafficFactors.sorted(by: { $0.key < $1.key }) {
      lines.append("traffic factor of \(name): \(factor)")
    }
    for (name, quantile) in options.rateQuantiles.sorted(by: { $0.key < $1.key }) {
      lines.append("rate of \(name) at quantile: \(quantile)")
    }
    if let faults = options.faults { lines.append("faults: \(faults.sorted())") }
    lines.append("percentiles: \(Set(percentiles).sorted())")
    for window in windows { lines.append("window \(window.name): \(window.duration) ns") }
    // The warm-up ends when their series have settled, and their percentiles are read.
    for objective in objectives {
      if case .measured = objective.source {
        let windows = objective.windows?.joined(separator: ", ") ?? "all"
        lines.append("objective: \(objective.subject) \(objective.metric).\(objective.statistic) in \(windows)")
      }
    }
    for file in Set(windows.flatMap(\.files)).sorted() { lines.append("file: \(contentHash(file))") }
    // A change from outside is in the tree, but it is also laid over each window's own settings.
    for change in options.changes where change.path.hasPrefix("traffic") || change.path.hasPrefix("faults") {
      lines.append("change: \(change.path)=\(change.value)")
    }
    var kept = tree
    let run = tree["run"]?.entries?.filter { ["warmup", "windows"].contains($0.key) } ?? []
    kept.content = .map((tree.entries ?? []).filter { !other.contains($0.key) })
    return lines.joined(separator: "\n") + "\n" + kept.yaml() + withoutHours(run).yaml()
  }

  /// The windows without the hours that they count for in the month.
  private static func withoutHours(_ run: [Node.Entry]) -> Node {
    .map(
      run.map { entry in
        guard entry.key == "windows" else { return (entry.key, entry.value) }
        let windows = (entry.value.entries ?? []).map { window in
          (window.key, Node.map((window.value.entries ?? []).filter { $0.key != "month" }.map { ($0.key, $0.value) }))
        }
        return (entry.key, Node.map(windows))
      })
  }

  private static func contentHash(_ path: String) -> UInt64 {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else { return 0 }
    return StableHash.of(data)
  }
}
