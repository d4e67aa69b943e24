// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Simulation
import Testing

@testable import Services

/// Rules of the bill of Kafka on EC2, MSK and MSK Serverless, one by one, each against numbers worked out by hand.
@Suite("Kafka: rules of the bill") struct KafkaMeterTests {
  private func perHour(_ outcomes: Outcomes, _ meter: String, of part: String = "t") -> Double? {
    outcomes.model.meters.first { $0.part == part && $0.meter.id == meter }?.perHour(outcomes.measured)
  }

  /// A topic with constant traffic of one key, so that all goes to one partition.
  private func lab(
    _ topic: String, type: String = "kafka-ec2", traffic: String = "", workers: Int = 1, until seconds: Double = 20,
    faults: [String] = []
  ) throws -> KafkaLab {
    try KafkaLab(
      topic, type: type,
      traffic: traffic.isEmpty
        ? "rate: 100/s, arrivals: constant, size: 954B, keys: { uniform: { count: 1 } }" : traffic,
      workers: workers, tasks: 1, faults: faults, until: seconds)
  }

  private func bill(_ lab: KafkaLab, region: String = "us-east-1") throws -> Bill {
    let usages = lab.outcomes.model.meters.map { metered in
      Usage(
        part: metered.part, meter: metered.meter,
        quantity: Decimal(string: String(metered.perHour(lab.outcomes.measured) * 730)) ?? 0, countedFrom: "")
    }
    return Bill(usages: usages, book: try PriceBook.builtIn(.market), region: region)
  }

  // MARK: Brokers

  @Test("a broker that is down is paid for")
  func brokerDown() throws {
    let lab = try lab("partitions: 3", type: "msk", faults: ["down: { at: 5s, for: 10s, kill: t, nodes: 1 }"])
    #expect(lab.level("brokers_up").mean < 2.6)
    #expect(perHour(lab.outcomes, "msk.broker") == 3)
  }

  @Test("MSK: replication between brokers is free, on EC2 each copy in another zone is paid for on both sides")
  func replication() throws {
    let msk = try lab("partitions: 3", type: "msk", workers: 0)
    #expect(msk.count("zone_bytes_replication") > 0 && perHour(msk.outcomes, "transfer.replication") == nil)
    let own = try lab("partitions: 3", workers: 0)
    let bytes = Double(own.count("bytes_in"))
    #expect(abs(Double(own.count("zone_bytes_replication")) / bytes - 2) < 0.01)
    let gigabytes = bytes / 1_073_741_824 / 20 * 3_600
    #expect(abs((perHour(own.outcomes, "transfer.replication") ?? 0) / (gigabytes * 4) - 1) < 0.01)
    let one = try lab("partitions: 3, zones: 1", workers: 0)
    #expect(perHour(one.outcomes, "transfer.replication") == nil && perHour(one.outcomes, "transfer.produce") == nil)
  }

  @Test("records of 954 B are 1,024 B on the wire, with 61 B for a batch and 9 B for a record; out without the batch")
  func wire() throws {
    let lab = try lab("partitions: 3")
    #expect(lab.count("bytes_in") == 1_024 * lab.count("appended"))
    #expect(lab.count("bytes_out") == 963 * lab.count("handed_out"))
  }

  @Test("fetching from the nearest replica costs no transfer; from the leader in another zone all of it does")
  func nearest() throws {
    let leader = try lab("partitions: 3")
    let nearest = try lab("partitions: 3, fetch_from: nearest")
    // One producer and one reader in the first zone; the leader of the one partition that is used is in another.
    #expect(leader.count("zone_bytes_producer") > 0)
    #expect(leader.count("zone_bytes_consumer") == leader.count("bytes_out"))
    #expect(nearest.count("bytes_out") == leader.count("bytes_out") && nearest.count("zone_bytes_consumer") == 0)
  }

  // MARK: Storage of MSK

  @Test("provisioned throughput is paid for beyond 250 MiB/s of each broker")
  func throughput() throws {
    func quantity(_ throughput: String) throws -> Double? {
      let lab = try lab(
        "partitions: 3, broker_type: kafka.m5.4xlarge\(throughput)", type: "msk", workers: 0, until: 2)
      return perHour(lab.outcomes, "msk.throughput").map { $0 * 730 }
    }
    #expect(try quantity("") == nil)
    #expect(try quantity(", storage_throughput: 250MiB/s") == 0)
    #expect(abs((try quantity(", storage_throughput: 300MiB/s") ?? 0) - 150) < 1e-9)
  }

  @Test("tiered storage keeps one copy for the retention, and what is read of it is paid for")
  func tiered() throws {
    let lab = try lab("partitions: 3, tiered: { local_retention: 1d }, retention: 7d", type: "msk")
    let perSecond = Double(lab.count("bytes_in")) / 20
    let kept = perSecond * 7 * 86_400 / 1_073_741_824
    #expect(abs((perHour(lab.outcomes, "msk.tiered") ?? 0) * 730 / kept - 1) < 1e-9)
    #expect(perHour(lab.outcomes, "msk.retrieval") == 0)
  }

  @Test("Express: brokers and data in have prices, storage has none, so the bill says at least")
  func express() throws {
    let lab = try lab("partitions: 3, broker_type: express.m7g.large", type: "msk", workers: 0)
    let bill = try bill(lab)
    #expect(bill.isAtLeast && bill.notPriced.map(\.meter.id) == ["msk.storage"])
    #expect(bill.lines.contains { $0.meter.id == "msk.data-in" && $0.amount > 0 })
    #expect(bill.totalText.hasPrefix("at least "))
  }

  // MARK: What is kept

  @Test("retention_bytes caps what is kept: 10 partitions of 1 GiB and half a segment each, however much comes in")
  func cap() throws {
    func kept(_ topic: String, rate: String) throws -> Double {
      let lab = try lab(
        "partitions: 10, \(topic)", type: "msk-serverless", traffic: "rate: \(rate), arrivals: constant, size: 954B",
        workers: 0)
      return (perHour(lab.outcomes, "msk.storage") ?? 0) * 730
    }
    // 100 KiB/s for 7 days are 57.7 GB.
    #expect(abs(try kept("retention: 7d", rate: "100/s") - 100.0 * 1_024 * 604_800 / 1_073_741_824) < 0.6)
    #expect(abs(try kept("retention: 7d, retention_bytes: 1GiB", rate: "100/s") - 15) < 1e-9)
    // 1 KiB/s for 7 days are 0.58 GB: the retention ends first.
    #expect(abs(try kept("retention: 7d, retention_bytes: 1GiB", rate: "1/s") - 0.577) < 0.06)
  }

  @Test("what is kept is that of the steady state, in a run shorter or longer than the retention: 60 s of 100 KiB/s")
  func steady() throws {
    for seconds in [30.0, 300] {
      let lab = try lab("partitions: 3, retention: 1m", type: "msk-serverless", workers: 0, until: seconds)
      let kept = (perHour(lab.outcomes, "msk.storage") ?? 0) * 730
      #expect(abs(kept / (60 * 102_400 / 1_073_741_824.0) - 1) < 0.001, "\(seconds)")
    }
  }

  @Test("a compacted topic keeps the latest records of its keys, 1.5 times on average; of unknown keys it has no price")
  func compacted() throws {
    let known = try lab(
      "partitions: 2, cleanup: compact", type: "msk-serverless",
      traffic: "rate: 10/s, size: 1KiB, keys: { uniform: { count: 1048576 } }", workers: 0)
    // 2^20 keys of 1 KiB are a GB; at a dirty ratio of 50% between 1 and 2.
    #expect(abs((perHour(known.outcomes, "msk.storage") ?? 0) * 730 - 1.5) < 1e-9)
    #expect(try !bill(known).isAtLeast)
    let unknown = try lab(
      "partitions: 2, cleanup: compact", type: "msk-serverless", traffic: "rate: 10/s, size: 1KiB", workers: 0)
    #expect(try bill(unknown).notPriced.map(\.meter.id) == ["msk.storage"])
  }

  @Test("Serverless: the cluster and each partition by the hour, data in once and out to each group")
  func serverless() throws {
    let lab = try lab("partitions: 12", type: "msk-serverless", workers: 2)
    #expect(abs((perHour(lab.outcomes, "msk.cluster") ?? 0) - 1) < 1e-12)
    #expect(abs((perHour(lab.outcomes, "msk.partitions") ?? 0) - 12) < 1e-9)
    #expect(lab.count("bytes_out") == 963 * lab.count("handed_out"))
    #expect(lab.count("handed_out") > 19 * lab.count("appended") / 10)
    #expect(lab.outcomes.model.meters.allSatisfy { !$0.meter.id.hasPrefix("transfer") })
  }

  // MARK: Volumes on EC2

  /// GB, operations and MiB/s of a month, and whether the region has prices for all.
  private func volume(_ volume: String, region: String = "us-east-1") throws -> (Bill, [String: Decimal]) {
    let lab = try lab("partitions: 3, zones: 1, volume: \(volume)", workers: 0, until: 2)
    let bill = try bill(lab, region: region)
    return (bill, Dictionary(uniqueKeysWithValues: bill.lines.map { ($0.meter.id, $0.amount.rounded(places: 4)) }))
  }

  @Test("gp3 includes 3,000 operations and 125 MiB/s; gp2 has none to pay for; io1 pays for all of its operations")
  func volumes() throws {
    let (_, plain) = try volume("{ gp3: 100GiB, iops: 3000, throughput: 125MiB/s }")
    #expect(plain["ebs.storage"] == 24 && plain["ebs.iops"] == nil && plain["ebs.throughput"] == nil)
    let (_, more) = try volume("{ gp3: 100GiB, iops: 3001, throughput: 126MiB/s }")
    #expect(more["ebs.iops"] == Decimal(string: "0.015") && more["ebs.throughput"] == Decimal(string: "0.12"))
    let (_, gp2) = try volume("{ gp2: 100GiB }")
    #expect(gp2["ebs.storage"] == 30 && gp2["ebs.iops"] == nil)
    // 3 x 100 GB x $0.125 and 3 x 3,000 x $0.065.
    let (_, io1) = try volume("{ io1: 100GiB, iops: 3000 }")
    #expect(io1["ebs.storage"] == Decimal(string: "37.5") && io1["ebs.iops"] == 585)
    // Seoul's book has io2's operations and not its storage, and nothing of io1.
    let (seoul, io2) = try volume("{ io2: 100GiB, iops: 3000 }", region: "ap-northeast-2")
    #expect(seoul.notPriced.map(\.meter.id) == ["ebs.storage"] && io2["ebs.iops"] == Decimal(string: "599.4"))
    let (missing, _) = try volume("{ io1: 100GiB, iops: 3000 }", region: "ap-northeast-2")
    #expect(missing.notPriced.map(\.meter.id) == ["ebs.storage", "ebs.iops"])
  }

  @Test(
    "volumes take for ever what the EBS User Guide says",
    arguments: [
      ("{ gp3: 100GiB }", 125.0), ("{ gp2: 30GiB }", 25), ("{ gp2: 100GiB }", 75), ("{ gp2: 334GiB }", 250),
      ("{ io1: 100GiB, iops: 1000 }", 250), ("{ io1: 1000GiB, iops: 32000 }", 500),
      ("{ io1: 2000GiB, iops: 64000 }", 1_000), ("{ io2: 100GiB, iops: 20000 }", 4_000),
    ])
  func takes(_ text: String, _ mebibytes: Double) throws {
    let part = try parts(KafkaLab.text("partitions: 1, volume: \(text)")).compactMap { $0 as? KafkaPart }.first
    #expect(abs((part?.settings.volumeThroughput ?? 0) / 1_048_576 - mebibytes) < 1e-6)
  }

  @Test("errors of volumes name the place")
  func volumeErrors() {
    func errors(_ volume: String) -> [String] {
      Reading(KafkaLab.text("partitions: 1, volume: \(volume)")).errors
    }
    #expect(errors("{ gp2: 100GiB, iops: 3000 }").first?.contains("gp2 has no iops") ?? false)
    #expect(errors("{ io1: 100GiB }").first?.contains("io1 needs iops") ?? false)
    #expect(errors("{ io1: 100GiB, iops: 5001 }").count == 1 && errors("{ io1: 100GiB, iops: 5000 }") == [])
    #expect(errors("{ io2: 4GiB, iops: 4001 }").count == 1)
    #expect(errors("{ gp3: 100GiB, iops: 2999 }").count == 1)
    #expect(errors("{ io2: 100GiB, iops: 1000, throughput: 250MiB/s }").first?.contains("follows") ?? false)
    #expect(errors("{ gp4: 100GiB }").first?.contains("gp") ?? false)
  }

  // MARK: People

  @Test("people are a line of their own, in the total, at the rate of the scenario; 0 hours give none")
  func people() throws {
    for type in ["kafka-ec2", "msk", "msk-serverless"] {
      let lab = try lab("partitions: 1, people: { hours: 20h, rate: $60/h }", type: type, workers: 0, until: 2)
      let bill = try bill(lab)
      let lines = bill.lines.filter { $0.meter.id == "people" }
      #expect(lines.count == 1 && lines[0].amount.rounded(places: 6) == 1_200, "\(type)")
      #expect(bill.total == bill.lines.reduce(0) { $0 + $1.amount })
    }
    let none = try bill(try lab("partitions: 1, people: { hours: 0h, rate: $60/h }", workers: 0, until: 2))
    #expect(!none.lines.contains { $0.meter.id == "people" })
  }
}
