// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports

@Suite("Charts")
struct ChartTests {
  static func line(_ name: String, _ points: [(Double, Double)], _ half: Double? = nil) -> ChartSeries {
    ChartSeries(
      name, .line, points.map { x, y in ChartPoint(x, y, low: half.map { y - $0 }, high: half.map { y + $0 }) })
  }

  static var tail: Chart {
    Chart(
      id: "tail-1", title: "Latency of uploads", summary: "It grows.", x: ChartAxis("percentile", .ratio, .nines),
      y: ChartAxis("latency", .seconds, .log10),
      series: [
        line("usual", [(0.5, 1.6), (0.99, 26.8), (0.999, 34)], 0.5), line("promo", [(0.5, 2.3), (0.999, 571)]),
      ],
      rules: [ChartRule("asked < 20s", .y, at: 20)])
  }

  // MARK: Ticks

  @Test(
    "Steps are 1, 2 or 5 times a power of ten",
    arguments: [
      (0.0, 1.0, ["0", "0.2", "0.4", "0.6", "0.8", "1"]), (0.0, 3_978.0, ["0", "1,000", "2,000", "3,000", "4,000"]),
      (0.0, 25_000.0, ["0", "5,000", "10 k", "15 k", "20 k", "25 k"]),
      (-0.4, 0.3, ["-0.4", "-0.2", "0", "0.2", "0.4"]),
      (0.0, 4.2e6, ["0", "1 M", "2 M", "3 M", "4 M", "5 M"]),
    ])
  func counts(low: Double, high: Double, labels: [String]) {
    #expect(ChartDomain(ChartAxis("n", .count), values: [low, high], most: 5).ticks.map(\.label) == labels)
  }

  @Test(
    "Times have steps of whole minutes and hours",
    arguments: [
      (7_200.0, ["0", "30m", "1h", "1h30m", "2h"]), (95.0, ["0", "30s", "1m", "1m30s", "2m"]),
      (0.034, ["0", "10ms", "20ms", "30ms", "40ms"]), (1.3, ["0", "500ms", "1s", "1.5s"]),
      (5 * 86_400.0, ["0", "1d", "2d", "3d", "4d", "5d"]),
    ])
  func times(high: Double, labels: [String]) {
    #expect(ChartDomain(ChartAxis("t", .seconds), values: [0, high], most: 5).ticks.map(\.label) == labels)
  }

  @Test("Money has cents or none, shares have signs, memory has powers of two")
  func units() {
    func labels(_ unit: ChartUnit, _ scale: ChartScale, _ values: [Double]) -> [String] {
      ChartDomain(ChartAxis("", unit, scale), values: values, most: 5).ticks.map(\.label)
    }
    #expect(labels(.dollars, .linear, [0, 1_014]) == ["$0", "$500", "$1,000", "$1,500"])
    #expect(labels(.dollars, .linear, [0, 1]) == ["$0", "$0.20", "$0.40", "$0.60", "$0.80", "$1"])
    #expect(labels(.ratio, .linear, [0, 0.02]) == ["0%", "0.5%", "1%", "1.5%", "2%"])
    #expect(labels(.factor, .linear, [0, 4]) == ["0x", "1x", "2x", "3x", "4x"])
    #expect(labels(.bytes, .log10, [1_048_576, 1_073_741_824]) == ["2 MiB", "16 MiB", "128 MiB", "1 GiB"])
    #expect(labels(.seconds, .log10, [1.6, 571]) == ["10s", "1m", "10m"])
    #expect(labels(.number, .log10, [1, 1_000]) == ["1", "10", "100", "1,000"])
  }

  @Test("Every axis has two ticks at least, in order, inside the domain and not too many")
  func ticks() {
    var state: UInt64 = 42
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    for _ in 0..<3_000 {
      let size = pow(10, next() * 16 - 7)
      let values = [size * next(), size * (1 + next() * 50)]
      for unit in [ChartUnit.seconds, .ratio, .count, .perSecond, .dollars, .bytes, .factor, .number] {
        for scale in [ChartScale.linear, .log10] {
          let domain = ChartDomain(ChartAxis("", unit, scale), values: values, most: 6)
          let places = domain.ticks.map(\.place)
          #expect((2...14).contains(places.count), "\(unit) \(scale) \(values): \(places.count)")
          #expect(places == places.sorted())
          #expect(places.allSatisfy { $0 >= domain.low - 1e-9 && $0 <= domain.high + abs(domain.high) * 1e-9 + 1e-9 })
          #expect(
            domain.low <= ChartDomain.place(values[0], scale) && domain.high >= ChartDomain.place(values[1], scale))
        }
      }
    }
  }

  @Test("On the axis of nines each nine is as far from the next")
  func nines() {
    let domain = ChartDomain(ChartAxis("", .ratio, .nines), values: [0.5, 0.9, 0.9999], most: 6)
    #expect(domain.ticks.map(\.label) == ["50%", "90%", "99%", "99.9%", "99.99%"])
    let expected = [0.30103, 1, 2, 3, 4]
    #expect(zip(domain.ticks, expected).allSatisfy { abs($0.place - $1) < 1e-5 })
    #expect(ChartDomain.place(1, .nines) == 12)
    #expect(ChartDomain.place(0, .nines) == 0)
  }

  // MARK: Labels

  @Test("Labels are pushed apart and keep their order")
  func apart() {
    let places = LabelPlaces.apart([50, 51, 52, 10, 300], gap: 14, from: 8, to: 200)
    #expect(places == [50, 64, 78, 10, 200])
    let crowded = LabelPlaces.apart([195, 196, 197], gap: 14, from: 8, to: 200)
    #expect(crowded == [172, 186, 200])
  }

  @Test("A text is cut where there is no room, with an ellipsis")
  func cut() {
    #expect(TextWidth.cut("short", to: 100) == "short")
    let cut = TextWidth.cut(String(repeating: "가", count: 80), to: 120)
    #expect(cut.hasSuffix("…") && TextWidth.of(cut) <= 120)
  }

  static var crowded: [Chart] {
    let many = (0..<8).map { number in
      line("a-part-with-a-long-name-\(number)", (0..<200).map { (Double($0) * 30, 100 + Double(number) * 0.001) }, 1)
    }
    let over = Chart(
      id: "over-1", title: "Over time", summary: "s", x: ChartAxis("time", .seconds), y: ChartAxis("waiting", .count),
      series: many,
      regions: [ChartRegion("node dies", from: 600, to: 900), ChartRegion("node is back", from: 901, to: 1_000)],
      rules: [
        ChartRule("warm-up cut 10m", .x, at: 600), ChartRule("bound", .y, at: 100), ChartRule("other", .y, at: 100.01),
      ])
    let bars = Chart(
      id: "bars-1", title: "Cost", summary: "s", x: ChartAxis("a month", .dollars),
      y: ChartAxis("", .number, .category, categories: (0..<12).map { "variant-with-a-very-long-name-\($0)" }),
      series: (0..<9).map { meter in
        ChartSeries(
          "a meter with a long title \(meter)", .stack,
          (0..<12).map { ChartPoint(Double($0 + meter), Double($0), label: meter == 8 ? "$123,456.78" : nil) })
      })
    let points = Chart(
      id: "points-1", title: "Front", summary: "s", x: ChartAxis("a month", .dollars, fromZero: false),
      y: ChartAxis("p99", .seconds),
      series: [
        ChartSeries(
          "front", .point, (0..<30).map { ChartPoint(100 + Double($0) * 0.2, 1, label: "kinesis: shards \($0)") }),
        ChartSeries("answer", .chosen, [ChartPoint(101, 1, label: "kinesis: the answer")]),
      ])
    return [over, bars, points, tail]
  }

  @Test("No two texts of a picture overlap, and none is outside", arguments: crowded)
  func overlaps(chart: Chart) {
    var painter = ChartPainter(chart, withTitle: true)
    painter.paint()
    #expect(painter.boxes.count > 4)
    for (place, box) in painter.boxes.enumerated() {
      #expect(box.x > -1 && box.x + box.width < ChartFrame.width + 1, "\(box.text) is outside")
      #expect(box.y > -1 && box.y + box.height < painter.frame.height + 1, "\(box.text) is outside")
      for other in painter.boxes[(place + 1)...] {
        #expect(!box.overlaps(other), "\(box.text) and \(other.text)")
      }
    }
  }

  // MARK: Colours

  /// WCAG 2.2, relative luminance.
  private static func luminance(_ color: String) -> Double {
    let value = Int(color.dropFirst(), radix: 16) ?? 0
    let parts = [value >> 16, value >> 8 & 255, value & 255].map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private static func contrast(_ one: String, _ other: String) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test("Colours have contrast enough in light and in dark")
  func contrast() {
    for scheme in [ChartPalette.light, ChartPalette.dark] {
      #expect(scheme.series.count == ChartPalette.count)
      for color in scheme.series { #expect(Self.contrast(color, scheme.page) >= 3) }
      #expect(Self.contrast(scheme.ink, scheme.page) >= 7)
      #expect(Self.contrast(scheme.muted, scheme.page) >= 4.5)
    }
  }

  @Test("Two series differ in dashes, shapes and fillings, not in colour alone")
  func shapes() {
    let slots = 0..<ChartPalette.count
    #expect(Set(slots.map(ChartPalette.dashes)).count == ChartPalette.count)
    #expect(Set(slots.map { ChartPalette.marker($0, x: 0, y: 0, radius: 3) }).count == ChartPalette.count)
    #expect(Set(slots.map { ChartPalette.filling($0) ?? "" }).count == ChartPalette.count)
  }
}
