// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// A type of database instance (RDS User Guide, DB instance classes).
struct DatabaseInstance: Sendable, Hashable {
  /// `db.t4g.medium`.
  let name: String
  let vCPUs: Int
  /// Memory [GiB].
  let memory: Int
  /// The share of its processors that a burstable instance may use for ever; nil where it may use them all.
  let baseline: Double?
  /// Whether Aurora runs on it (Aurora User Guide, DB instance classes): not on general purpose instances, nor on the
  /// smallest burstable ones.
  let runsAurora: Bool

  /// In the order of families and sizes.
  static let all: [DatabaseInstance] = families.flatMap { family in
    family.sizes.map { size in
      DatabaseInstance(
        name: "db.\(family.name).\(size.name)", vCPUs: size.vCPUs,
        memory: size.memory ?? size.vCPUs * family.memoryPerVCPU, baseline: size.baseline,
        runsAurora: family.name.hasPrefix("r") || size.name == "medium" || (family.isBurstable && size.name == "large"))
    }
  }

  static func named(_ name: String) -> DatabaseInstance? { all.first { $0.name == name } }

  private struct Size {
    var name: String
    var vCPUs: Int
    var memory: Int?
    var baseline: Double?
  }

  private struct Family {
    var name: String
    /// GiB for each vCPU.
    var memoryPerVCPU: Int
    var sizes: [Size]
    var isBurstable: Bool { name.hasPrefix("t") }
  }

  private static let families: [Family] =
    ["t3", "t4g"].map { Family(name: $0, memoryPerVCPU: 4, sizes: burstable) }
    + [
      Family(name: "m5", memoryPerVCPU: 4, sizes: sizes(upTo: 24)),
      Family(name: "m6g", memoryPerVCPU: 4, sizes: sizes(upTo: 16)),
      Family(name: "m7g", memoryPerVCPU: 4, sizes: sizes(upTo: 16)),
      Family(name: "r5", memoryPerVCPU: 8, sizes: sizes(upTo: 24)),
      Family(name: "r6g", memoryPerVCPU: 8, sizes: sizes(upTo: 16)),
      Family(name: "r7g", memoryPerVCPU: 8, sizes: sizes(upTo: 16)),
    ]

  /// Memory and baselines of burstable instances (EC2 User Guide, key concepts of burstable instances).
  private static let burstable = [
    Size(name: "micro", vCPUs: 2, memory: 1, baseline: 0.1), Size(name: "small", vCPUs: 2, memory: 2, baseline: 0.2),
    Size(name: "medium", vCPUs: 2, memory: 4, baseline: 0.2), Size(name: "large", vCPUs: 2, memory: 8, baseline: 0.3),
    Size(name: "xlarge", vCPUs: 4, memory: 16, baseline: 0.4),
    Size(name: "2xlarge", vCPUs: 8, memory: 32, baseline: 0.4),
  ]

  private static func sizes(upTo largest: Int) -> [Size] {
    [Size(name: "large", vCPUs: 2), Size(name: "xlarge", vCPUs: 4)]
      + [2, 4, 8, 12, 16, 24].filter { $0 <= largest }.map { Size(name: "\($0)xlarge", vCPUs: $0 * 4) }
  }
}

extension ValueKind where Value == DatabaseInstance {
  static var databaseInstance: ValueKind<DatabaseInstance> {
    ValueKind<String>.choice(DatabaseInstance.all.map(\.name))
      .described(
        as: "instance class", example: "db.t4g.medium",
        allowed: "db.t3, db.t4g, db.m5, db.m6g, db.m7g, db.r5, db.r6g and db.r7g in their sizes"
      )
      .map { name, _, _ in DatabaseInstance.named(name) }
  }
}
