// SPDX-License-Identifier: GPL-3.0-or-later

extension CacheNodeType: InstanceClass {
  static let generations = [["t2", "m5", "r5"], ["t3", "m5", "r5"], ["t4g", "m6g", "r6g"], ["m7g", "r7g"]]

  var sizeOfMemory: Int { maxmemory }
}
