// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Simulation
import Testing

@testable import Experiments

@Suite("A price from below") struct CostFloorTests {
  private static func variants(_ name: String) throws -> [String] {
    var found = Diagnostics()
    let text = try PlanTrial.example(name)
    return ScenarioFile(bytes: Array(text.utf8), path: name, &found)?.variants ?? []
  }

  /// The examples with windows of half a minute and a share of the traffic: what is paid for by the hour is the same, and
  /// the rest must still not be less than the floor says.
  static let shortened: [(name: String, traffic: Double)] = [
    ("image-processing", 1), ("course-stack", 20), ("sns-fanout", 5), ("change-capture", 0.5), ("clickstream", 0.05),
    ("product-catalogue", 0.1), ("stampede", 0.05),
  ]

  @Test("is not above the simulated bill of any variant of any example", arguments: shortened)
  func examples(_ name: String, _ traffic: Double) async throws {
    let text = try PlanTrial.example(name)
    for variant in try Self.variants(name) {
      var options = ScenarioOptions()
      options.trafficFactor = traffic
      options.precision = .replications(1)
      let whole = try Trial.scenario(text, variant: variant, options: options)
      // Short windows; a warm-up that is written must leave something of them.
      let isFixed = if case .fixed(let time) = whole.warmup { time > 0 } else { false }
      let length = isFixed ? "17m" : "40s"
      options.changes = [("run.duration", length)]
      if whole.windows.count > 1 || whole.windows[0].name != "all" {
        options.changes = whole.windows.map { ("run.windows.\($0.name).duration", length) }
      }
      if isFixed {
        options.changes.append(("run.warmup", "20s"))
        options.changes[0].value = "40s"
      }
      let scenario = try Trial.scenario(text, variant: variant, options: options)
      let book = try PriceBook.builtIn(scenario.terms.book)
      let floor = CostFloor(scenario, book: book).total
      let result = try await Trial.run(scenario)
      let bill = try #require(Decimal(exactText: result.cost?.exact ?? ""))
      #expect(floor <= bill, "\(name) \(variant): \(floor) above \(bill)")
      #expect(floor > 0, "\(name) \(variant)")
    }
  }

  /// A month of two tasks with 1 vCPU and 2 GiB: 2 · 730 · (0.04656 + 2 · 0.00511); 1/s sent are 2,628,000 messages. With 3600
  /// sent in a window four standard deviations are 240, and the latest warm-up leaves half of it: 1800 - 170.
  @Test("by hand") func worked() throws {
    let text = """
      version: 1
      name: small
      region: us-east-1
      run: { duration: 1h }
      traffic: { orders: { to: jobs, rate: 1/s } }
      channels: { jobs: { type: sqs, receive_wait: 20s } }
      workers:
        packer: { type: fleet, from: jobs, tasks: 2, service_time: 100ms, compute: { fargate: { vcpu: 1, memory: 2GiB } } }
      """
    let scenario = try Trial.scenario(text)
    let book = try PriceBook.builtIn(.documented)
    func usd(_ service: String, _ item: String) throws -> Decimal {
      try #require(book.price(PriceReference(service: service, item: item), region: "us-east-1")?.tiers.first?.usd)
    }
    let hourly = try 2 * 730 * (usd("fargate", "x86:vcpu") + 2 * usd("fargate", "x86:memory"))
    let sends = Decimal(730 * (1800 - 4 * 1800.0.squareRoot()) * 2) * (try usd("sqs", "standard:request"))
    let floor = CostFloor(scenario, book: book)
    #expect(abs(floor.total - hourly - sends) < 0.000_01)
    #expect(abs(floor.lines(of: "packer") - hourly) < 0.000_01)
    #expect(floor.lines(of: "nobody") == 0)
  }

  @Test("is near the bill where it is made by capacity, and below half of it nowhere here") func close() async throws {
    let text = """
      version: 1
      name: small
      region: us-east-1
      run: { duration: 10m, replications: 1, warmup: 0s }
      traffic: { clicks: { to: stream, rate: 10/s, size: 1KiB } }
      channels: { stream: { type: kinesis, shards: 2, retention: 48h } }
      workers:
        reader: { type: fleet, from: stream, tasks: 2, service_time: 1ms, compute: { fargate: { vcpu: 1, memory: 2GiB } } }
      """
    let scenario = try Trial.scenario(text)
    let floor = CostFloor(scenario, book: try .builtIn(.documented)).total
    let bill = try #require(Decimal(exactText: try await Trial.run(scenario).cost?.exact ?? ""))
    #expect(floor <= bill)
    #expect(floor > bill * 95 / 100, "\(floor) of \(bill)")
  }

  @Test(
    "a discount, the free tier and promises keep it below") func terms() async throws
  {
    for terms in [
      "free_tier: first-year", "discount: 30%", "savings: { discount: 40%, covers: 70% }", "credits: $50",
      "graviton: true",
    ] {
      let text = """
        version: 1
        name: small
        region: us-east-1
        run: { duration: 10m, replications: 1 }
        pricing: { \(terms) }
        traffic: { orders: { to: jobs, rate: 2/s, batch: 10 } }
        channels: { jobs: { type: sqs, visibility_timeout: 1m } }
        workers:
          function: { type: lambda, from: jobs, memory: 1GiB, service_time: 200ms }
        """
      let scenario = try Trial.scenario(text)
      let floor = CostFloor(scenario, book: try .builtIn(.documented)).total
      let bill = try #require(Decimal(exactText: try await Trial.run(scenario).cost?.exact ?? ""))
      #expect(floor <= bill, "\(terms): \(floor) above \(bill)")
      if !terms.hasPrefix("free") && !terms.hasPrefix("credits") {
        #expect(floor > bill / 3, "\(terms): \(floor) of \(bill)")
      }
    }
  }
}
