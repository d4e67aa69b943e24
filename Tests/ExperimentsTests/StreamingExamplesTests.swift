// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Scenarios
import Testing

/// The examples with logs: what each of their variants is able to do, that nothing is lost or out of order, and bills by
/// hand.
@Suite struct StreamingExamplesTests {
  /// Short windows and few clicks: what is looked at here does not depend on them.
  private static let short = ["day", "night", "sale"].map {
    (path: "run.windows.\($0).duration", value: $0 == "sale" ? "10m" : "2m")
  }

  private func clickstream(
    _ variant: String, set: [(path: String, value: String)] = [], jobs: Int = 2
  ) async throws -> RunResult {
    let text = try String(contentsOf: Trial.examples.appendingPathComponent("clickstream.yaml"), encoding: .utf8)
    var options = ScenarioOptions()
    options.precision = .replications(1)
    options.changes =
      Self.short + [(path: "faults.one-broker-down.at", value: "6m"), (path: "traffic.clicks.rate", value: "100/s")]
      + set
    return try await Trial.run(text, variant: variant, options: options, jobs: jobs)
  }

  private func monthly(_ result: RunResult, _ title: String) -> Double {
    result.cost?.lines.filter { $0.title.hasPrefix(title) }.reduce(0) { $0 + (Double($1.amount) ?? .nan) } ?? .nan
  }

  @Test(
    "every variant runs in all windows; who keeps the order keeps it, and the archive is complete",
    arguments: ["base", "kinesis-on-demand", "sqs", "sqs-fifo", "msk", "msk-serverless", "kafka-ec2"])
  func variants(_ variant: String) async throws {
    let result = try await clickstream(variant)
    #expect(result.windows.map(\.name) == ["day", "night", "sale"])
    #expect(result.able == !variant.hasPrefix("sqs"))
    let lost = result.windows.flatMap(\.flows).reduce(0) { $0 + $1.lost + $1.deadLettered }
    #expect(lost == 0)
    for window in result.windows {
      let late = try #require(window.figure("clicks -> sessioniser", "out_of_order", "ratio")?.value)
      #expect(variant == "sqs" ? late > 0 : late == 0, "\(window.name)")
      #expect(try #require(window.figure("clicks -> archiver", "latency", "p50")?.value) < 6)
    }
  }

  @Test("a broker that is away stops its partitions for the session's time: MSK and EC2 with KRaft 9 s")
  func brokerDown() async throws {
    for variant in ["msk", "kafka-ec2"] {
      let sale = try #require(try await clickstream(variant).window("sale"))
      let slowest = try #require(sale.figure("clicks -> sessioniser", "latency", "max")?.value)
      #expect((8...12).contains(slowest), "\(variant): \(slowest)")
    }
    let serverless = try #require(try await clickstream("msk-serverless").window("sale"))
    #expect(try #require(serverless.figure("clicks -> sessioniser", "latency", "max")?.value) < 2)
  }

  @Test("bills by hand: six shards; three m7g.large brokers and their volumes; a serverless cluster; people")
  func bills() async throws {
    // 6 x 730 h x $0.015.
    #expect(abs(monthly(try await clickstream("base"), "Kinesis shard-hours") - 65.70) < 0.005)
    let msk = try await clickstream("msk")
    // 3 x 730 h x $0.204; 3 x 100 GiB x $0.10.
    #expect(abs(monthly(msk, "MSK kafka.m7g.large") - 446.76) < 0.005)
    #expect(abs(monthly(msk, "MSK broker storage") - 30) < 0.005)
    let own = try await clickstream("kafka-ec2")
    // 20 h x $60.
    #expect(own.cost?.lines.contains { (Double($0.amount) ?? 0) == 1200 } ?? false)
  }

  @Test("threads change no bit", arguments: ["base", "msk"])
  func sameBytes(_ variant: String) async throws {
    let one = try await clickstream(variant, jobs: 1)
    #expect(try Trial.json(one) == Trial.json(try await clickstream(variant, jobs: 2)))
  }
}
