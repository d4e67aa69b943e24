// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Simulation

/// What a cluster is billed for (Amazon MSK pricing; Amazon EC2 and EBS pricing). The storage of brokers is paid for as it
/// is provisioned; what Serverless, Express and tiered storage keep is what a steady state keeps, as if the load had been
/// what it was for as long as it is kept, so that the length of a window does not change it.
enum KafkaMeters {
  private static let monthHours = 730.0
  /// A GB of data is 2^30 bytes, as AWS bills it.
  private static let perByte = 1 / 1_073_741_824.0

  /// - Parameter uniqueBytes: of the latest records of all keys, which a compacted topic keeps; nil if nobody knows.
  static func quantities(
    _ settings: KafkaSettings, _ instruments: KafkaInstruments, uniqueBytes: Double?
  ) -> [MeteredQuantity] {
    var all: [MeteredQuantity]
    switch settings.kind {
    case .ec2: all = instances(settings, instruments)
    case .msk: all = brokers(settings, instruments, uniqueBytes)
    case .serverless: all = serverless(settings, instruments, uniqueBytes)
    }
    if let people = settings.people {
      all.append(
        quantity(
          settings,
          Meter(
            id: "people", title: "People", price: PriceReference(service: "people", item: settings.name),
            unit: "hour", displayUnit: "h", ownPrice: people.rate),
          .level(instruments.brokersPaid, perHour: people.hours / monthHours / Double(settings.brokers))))
    }
    return all
  }

  private static func quantity(
    _ settings: KafkaSettings, _ meter: Meter, _ source: MeteredQuantity.Source
  ) -> MeteredQuantity { MeteredQuantity(part: settings.name, meter: meter, source: source) }

  private static func meter(
    _ id: String, _ title: String, _ service: String, _ item: String, _ unit: String, _ display: String
  ) -> Meter {
    Meter(id: id, title: title, price: PriceReference(service: service, item: item), unit: unit, displayUnit: display)
  }

  // MARK: Amazon MSK

  /// Brokers by the hour (billed by the second), whether they are up or not; standard ones with their volumes, Express
  /// ones with what is written and what is kept; and client traffic between zones.
  private static func brokers(
    _ settings: KafkaSettings, _ instruments: KafkaInstruments, _ uniqueBytes: Double?
  ) -> [MeteredQuantity] {
    guard let type = settings.brokerType else { return [] }
    var all = [
      quantity(
        settings, meter("msk.broker", "MSK \(type.name)", "MSK", "broker:\(type.name)", "broker-hour", "h"),
        .level(instruments.brokersPaid, perHour: 1))
    ]
    if type.express != nil {
      all.append(
        quantity(
          settings, meter("msk.data-in", "MSK Express data in", "MSK", "express:data-in", "GB", "GB"),
          .scaled(instruments.bytesIn, by: perByte)))
      // No source tells its price: it is listed as not priced.
      all.append(
        kept(
          settings, instruments, uniqueBytes,
          "msk.storage", "MSK Express storage", "express:storage"))
    } else {
      all.append(
        quantity(
          settings, meter("msk.storage", "MSK broker storage", "MSK", "standard:storage-gp2", "GB-month", "GB-mo"),
          .level(instruments.brokersPaid, perHour: Double(settings.storage) * perByte / monthHours)))
    }
    if let throughput = settings.provisionedThroughput {
      // 250 MiB/s come with a volume (MSK Developer Guide, provisioned storage throughput); that only what is beyond is
      // charged is how a bill without it goes over into one with it, and not told by the price list.
      let item = "standard:provisioned-storage-throughput"
      all.append(
        quantity(
          settings, meter("msk.throughput", "MSK storage throughput", "MSK", item, "MB/s-month", "MB/s-mo"),
          .level(
            instruments.brokersPaid, perHour: max(0, throughput / 1_048_576 - 250) / monthHours)))
    }
    if settings.tiered != nil {
      // One copy, from when a segment is closed until its retention ends: what is young enough lies on the volumes, too.
      all.append(
        kept(
          settings, instruments, uniqueBytes,
          "msk.tiered", "MSK tiered storage", "tiered:storage"))
      all.append(
        quantity(
          settings, meter("msk.retrieval", "MSK tiered retrieval", "MSK", "tiered:retrieval", "GB", "GB"),
          .scaled(instruments.tieredReads, by: perByte)))
    }
    // Replication between the brokers is not charged; what clients send and fetch across zones is.
    return all + crossZone(settings, instruments, replicates: false)
  }

  /// GB-months of one copy of what a topic keeps: what comes in during the retention, but no more than retention_bytes
  /// and half a segment a partition, since the oldest segment goes when the others reach that (Apache Kafka, topic
  /// configs). A compacted log grows from the latest records of its keys until the rest is min_cleanable_dirty_ratio of
  /// it, and is half-way between on average; what it keeps is not priced where nobody knows its keys.
  private static func kept(
    _ settings: KafkaSettings, _ instruments: KafkaInstruments, _ uniqueBytes: Double?, _ id: String, _ title: String,
    _ item: String
  ) -> MeteredQuantity {
    let perHour = perByte / monthHours
    let meter = meter(id, title, "MSK", item, "GB-month", "GB-mo")
    if settings.isCompacted {
      guard let uniqueBytes else {
        return quantity(
          settings, self.meter(id, title, "MSK", "\(item), keys unknown", "GB-month", "GB-mo"),
          .scaled(instruments.bytesIn, by: perByte))
      }
      let mean = uniqueBytes * (1 + 1 / max(0.01, 1 - settings.dirtyRatio)) / 2
      return quantity(
        settings, meter, .level(instruments.brokersPaid, perHour: mean * perHour / Double(settings.brokers)))
    }
    let months = settings.retention.seconds / 3600 / monthHours
    guard let most = settings.retentionBytes else {
      return quantity(settings, meter, .scaled(instruments.bytesIn, by: months * perByte))
    }
    let bytes = (Double(most) + Double(settings.segmentBytes) / 2) * Double(settings.partitions)
    return quantity(
      settings, meter, .capped(instruments.bytesIn, by: months * perByte, perHour: bytes * perHour))
  }

  /// The cluster and each of its partitions by the hour, whatever they do, and data by the GB: in, out to each group, and
  /// kept, copies not counted. Replication and the way to the service cost nothing more.
  private static func serverless(
    _ settings: KafkaSettings, _ instruments: KafkaInstruments, _ uniqueBytes: Double?
  ) -> [MeteredQuantity] {
    let clusters = 1 / Double(settings.brokers)
    return [
      quantity(
        settings, meter("msk.cluster", "MSK Serverless", "MSK", "serverless:cluster-hour", "cluster-hour", "h"),
        .level(instruments.brokersPaid, perHour: clusters)),
      quantity(
        settings,
        meter(
          "msk.partitions", "MSK Serverless partitions", "MSK", "serverless:partition-hour", "partition-hour", "h"),
        .level(instruments.brokersPaid, perHour: clusters * Double(settings.partitions))),
      quantity(
        settings, meter("msk.data-in", "MSK Serverless data in", "MSK", "serverless:data-in", "GB", "GB"),
        .scaled(instruments.bytesIn, by: perByte)),
      quantity(
        settings, meter("msk.data-out", "MSK Serverless data out", "MSK", "serverless:data-out", "GB", "GB"),
        .scaled(instruments.bytesOut, by: perByte)),
      kept(
        settings, instruments, uniqueBytes,
        "msk.storage", "MSK Serverless storage", "serverless:storage"),
    ]
  }

  // MARK: Amazon EC2

  /// Brokers and controllers by the hour, volumes by what they are made for, and all traffic between zones.
  private static func instances(_ settings: KafkaSettings, _ instruments: KafkaInstruments) -> [MeteredQuantity] {
    guard let machine = settings.machine, let volume = settings.volume else { return [] }
    let kind = volume.kind.rawValue
    let paid = instruments.brokersPaid
    var all = [
      quantity(
        settings,
        meter("ec2.broker", "EC2 \(machine.name), brokers", "EC2", "linux:\(machine.name)", "instance-hour", "h"),
        .level(paid, perHour: 1)),
      quantity(
        settings, meter("ebs.storage", "EBS \(kind) storage", "EBS", "\(kind):storage", "GB-month", "GB-mo"),
        .level(paid, perHour: Double(settings.storage) * perByte / monthHours)),
    ]
    if volume.billedThroughput > 0 {
      all.append(
        quantity(
          settings,
          meter("ebs.throughput", "EBS gp3 throughput", "EBS", "gp3:throughput-over-125", "MBps-month", "MB/s-mo"),
          .level(paid, perHour: volume.billedThroughput / monthHours)))
    }
    if volume.billedOperations > 0 {
      let item = volume.kind == .gp3 ? "gp3:iops-over-3000" : "\(kind):iops"
      all.append(
        quantity(
          settings, meter("ebs.iops", "EBS \(kind) IOPS", "EBS", item, "IOPS-month", "IOPS-mo"),
          .level(paid, perHour: Double(volume.billedOperations) / monthHours)))
    }
    if let controllers = settings.controllers {
      let share = Double(controllers.count) / Double(settings.brokers)
      all.append(
        quantity(
          settings,
          meter(
            "ec2.controller", "EC2 \(controllers.instance), controllers", "EC2", "linux:\(controllers.instance)",
            "instance-hour", "h"), .level(paid, perHour: share)))
    }
    return all + crossZone(settings, instruments, replicates: true)
  }

  // MARK: Between zones

  /// Each GB across zones is paid for where it leaves and where it arrives (Amazon EC2 pricing, data transfer): $0.01 on
  /// each side. MSK charges "standard data transfer" for what goes in and out of a cluster, and nothing for replication.
  /// Requests count as often as they are sent; what is fetched from a replica in the reader's zone costs nothing.
  private static func crossZone(
    _ settings: KafkaSettings, _ instruments: KafkaInstruments, replicates: Bool
  ) -> [MeteredQuantity] {
    guard settings.zones > 1 else { return [] }
    func traffic(_ id: String, _ title: String, _ counter: CounterID) -> MeteredQuantity {
      ZoneTransfer.quantity(part: settings.name, id: id, title: title, bytes: counter, payers: .both)
    }
    var all = [
      traffic("transfer.produce", "Between zones: producers", instruments.zoneBytesProducer),
      traffic("transfer.fetch", "Between zones: consumers", instruments.zoneBytesConsumer),
    ]
    if replicates {
      all.append(traffic("transfer.replication", "Between zones: replication", instruments.zoneBytesReplication))
    }
    return all
  }
}
