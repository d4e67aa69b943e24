// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Statistics

@Suite struct HistogramEncodingTests {
  private static func histogram(_ values: [Int64]) -> LatencyHistogram {
    var histogram = LatencyHistogram()
    for value in values { histogram.record(value) }
    return histogram
  }

  @Test("begins as HdrHistogram's own texts of version 2 do, and reads back") func header() throws {
    let text = HistogramEncoding.text(Self.histogram([1, 2047, 2048, 1_000_000, 1_000_000]))
    #expect(text.hasPrefix("HISTFAAA"))
    let back = try #require(HistogramEncoding.histogram(text))
    #expect(back.count == 5 && back.percentile(0) == 1 && back.percentile(40) == 2047)
    #expect(back.percentile(60) == 2049)
    let top = try #require(back.percentile(100))
    #expect(top >= 1_000_000 && top < 1_001_000)
  }

  @Test("a bucket's place and its highest value are those of the library") func buckets() {
    let histogram = LatencyHistogram()
    var value: Int64 = 1
    while value < LatencyHistogram.longest {
      for near in [value - 1, value, value + 1] where near >= 0 {
        let index = HistogramEncoding.index(near)
        let highest = Int64(histogram.buckets.nextNonEquivalentForValue(UInt64(near))) - 1
        #expect(HistogramEncoding.value(index) == highest, "\(near)")
        #expect(HistogramEncoding.index(highest) == index && HistogramEncoding.index(highest + 1) == index + 1)
      }
      value = value * 3 / 2 + 1
    }
  }

  @Test("thousands of durations read back bucket by bucket") func roundTrip() throws {
    var values: [Int64] = []
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      values.append(Int64(state >> (20 + (state & 31))))
    }
    let histogram = Self.histogram(values + [0, LatencyHistogram.longest])
    let back = try #require(HistogramEncoding.histogram(HistogramEncoding.text(histogram)))
    #expect(back.sparse().values == histogram.sparse().values && back.sparse().counts == histogram.sparse().counts)
  }

  @Test("what is damaged is refused") func damaged() {
    let text = HistogramEncoding.text(Self.histogram((1...500).map { $0 * 1000 }))
    #expect(HistogramEncoding.histogram("") == nil && HistogramEncoding.histogram("HISTFAAA") == nil)
    for place in stride(from: 0, to: text.count - 4, by: 3) {
      var letters = Array(text)
      letters[place] = letters[place] == "A" ? "B" : "A"
      let read = HistogramEncoding.histogram(String(letters))
      // Four bytes before the stream say how long it is; nothing checks those.
      #expect(read == nil || place < 12, "\(place)")
    }
    #expect(HistogramEncoding.histogram(String(text.dropLast(8))) == nil)
  }

  @Test("percentiles stand at HdrHistogram's steps") func percentiles() {
    let table = PercentileTable(Self.histogram((1...1000).map { $0 * 1_000_000 }))
    #expect(
      table.rows.prefix(8).map(\.quantile).map { ($0 * 1e6).rounded() / 1e6 } == [
        0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6,
      ])
    #expect(table.rows.last?.quantile == 1 && table.rows.last?.count == 1000)
    #expect(abs(table.deviation / 288_675_000 - 1) < 0.001 && table.count == 1000)
    #expect(PercentileTable(LatencyHistogram()).rows.isEmpty)
  }
}
