// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Simulation

/// What a cluster is billed for. The storage of brokers is paid for as it is provisioned; what Serverless, Express and
/// tiered storage keep is what a steady state keeps, since a window is shorter than the retention.
enum KafkaMeters {
  private static let monthHours = 730.0
  /// A GB of data is 2^30 bytes, as AWS bills it.
  private static let perByte = 1 / 1_073_741_824.0

  static func quantities(_ settings: KafkaSettings, _ instruments: KafkaInstruments) -> [MeteredQuantity] {
    var all: [MeteredQuantity]
    switch settings.kind {
    case .ec2: all = instances(settings, instruments)
    case .msk: all = brokers(settings, instruments)
    case .serverless: all = serverless(settings, instruments)
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

  private static func brokers(_ settings: KafkaSettings, _ instruments: KafkaInstruments) -> [MeteredQuantity] {
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
      all.append(
        quantity(
          settings, meter("msk.storage", "MSK Express storage", "MSK", "express:storage", "GB-month", "GB-mo"),
          .scaled(instruments.bytesIn, by: keptMonths(settings) * perByte)))
    } else {
      all.append(
        quantity(
          settings, meter("msk.storage", "MSK broker storage", "MSK", "standard:storage-gp2", "GB-month", "GB-mo"),
          .level(instruments.brokersPaid, perHour: Double(settings.storage) * perByte / monthHours)))
    }
    if let throughput = settings.provisionedThroughput {
      let item = "standard:provisioned-storage-throughput"
      all.append(
        quantity(
          settings, meter("msk.throughput", "MSK storage throughput", "MSK", item, "MB/s-month", "MB/s-mo"),
          .level(
            instruments.brokersPaid, perHour: max(0, throughput / 1_048_576 - 250) / monthHours)))
    }
    if settings.tiered != nil {
      all.append(
        quantity(
          settings, meter("msk.tiered", "MSK tiered storage", "MSK", "tiered:storage", "GB-month", "GB-mo"),
          .scaled(instruments.bytesIn, by: keptMonths(settings) * perByte)))
      all.append(
        quantity(
          settings, meter("msk.retrieval", "MSK tiered retrieval", "MSK", "tiered:retrieval", "GB", "GB"),
          .scaled(instruments.tieredReads, by: perByte)))
    }
    // Replication between the brokers is not charged; what clients send and fetch across zones is.
    return all + crossZone(settings, instruments, replicates: false)
  }

  /// GB-months that a GB taken in comes to while it is kept.
  private static func keptMonths(_ settings: KafkaSettings) -> Double {
    settings.retention.seconds / 3600 / monthHours
  }

  private static func serverless(_ settings: KafkaSettings, _ instruments: KafkaInstruments) -> [MeteredQuantity] {
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
      quantity(
        settings, meter("msk.storage", "MSK Serverless storage", "MSK", "serverless:storage", "GB-month", "GB-mo"),
        .scaled(instruments.bytesIn, by: keptMonths(settings) * perByte)),
    ]
  }

  // MARK: Amazon EC2

  private static func instances(_ settings: KafkaSettings, _ instruments: KafkaInstruments) -> [MeteredQuantity] {
    guard let machine = settings.machine else { return [] }
    let paid = instruments.brokersPaid
    var all = [
      quantity(
        settings,
        meter("ec2.broker", "EC2 \(machine.name), brokers", "EC2", "linux:\(machine.name)", "instance-hour", "h"),
        .level(paid, perHour: 1)),
      quantity(
        settings, meter("ebs.storage", "EBS gp3 storage", "EBS", "gp3:storage", "GB-month", "GB-mo"),
        .level(paid, perHour: Double(settings.storage) * perByte / monthHours)),
    ]
    let throughput = settings.volumeThroughput - KafkaVolume.includedThroughput
    if throughput > 0 {
      all.append(
        quantity(
          settings,
          meter("ebs.throughput", "EBS gp3 throughput", "EBS", "gp3:throughput-over-125", "MBps-month", "MB/s-mo"),
          .level(paid, perHour: throughput / 1_048_576 / monthHours)))
    }
    let operations = settings.provisionedOperations - KafkaVolume.includedOperations
    if operations > 0 {
      all.append(
        quantity(
          settings, meter("ebs.iops", "EBS gp3 IOPS", "EBS", "gp3:iops-over-3000", "IOPS-month", "IOPS-mo"),
          .level(paid, perHour: Double(operations) / monthHours)))
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

  /// Each GB across zones is paid for where it leaves and where it arrives.
  private static func crossZone(
    _ settings: KafkaSettings, _ instruments: KafkaInstruments, replicates: Bool
  ) -> [MeteredQuantity] {
    guard settings.zones > 1 else { return [] }
    func traffic(_ id: String, _ title: String, _ counter: CounterID) -> MeteredQuantity {
      quantity(
        settings, meter(id, title, "DataTransfer", "inter-az-each-direction", "GB", "GB"),
        .scaled(counter, by: 2 * perByte))
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
