// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// An EBS volume of a broker, with what it is billed for beside its size and what it takes for ever (EBS User Guide,
/// general-purpose and provisioned-iops volumes).
struct KafkaVolume: Sendable, Hashable {
  enum Kind: String, Sendable, CaseIterable {
    case gp3, gp2, io1, io2
  }

  let kind: Kind
  /// Bytes.
  let size: Int64
  /// Operations a second that are asked for; nil where they come with the volume.
  let operations: Int?
  /// Bytes a second that are asked for; gp3 only.
  let asked: Double?

  private static let mebibyte = 1_048_576.0
  /// What comes with every gp3 volume: 3,000 operations a second and 125 MiB/s.
  static let includedOperations = 3_000
  static let includedThroughput = 125 * mebibyte

  private var gibibytes: Double { Double(size) / 1_073_741_824 }

  /// Operations a second that are paid for: all of io1's and io2's, and of gp3's those beyond 3,000.
  var billedOperations: Int {
    switch kind {
    case .gp2: 0
    case .gp3: max(0, (operations ?? 0) - Self.includedOperations)
    case .io1, .io2: operations ?? 0
    }
  }

  /// MiB/s that are paid for: gp3's beyond 125.
  var billedThroughput: Double {
    max(0, (asked ?? 0) - Self.includedThroughput) / Self.mebibyte
  }

  /// What the volume takes in the long run [B/s].
  var throughput: Double {
    switch kind {
    case .gp3: asked ?? Self.includedThroughput
    // 3 operations a second for each GiB, of 256 KiB each, without the bursts that a small one has for minutes.
    case .gp2: min(min(max(100, 3 * gibibytes), 16_000) * 0.25, 250) * Self.mebibyte
    // 256 KiB an operation up to 500 MiB/s; above 32,000 operations a second 16 KiB for each.
    case .io1:
      max(min(Double(operations ?? 0) * 0.25, 500), min(Double(operations ?? 0) / 64, 1_000)) * Self.mebibyte
    case .io2: min(Double(operations ?? 0) * 0.25, 4_000) * Self.mebibyte
    }
  }
}

/// The keys beside the kind of volume.
enum KafkaVolumeKeys {
  static let operations = OptionalKey(
    "iops", .integer(100...256_000),
    "Operations a second: 3,000 come with gp3, and more are paid for; io1 and io2 need it and pay for all; gp2 has 3 for each GiB.",
    source: "EBS User Guide, gp3, io1 and io2")
  static let throughput = OptionalKey(
    "throughput", .byteRate(125_000_000...2_097_152_000),
    "Bytes a second of gp3; 125MiB/s, which come with it, if it is left out.", source: "EBS User Guide, gp3")
  static let table = KeyTable("volume", "An EBS volume.", keys: [operations, throughput])
}

extension ValueKind where Value == KafkaVolume {
  /// `{ gp3: 100GiB }`, `{ gp3: 500GiB, throughput: 250MiB/s }`, `{ io1: 500GiB, iops: 4000 }`.
  static var kafkaVolume: ValueKind<KafkaVolume> {
    typealias Choice = (kind: KafkaVolume.Kind, size: Int64)
    func size(_ least: Int64, _ most: Int64) -> ValueKind<Int64> { .bytes(least << 30...(most << 30)) }
    let cases: [OneKeyCase<Choice>] = [
      OneKeyCase("gp3", size(1, 65_536), "General purpose SSD: 3,000 operations a second and 125 MiB/s.") {
        (.gp3, $0)
      },
      OneKeyCase("gp2", size(1, 16_384), "General purpose SSD: 3 operations a second for each GiB, up to 250 MiB/s.") {
        (.gp2, $0)
      },
      OneKeyCase("io1", size(4, 16_384), "Provisioned operations a second, up to 64,000.") { (.io1, $0) },
      OneKeyCase("io2", size(4, 65_536), "Provisioned operations a second, up to 256,000.") { (.io2, $0) },
    ]
    return ValueKind<(Choice, Int?, Double?)>.oneKey("kind of volume", cases, also: KafkaVolumeKeys.table) {
      ($0, $1[KafkaVolumeKeys.operations], $1[KafkaVolumeKeys.throughput])
    }.map { value, node, context in
      let volume = KafkaVolume(kind: value.0.kind, size: value.0.size, operations: value.1, asked: value.2)
      guard let problem = volume.problem else { return volume }
      let place = node.entries?.first { $0.key == problem.key }?.value
      context.diagnostics.error(.value, at: place ?? node, problem.text, hint: problem.hint)
      return nil
    }
  }
}

extension KafkaVolume {
  /// What is wrong with the operations and the throughput (EBS User Guide).
  fileprivate var problem: (key: String, text: String, hint: String)? {
    let iops = KafkaVolumeKeys.operations.name
    if kind != .gp3, asked != nil {
      return (
        KafkaVolumeKeys.throughput.name, "the throughput of \(kind.rawValue) follows from its size and operations",
        "leave throughput out, or choose gp3"
      )
    }
    switch (kind, operations) {
    case (.gp2, _?):
      return (iops, "gp2 has no iops of its own: 3 a second for each GiB", "leave iops out, or choose gp3")
    case (.gp3, let count?) where count < Self.includedOperations || count > 80_000:
      return (iops, "gp3 allows 3,000 to 80,000 iops, not \(count)", "leave iops out for 3,000")
    case (.io1, nil), (.io2, nil):
      return (iops, "\(kind.rawValue) needs iops", "such as iops: 3000")
    case (.io1, let count?) where count > 64_000 || Double(count) > 50 * gibibytes:
      return (iops, "io1 allows up to 50 iops for each GiB and 64,000, not \(count)", "make it larger, or choose io2")
    case (.io2, let count?) where Double(count) > 1_000 * gibibytes:
      return (iops, "io2 allows up to 1,000 iops for each GiB, not \(count)", "make it larger")
    default: return nil
    }
  }
}
