// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// What two counters counted in each stretch of time.
struct TallySeries: Sendable {
  private(set) var parts = Series()
  private(set) var wholes = Series()
  private var last: (part: Int64, whole: Int64) = (0, 0)

  mutating func sample(part: Int64, whole: Int64, at now: Instant) {
    parts.add(Double(part - last.part), at: now)
    wholes.add(Double(whole - last.whole), at: now)
    last = (part, whole)
  }
}

/// The measuring side of one replication: counters, gauges, distributions and series by the numbers that the
/// ``Instruments`` gave out.
///
/// How much of the beginning is warm-up is known only at the end. So the recorder keeps marks: at each of a list of
/// instants it notes the counters and closes the gauges' and distributions' current segment; at the end everything
/// before the mark that was chosen is left out. Its size does not grow with the number of events.
public struct Recorder: ~Copyable {
  struct Mark {
    var at: Instant
    var counters: [Int64]
    var gauges: [GaugeSegment]
    var distributions: [SparseHistogram]
    var breakdowns: [[(place: Int, parts: LatencyBreakdown.Parts)]]
  }

  struct GaugeSegment {
    var integral: Double  // value x nanoseconds
    var max: Double
  }

  @usableFromInline let counters: UnsafeMutablePointer<Int64>
  @usableFromInline let gauges: UnsafeMutablePointer<Gauge>
  let counterCount: Int
  let gaugeCount: Int
  var distributions: [LatencyHistogram]
  var distributionSeries: [Series]
  var gaugeSeries: [Series]
  let followed: [TallyPair]
  var tallySeries: [TallySeries]
  var breakdowns: [LatencyBreakdown]
  var marks: [Mark] = []

  init(_ instruments: Instruments) {
    counterCount = instruments.counters.count
    gaugeCount = instruments.gauges.count
    counters = .allocate(capacity: max(1, counterCount))
    counters.initialize(repeating: 0, count: max(1, counterCount))
    gauges = .allocate(capacity: max(1, gaugeCount))
    gauges.initialize(repeating: Gauge(), count: max(1, gaugeCount))
    distributions = instruments.distributions.map { _ in LatencyHistogram() }
    distributionSeries = instruments.distributions.map { _ in Series() }
    gaugeSeries = instruments.gauges.map { _ in Series() }
    followed = instruments.followed
    tallySeries = followed.map { _ in TallySeries() }
    breakdowns = instruments.flows.map { _ in LatencyBreakdown() }
  }

  @inlinable deinit {
    counters.deallocate()
    gauges.deallocate()
  }

  /// Counts something.
  @inlinable @inline(__always)
  public func count(_ id: CounterID, _ amount: Int64 = 1) { counters[id.index] &+= amount }

  /// What a counter has reached.
  @inlinable
  public func total(_ id: CounterID) -> Int64 { counters[id.index] }

  /// Sets a gauge.
  @inlinable @inline(__always)
  public func set(_ id: GaugeID, _ value: Double, at now: Instant) { gauges[id.index].set(value, at: now) }

  /// Changes a gauge by an amount.
  @inlinable @inline(__always)
  public func add(_ id: GaugeID, _ change: Double, at now: Instant) { gauges[id.index].add(change, at: now) }

  /// The current value of a gauge.
  @inlinable
  public func value(_ id: GaugeID) -> Double { gauges[id.index].value }

  /// Records a time in a distribution and its series.
  public mutating func record(_ id: DistributionID, _ length: Nanoseconds, at now: Instant) {
    distributions[id.index].record(length)
    distributionSeries[id.index].add(length.seconds, at: now)
  }

  mutating func sample(at now: Instant) {
    for index in 0..<gaugeCount { gaugeSeries[index].add(gauges[index].value, at: now) }
    for (index, pair) in followed.enumerated() {
      tallySeries[index].sample(part: total(pair.part), whole: total(pair.whole), at: now)
    }
  }

  mutating func mark(at now: Instant) {
    var segments: [GaugeSegment] = []
    for index in 0..<gaugeCount {
      segments.append(GaugeSegment(integral: gauges[index].integral(until: now), max: gauges[index].max))
      gauges[index].restart(at: now)
    }
    marks.append(
      Mark(
        at: now, counters: Array(UnsafeBufferPointer(start: counters, count: counterCount)), gauges: segments,
        distributions: distributions.map { $0.sparse() }, breakdowns: breakdowns.map(\.occupied)))
    for index in distributions.indices { distributions[index].reset() }
    for index in breakdowns.indices { breakdowns[index].reset() }
  }
}
