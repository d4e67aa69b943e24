// SPDX-License-Identifier: GPL-3.0-or-later

/// Highest random weight (Thaler, Ravishankar 1996): a key belongs to the node whose name, hashed together with the key,
/// gives the largest number. As in pymemcache: MurmurHash3 of `name-key`, of equal ones the greater name. Balanced to
/// sampling noise; a node that leaves moves its own keys only. Looking a key up is O(n).
public struct Rendezvous: KeyDistribution {
  private let names: [[UInt8]]
  public var nodeCount: Int { names.count }

  /// - Parameter names: `host:port` of each node, at least one.
  public init(_ names: [String]) {
    precondition(!names.isEmpty, "a distribution needs a node")
    self.names = names.map { Array("\($0)-".utf8) }
  }

  public func node(_ key: [UInt8]) -> Int {
    var best = (hash: UInt32(0), node: -1)
    for (index, name) in names.enumerated() {
      let hash = Murmur3.hash(name + key)
      let isGreater = hash == best.hash && best.node >= 0 && names[best.node].lexicographicallyPrecedes(name)
      if best.node < 0 || hash > best.hash || isGreater { best = (hash, index) }
    }
    return best.node
  }
}
