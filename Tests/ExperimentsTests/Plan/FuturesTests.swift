// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Scenarios
import Statistics
import Testing

@testable import Experiments

@Suite struct FuturesTests {
  static let text = """
    version: 1
    name: doubt
    calibration: none
    run: { duration: 60s, warmup: 0s, replications: 2 }
    traffic:
      uploads: { to: jobs, rate: { low: 2/s, likely: 6/s, high: 20/s } }
      orders: { to: jobs, rate: { low: 1/s, likely: 2/s, high: 4/s } }
      sure: { to: jobs, rate: 1/s }
    channels: { jobs: { type: sqs, receive_wait: 20s } }
    workers: { resizer: { type: fleet, from: jobs, service_time: 10ms } }
    """

  @Test func everySixteenthOfEveryRateComesOnce() throws {
    let futures = try #require(Futures(of: [try Trial.scenario(Self.text)], seed: 1))
    #expect(futures.sources.map(\.name) == ["uploads", "orders"])
    #expect(futures.futures.map(\.number) == Array(1...16))
    for place in 0..<2 {
      let strata = futures.futures.map { Int($0.quantiles[place] * 16) }
      #expect(strata.sorted() == Array(0..<16))
      #expect(Set(futures.futures.map { $0.quantiles[place] }).count == 16)
    }
    // The two are paired otherwise than each with itself.
    #expect(futures.futures.contains { Int($0.quantiles[0] * 16) != Int($0.quantiles[1] * 16) })
  }

  @Test func ratesAreTheInversesOfTheirDistribution() throws {
    let futures = try #require(Futures(of: [try Trial.scenario(Self.text)], count: 64, seed: 3))
    let law = try #require(ThreePointLogNormal(low: 2, likely: 6, high: 20))
    for future in futures.futures { #expect(future.rates[0] == law.quantile(future.quantiles[0])) }
    // Half of them below the likely rate, exactly.
    #expect(futures.futures.count { $0.rates[0] < 6 } == 32)
    let mean = futures.futures.reduce(0) { $0 + $1.rates[0] } / 64
    #expect(abs(mean - law.mean) < 0.15 * law.mean)
  }

  @Test func aFutureIsAScenario() throws {
    let futures = try #require(Futures(of: [try Trial.scenario(Self.text)], seed: 1))
    var options = ScenarioOptions()
    options.trafficFactor = 2
    for future in futures.futures.prefix(3) {
      let scenario = try Trial.scenario(Self.text, options: futures.options(future, over: options))
      let expected = 2 * 60 * (future.rates[0] + future.rates[1] + 1)
      #expect(abs(scenario.windows[0].expectedMessages - expected) < 1e-6 * expected)
    }
  }

  @Test func theSeedDecides() throws {
    let scenario = try Trial.scenario(Self.text)
    #expect(Futures(of: [scenario], seed: 1) == Futures(of: [scenario], seed: 1))
    #expect(Futures(of: [scenario], seed: 1) != Futures(of: [scenario], seed: 2))
    #expect(Futures(of: [scenario, scenario], seed: 1) == Futures(of: [scenario], seed: 1))
  }

  @Test func whatIsSureHasNoFutures() throws {
    let sure = Self.text.replacing("{ low: 2/s, likely: 6/s, high: 20/s }", with: "6/s")
      .replacing("{ low: 1/s, likely: 2/s, high: 4/s }", with: "2/s")
    #expect(Futures(of: [try Trial.scenario(sure)], seed: 1) == nil)
  }
}
