// SPDX-License-Identifier: GPL-3.0-or-later

/// How clients choose the node of a key.
public protocol KeyDistribution: Sendable {
  /// How many nodes there are, at least one.
  var nodeCount: Int { get }
  /// The number of the node that a key belongs to, in the order in which the nodes were given.
  func node(_ key: [UInt8]) -> Int
}

extension KeyDistribution {
  /// The node of a key given as text in UTF-8.
  public func node(_ key: String) -> Int { node(Array(key.utf8)) }

  /// The node of a numbered key, whose text is its decimal digits.
  public func node(_ key: UInt64) -> Int { node(Self.text(key)) }

  /// The share of the keys 0..<keys on each node.
  public func shares(keys: Int = 100_000) -> [Double] {
    var counts = [Int](repeating: 0, count: nodeCount)
    for key in 0..<keys { counts[node(UInt64(key))] += 1 }
    return counts.map { Double($0) / Double(keys) }
  }

  private static func text(_ key: UInt64) -> [UInt8] {
    var digits: [UInt8] = []
    var rest = key
    repeat {
      digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    return digits.reversed()
  }
}

/// The share of the keys 0..<keys that belong to another node after one of the nodes has left.
/// - Parameters:
///   - leaving: the number, in `before`, of the node that leaves.
///   - after: the distribution over the others, in the same order.
public func shareOfKeysMoved(
  from before: some KeyDistribution, to after: some KeyDistribution, leaving: Int, keys: Int = 100_000
) -> Double {
  var moved = 0
  for key in 0..<keys {
    let old = before.node(UInt64(key))
    let new = after.node(UInt64(key))
    if old == leaving || new != (old < leaving ? old : old - 1) { moved += 1 }
  }
  return Double(moved) / Double(keys)
}
