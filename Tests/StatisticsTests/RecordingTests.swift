// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Statistics

@Suite struct LatencyHistogramTests {
  /// Lognormal latencies around 10 ms with a long tail, by their item number.
  private func latencies(_ count: Int, _ name: String) throws -> [Int64] {
    let distribution = try Distribution.lognormal(p50: 1e7, p99: 5e8)
    let stream = testStream(name)
    return (0..<count).map { Int64(distribution.quantile(stream.uniform(UInt64($0)))) }
  }

  @Test func percentilesAreWithinATenthOfAPercent() throws {
    let values = try latencies(50_000, "latencies").sorted()
    var histogram = LatencyHistogram()
    for value in values { histogram.record(value) }
    for p in [0.001, 1, 10, 50, 90, 95, 99, 99.9, 99.99, 100] {
      let exact = values[max(0, Int((p * 500 - 1e-6).rounded(.up)) - 1)]
      let found = try #require(histogram.percentile(p))
      #expect(found >= exact && Double(found) <= Double(exact) * 1.001, "p\(p)")
    }
    #expect(histogram.percentile(0) == values[0])
    #expect(histogram.percentile(-5) == values[0])
    #expect(histogram.percentile(200) == values.last)
    #expect(histogram.percentile(.nan) == values[0])
    #expect(histogram.percentiles([99, 50]) == [99, 50].map { histogram.percentile($0) })
    #expect(histogram.count == 50_000)
    #expect(histogram.min == values[0] && histogram.max == values.last)
    #expect(histogram.mean == values.reduce(0) { $0 + Double($1) } / 50_000)
  }

  @Test func agreesWithTheLibrarysPercentiles() throws {
    var histogram = LatencyHistogram()
    for value in try latencies(10_000, "library") { histogram.record(value) }
    for p in [0.5, 25, 50, 75, 90, 99, 99.9, 99.99] {
      #expect(histogram.percentile(p) == Int64(histogram.buckets.valueAtPercentile(p)))
    }
  }

  @Test func ranksAreExactForSmallCounts() {
    var histogram = LatencyHistogram()
    for value in Int64(1)...1000 { histogram.record(value) }
    for p in 1...100 { #expect(histogram.percentile(Double(p)) == Int64(10 * p)) }
    #expect(histogram.percentile(99.9) == 999)
  }

  @Test func emptyHasNoPercentiles() {
    var histogram = LatencyHistogram()
    #expect(histogram.percentile(50) == nil)
    #expect(histogram.percentiles([50]).isEmpty)
    #expect(histogram.mean == 0 && histogram.min == 0 && histogram.max == 0 && histogram.count == 0)
    histogram.record(5)
    histogram.reset()
    #expect(histogram.isEmpty && histogram.percentile(50) == nil && histogram.max == 0)
    histogram.record(7)
    #expect(histogram.min == 7 && histogram.max == 7)
  }

  /// A million messages that waited for a day have more nanoseconds in sum than 64 bits hold.
  @Test func longWaitsOfManyDoNotOverflow() {
    var histogram = LatencyHistogram()
    let day: Int64 = 86_400_000_000_000
    histogram.record(day, count: 1_000_000)
    histogram.record(2 * day, count: 1_000_000)
    #expect(histogram.mean == 1.5 * Double(day))
    #expect(histogram.percentile(100) == 2 * day)
    #expect(histogram.sparse().sum == Int128(day) * 3_000_000)
  }

  @Test func extremesAreClamped() {
    var histogram = LatencyHistogram()
    histogram.record(-1)
    histogram.record(.min)
    histogram.record(.max)
    histogram.record(LatencyHistogram.longest)
    histogram.record(3, count: 0)
    histogram.record(3, count: -1)
    #expect(histogram.count == 4)
    #expect(histogram.min == 0)
    #expect(histogram.max == LatencyHistogram.longest)
    #expect(histogram.percentile(50) == 0)
    #expect(histogram.percentile(100) == LatencyHistogram.longest)
    #expect(histogram.percentile(99) == LatencyHistogram.longest)
    histogram.record(1, count: .max / 4)
    #expect(histogram.percentile(50) == 1)
  }

  @Test func countsAreRepeatedRecords() throws {
    var once = LatencyHistogram()
    var many = LatencyHistogram()
    for value in try latencies(100, "counts") {
      for _ in 0..<7 { once.record(value) }
      many.record(value, count: 7)
    }
    #expect(once.sparse() == many.sparse())
  }

  @Test func mergingIsIndependentOfOrderAndForm() throws {
    let parts = try (0..<5).map { part -> LatencyHistogram in
      var histogram = LatencyHistogram()
      for value in try latencies(1000 * (part + 1), "part \(part)") { histogram.record(value) }
      return histogram
    }
    var forward = LatencyHistogram()
    var backward = LatencyHistogram()
    var sparse = LatencyHistogram()
    var all = LatencyHistogram()
    for part in parts { forward.merge(part) }
    for part in parts.reversed() { backward.merge(part) }
    for part in parts { sparse.merge(part.sparse()) }
    for part in 0..<5 { for value in try latencies(1000 * (part + 1), "part \(part)") { all.record(value) } }
    forward.merge(LatencyHistogram())
    sparse.merge(LatencyHistogram().sparse())
    for merged in [forward, backward, sparse] {
      #expect(merged.sparse() == all.sparse())
      for p in [0, 1, 50, 99, 99.9, 100] { #expect(merged.percentile(p) == all.percentile(p)) }
      #expect(merged.mean == all.mean)
    }
  }

  @Test func sparseFormSurvivesJSON() throws {
    var histogram = LatencyHistogram()
    for value in try latencies(2000, "json") { histogram.record(value, count: 1 << 30) }
    histogram.record(.max)
    let sparse = histogram.sparse()
    #expect(sparse.count == histogram.count)
    let data = try JSONEncoder().encode(sparse)
    #expect(try JSONDecoder().decode(SparseHistogram.self, from: data) == sparse)
    var back = LatencyHistogram()
    back.merge(sparse)
    #expect(back.sparse() == sparse)
    #expect(back.percentile(99.99999999) == histogram.percentile(99.99999999))
  }

  @Test(arguments: [
    #"{"values":[1],"counts":[],"sum":"1","min":1,"max":1}"#,
    #"{"values":[1],"counts":[0],"sum":"1","min":1,"max":1}"#,
    #"{"values":[-1],"counts":[1],"sum":"1","min":1,"max":1}"#,
    #"{"values":[1],"counts":[1],"sum":"x","min":1,"max":1}"#,
    #"{"values":[1],"counts":[1],"sum":"1","min":2,"max":1}"#,
    #"{"values":[5],"counts":[1],"sum":"5","min":6,"max":7}"#,
    #"{"values":[5],"counts":[1],"sum":"5","min":5,"max":6}"#,
    #"{"values":[],"counts":[],"sum":"0","min":0,"max":9}"#,
    #"{"values":[9,5],"counts":[1,1],"sum":"14","min":5,"max":5}"#,
  ])
  func contradictingDataIsRefused(json: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(SparseHistogram.self, from: Data(json.utf8)) }
  }
}

@Suite struct GaugeTests {
  @Test func averagesOverTime() {
    var gauge = Gauge(2, at: 100)
    #expect(gauge.mean(until: 100) == 2)
    gauge.add(3, at: 110)
    gauge.set(1, at: 130)
    #expect(gauge.value == 1 && gauge.max == 5 && gauge.min == 1)
    // 2 for 10 ns, 5 for 20 ns, 1 for 10 ns.
    #expect(gauge.integral(until: 140) == 130.0)
    #expect(gauge.mean(until: 140) == 130.0 / 40)
    gauge.restart(at: 150)
    #expect(gauge.max == 1 && gauge.integral(until: 150) == 0 && gauge.mean(until: 150) == 1)
    gauge.set(4, at: 160)
    #expect(gauge.mean(until: 170) == 2.5)
  }

  @Test func timeNeverRunsBackwards() {
    var gauge = Gauge(1, at: 100)
    gauge.set(2, at: 50)
    #expect(gauge.integral(until: 0) == 0 && gauge.mean(until: 0) == 2)
    gauge.set(3, at: .max)
    #expect(gauge.integral(until: .max).isFinite)
    gauge = Gauge(1, at: .min)
    gauge.set(2, at: .max)
    #expect(!gauge.mean(until: .max).isNaN)
  }

  /// Little's law holds exactly for any interleaving of arrivals and departures.
  @Test func integralOfTheNumberPresentIsTheSumOfStays() {
    let stream = testStream("gauge")
    var changes: [(time: Int64, by: Double)] = []
    var stays: Int64 = 0
    for i in 0..<UInt64(1000) {
      let arrival = Int64(stream.bits(i) % 1_000_000)
      let stay = Int64(stream.bits(i, attempt: 1) % 10_000)
      changes += [(arrival, 1), (arrival + stay, -1)]
      stays += stay
    }
    var gauge = Gauge()
    for change in changes.sorted(by: { $0.time < $1.time }) { gauge.add(change.by, at: change.time) }
    #expect(gauge.value == 0)
    #expect(gauge.integral(until: 2_000_000) == Double(stays))
  }
}

@Suite struct SeriesTests {
  @Test func observationsFallIntoBins() {
    var series = Series(binWidth: 10, capacity: 4)
    series.add(1, at: 0)
    series.add(5, at: 9)
    series.add(7, at: 25)
    #expect(
      series.bins == [
        .init(start: 0, sum: 6, count: 2, max: 5), .init(start: 10, sum: 0, count: 0, max: nil),
        .init(start: 20, sum: 7, count: 1, max: 7),
      ])
    #expect(series.bins.map(\.mean) == [3, nil, 7])
  }

  @Test func widthDoublesWhenTimeRunsOut() {
    var series = Series(binWidth: 10, capacity: 4)
    for t in stride(from: Int64(0), to: 40, by: 10) { series.add(Double(t), at: t) }
    #expect(series.binWidth == 10)
    series.add(100, at: 40)
    #expect(series.binWidth == 20)
    #expect(series.bins.map(\.sum) == [10, 50, 100])
    #expect(series.bins.map(\.start) == [0, 20, 40])
    series.add(-3, at: 1000)
    #expect(series.binWidth == 320)
    #expect(series.bins.map(\.count) == [5, 0, 0, 1])
    #expect(series.bins[3].max == -3)
  }

  @Test func nothingIsLostInAnyOrder() {
    let stream = testStream("series")
    var forward = Series(binWidth: 7, capacity: 64)
    var backward = Series(binWidth: 7, capacity: 64)
    let times = (0..<UInt64(10_000)).map { Int64(stream.bits($0) % 1_000_000) }
    for t in times { forward.add(Double(t % 13), at: t) }
    for t in times.reversed() { backward.add(Double(t % 13), at: t) }
    #expect(forward.bins == backward.bins)
    #expect(forward.bins.count <= 64)
    #expect(forward.bins.reduce(0) { $0 + $1.count } == 10_000)
    #expect(forward.bins.reduce(0) { $0 + $1.sum } == times.reduce(0) { $0 + Double($1 % 13) })
    for bin in forward.bins {
      let inside = times.filter { $0 >= bin.start && $0 < bin.start + forward.binWidth }
      #expect(bin.count == inside.count)
    }
  }

  @Test func extremeArgumentsAreTaken() {
    for (width, capacity) in [(Int64.min, Int.min), (0, 0), (1, 3), (.max, 2), (1, 2)] as [(Int64, Int)] {
      var series = Series(binWidth: width, capacity: capacity)
      series.add(1, at: .min)
      series.add(1, at: 5)
      series.add(1, at: .max)
      series.add(1, at: .max - 1)
      #expect(series.bins.reduce(0) { $0 + $1.count } == 4)
    }
    #expect(Series().bins.isEmpty)
  }
}
