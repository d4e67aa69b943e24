// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Testing

@testable import Services
@testable import Simulation

/// What is written about a topic: errors, findings, abilities, bills.
struct KafkaSettingsTests {
  private func errors(_ topic: String, type: String = "kafka-ec2", faults: [String] = []) -> [String] {
    Reading(KafkaLab.text(topic, type: type, faults: faults)).errors
  }

  @Test("Bad settings end in a message with a place")
  func problems() {
    #expect(errors("partitions: 3").isEmpty)
    #expect(errors("partitions: 3, brokers: 2").first?.contains("replication 3 needs as many brokers") ?? false)
    #expect(errors("partitions: 3, min_insync: 4").first?.contains("no write would ever be accepted") ?? false)
    #expect(errors("partitions: 3, instance: m9.huge").first?.contains("cannot be") ?? false)
    #expect(errors("partitions: 3, acks: 1, idempotence: true").first?.contains("needs acks: all") ?? false)
    #expect(errors("partitions: 3, max_in_flight: 9, idempotence: true").first?.contains("at most 5") ?? false)
    #expect(errors("partitions: 3, delivery_timeout: 10s").first?.contains("shorter than linger") ?? false)
    #expect(errors("partitions: 3, buffer_memory: 8KiB").first?.contains("does not hold one batch") ?? false)
    #expect(errors("partitions: 3, compression: { type: none, ratio: 2 }").first?.contains("without a codec") ?? false)
    #expect(errors("linger: 1ms").first?.contains("needs partitions") ?? false)
    #expect(errors("partitions: 3000", type: "msk-serverless").first?.contains("at most 2,400") ?? false)
    #expect(
      errors("partitions: 200, cleanup: compact", type: "msk-serverless").first?.contains("120 compacted") ?? false)
    #expect(
      errors("partitions: 3, broker_type: express.m7g.large, replication: 2", type: "msk").first?
        .contains("Express brokers") ?? false)
    #expect(
      errors("partitions: 3, storage_throughput: 300MiB/s", type: "msk").first?.contains("has no provisioned") ?? false)
    #expect(
      errors("partitions: 3", faults: ["f: { at: 1s, kill: t, nodes: 4 }"]).first?.contains("has 3 brokers") ?? false)
    #expect(
      errors("partitions: 3", type: "msk-serverless", faults: ["f: { at: 1s, kill: t }"]).first?
        .contains("no brokers") ?? false)
    #expect(errors("partitions: 3", faults: ["f: { at: 1s, flush: t }"]).first?.contains("not to flush") ?? false)
  }

  @Test("The variants of the clickstream example can be read as they stand")
  func example() {
    #expect(
      errors(
        "brokers: 3, broker_type: kafka.m7g.large, storage: 100GiB, partitions: 12, replication: 3, acks: all, "
          + "retention: 24h", type: "msk", faults: ["down: { at: 8m, for: 3m, kill: t, nodes: 1 }"]
      ).isEmpty)
    #expect(errors("partitions: 12, retention: 24h", type: "msk-serverless").isEmpty)
    #expect(
      errors(
        "brokers: 3, instance: m7g.large, volume: { gp3: 100GiB }, controllers: { count: 3, instance: t4g.small }, "
          + "partitions: 12, replication: 3, acks: all, retention: 24h, people: { hours: 20h, rate: $60/h }"
      ).isEmpty)
    for type in ["kafka.t3.small", "kafka.m7g.xlarge"] { #expect(MSKBrokerType.named(type) != nil) }
    for type in ["t4g.medium", "m7g.xlarge"] { #expect(BrokerMachine.named(type) != nil) }
  }

  @Test("Every default can be read, and says where it comes from")
  func defaults() {
    for kind in KafkaKind.allCases { #expect(kind.table.defaultProblems().isEmpty, "\(kind)") }
  }

  // MARK: Findings

  private func findings(
    _ topic: String, type: String = "kafka-ec2", traffic: String = "rate: 1000/s, size: 1000B", workers: Int = 1
  ) throws -> [Finding] {
    let directory = PartDirectory(
      try parts(KafkaLab.text(topic, type: type, traffic: traffic, workers: workers)))
    let view = FindingsView(parts: directory, window: "all", duration: s(3600), hoursPerMonth: 730)
    return directory["t"]?.findings(view) ?? []
  }

  @Test("producer-not-safe: acks, replication and min_insync that lose records or stop writes")
  func safety() throws {
    func has(_ topic: String) throws -> Bool {
      try findings("partitions: 3, retention: 1h, \(topic)").contains {
        $0.id == "producer-not-safe" && $0.level == .warn
      }
    }
    #expect(try !has("acks: all"))
    #expect(try has("acks: 1"))
    #expect(try has("acks: 0"))
    #expect(try has("replication: 1"))
    #expect(try has("min_insync: 1"))
    #expect(try has("min_insync: 3"), "writes stop when one broker is away")
  }

  @Test("broker-throughput: offered load against equation 1, from 80% on")
  func throughput() throws {
    let part = try #require(
      PartDirectory(
        try parts(KafkaLab.text("partitions: 3, instance: m5.large, volume: { gp3: 1GiB, throughput: 250MiB/s }")))["t"]
        as? KafkaPart)
    // The example of the facts: min(250 x 3 / 3, 81 x 3 / 3, 94 x 3 / (2 + 2)) = 70 MB/s with two groups.
    #expect(abs(part.settings.ceiling(groups: 2).bytes - 70.3e6) < 0.1e6)
    #expect(part.settings.ceiling(groups: 1).bytes == 81.25e6)
    func level(_ rate: String) throws -> Finding.Level? {
      try findings(
        "partitions: 3, retention: 1m, segment_time: 1m, instance: m5.large, volume: { gp3: 900GiB, throughput: 250MiB/s }",
        traffic: "rate: \(rate), size: 1000B", workers: 2
      ).first { $0.id == "broker-throughput" }?.level
    }
    #expect(try level("50k/s") == nil)
    #expect(try level("60k/s") == .note)
    #expect(try level("80k/s") == .warn)
    let serverless = try findings(
      "partitions: 2", type: "msk-serverless", traffic: "rate: 20k/s, size: 1000B", workers: 1)
    #expect(serverless.first { $0.id == "broker-throughput" }?.message.contains("2 partitions of 5 MB/s") ?? false)
    let hot = try findings(
      "partitions: 40", type: "msk-serverless",
      traffic: "rate: 30k/s, size: 1000B, keys: { zipf: { count: 1k, exponent: 1.2 } }", workers: 1)
    #expect(hot.contains { $0.id == "broker-throughput" && $0.message.contains("busiest partition") })
  }

  @Test("too-many-partitions and storage-too-small")
  func others() throws {
    func ids(_ topic: String, type: String = "msk") throws -> [String] { try findings(topic, type: type).map(\.id) }
    #expect(try ids("partitions: 900, retention: 1h").contains("too-many-partitions") == false)
    #expect(try ids("partitions: 1200, retention: 1h").contains("too-many-partitions"), "1,000 on kafka.m7g.large")
    #expect(try ids("partitions: 900, broker_type: kafka.t3.small, retention: 1h").contains("too-many-partitions"))
    // 1,000/s x 1,000 B x 24 h x 3 copies = 259 GB, and a segment for each partition.
    #expect(try ids("partitions: 3, retention: 24h, storage: 100GiB").contains("storage-too-small") == false)
    #expect(try ids("partitions: 3, retention: 24h, storage: 80GiB").contains("storage-too-small"))
    #expect(
      try ids("partitions: 3, retention: 24h, storage: 80GiB, compression: lz4").contains("storage-too-small") == false)
  }

  @Test("Abilities: order, replay, readers, exactly once, persistence")
  func abilities() throws {
    func answer(_ ability: Ability, _ topic: String) throws -> Bool {
      let directory = PartDirectory(try parts(KafkaLab.text("partitions: 3, retention: 24h, \(topic)")))
      return directory["t"]?.answer(to: ability, directory).isYes ?? false
    }
    #expect(try answer(.orderPerKey, "acks: all"))
    #expect(try !answer(.orderPerKey, "acks: 1"))
    #expect(try answer(.orderPerKey, "acks: 1, max_in_flight: 1"))
    #expect(try !answer(.totalOrder, "acks: all"))
    #expect(try answer(.replay(s(86_400)), "acks: all"))
    #expect(try !answer(.replay(s(86_401)), "acks: all"))
    #expect(try answer(.independentReaders(7), "acks: all"))
    #expect(try answer(.persistence, "acks: all"))
    #expect(try !answer(.persistence, "acks: 1"))
    #expect(try !answer(.exactlyOnce, "acks: all"), "no reader commits in transactions")
  }

  // MARK: Bills

  /// The month's bill in dollars, by meter.
  private func bill(_ topic: String, type: String, region: String = "us-east-1") throws -> [String: Decimal] {
    let lab = try KafkaLab(
      topic, type: type, traffic: "rate: 1000/s, size: 1015B, arrivals: constant", until: 12, region: region)
    let usages = lab.outcomes.model.meters.map { metered in
      Usage(
        part: metered.part, meter: metered.meter,
        quantity: Decimal(string: String(metered.perHour(lab.outcomes.measured) * 730)) ?? 0, countedFrom: "")
    }
    let bill = Bill(usages: usages, book: try PriceBook.builtIn(.documented), region: region)
    #expect(bill.notPriced.isEmpty, "\(bill.notPriced.map(\.meter.id))")
    return Dictionary(bill.lines.map { ($0.meter.id, $0.amount) }) { first, second in first + second }
  }

  private func close(_ amount: Decimal?, _ expected: Double, within: Double = 0.005) -> Bool {
    amount.map { abs(NSDecimalNumber(decimal: $0).doubleValue - expected) <= within } ?? false
  }

  @Test("MSK by hand: 3 x 730 h x $0.204, 300 GB x $0.10; no traffic between brokers")
  func mskBill() throws {
    let bill = try bill("partitions: 3, storage: 100GiB", type: "msk")
    #expect(close(bill["msk.broker"], 446.76))
    #expect(close(bill["msk.storage"], 30))
    #expect(bill["transfer.replication"] == nil)
    let seoul = try self.bill("partitions: 3, storage: 100GiB", type: "msk", region: "ap-northeast-2")
    #expect(close(seoul["msk.broker"], 3 * 730 * 0.2508))
    #expect(close(seoul["msk.storage"], 300 * 0.114))
  }

  @Test("EC2 by hand: brokers, volumes, controllers, replication between zones both ways, people at their own rate")
  func ec2Bill() throws {
    let bill = try bill(
      "instance: m7g.large, partitions: 3, volume: { gp3: 100GiB, throughput: 225MiB/s }, controllers: { count: 3, instance: t4g.small }, "
        + "people: { hours: 20h, rate: $60/h }", type: "kafka-ec2")
    #expect(close(bill["ec2.broker"], 3 * 730 * 0.0816))
    #expect(close(bill["ebs.storage"], 300 * 0.08))
    #expect(close(bill["ebs.throughput"], 3 * 100 * 0.04))
    #expect(close(bill["ec2.controller"], 3 * 730 * 0.0168))
    #expect(close(bill["people"], 1_200))
    // 1,000/s of 1,024 B and 61 B for each batch, twice, $0.01 where it leaves and where it arrives.
    let gigabytes = 1_000 * 1_024 * 3_600 * 730 / 1_073_741_824.0
    #expect(close(bill["transfer.replication"], gigabytes * 2 * 0.02, within: 2.5))
  }

  @Test("MSK Serverless by hand: cluster, partitions, GB in and out, what 24 hours keep")
  func serverlessBill() throws {
    let bill = try bill("partitions: 12, retention: 24h", type: "msk-serverless")
    #expect(close(bill["msk.cluster"], 730 * 0.75))
    #expect(close(bill["msk.partitions"], 730 * 12 * 0.0015))
    let gigabytes = 1_000 * 1_024 * 3_600 * 730 / 1_073_741_824.0
    #expect(close(bill["msk.data-in"], gigabytes * 0.1, within: 5))
    #expect(close(bill["msk.data-out"], gigabytes * 0.05, within: 3))
    #expect(close(bill["msk.storage"], gigabytes * 24 / 730 * 0.1, within: 0.2))
  }
}
