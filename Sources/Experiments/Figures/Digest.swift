// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Services
import Simulation
import Statistics

/// What is kept of one replication: the answers to the questions, and what is added up over replications.
struct Digest: Sendable {
  /// The answer to one question.
  struct Answer: Sendable {
    /// Nil without data.
    var value: Double?
    /// Observations; for a ratio what it is of.
    var count: Int
    /// For a ratio: how many of them; for a recovery: 1 if it was not complete at the window's end.
    var hits: Int
  }

  var answers: [Answer]
  var counters: [Int64]
  var flows: [Measurements.FlowTotals]
  var breakdowns: [LatencyBreakdown]
  var gaugeSeries: [[Measurements.Point]]
  var tallySeries: [[Measurements.Point]]
  /// Every latency of each flow; taken out when it has been added to those of other replications.
  var latencies: [SparseHistogram]
  /// Of the flows' latencies; empty where nobody wants to know.
  var latencySeries: [[Measurements.Point]]
  /// Of each metered quantity, and of its aside.
  var meteredPerHour: [(quantity: Double, aside: Double?)]
  var deliveredPerHour: Double
  /// Average and largest value of each gauge.
  var levels: [(mean: Double, max: Double)]
  /// Average and largest time of each distribution, in seconds; nil without any.
  var times: [(mean: Double, max: Double)?]
  var warmup: Nanoseconds
  var duration: Nanoseconds
  var events: UInt64
  var stopped: StopReason?

  init(_ measurements: Measurements, _ model: Model, _ questions: Questions) {
    counters = measurements.counters
    flows = measurements.flows
    breakdowns = measurements.breakdowns
    gaugeSeries = measurements.gaugeSeries
    tallySeries = measurements.tallySeries
    latencySeries =
      questions.faults.isEmpty
      ? [] : model.instruments.flows.map { measurements.distributionSeries[$0.latency.position] }
    latencies = model.instruments.flows.map { measurements.distributions[$0.latency.position] }
    meteredPerHour = model.meters.map { ($0.perHour(measurements), $0.asidePerHour(measurements)) }
    // Where messages fan out, it is the copies that are delivered.
    let ends = model.instruments.flows.enumerated().filter { !model.routes.goesOn($0.offset) }.map(\.element)
    let delivered = ends.reduce(0.0) { $0 + Double(measurements.counters[$1.delivered.position]) }
    deliveredPerHour = delivered / measurements.duration.seconds * 3600
    levels = measurements.levels.map { ($0.mean, $0.max) }
    warmup = measurements.warmup
    duration = measurements.duration
    events = measurements.events
    stopped = measurements.stopped
    let times = measurements.distributions.map { Times($0, questions.quantiles) }
    self.times = times.map { $0.count > 0 ? ($0.mean, $0.max) : nil }
    answers = questions.questions.map { Self.answer($0, measurements, times, questions.quantiles) }
  }

  /// One distribution, read at all the percentiles in one pass.
  private struct Times {
    var count: Int
    var mean: Double
    var max: Double
    var percentiles: [Double]

    init(_ sparse: SparseHistogram, _ quantiles: [Double]) {
      var histogram = LatencyHistogram()
      histogram.merge(sparse)
      count = histogram.count
      mean = histogram.mean / 1e9
      max = histogram.max.seconds
      percentiles = histogram.percentiles(quantiles.map { $0 * 100 }).map(\.seconds)
    }
  }

  private static func answer(
    _ question: Questions.Question, _ measurements: Measurements, _ times: [Times], _ quantiles: [Double]
  ) -> Answer {
    func place(_ percentile: Percentile) -> Int { quantiles.firstIndex(of: percentile.percent / 100) ?? 0 }
    guard case .metric(let kind, let statistic) = question.kind else {
      guard case .recovery(let recovery) = question.kind, let outcome = recovery.outcome(measurements) else {
        return Answer(value: nil, count: 0, hits: 0)
      }
      return Answer(value: outcome.seconds, count: 1, hits: outcome.isBack ? 0 : 1)
    }
    switch kind {
    case .distribution(let id):
      let times = times[id.position]
      guard times.count > 0 else { return Answer(value: nil, count: 0, hits: 0) }
      let value: Double =
        switch statistic {
        case .percentile(let percentile): times.percentiles[place(percentile)]
        case .max: times.max
        default: times.mean
        }
      return Answer(value: value, count: times.count, hits: 0)
    case .level(let id):
      let level = measurements.levels[id.position]
      let value: Double =
        switch statistic {
        case .percentile(let percentile): level.quantiles[place(percentile)]
        case .max: level.max
        default: level.mean
        }
      return Answer(value: value, count: 1, hits: 0)
    case .tally(let part, let whole):
      let hits = measurements.counters[part.position]
      let all = measurements.counters[whole.position]
      let value: Double? =
        switch statistic {
        case .ratio: all > 0 ? Double(hits) / Double(all) : nil
        case .rate: Double(hits) / measurements.duration.seconds
        default: Double(hits)
        }
      return Answer(value: value, count: Int(all), hits: Int(hits))
    }
  }
}
