// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// What a broker runs on, as far as it limits Kafka: baselines that hold for ever, without the bursts that smaller
/// instances have for minutes (EC2 User Guide, network bandwidth and EBS-optimized instances).
struct BrokerMachine: Sendable, Hashable {
  /// `m7g.large`.
  let name: String
  let vCPUs: Int
  /// The share of its processors that a burstable instance may use for ever.
  let processorShare: Double
  /// Network, each direction [B/s].
  let network: Double
  /// Between the instance and its EBS volumes [B/s].
  let storage: Double

  /// In the order of families and sizes.
  static let all: [BrokerMachine] = families.flatMap { family in
    family.sizes.map { size in
      BrokerMachine(
        name: "\(family.name).\(size.name)", vCPUs: size.vCPUs, processorShare: size.share,
        network: size.gigabits * 125_000_000, storage: size.megabits * 125_000)
    }
  }

  static func named(_ name: String) -> BrokerMachine? { all.first { $0.name == name } }

  private struct Size {
    var name: String
    var vCPUs: Int
    /// Network baseline [Gbit/s], EBS baseline [Mbit/s].
    var gigabits, megabits: Double
    var share = 1.0

    init(_ name: String, _ vCPUs: Int, _ gigabits: Double, _ megabits: Double, share: Double = 1) {
      self.name = name
      self.vCPUs = vCPUs
      self.gigabits = gigabits
      self.megabits = megabits
      self.share = share
    }
  }

  private static let families: [(name: String, sizes: [Size])] =
    [("t3", burstable), ("t3a", burstable), ("t4g", gravitonBurstable), ("m5", fifth), ("r5", fifth)]
    + ["m6i", "r6i", "c6i", "m7i"].map { ($0, sixthIntel) } + ["m6g", "r6g", "c6g"].map { ($0, sixth) }
    + ["m7g", "r7g", "c7g"].map { ($0, seventh) }

  private static let burstable = [
    Size("small", 2, 0.128, 174, share: 0.2), Size("medium", 2, 0.256, 347, share: 0.2),
    Size("large", 2, 0.512, 695, share: 0.3), Size("xlarge", 4, 1.024, 695, share: 0.4),
    Size("2xlarge", 8, 2.048, 695, share: 0.4),
  ]
  private static let gravitonBurstable = [
    Size("small", 2, 0.128, 174, share: 0.2), Size("medium", 2, 0.256, 347, share: 0.2),
    Size("large", 2, 0.512, 347, share: 0.3), Size("xlarge", 4, 1.024, 695, share: 0.4),
    Size("2xlarge", 8, 2.048, 695, share: 0.4),
  ]
  private static let fifth = [
    Size("large", 2, 0.75, 650), Size("xlarge", 4, 1.25, 1_150), Size("2xlarge", 8, 2.5, 2_300),
    Size("4xlarge", 16, 5, 4_750), Size("8xlarge", 32, 10, 6_800), Size("12xlarge", 48, 12, 9_500),
    Size("16xlarge", 64, 20, 13_600), Size("24xlarge", 96, 25, 19_000),
  ]
  private static let sixthIntel = [
    Size("large", 2, 0.781, 650), Size("xlarge", 4, 1.562, 1_250), Size("2xlarge", 8, 3.125, 2_500),
    Size("4xlarge", 16, 6.25, 5_000), Size("8xlarge", 32, 12.5, 10_000),
  ]
  private static let sixth = [
    Size("medium", 1, 0.5, 315), Size("large", 2, 0.75, 630), Size("xlarge", 4, 1.25, 1_188),
    Size("2xlarge", 8, 2.5, 2_375), Size("4xlarge", 16, 5, 4_750), Size("8xlarge", 32, 12, 9_500),
    Size("12xlarge", 48, 20, 14_250), Size("16xlarge", 64, 25, 19_000),
  ]
  private static let seventh = [
    Size("medium", 1, 0.52, 315), Size("large", 2, 0.937, 630), Size("xlarge", 4, 1.876, 1_250),
    Size("2xlarge", 8, 3.75, 2_500), Size("4xlarge", 16, 7.5, 5_000), Size("8xlarge", 32, 15, 10_000),
    Size("12xlarge", 48, 22.5, 15_000), Size("16xlarge", 64, 30, 20_000),
  ]
}

/// A broker type of Amazon MSK.
struct MSKBrokerType: Sendable, Hashable {
  /// `kafka.m7g.large`, `express.m7g.large`.
  let name: String
  let machine: BrokerMachine
  /// Partitions, replicas included, that AWS recommends for one broker, and those above which it cannot be changed
  /// (MSK Developer Guide, best practices: right-size your cluster).
  let recommendedPartitions, mostPartitions: Int
  /// The most throughput of the volume that can be provisioned [B/s]; nil where it cannot.
  let mostStorageThroughput: Double?
  /// Express brokers only.
  let express: Express?

  /// What one Express broker takes in and gives out [B/s]: in the long run, and where it throttles (MSK Developer Guide,
  /// Express broker quotas).
  struct Express: Sendable, Hashable {
    let sustainedIn, sustainedOut, mostIn, mostOut: Double
  }

  static func named(_ name: String) -> MSKBrokerType? { all.first { $0.name == name } }

  static let all: [MSKBrokerType] = standard + expressTypes

  private static let standard: [MSKBrokerType] =
    ["t3.small"].compactMap(standard)
    + ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"].compactMap {
      standard("m5.\($0)")
    }
    + ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"].compactMap { standard("m7g.\($0)") }

  private static func standard(_ name: String) -> MSKBrokerType? {
    guard let machine = BrokerMachine.named(name) else { return nil }
    let partitions =
      switch machine.vCPUs {
      case _ where name == "t3.small": (300, 300)
      case ...4: (1_000, 1_500)
      case ...8: (2_000, 3_000)
      default: (4_000, 6_000)
      }
    return MSKBrokerType(
      name: "kafka.\(name)", machine: machine, recommendedPartitions: partitions.0, mostPartitions: partitions.1,
      mostStorageThroughput: mostThroughput[name].map { $0 * 1_048_576 }, express: nil)
  }

  /// MiB/s (MSK Developer Guide, provisioned storage throughput).
  private static let mostThroughput: [String: Double] = [
    "m5.4xlarge": 593, "m5.8xlarge": 850, "m5.12xlarge": 1_000, "m5.16xlarge": 1_000, "m5.24xlarge": 1_000,
    "m7g.2xlarge": 312.5, "m7g.4xlarge": 625, "m7g.8xlarge": 1_000, "m7g.12xlarge": 1_000, "m7g.16xlarge": 1_000,
  ]

  private static let expressTypes: [MSKBrokerType] =
    [
      ("large", 15.6, 31.2, 23.4, 58.5, 1_000, 1_500), ("xlarge", 31.2, 62.5, 46.8, 117, 1_000, 2_000),
      ("2xlarge", 62.5, 125, 93.7, 234.2, 2_500, 4_000), ("4xlarge", 125, 250, 187.5, 468.7, 6_000, 8_000),
      ("8xlarge", 250, 500, 375, 937.5, 12_000, 16_000), ("12xlarge", 375, 750, 562.5, 1406.2, 16_000, 24_000),
      ("16xlarge", 500, 1_000, 750, 1_875, 20_000, 32_000),
    ].compactMap { size, sustainedIn, sustainedOut, mostIn, mostOut, recommended, most in
      BrokerMachine.named("m7g.\(size)").map { machine in
        MSKBrokerType(
          name: "express.m7g.\(size)", machine: machine, recommendedPartitions: recommended, mostPartitions: most,
          mostStorageThroughput: nil,
          express: Express(
            sustainedIn: sustainedIn * 1e6, sustainedOut: sustainedOut * 1e6, mostIn: mostIn * 1e6,
            mostOut: mostOut * 1e6))
      }
    }
}

extension ValueKind where Value == BrokerMachine {
  /// An instance type with EBS: `m7g.large`.
  static var brokerMachine: ValueKind<BrokerMachine> {
    ValueKind<String>.choice(BrokerMachine.all.map(\.name)).map { name, _, _ in BrokerMachine.named(name) }
      .described(as: "EC2 instance type", example: "m7g.large")
  }
}

extension ValueKind where Value == MSKBrokerType {
  /// A broker type: `kafka.m7g.large`.
  static var mskBrokerType: ValueKind<MSKBrokerType> {
    ValueKind<String>.choice(MSKBrokerType.all.map(\.name)).map { name, _, _ in MSKBrokerType.named(name) }
      .described(as: "MSK broker type", example: "kafka.m7g.large")
  }
}
