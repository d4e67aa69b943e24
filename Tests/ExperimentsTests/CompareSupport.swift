// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios

@testable import Experiments

/// Small queues that are compared.
enum Contenders {
  /// One server with exponential service: M/M/1, with variants of other service times.
  static func queue(
    rate: Double = 4, service: [(name: String, milliseconds: Double)], duration: String = "40s", warmup: String = "5s",
    seed: Int = 1, more: String = ""
  ) -> String {
    var text = """
      version: 1
      name: queue
      calibration: none
      run: { seed: \(seed), duration: \(duration), warmup: \(warmup), replications: 4 }
      traffic: { arrivals: { to: line, rate: \(rate)/s } }
      channels: { line: { type: sqs, duplicate_delivery: 0%, receive_wait: 20s } }
      workers:
        team:
          type: fleet
          from: line
          tasks: 1
          receive: 1
          compute: { fargate: { vcpu: 0.25, memory: 0.5GiB } }
          service_time: { exponential: { mean: \(service[0].milliseconds)ms } }
      \(more)
      variants:
        base: { title: "\(service[0].name)" }

      """
    for one in service.dropFirst() {
      text +=
        "  \(one.name): { workers: { team: { service_time: { exponential: { mean: \(one.milliseconds)ms } } } } }\n"
    }
    return text
  }

  static func alternatives(
    _ text: String, _ variants: [String], seed: UInt64? = nil, options: ScenarioOptions = ScenarioOptions()
  ) throws -> [Alternative] {
    try variants.map { variant in
      var scenario = try Trial.scenario(text, variant: variant, options: options)
      scenario.seed = seed ?? scenario.seed
      return Alternative(scenario, book: try PriceBook.builtIn(.documented))
    }
  }

  static func compare(
    _ text: String, _ variants: [String], replications: Int = 4, method: Comparison.Method = .bonferroni, jobs: Int = 2
  ) async throws -> CompareResult {
    let comparison = Comparison(
      try alternatives(text, variants), precision: .replications(replications), confidence: 0.95, method: method)
    return try await comparison.result(Laboratory(jobs: jobs))
  }
}

extension CompareResult {
  func variant(_ label: String) -> Variant? { variants.first { $0.label == label } }
}

extension CompareResult.Variant {
  func figure(_ metric: String, _ statistic: String) -> Figure? {
    readings.first { $0.metric == metric && $0.statistic == statistic }?.figure
  }

  func difference(_ metric: String, _ statistic: String) -> CompareResult.Difference? {
    differences.first { $0.metric == metric && $0.statistic == statistic }
  }
}

/// Numbers that are the same in every run of a test (Vigna's SplitMix64).
struct TestNumbers {
  var state: UInt64

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return (Double((z ^ (z >> 31)) >> 11) + 0.5) / 9_007_199_254_740_992
  }

  mutating func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform()) }
}
