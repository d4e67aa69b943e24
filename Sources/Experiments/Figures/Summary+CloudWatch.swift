// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Services
import Simulation

/// The figures of a window under the names, units and statistics of Amazon CloudWatch.
extension Summary {
  /// Seconds of CloudWatch's standard period.
  static let period = 60.0

  func cloudWatch(_ window: Int) -> [CloudWatchResult] {
    guard !digests[window].isEmpty else { return [] }
    let instruments = scenario.windows[window].model.instruments
    return instruments.cloudWatch.map { metric in
      var unit = "Count"
      let statistics: [String: Figure]
      switch metric.source {
      case .count(let id):
        let sums = digests[window].map { Double($0.counters[id.position]) / $0.duration.seconds * Self.period }
        let count = digests[window].reduce(0) { $0 + Int($1.counters[id.position]) }
        statistics = ["Sum": Figures.figure(sums, n: count, confidence: scenario.confidence)]
      case .level(let id):
        switch FigureUnit(of: instruments.gauges[id.position]) {
        case .seconds: unit = "Seconds"
        case .ratio: unit = "None"
        default: break
        }
        statistics = self.statistics(digests[window].map { $0.levels[id.position] })
      case .times(let id):
        unit = "Milliseconds"
        statistics = self.statistics(
          digests[window].compactMap { $0.times[id.position] }.map { ($0.mean * 1000, $0.max * 1000) })
      }
      return CloudWatchResult(
        namespace: metric.namespace, metric: metric.name, dimension: metric.dimension, subject: metric.subject,
        unit: unit, statistics: statistics)
    }
  }

  private func statistics(_ values: [(mean: Double, max: Double)]) -> [String: Figure] {
    guard !values.isEmpty else { return [:] }
    let average = Figures.figure(values.map(\.mean), n: values.count, confidence: scenario.confidence)
    let maximum = Figures.figure(values.map(\.max), n: values.count, confidence: scenario.confidence)
    return ["Average": average, "Maximum": maximum]
  }
}
