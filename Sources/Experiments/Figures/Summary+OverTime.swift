// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Services
import Simulation

/// How a window with faults went: the series to look at, and the recoveries.
extension Summary {
  func faults(_ window: Int) -> [FaultResult] {
    let duration = scenario.windows[window].duration
    return questions[window].faults.map { fault in
      FaultResult(
        name: fault.name, kind: fault.fault.rawValue, of: fault.target.name, fromS: fault.begins.seconds,
        toS: fault.ends.map { min($0, duration).seconds })
    }
  }

  /// The series that are kept for windows with faults only: latencies, and tallies that are followed over time.
  func followedSeries(_ window: Int) -> [SeriesResult] {
    guard !digests[window].isEmpty, !questions[window].faults.isEmpty else { return [] }
    let instruments = scenario.windows[window].model.instruments
    let latencies = instruments.flows.indices.map { flow in
      series(
        "\(instruments.flows[flow].name).latency", .seconds, digests[window].map { $0.latencySeries[flow] }, window)
    }
    let tallies = instruments.metrics.compactMap { metric in
      instruments.seriesPosition(of: metric).map { place in
        series("\(metric.subject).\(metric.name)", .ratio, digests[window].map { $0.tallySeries[place] }, window)
      }
    }
    return latencies + tallies
  }

  private func series(
    _ name: String, _ unit: FigureUnit, _ replications: [[Measurements.Point]], _ window: Int
  ) -> SeriesResult {
    let points = Points.withData(
      replications, duration: scenario.windows[window].duration, confidence: scenario.confidence)
    return SeriesResult(
      name: name, unit: unit.rawValue, tS: points.map(\.start.seconds), mean: points.map(\.mean),
      low: points.map(\.low), high: points.map(\.high))
  }

  /// What is looked at: each flow's latency; of each part its tallies over time (a cache's hit ratio), its queue, else
  /// how busy it is; of what answers requests (a cache, a database) both.
  func overTime(_ window: Int) -> [OverTimeResult] {
    guard !digests[window].isEmpty, !questions[window].faults.isEmpty else { return [] }
    let model = scenario.windows[window].model
    let flows = model.instruments.flows.map { OverTimeResult(subject: $0.name, metric: "latency", recoveries: []) }
    let parts = model.rows.flatMap { row -> [OverTimeResult] in
      let metrics = model.instruments.metrics.filter { $0.subject == row.part }
      let tallies = metrics.filter { model.instruments.seriesPosition(of: $0) != nil }.map(\.name)
      func level(_ gauge: GaugeID?) -> String? {
        guard let gauge else { return nil }
        return metrics.first { if case .level(gauge) = $0.kind { true } else { false } }?.name
      }
      let isServer = model.parts[row.part] is any RequestServer
      let first = isServer ? [row.busy, row.queue] : [row.queue, row.busy]
      var levels = first.compactMap { level($0) }
      if !isServer || row.queue == row.busy { levels = Array(levels.prefix(1)) }
      return (tallies + levels).map { OverTimeResult(subject: row.part, metric: $0, recoveries: []) }
    }
    // The first series of a subject is the one that its recovery is told by.
    var seen: Set<String> = []
    return (flows + parts).map { result in
      var result = result
      if seen.insert(result.subject).inserted { result.recoveries = recoveries(of: result.subject, window) }
      return result
    }
  }

  private func recoveries(of subject: String, _ window: Int) -> [OverTimeResult.Recovery] {
    questions[window].faults.compactMap { fault in
      guard let place = questions[window].position(subject, "recovery_time", fault.name),
        let figure = figure(window: window, question: place)
      else { return nil }
      let notBack = digests[window].reduce(0) { $0 + $1.answers[place].hits }
      return OverTimeResult.Recovery(fault: fault.name, time: figure, notBack: notBack)
    }
  }
}

extension Points {
  /// Replications laid on one grid, that of the longest; stretches in which none has data are left out.
  static func withData(
    _ series: [[Measurements.Point]], duration: Nanoseconds, confidence: Double
  ) -> [Point] {
    guard let longest = series.max(by: { ($0.last?.start ?? -1) < ($1.last?.start ?? -1) }), let first = longest.first
    else { return [] }
    let width = longest.count > 1 ? longest[1].start - first.start : max(duration, 1)
    var values = [[Double]](repeating: [], count: longest.count)
    for points in series {
      var sums = [(sum: Double, count: Int)](repeating: (0, 0), count: longest.count)
      for point in points where point.count > 0 {
        let cell = min(Int(max(0, point.start - first.start) / width), longest.count - 1)
        sums[cell].sum += point.mean * Double(point.count)
        sums[cell].count += point.count
      }
      for (cell, sum) in sums.enumerated() where sum.count > 0 { values[cell].append(sum.sum / Double(sum.count)) }
    }
    return longest.indices.compactMap { cell in
      guard !values[cell].isEmpty else { return nil }
      let figure = Figures.figure(values[cell], n: values[cell].count, confidence: confidence)
      return Point(
        start: longest[cell].start, mean: figure.value, low: figure.low ?? figure.value,
        high: figure.high ?? figure.value)
    }
  }
}
