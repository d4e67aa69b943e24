// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports

@Suite("The section about faults")
struct OverTimeTests {
  /// A node dies at half time: hits fall, the database saturates, latency rises, and not all comes back.
  static var stampede: RunResult {
    var result = Samples.thumbnails
    result.windows = [result.windows[0]]
    result.windows[0].replications = 10
    func series(_ name: String, _ unit: String, _ value: (Int) -> Double) -> SeriesResult {
      let values = (0..<240).map(value)
      return SeriesResult(
        name: name, unit: unit, tS: (0..<240).map { Double($0) * 30 }, mean: values, low: values, high: values)
    }
    result.windows[0].series = [
      series("page-views.latency", "s") { $0 < 120 ? 0.002 : 0.4 },
      series("catalogue.hit", "ratio") { $0 < 120 ? 0.95 : min(0.95, Double($0 - 120) / 60) },
      series("products.utilisation", "ratio") { $0 < 120 ? 0.2 : $0 < 170 ? 1 : 0.2 },
      series("audit.latency", "s") { _ in 0.001 },
    ]
    result.windows[0].faults = [
      FaultResult(name: "node-dies", kind: "kill", of: "catalogue", fromS: 3_600),
      FaultResult(name: "slow-disk", kind: "slow", of: "products", fromS: 600, toS: 1_200),
    ]
    func recovery(_ value: Double, _ half: Double?, notBack: Int = 0) -> OverTimeResult.Recovery {
      .init(fault: "node-dies", time: Samples.figure(value, plusMinus: half), notBack: notBack)
    }
    result.windows[0].overTime = [
      OverTimeResult(subject: "page-views", metric: "latency", recoveries: [recovery(3_600, 0, notBack: 10)]),
      OverTimeResult(subject: "audit", metric: "latency", recoveries: [recovery(0, 0)]),
      OverTimeResult(subject: "catalogue", metric: "hit", recoveries: [recovery(1_740, 60)]),
      OverTimeResult(subject: "products", metric: "utilisation", recoveries: [recovery(1_500, 90, notBack: 1)]),
    ]
    return result
  }

  private func text(_ style: TextStyle) -> String {
    OverTimeSection.lines(Self.stampede, style).map { $0.rendered(style) + "\n" }.joined()
  }

  @Test("curves with the faults beneath, and how long it took") func golden() {
    #expect(text(TextStyle(width: 80)) == Self.golden)
  }

  @Test("in ASCII", arguments: [40, 80, 120]) func ascii(_ width: Int) {
    let text = text(TextStyle(ascii: true, width: width))
    #expect(text.utf8.allSatisfy { $0 < 128 } && !text.contains("?"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(text)")
  }

  @Test("colour is never needed: without it the text is the same") func colour() {
    let plain = text(TextStyle(color: false, width: 80))
    let painted = text(TextStyle(color: true, width: 80))
    #expect(!plain.contains("\u{1B}") && painted.contains("\u{1B}"))
    #expect(painted.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test("nothing without faults, and nothing with -q") func absent() {
    #expect(OverTimeSection.lines(Samples.thumbnails, TextStyle()).isEmpty)
    let quiet = RunReport.table(Self.stampede, TextStyle(quiet: true), path: "a.yaml")
    #expect(!quiet.contains("OVER TIME"))
    #expect(RunReport.table(Self.stampede, TextStyle(), path: "a.yaml").contains("OVER TIME"))
  }

  @Test("-V draws the undisturbed too, and each series once") func verbose() {
    let report = RunReport.table(Self.stampede, TextStyle(verbose: true), path: "a.yaml")
    #expect(report.contains("audit latency"))
    #expect(
      report.components(separatedBy: "products").count == report.components(separatedBy: "products utilisation").count
        + report.components(separatedBy: "slow products").count - 1)
  }

  @Test("reads back from JSON") func json() throws {
    let text = try RunReport.json(Self.stampede)
    let back = try RunReport.read(json: Data(text.utf8))
    #expect(try RunReport.json(back) == text)
    #expect(back.windows[0].overTime.count == 4)
  }

  @Test("a curve keeps its peaks and dips however few columns it has, and its gaps")
  func curves() {
    func curve(_ values: [Double?], columns: Int) -> String {
      let length = 1 / Double(values.count)
      return Bars.curve(
        values.enumerated().compactMap { place, value in
          value.map { Bars.Stretch(start: Double(place) * length, length: length, value: $0) }
        }, columns: columns)
    }
    #expect(curve([0, 1, 2, 3, 4, 5, 6, 7], columns: 8) == "▁▂▃▄▅▆▇█")
    #expect(
      curve([5, 5, 5, 0, 5, 5, 5, 5, 9, 5, 5, 5], columns: 3) == "▁█▅"
        || curve([5, 5, 5, 0, 5, 5, 5, 5, 9, 5, 5, 5], columns: 3) == "▁▅█")
    #expect(curve([1, nil, nil, 2], columns: 4) == "▁  █")
    #expect(curve([1, 3], columns: 6) == "▁▁▁███")
    #expect(curve([2, 2, 2], columns: 3) == "▁▁▁")
    #expect(curve([], columns: 3) == "")
    #expect(
      Bars.curve(
        [
          .init(start: .nan, length: 1, value: 1), .init(start: 0, length: .infinity, value: 1e300),
          .init(start: 0.5, length: .nan, value: 1), .init(start: 0.9, length: 1, value: -1e300),
        ], columns: 4
      ).count == 4)
  }
}

extension OverTimeTests {
  static let golden = #"""
    OVER TIME usual, 0 .. 2h00m, each from its least to its highest
      page-views latency  2ms .. 400ms
        not back by the end of the window after node-dies
        ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁████████████████████████
            ▲────               ▲
      catalogue hit  0.00% .. 95.0%  back 29m00s after node-dies (28m00s .. 30m00s)
        ████████████████████████▁▂▂▃▃▄▅▅▆▇▇█████████████
            ▲────               ▲
      products utilisation  20.0% .. 100.0%
        back at least 25m00s after node-dies, not back by the end in 1 of 10
        replications
        ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁██████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁
            ▲────               ▲
      ▲ slow-disk: slow products at 10m00s..20m00s
      ▲ node-dies: kill catalogue at 1h00m
      not clearly disturbed: audit

    """#
}
