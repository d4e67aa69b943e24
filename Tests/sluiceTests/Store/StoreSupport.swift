// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation

@testable import sluice

/// A small experiment, which the program does in a moment.
enum SmallExperiment {
  static let scenario = """
    version: 1
    name: small
    run: { duration: 10s, replications: 12 }
    traffic: { a: { to: jobs, rate: 2/s } }
    channels: { jobs: { type: sqs } }
    workers: { w: { type: fleet, from: jobs, tasks: 4, service_time: { exponential: { mean: 300ms } }, compute: none } }
    slos: { soon: { of: a, latency.p50: "< 1s" } }
    variants:
      more: { workers: { w: { tasks: 8 } } }

    """
  /// Replications of both variants.
  static let replications = 24

  /// The scenario in a folder of its own, and the words that do the experiment there.
  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Data(scenario.utf8).write(to: folder.url("small.yaml"))
    return folder
  }

  static let words = ["results", "fill", "small.yaml", "-v", "all", "-n", "12"]

  /// The whole of it without a store.
  static func report(_ program: Program, _ folder: TemporaryFolder, _ format: String = "csv") throws -> String {
    let outcome = try program.run(words + ["--store", "none", "-f", format], folder: folder.root.path)
    guard outcome.status == 0, !outcome.output.isEmpty else { throw Failed(outcome: outcome) }
    return outcome.output
  }

  struct Failed: Error {
    var outcome: Program.Outcome
  }

  /// The replications of each alternative in a store.
  static func counts(_ path: String) throws -> [Int] {
    try ResultStore(path, .read).alternatives().map(\.replications)
  }
}

/// The same numbers every time (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
