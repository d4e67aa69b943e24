// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Pricing
import Scenarios
import Testing

/// Kept replications are found by the version of the model, so the version must change when what is measured does.
@Suite struct ModelVersionTests {
  /// An example, shortened, and the fingerprint of what its first replication measures.
  struct Measured: Sendable, CustomStringConvertible {
    var file: String
    var variant: String
    var changes: [String]
    var fingerprint: UInt64
    var description: String { "\(file) \(variant)" }
  }

  private static let version = 1
  private static let pictures = ["run.windows.usual.duration=10m", "run.windows.promo.duration=10m"]
  private static let clicks = [
    "run.windows.day.duration=20s", "run.windows.night.duration=20s", "run.windows.sale.duration=20s",
    "traffic.clicks.shape=null", "faults=null",
  ]
  static let measured = [
    Measured(file: "image-processing", variant: "base", changes: pictures, fingerprint: 0),
    Measured(file: "image-processing", variant: "lambda", changes: pictures, fingerprint: 0),
    Measured(
      file: "product-catalogue", variant: "base", changes: ["run.duration=1m", "faults.cache-node-dies.at=30s"],
      fingerprint: 0),
    Measured(
      file: "product-catalogue", variant: "memcached", changes: ["run.duration=1m", "faults.cache-node-dies.at=30s"],
      fingerprint: 0),
    Measured(file: "clickstream", variant: "base", changes: clicks, fingerprint: 0),
    Measured(file: "clickstream", variant: "msk", changes: clicks, fingerprint: 0),
    Measured(file: "clickstream", variant: "sqs-fifo", changes: clicks, fingerprint: 0),
  ]

  @Test(arguments: measured) func anotherMeasurementIsAnotherVersion(_ one: Measured) async throws {
    var options = ScenarioOptions()
    options.changes = one.changes.map { change in
      let parts = change.split(separator: "=", maxSplits: 1).map(String.init)
      return (path: parts[0], value: parts[1])
    }
    let url = Trial.examples.appendingPathComponent("\(one.file).yaml")
    let text = try String(contentsOf: url, encoding: .utf8)
    let scenario = try Trial.scenario(text, variant: one.variant, options: options)
    let alternative = Alternative(scenario, book: try PriceBook.builtIn(.documented))
    var fingerprint: UInt64 = 0
    _ = try await Laboratory(jobs: 1).run(
      [Laboratory.Task(alternative: 0, replication: 0)], of: [alternative], isPlanned: true,
      read: { $1.fingerprint }, take: { fingerprint = $1 })
    #expect(
      Product.modelVersion == Self.version && fingerprint == one.fingerprint,
      "\(one) measures \(fingerprint) now: if that is meant, raise Product.modelVersion and the version here")
  }
}
