// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// One replication: components, their events, and what was measured.
///
/// The same components, key and window give the same measurements, bit for bit, in any process.
public struct Simulation: Sendable {
  /// How much of the beginning is left out of the measurements.
  public enum Warmup: Sendable, Hashable {
    /// A fixed length; 0 leaves nothing out.
    case fixed(Nanoseconds)
    /// As MSER-5 says for each of the given series up to `until` (the first planned change of load or fault): the
    /// latest cut wins, at most half of that time.
    case automatic(levels: [GaugeID], distributions: [DistributionID], until: Instant)
  }

  /// Time between two samples of every gauge.
  public static let samplingInterval: Nanoseconds = .second
  /// Events between two questions whether to go on, less one: a power of two less one.
  private static let cancellationMask: UInt64 = 1 << 20 - 1
  /// Cuts that an automatic warm-up can choose from.
  static let candidateCuts = 16

  let components: [any Component]
  let instruments: Instruments

  /// - Parameters:
  ///   - components: the parts; an event's target is an index into them.
  ///   - instruments: what they measure.
  public init(components: [any Component], instruments: Instruments) {
    self.components = components
    self.instruments = instruments
  }

  /// Runs one replication.
  ///
  /// - Parameters:
  ///   - duration: simulated time.
  ///   - key: seed and replication.
  ///   - warmup: what is left out at the start.
  ///   - quantiles: probabilities at which levels over time are read, 0 to 1.
  ///   - isCancelled: asked now and then; true ends the replication, which then returns nil.
  public func run(
    duration: Nanoseconds, key: RandomKey, warmup: Warmup, quantiles: [Double] = [],
    isCancelled: () -> Bool = { false }
  ) -> Measurements? {
    var timeline = Timeline(end: duration, key: key, instruments: instruments)
    return run(&timeline, warmup, quantiles, isCancelled)?.measurements
  }

  /// - Parameter watch: is shown every event before it is handled; false ends the replication, which then returns nil.
  func run(
    _ timeline: inout Timeline, _ warmup: Warmup, _ quantiles: [Double], _ isCancelled: () -> Bool,
    watch: ((Event, inout Timeline) -> Bool)? = nil
  ) -> (measurements: Measurements, warm: Instant)? {
    let duration = timeline.end
    let components = Placements(components)
    for index in components.indices { components.start(index, &timeline) }
    let cuts = Self.cuts(warmup, duration: duration)
    var nextCut = 0
    var nextSample: Instant = Self.samplingInterval
    while true {
      let cut = nextCut < cuts.count ? cuts[nextCut] : duration
      let limit = min(nextSample, cut, duration)
      var handled: UInt64 = 0
      if let watch {
        while timeline.stopped == nil, let event = timeline.next(before: limit) {
          guard watch(event, &timeline) else { return nil }
          components.handle(event, &timeline)
          handled &+= 1
          if isCancelled() { return nil }
        }
      }
      while timeline.stopped == nil, let event = timeline.next(before: limit) {
        components.handle(event, &timeline)
        handled &+= 1
        if handled & Self.cancellationMask == 0, isCancelled() { return nil }
      }
      timeline.handled &+= handled
      if timeline.stopped != nil { break }
      timeline.clock = limit
      if limit == nextSample {
        if isCancelled() { return nil }
        for index in components.indices { components.sample(index, &timeline) }
        timeline.recorder.sample(at: limit - 1)  // the interval that ends here
        nextSample += Self.samplingInterval
      }
      if limit >= duration { break }
      if limit == cut {
        timeline.recorder.mark(at: limit)
        timeline.tracer.finder?.mark(at: limit)
        nextCut += 1
      }
    }
    return finish(&timeline, warmup, quantiles, cuts)
  }

  private func finish(
    _ timeline: inout Timeline, _ warmup: Warmup, _ quantiles: [Double], _ cuts: [Instant]
  ) -> (measurements: Measurements, warm: Instant) {
    let pending = timeline.messages.pendingByFlow(instruments.flows.count)
    var flows: [Measurements.FlowTotals] = []
    for (flow, pending) in zip(instruments.flows, pending) {
      var totals = Measurements.FlowTotals()
      totals.sent = Int(timeline.recorder.total(flow.sent))
      totals.delivered = Int(timeline.recorder.total(flow.delivered))
      totals.deadLettered = Int(timeline.recorder.total(flow.deadLettered))
      totals.expired = Int(timeline.recorder.total(flow.expired))
      totals.rejected = Int(timeline.recorder.total(flow.rejected))
      totals.inFlight = pending
      flows.append(totals)
    }
    let end = max(timeline.now, 1)
    let cut = Self.cut(
      warmup, timeline.recorder.gaugeSeries, timeline.recorder.distributionSeries, cuts.filter { $0 < end })
    let measurements = timeline.recorder.finish(
      at: end, warmup: cut, flows: flows, quantiles: quantiles, events: timeline.handled, stopped: timeline.stopped)
    return (measurements, cut)
  }

  /// The instants at which the warm-up could end.
  private static func cuts(_ warmup: Warmup, duration: Nanoseconds) -> [Instant] {
    switch warmup {
    case .fixed(let length): return length > 0 && length < duration ? [length] : []
    case .automatic(_, _, let until):
      let zone = min(until, duration) / 2
      guard zone >= Nanoseconds(candidateCuts) else { return [] }
      return (1...Nanoseconds(candidateCuts)).map { zone / Nanoseconds(candidateCuts) * $0 }
    }
  }

  /// The chosen instant: the first candidate at or after the latest cut that MSER-5 asks for.
  private static func cut(
    _ warmup: Warmup, _ gauges: [Series], _ distributions: [Series], _ cuts: [Instant]
  ) -> Nanoseconds {
    guard case .automatic(let levels, let times, let until) = warmup else { return cuts.last ?? 0 }
    let watched = levels.map { gauges[$0.index] } + times.map { distributions[$0.index] }
    var latest: Instant = 0
    for series in watched {
      let bins = series.bins.prefix { $0.start < until }
      let first = MSER5.cut(bins.map { $0.count > 0 ? $0.mean : nil })
      if first > 0, first < bins.count { latest = max(latest, bins[bins.startIndex + first].start) }
    }
    guard latest > 0 else { return 0 }
    return cuts.first { $0 >= latest } ?? cuts.last ?? 0
  }
}
