// SPDX-License-Identifier: GPL-3.0-or-later

/// Consistent hashing as Memcached clients do it: each node has 160 points on a circle of 2^32, from 40 MD5 digests of
/// its name and a number, four to each; a key belongs to the first point at or after its own (libmemcached's weighted
/// ketama with equal weights, spymemcached's KetamaNodeLocator).
///
/// Clients name the same node differently, and so disagree on where keys are: see ``Naming``. 160 points leave nodes
/// with shares that differ by about 8 % of the mean. Looking a key up is O(log n).
public struct Ketama: KeyDistribution {
  /// What stands before the number when the points are placed.
  public enum Naming: Sendable {
    /// `host-3` on port 11211, `host:port-3` otherwise: libmemcached.
    case withoutDefaultPort
    /// Always `host:port-3`: libketama, and spymemcached, whose host is the address, or `name/address` where it was looked
    /// up.
    case withPort
  }

  public struct Node: Hashable, Sendable {
    public var host: String
    public var port: Int

    public init(_ host: String, port: Int = 11_211) {
      self.host = host
      self.port = port
    }
  }

  /// A point of the circle.
  public struct Point: Hashable, Sendable, BitwiseCopyable {
    public var value: UInt32
    public var node: UInt32
  }

  public let nodeCount: Int
  /// All points in ascending order.
  public let points: [Point]

  /// - Parameter nodes: at least one.
  public init(_ nodes: [Node], naming: Naming = .withoutDefaultPort) {
    precondition(!nodes.isEmpty, "a ring needs a node")
    nodeCount = nodes.count
    var points: [Point] = []
    for (index, node) in nodes.enumerated() {
      let isShort = naming == .withoutDefaultPort && node.port == 11_211
      let name = isShort ? node.host : "\(node.host):\(node.port)"
      for number in 0..<40 {
        let (a, b, c, d) = MD5.words(Array("\(name)-\(number)".utf8))
        for value in [a, b, c, d] { points.append(Point(value: value, node: UInt32(index))) }
      }
    }
    self.points = points.sorted { ($0.value, $0.node) < ($1.value, $1.node) }
  }

  /// A key's own point: the first four bytes of its MD5 digest, the least significant first.
  public static func point(_ key: [UInt8]) -> UInt32 { MD5.words(key).0 }

  public func node(_ key: [UInt8]) -> Int { node(point: Self.point(key)) }

  /// The node of the first of the ring's points at or after a key's own.
  func node(point value: UInt32) -> Int {
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].value < value { low = middle + 1 } else { high = middle }
    }
    return Int(points[low == points.count ? 0 : low].node)
  }
}
