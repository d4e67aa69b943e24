// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Services
import Simulation

/// All figures that are wanted of a model: every statistic of every metric, and the recovery from every fault.
struct Questions: Sendable {
  struct Question: Sendable {
    enum Kind: Sendable {
      case metric(Metric.Kind, Statistic)
      case recovery(Recovery)
    }

    var subject: String
    var metric: String
    /// The statistic's name; of a recovery the fault's.
    var statistic: String
    var kind: Kind
    var unit: FigureUnit

    /// How the values of the replications become one figure.
    var summary: Statistic { if case .metric(_, let statistic) = kind { statistic } else { .mean } }
  }

  let questions: [Question]
  /// What goes wrong in the window.
  let faults: [FaultPart]
  /// Probabilities at which levels over time are read.
  let quantiles: [Double]

  init(_ model: Model, duration: Nanoseconds, percentiles: [Percentile], objectives: [Objective]) {
    var all = Set(percentiles)
    for objective in objectives {
      if case .measured(_, .percentile(let percentile)) = objective.source { all.insert(percentile) }
    }
    if let p99 = Percentile("p99") { all.insert(p99) }
    let ordered = all.sorted()
    quantiles = ordered.map { $0.percent / 100 }
    let places: [Statistic] = ordered.map { .percentile($0) } + [.mean, .max]
    let measured = model.instruments.metrics.flatMap { metric -> [Question] in
      func ask(_ statistics: [Statistic], _ unit: (Statistic) -> FigureUnit) -> [Question] {
        statistics.map {
          Question(
            subject: metric.subject, metric: metric.name, statistic: $0.description, kind: .metric(metric.kind, $0),
            unit: unit($0))
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
    faults = model.parts.parts.compactMap { $0 as? FaultPart }.filter { $0.isActive && $0.begins < duration }
    questions = measured + Self.recoveries(model, faults, duration)
  }

  /// The recovery of every flow and part from every fault of the window.
  private static func recoveries(_ model: Model, _ faults: [FaultPart], _ duration: Nanoseconds) -> [Question] {
    let watched = Recovery.watched(model)
    return faults.flatMap { fault in
      watched.map { subject, series in
        Question(
          subject: subject, metric: "recovery_time", statistic: fault.name,
          kind: .recovery(Recovery(series: series, begins: fault.begins, end: duration)), unit: .seconds)
      }
    }
  }

  /// The question of a metric and statistic.
  func position(_ subject: String, _ metric: String, _ statistic: String) -> Int? {
    questions.firstIndex { $0.subject == subject && $0.metric == metric && $0.statistic == statistic }
  }
}
