// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// What one replication measured after its warm-up: plain values that can be kept, sent between threads and merged.
public struct Measurements: Sendable {
  /// A value over time.
  public struct Level: Sendable {
    /// Weighted by time.
    public var mean: Double
    /// The largest value at any instant.
    public var max: Double
    /// The value at the end.
    public var last: Double
    /// Values over time at the probabilities that the run was asked for, in their order.
    public var quantiles: [Double]
  }

  /// A point of a series: the mean and the largest value from `start` until the next point.
  public struct Point: Sendable {
    public var start: Instant
    public var mean: Double
    public var max: Double
    /// Values in it; 0 when nothing happened.
    public var count: Int
  }

  /// What became of the messages of one flow over the whole replication, warm-up included.
  public struct FlowTotals: Sendable, Hashable, Codable {
    public var sent = 0
    public var delivered = 0
    public var deadLettered = 0
    public var expired = 0
    public var rejected = 0
    /// Still pending at the end, counted message by message.
    public var inFlight = 0

    /// Whether every message is accounted for.
    public var isConserved: Bool { sent == delivered + deadLettered + expired + rejected + inFlight }
  }

  /// Time left out at the start.
  public var warmup: Nanoseconds
  /// Time measured.
  public var duration: Nanoseconds
  public var counters: [Int64]
  public var levels: [Level]
  public var distributions: [SparseHistogram]
  public var breakdowns: [LatencyBreakdown]
  public var flows: [FlowTotals]
  /// One for each gauge: at most ``seriesPoints`` points over the whole replication, warm-up included.
  public var gaugeSeries: [[Point]]
  /// One for each distribution.
  public var distributionSeries: [[Point]]
  /// One for each tally that is followed over time (``Instruments/metric(_:_:_:overTime:)``): the ratio of what was
  /// counted from a point until the next, with the whole as the count.
  public var tallySeries: [[Point]] = []
  /// Events handled.
  public var events: UInt64
  /// Why the replication ended before its time, if it did.
  public var stopped: StopReason?

  /// The most points kept of a series.
  public static let seriesPoints = 240
}

/// Why a replication ended early.
public enum StopReason: String, Sendable, Codable {
  /// ``MessageStore/maximumHeld`` messages are held at once.
  case tooManyMessages = "more than 8 million messages in flight"
  /// ``EventQueue/maximumPending`` events are pending at once.
  case tooManyEvents = "more than 16 million events pending"
  /// Events follow each other without end at one instant: something takes no time that must take some.
  case clockStands = "the clock stands still: a loop of calls that take no time"
}

extension Recorder {
  /// Leaves out everything before the mark at `warmup` (0: nothing is left out) and hands over the rest.
  mutating func finish(
    at end: Instant, warmup: Nanoseconds, flows: [Measurements.FlowTotals], quantiles: [Double], events: UInt64,
    stopped: StopReason?
  ) -> Measurements {
    mark(at: end)
    let skipped = warmup == 0 ? 0 : (marks.firstIndex { $0.at >= warmup } ?? -1) + 1
    let kept = marks[skipped...]
    let last = marks[marks.count - 1]
    var totals = last.counters
    if skipped > 0 {
      for index in totals.indices { totals[index] -= marks[skipped - 1].counters[index] }
    }
    let begin = skipped > 0 ? marks[skipped - 1].at : 0
    let duration = end - begin
    let levels = (0..<gaugeCount).map { gauge in
      let integral = kept.reduce(0.0) { $0 + $1.gauges[gauge].integral }
      let largest = kept.reduce(-Double.infinity) { Swift.max($0, $1.gauges[gauge].max) }
      let sampled = gaugeSeries[gauge].bins.filter { $0.start >= begin }.compactMap(\.mean).sorted()
      return Measurements.Level(
        mean: duration > 0 ? integral / Double(duration) : gauges[gauge].value,
        max: largest.isFinite ? largest : gauges[gauge].value, last: gauges[gauge].value,
        quantiles: quantiles.map { probability in
          guard !sampled.isEmpty else { return gauges[gauge].value }
          let rank = Int((probability * Double(sampled.count)).rounded(.up)) - 1
          return sampled[Swift.min(Swift.max(rank, 0), sampled.count - 1)]
        })
    }
    let merged = distributions.indices.map { place in
      var whole = LatencyHistogram()
      for mark in kept { whole.merge(mark.distributions[place]) }
      return whole.sparse()
    }
    let accounts = breakdowns.indices.map { place in
      var whole = LatencyBreakdown()
      for mark in kept { whole.add(mark.breakdowns[place]) }
      return whole
    }
    return Measurements(
      warmup: begin, duration: duration, counters: totals, levels: levels, distributions: merged,
      breakdowns: accounts, flows: flows, gaugeSeries: gaugeSeries.map(Self.points),
      distributionSeries: distributionSeries.map(Self.points), tallySeries: tallySeries.map(Self.ratios),
      events: events, stopped: stopped)
  }

  private static func ratios(_ series: TallySeries) -> [Measurements.Point] {
    zip(points(series.parts), points(series.wholes)).map { part, whole in
      let (hits, all) = (part.mean * Double(part.count), whole.mean * Double(whole.count))
      let ratio = all > 0 ? hits / all : 0
      return Measurements.Point(start: whole.start, mean: ratio, max: ratio, count: Int(all.rounded()))
    }
  }

  private static func points(_ series: Series) -> [Measurements.Point] {
    let bins = series.bins
    let group = max(1, (bins.count + Measurements.seriesPoints - 1) / Measurements.seriesPoints)
    return stride(from: 0, to: bins.count, by: group).map { first in
      let part = bins[first..<min(first + group, bins.count)]
      let count = part.reduce(0) { $0 + $1.count }
      let sum = part.reduce(0.0) { $0 + $1.sum }
      let largest = part.reduce(-Double.infinity) { max($0, $1.max ?? $0) }
      return Measurements.Point(
        start: bins[first].start, mean: count > 0 ? sum / Double(count) : 0, max: count > 0 ? largest : 0, count: count)
    }
  }
}
