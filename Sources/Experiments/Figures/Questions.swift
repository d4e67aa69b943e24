// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Services
import Simulation

/// All figures that are wanted of a model: every statistic of every metric.
struct Questions: Sendable {
  struct Question: Sendable {
    var subject: String
    var metric: String
    var kind: Metric.Kind
    var statistic: Statistic
    var unit: FigureUnit
  }

  let questions: [Question]
  /// Probabilities at which levels over time are read.
  let quantiles: [Double]

  init(_ model: Model, percentiles: [Percentile], objectives: [Objective]) {
    var all = Set(percentiles)
    for objective in objectives {
      if case .percentile(let percentile)? = objective.figure?.statistic { all.insert(percentile) }
    }
    if let p99 = Percentile("p99") { all.insert(p99) }
    let ordered = all.sorted()
    quantiles = ordered.map { $0.percent / 100 }
    let places: [Statistic] = ordered.map { .percentile($0) } + [.mean, .max]
    questions = model.instruments.metrics.flatMap { metric -> [Question] in
      func ask(_ statistics: [Statistic], _ unit: (Statistic) -> FigureUnit) -> [Question] {
        statistics.map {
          Question(subject: metric.subject, metric: metric.name, kind: metric.kind, statistic: $0, unit: unit($0))
        }
      }
      switch metric.kind {
      case .distribution: return ask(places) { _ in .seconds }
      case .level(let id):
        let unit = FigureUnit(of: model.instruments.gauges[id.position])
        return ask(places) { _ in unit }
      case .tally:
        return ask([.ratio, .count, .rate]) { $0 == .ratio ? .ratio : $0 == .count ? .count : .perSecond }
      }
    }
  }

  /// The question of a metric and statistic.
  func position(_ subject: String, _ metric: String, _ statistic: String) -> Int? {
    questions.firstIndex {
      $0.subject == subject && $0.metric == metric && $0.statistic.description == statistic
    }
  }
}
