// SPDX-License-Identifier: GPL-3.0-or-later

/// An EC2 instance type that may use a share of its CPU for ever and pays for more: T3, T3a and T4g, which are launched
/// as `unlimited` (EC2 User Guide, burstable performance instances). T2 is `standard`, and pays nothing.
struct BurstableInstance: Sendable, Hashable {
  /// `t3`, `t3a`, `t4g`.
  let family: String
  let vCPUs: Int
  /// The share of each vCPU.
  let baseline: Double

  /// Nil for any other type, and for one that does not exist.
  init?(_ type: String) {
    let words = type.split(separator: ".", omittingEmptySubsequences: false)
    guard words.count == 2, Self.families.contains(String(words[0])), let size = Self.sizes[String(words[1])] else {
      return nil
    }
    family = String(words[0])
    vCPUs = size.vCPUs
    baseline = size.baseline
  }

  private static let families: Set = ["t3", "t3a", "t4g"]

  private static let sizes: [String: (vCPUs: Int, baseline: Double)] = [
    "nano": (2, 0.05), "micro": (2, 0.1), "small": (2, 0.2), "medium": (2, 0.2), "large": (2, 0.3),
    "xlarge": (4, 0.4), "2xlarge": (8, 0.4),
  ]
}
