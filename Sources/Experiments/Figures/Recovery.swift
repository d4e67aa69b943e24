// SPDX-License-Identifier: GPL-3.0-or-later

import Services
import Simulation

/// How long a part of a system takes to get over a fault: from the fault's begin until its series is back in its usual
/// band and stays there.
///
/// The usual band is what the series did between warm-up and fault: from its least to its largest value, a tenth of
/// their distance wider on both sides. Back is who stays in the band for ``hold`` points that hold data. The time is as
/// precise as the series: at most 240 points a window.
struct Recovery: Sendable {
  /// What is watched.
  enum Series: Sendable {
    case gauge(GaugeID)
    case distribution(DistributionID)
    /// A tally that is followed over time, by its place in ``Measurements/tallySeries``.
    case tally(Int)
  }

  /// Points that must lie in the band; fewer at the end of the window.
  static let hold = 3
  /// Points before the fault that make a band.
  static let least = 4

  var series: Series
  var begins: Instant
  /// The window's end: who is not back then has taken at least as long.
  var end: Instant

  /// The series by which each subject's state is told: of a flow its latency, of a part a tally that is followed over
  /// time (a cache's hit ratio), of a database how busy it is, of another part its queue, else how busy it is.
  static func watched(_ model: Model) -> [(String, Series)] {
    let flows = model.instruments.flows.map { ($0.name, Series.distribution($0.latency)) }
    let parts = model.rows.compactMap { row -> (String, Series)? in
      let tally = model.instruments.metrics.lazy.filter { $0.subject == row.part }
        .compactMap { model.instruments.seriesPosition(of: $0) }.first
      if let tally { return (row.part, .tally(tally)) }
      let isDatabase = model.parts[row.part] is any DataStore
      return (isDatabase ? row.busy ?? row.queue : row.queue ?? row.busy).map { (row.part, .gauge($0)) }
    }
    return flows + parts
  }

  /// The time in seconds; nil where nothing is known of the usual band.
  func time(_ measurements: Measurements) -> Double? { outcome(measurements)?.seconds }

  /// The time, and whether it was back before the window's end; if not, it has taken longer.
  func outcome(_ measurements: Measurements) -> (seconds: Double, isBack: Bool)? {
    let all: [Measurements.Point]
    switch series {
    case .gauge(let id): all = measurements.gaugeSeries[id.position]
    case .distribution(let id): all = measurements.distributionSeries[id.position]
    case .tally(let place): all = measurements.tallySeries[place]
    }
    let points = all.filter { $0.count > 0 }
    // The point in which the fault begins is not usual any more.
    let usual = points.enumerated().filter { place, point in
      let next = place + 1 < points.count ? points[place + 1].start : end
      return point.start >= measurements.warmup && next <= begins
    }.map(\.element.mean)
    guard usual.count >= Self.least, let low = usual.min(), let high = usual.max() else { return nil }
    let margin = (high - low) / 10
    let after = points.filter { $0.start >= begins }
    guard !after.isEmpty else { return nil }
    func isUsual(_ point: Measurements.Point) -> Bool {
      point.mean >= low - margin && point.mean <= high + margin
    }
    var run = 0
    for (place, point) in after.enumerated() {
      run = isUsual(point) ? run + 1 : 0
      if run >= Self.hold || (run > 0 && place == after.count - 1) {
        return (max(0, after[place - run + 1].start - begins).seconds, true)
      }
    }
    return ((end - begins).seconds, false)
  }
}
