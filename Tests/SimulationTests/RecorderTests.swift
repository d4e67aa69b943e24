// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import Simulation

/// What is left after the warm-up, compared with a direct computation from the same list of happenings.
@Suite struct RecorderTests {
  /// At `at` the gauge is set to `level`, a time of `length` is recorded, and `amount` things are counted.
  private struct Happening {
    var at: Instant
    var level: Double
    var length: Nanoseconds
    var amount: Int64
  }

  private struct Recording {
    let happenings: [Happening]
    let duration: Nanoseconds
    let simulation: Simulation
    let gauge: GaugeID
    let times: DistributionID

    /// Happenings at random instants over a minute; the first `transient` have a high level.
    init(seed: UInt64, transient: Nanoseconds = 0) {
      var random = TestGenerator(seed: seed)
      duration = 60 * .second
      var at: Instant = 0
      var happenings: [Happening] = []
      while true {
        at += Nanoseconds.random(in: 1...80_000_000, using: &random)
        guard at < duration else { break }
        let base = at < transient ? 500.0 : 0
        happenings.append(
          Happening(
            at: at, level: base + Double(Int.random(in: 0...20, using: &random)),
            length: .random(in: 1_000...10_000_000_000, using: &random), amount: .random(in: 0...3, using: &random)))
      }
      self.happenings = happenings
      var instruments = Instruments()
      let counter = instruments.counter("part", "things")
      let gauge = instruments.gauge("part", "level")
      let times = instruments.distribution("part", "times")
      self.gauge = gauge
      self.times = times
      let steps = happenings.map { happening in
        (
          happening.at,
          { (timeline: inout Timeline) in
            timeline.recorder.count(counter, happening.amount)
            timeline.recorder.set(gauge, happening.level, at: timeline.now)
            timeline.recorder.record(times, happening.length, at: timeline.now)
          } as Script.Step
        )
      }
      simulation = Simulation(components: [Script(steps: steps)], instruments: instruments)
    }

    func run(_ warmup: Simulation.Warmup, quantiles: [Double] = []) -> Measurements? {
      simulation.run(
        duration: duration, key: RandomKey(seed: 1, replication: 0), warmup: warmup, quantiles: quantiles)
    }

    /// The level just before an instant.
    func level(before time: Instant) -> Double { happenings.last { $0.at < time }?.level ?? 0 }
  }

  @Test(
    "what comes before the cut is left out of counters, levels and distributions",
    arguments: [0, 1, 999_999_999, 1_000_000_000, 12_340_000_000, 59_000_000_000] as [Nanoseconds])
  func fixedWarmup(_ cut: Nanoseconds) throws {
    let recording = Recording(seed: 11)
    let measured = try #require(recording.run(.fixed(cut)))
    let kept = recording.happenings.filter { $0.at >= cut }
    #expect(measured.warmup == cut)
    #expect(measured.duration == recording.duration - cut)
    #expect(measured.stopped == nil)
    #expect(measured.events == UInt64(recording.happenings.count))
    #expect(measured.counters == [kept.reduce(0) { $0 + $1.amount }])

    var integral = 0.0
    var level = recording.level(before: cut)
    var since = cut
    var largest = level
    for happening in kept {
      integral += level * Double(happening.at - since)
      since = happening.at
      level = happening.level
      largest = max(largest, level)
    }
    integral += level * Double(recording.duration - since)
    let mean = integral / Double(recording.duration - cut)
    #expect(abs(measured.levels[0].mean - mean) <= 1e-12 * mean)
    #expect(measured.levels[0].max == largest)
    #expect(measured.levels[0].last == level)

    let lengths = kept.map(\.length)
    let times = measured.distributions[0]
    #expect(times.count == lengths.count)
    #expect(times.sum == lengths.reduce(0) { $0 + Int128($1) })
    #expect(times.min == lengths.min() ?? 0)
    #expect(times.max == lengths.max() ?? 0)
    // Every recorded length lies at most 0.1% below the upper end of its bucket.
    var direct = LatencyHistogram()
    for length in lengths { direct.record(length) }
    #expect(times == direct.sparse())
  }

  @Test("a cut at or after the end, or before the start, leaves nothing out", arguments: [-5, 60, 61] as [Int64])
  func uselessCut(_ seconds: Int64) throws {
    let recording = Recording(seed: 12)
    let measured = try #require(recording.run(.fixed(seconds * .second)))
    #expect(measured.warmup == 0)
    #expect(measured.counters == [recording.happenings.reduce(0) { $0 + $1.amount }])
  }

  @Test("levels over time are read from one sample a second, taken before what happens at that second")
  func levelQuantiles() throws {
    let recording = Recording(seed: 13)
    let cut: Nanoseconds = 12_340_000_000
    let probabilities = [0, 0.05, 0.5, 0.9, 0.99, 1]
    let measured = try #require(recording.run(.fixed(cut), quantiles: probabilities))
    // The seconds that begin after the cut.
    let samples = (13..<60).map { recording.level(before: ($0 + 1) * .second) }.sorted()
    let expected = probabilities.map { samples[max(0, Int(($0 * Double(samples.count)).rounded(.up)) - 1)] }
    #expect(measured.levels[0].quantiles == expected)
  }

  @Test("an automatic warm-up leaves the transient out, and gives what the same fixed cut gives")
  func automaticWarmup() throws {
    let recording = Recording(seed: 14, transient: 9 * .second)
    let automatic = Simulation.Warmup.automatic(levels: [recording.gauge], distributions: [], until: recording.duration)
    let measured = try #require(recording.run(automatic, quantiles: [0.5, 1]))
    #expect(measured.warmup >= 9 * .second)
    #expect(measured.warmup <= recording.duration / 2)
    #expect(measured.levels[0].max <= 20)
    let fixed = try #require(recording.run(.fixed(measured.warmup), quantiles: [0.5, 1]))
    #expect(fixed.warmup == measured.warmup)
    #expect(fixed.duration == measured.duration)
    #expect(fixed.counters == measured.counters)
    #expect(fixed.distributions == measured.distributions)
    #expect(fixed.levels[0].quantiles == measured.levels[0].quantiles)
    #expect(fixed.levels[0].max == measured.levels[0].max)
    #expect(abs(fixed.levels[0].mean - measured.levels[0].mean) <= 1e-12 * measured.levels[0].mean)
  }

  @Test("without a transient an automatic warm-up leaves out at most half")
  func noTransient() throws {
    let recording = Recording(seed: 15)
    let measured = try #require(
      recording.run(.automatic(levels: [recording.gauge], distributions: [recording.times], until: recording.duration)))
    #expect(measured.warmup <= recording.duration / 2)
    #expect(measured.warmup + measured.duration == recording.duration)
  }

  @Test("series cover the whole replication in at most 240 points")
  func series() throws {
    let recording = Recording(seed: 16)
    let measured = try #require(recording.run(.fixed(30 * .second)))
    let points = measured.distributionSeries[0]
    #expect(points.count == 60)
    #expect(points.reduce(0) { $0 + $1.count } == recording.happenings.count)
    let fifth = recording.happenings.filter { $0.at >= 4 * .second && $0.at < 5 * .second }
    #expect(points[4].start == 4 * .second)
    #expect(points[4].count == fifth.count)
    #expect(points[4].max == fifth.map(\.length.seconds).max())
    #expect(measured.gaugeSeries[0].map(\.mean) == (1...60).map { recording.level(before: $0 * .second) })
  }

  @Test("A tally that is followed over time is the ratio of what was counted in each stretch, weighted by the whole")
  func tallies() throws {
    var instruments = Instruments()
    let hits = instruments.counter("cache", "hits")
    let reads = instruments.counter("cache", "reads")
    instruments.metric("cache", "hit", .tally(hits, of: reads), overTime: true)
    instruments.metric("cache", "miss", .tally(reads, of: hits))
    let metric = try #require(instruments.metric(named: "hit", of: "cache"))
    let other = try #require(instruments.metric(named: "miss", of: "cache"))
    #expect(instruments.seriesPosition(of: metric) == 0 && instruments.seriesPosition(of: other) == nil)
    // In second n there are n reads, of which the first is a hit; an hour of them.
    let steps: [(Instant, Script.Step)] = (0..<3_600).map { second in
      (
        Nanoseconds(second) * .second + 1,
        { timeline in
          timeline.recorder.count(reads, Int64(second))
          if second > 0 { timeline.recorder.count(hits) }
        }
      )
    }
    let simulation = Simulation(components: [Script(steps: steps)], instruments: instruments)
    let measured = try #require(
      simulation.run(duration: 3_600 * .second, key: RandomKey(seed: 1, replication: 0), warmup: .fixed(0)))
    let points = measured.tallySeries[0]
    #expect(
      points.count == 240
        && points.map(\.start) == measured.tallySeries[0].indices.map { Nanoseconds($0) * 15 * .second })
    #expect(points[0].count == 105 && points[0].mean == 14.0 / 105)
    #expect(points[100].count == (1_500..<1_515).reduce(0, +) && points[100].mean == 15 / Double(points[100].count))
    #expect(points.reduce(0) { $0 + $1.count } == 3_600 * 3_599 / 2)
  }
}
