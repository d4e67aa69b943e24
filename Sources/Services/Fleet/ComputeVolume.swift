// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// The EBS volume of an instance: its root volume, with all that the tasks on it write.
struct InstanceVolume: Sendable, Hashable {
  enum Kind: String, Sendable, CaseIterable {
    case gp3, gp2, io1
  }

  let kind: Kind
  /// Bytes.
  let size: Int64
  /// Operations a second that it is given; nil for what comes with it.
  let operations: Int?
  /// Bytes a second that it is given; nil for what comes with it.
  let throughput: Double?

  /// What comes with every gp3 volume (EBS User Guide, gp3).
  static let includedOperations = 3_000
  static let includedThroughput = 125.0 * 1_048_576

  var gigabytes: Double { Double(size) / ZoneTransfer.gigabyte }

  /// Operations a second that are billed beside the storage: all of io1's, and those of gp3 that do not come with it.
  var billedOperations: Int {
    switch kind {
    case .gp2: 0
    case .gp3: max(0, (operations ?? 0) - Self.includedOperations)
    case .io1: operations ?? 0
    }
  }

  /// MiB a second that are billed beside the storage.
  var billedThroughput: Double {
    kind == .gp3 ? max(0, (throughput ?? 0) - Self.includedThroughput) / 1_048_576 : 0
  }
}

/// The keys beside the kind of volume.
enum InstanceVolumeKeys {
  static let operations = OptionalKey(
    "iops", .integer(100...80_000),
    "Operations a second that are paid for: gp3 has 3,000, io1 needs it, gp2 has 3 for each GiB.",
    source: "EBS User Guide, volume types")
  static let throughput = OptionalKey(
    "throughput", .byteRate(125 * 1_048_576...2_000 * 1_048_576),
    "Bytes a second of a gp3 volume that are paid for beyond 125 MiB/s.", source: "EBS User Guide, gp3")
  static let table = KeyTable("volume", "An EBS volume.", keys: [operations, throughput])
}

extension ValueKind where Value == InstanceVolume {
  /// `{ gp3: 20GiB }`, `{ gp3: 100GiB, iops: 4000, throughput: 250MiB/s }`.
  static var instanceVolume: ValueKind<InstanceVolume> {
    typealias Choice = (kind: InstanceVolume.Kind, size: Int64)
    let cases: [OneKeyCase<Choice>] = [
      OneKeyCase("gp3", .bytes(1 << 30...(65_536 << 30)), "General purpose; 3,000 operations and 125 MiB a second.") {
        (.gp3, $0)
      },
      OneKeyCase("gp2", .bytes(1 << 30...(16_384 << 30)), "General purpose; 3 operations a second for each GiB.") {
        (.gp2, $0)
      },
      OneKeyCase("io1", .bytes(4 << 30...(16_384 << 30)), "Provisioned operations a second.") { (.io1, $0) },
    ]
    return ValueKind<(Choice, Record)>.oneKey("kind of volume", cases, also: InstanceVolumeKeys.table) { ($0, $1) }
      .map { value, node, context in
        let volume = InstanceVolume(
          kind: value.0.kind, size: value.0.size, operations: value.1[InstanceVolumeKeys.operations],
          throughput: value.1[InstanceVolumeKeys.throughput])
        guard let problem = volume.problem else { return volume }
        let place = node.entries?.first { $0.key == problem.key }?.value
        context.diagnostics.error(.value, at: place ?? node, problem.text, hint: problem.hint)
        return nil
      }
  }
}

extension InstanceVolume {
  /// What does not go together (EBS User Guide, volume types), and the key that it is about.
  fileprivate var problem: (key: String, text: String, hint: String)? {
    let perGiB = Double(operations ?? 0) / gigabytes
    switch (kind, operations, throughput) {
    case (.gp2, _?, _): return ("iops", "gp2 has no iops of its own: 3 a second for each GiB", "choose gp3")
    case (.gp2, _, _?), (.io1, _, _?):
      return ("throughput", "\(kind.rawValue) has no throughput of its own", "leave it out, or choose gp3")
    case (.io1, nil, _): return ("io1", "io1 needs iops", "such as { io1: 100GiB, iops: 1000 }")
    case (.io1, let iops?, _) where iops > 64_000 || perGiB > 50:
      return ("iops", "io1 allows 64,000 iops, at most 50 for each GiB", "fewer iops, or a larger volume")
    case (.gp3, let iops?, _) where iops < Self.includedOperations || perGiB > 500 && iops > Self.includedOperations:
      return ("iops", "gp3 has at least 3,000 iops, and at most 500 for each GiB", "leave iops out for 3,000")
    case (.gp3, _, let rate?) where rate > Double(operations ?? Self.includedOperations) * 0.25 * 1_048_576:
      return ("throughput", "gp3 allows 0.25 MiB/s for each of its iops", "more iops, or less throughput")
    default: return nil
    }
  }
}
