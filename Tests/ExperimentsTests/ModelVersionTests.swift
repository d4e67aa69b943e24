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

  private static let version = 2
  private static let pictures = ["run.windows.usual.duration=10m", "run.windows.promo.duration=10m"]
  private static let clicks = [
    "run.windows.day.duration=20s", "run.windows.night.duration=20s", "run.windows.sale.duration=20s",
    "traffic.clicks.shape=null", "faults=null",
  ]
  static let measured = [
    Measured(file: "image-processing", variant: "base", changes: pictures, fingerprint: 9_690_321_225_177_715_541),
    Measured(file: "image-processing", variant: "lambda", changes: pictures, fingerprint: 6_745_578_442_809_271_785),
    Measured(
      file: "product-catalogue", variant: "base", changes: ["run.duration=1m", "faults.cache-node-dies.at=30s"],
      fingerprint: 9_009_093_072_165_713_250),
    Measured(
      file: "product-catalogue", variant: "memcached", changes: ["run.duration=1m", "faults.cache-node-dies.at=30s"],
      fingerprint: 10_326_943_416_209_007_416),
    Measured(file: "clickstream", variant: "base", changes: clicks, fingerprint: 15_756_248_138_163_636_808),
    Measured(file: "clickstream", variant: "msk", changes: clicks, fingerprint: 7_003_292_748_004_702_172),
    Measured(file: "clickstream", variant: "sqs-fifo", changes: clicks, fingerprint: 1_547_618_543_538_063_924),
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
