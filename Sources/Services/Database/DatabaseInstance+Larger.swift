// SPDX-License-Identifier: GPL-3.0-or-later

extension DatabaseInstance: InstanceClass {
  static let generations = [["t3", "m5", "r5"], ["t4g", "m6g", "r6g"], ["m7g", "r7g"]]

  var sizeOfMemory: Int { memory }

  /// As much of a family that may use all of its vCPUs; nil where it may, or where there is none so small.
  var unrationed: DatabaseInstance? {
    guard baseline != nil else { return nil }
    return followers.first { $0.baseline == nil && $0.vCPUs == vCPUs && $0.memory == memory }
  }
}
