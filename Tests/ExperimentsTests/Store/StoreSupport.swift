// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios

@testable import Experiments

/// Outcomes, alternatives and folders for the tests of the store.
enum StoreTrial {
  static let tiny = """
    version: 1
    name: tiny
    run: { duration: 20s, replications: 4 }
    traffic: { a: { to: jobs, rate: 2/s } }
    channels: { jobs: { type: sqs } }
    workers: { w: { type: fleet, from: jobs, tasks: 4, service_time: { exponential: { mean: 300ms } }, compute: none } }
    variants:
      more: { workers: { w: { tasks: 8 } } }

    """

  static func alternative(
    _ text: String = tiny, variant: String = "base", seed: UInt64? = nil, label: String? = nil
  ) throws -> Alternative {
    var options = ScenarioOptions()
    options.seed = seed
    let scenario = try Trial.scenario(text, variant: variant, options: options)
    return Alternative(scenario, label: label, book: try PriceBook.builtIn(scenario.terms.book))
  }

  static func outcome(_ alternative: Alternative, _ replication: Int) throws -> Outcome {
    guard let outcome = try alternative.replication(replication, RunControl()) else { throw Stopped() }
    return outcome
  }

  /// An outcome of any shape, with the numbers that are hardest to keep.
  static func outcome(from random: inout SeededGenerator) -> Outcome {
    let hard = [
      0, -0.0, 1 / 3, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .pi,
      Double(bitPattern: 0x7FF0_0000_0000_0001),
    ]
    func double() -> Double {
      Bool.random(using: &random)
        ? hard[Int.random(in: 0..<hard.count, using: &random)] : .random(in: -9...9, using: &random)
    }
    func count() -> Int { Int.random(in: 0...1, using: &random) << Int.random(in: 0...46, using: &random) }
    let windows = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      Outcome.Window(
        answers: (0..<Int.random(in: 0...20, using: &random)).map { _ in
          Digest.Answer(value: Bool.random(using: &random) ? double() : nil, count: count(), hits: count())
        },
        meteredPerHour: (0..<Int.random(in: 0...5, using: &random)).map { _ in
          (double(), Bool.random(using: &random) ? double() : nil)
        },
        deliveredPerHour: double(), warmup: Int64(count()), duration: Int64(count()) + 1, events: UInt64(count()),
        stopped: [nil, .tooManyMessages, .tooManyEvents, .clockStands][Int.random(in: 0..<4, using: &random)])
    }
    return Outcome(windows: windows)
  }

  struct Stopped: Error {}
}

/// Always the same numbers (SplitMix64; Steele, Lea and Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A folder that is gone when nobody uses it any more.
final class StoreFolder {
  let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-stores-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func path(_ name: String) -> String { root.appendingPathComponent(name).path }
}

extension Outcome {
  /// Every bit of it, as text.
  var bits: String {
    windows.map { window in
      let answers = window.answers.map { "\($0.value?.bitPattern as Any) \($0.count) \($0.hits)" }
      let metered = window.meteredPerHour.map { "\($0.quantity.bitPattern) \($0.aside?.bitPattern as Any)" }
      return "\(answers) \(metered) \(window.deliveredPerHour.bitPattern) \(window.warmup) \(window.duration) "
        + "\(window.events) \(window.stopped as Any)"
    }.joined(separator: "\n")
  }
}
