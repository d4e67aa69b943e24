// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation
import Testing

@testable import Services
@testable import Simulation

/// A source `clicks`, a stream `s` and fleets `a`, `b`, … that read it, run for a time.
struct KinesisRun {
  let outcomes: Outcomes

  /// - Parameters:
  ///   - traffic: the settings of `clicks` besides `to`.
  ///   - fleets: the settings of each reader besides `type` and `from`.
  ///   - more: further sections.
  init(
    _ traffic: String, _ stream: String, _ fleets: [String] = [], more: String = "", until duration: Double,
    builtInLatencies: Bool = false, seed: UInt64 = 1, region: String = "us-east-1",
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    outcomes = try Outcomes(
      Self.parts(
        traffic, stream, fleets, more: more, builtInLatencies: builtInLatencies, region: region,
        sourceLocation: sourceLocation), until: s(duration), seed: seed, sourceLocation: sourceLocation)
  }

  static func parts(
    _ traffic: String, _ stream: String, _ fleets: [String] = [], more: String = "", builtInLatencies: Bool = false,
    region: String = "us-east-1", sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> [any Part] {
    var text = """
      traffic: { clicks: { to: s, \(traffic) } }
      channels: { s: { type: kinesis, \(stream) } }

      """
    if !fleets.isEmpty {
      let names = "abcdefghij".map { String($0) }
      let lines = zip(names, fleets).map { "  \($0): { type: fleet, from: s, \($1) }" }
      text += "workers:\n" + lines.joined(separator: "\n") + "\n"
    }
    return try ServicesTests.parts(
      text + more, builtInLatencies: builtInLatencies, region: region, sourceLocation: sourceLocation)
  }

  func count(_ name: String, of part: String = "s") -> Int64 { outcomes.count(part, name) }
  func level(_ name: String, of part: String = "s") -> Measurements.Level { outcomes.level(part, name) }

  /// Seconds from the producer to the end of the work, on average and at most, in the way of one reader: `clicks` where
  /// there is only one.
  func latency(_ flow: String = "clicks") -> (mean: Double, count: Int, min: Double, max: Double) {
    outcomes.times(flow, "latency")
  }

  var flow: Measurements.FlowTotals { outcomes.measured.flows[0] }

  /// What a month of 730 hours like this costs, by meter, in dollars.
  func bill(_ book: PriceBook, region: String = "us-east-1") throws -> [String: Double] {
    var lines: [String: Double] = [:]
    for quantity in outcomes.model.meters where quantity.part == "s" {
      let price = try #require(book.price(quantity.meter.price, region: region), "\(quantity.meter.price)")
      #expect(price.unit == quantity.meter.unit, "\(quantity.meter.price)")
      let dollars = try #require(Double("\(price.tiers[0].usd)"))
      lines[quantity.meter.id, default: 0] += quantity.perHour(outcomes.measured) * 730 * dollars
    }
    return lines
  }
}
