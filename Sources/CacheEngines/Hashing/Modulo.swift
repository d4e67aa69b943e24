// SPDX-License-Identifier: GPL-3.0-or-later

/// The remainder of the key's hash by the number of nodes. Where one of n nodes leaves, all but 1 / n of the keys move.
public struct Modulo: KeyDistribution {
  public let nodeCount: Int

  /// - Parameter nodeCount: at least 1.
  public init(nodeCount: Int) {
    precondition(nodeCount > 0, "a distribution needs a node")
    self.nodeCount = nodeCount
  }

  public func node(_ key: [UInt8]) -> Int { Int(Murmur3.hash(key)) % nodeCount }
}
