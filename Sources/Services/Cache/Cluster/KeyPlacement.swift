// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines

/// Which shard or node each key belongs to.
struct KeyPlacement: Sendable {
  /// How clients choose among Memcached nodes; shards of Redis share Redis Cluster's slots.
  enum Rule: String, CaseIterable, Sendable {
    /// libmemcached's ring.
    case ketama
    case modulo
    case rendezvous
  }

  private enum Kind: Sendable { case single, slots, modulo, remembered }

  /// A key that was asked for lately, and where it belongs.
  private struct Recent: BitwiseCopyable {
    var key: UInt64
    var place: UInt32
    var isUsed: Bool
  }

  private let rule: Rule?
  private var kind = Kind.single
  private var slots: [UInt16] = []
  private var ring: Ketama?
  private var rendezvous: Rendezvous?
  /// The places that take part, by the number that the rule gives.
  private var members: [UInt32] = []
  /// Hashing a key on a ring costs more than the rest of a command, and popular keys come again and again. A key has one
  /// seat here, which the next one to want it takes.
  private var recent: [Recent] = []

  private static let seats = 4096

  /// - Parameters:
  ///   - rule: nil for hash slots.
  ///   - places: how many there are, at least 1.
  init(_ rule: Rule?, places: Int) {
    self.rule = rule
    rebuild(Array(0..<max(1, places)))
  }

  /// Shares all keys out among these places; there must be one.
  mutating func rebuild(_ places: [Int]) {
    members = places.map(UInt32.init)
    (recent, ring, rendezvous) = ([], nil, nil)
    guard places.count > 1 else {
      kind = .single
      return
    }
    switch rule {
    case nil:
      kind = .slots
      slots = (0..<HashSlot.count).map {
        UInt16(truncatingIfNeeded: HashSlot.shard(ofSlot: $0, shards: places.count))
      }
    case .modulo: kind = .modulo
    case .ketama: ring = Ketama(places.map { Ketama.Node(Self.host($0)) })
    case .rendezvous: rendezvous = Rendezvous(places.map { "\(Self.host($0)):11211" })
    }
    if ring != nil || rendezvous != nil {
      kind = .remembered
      recent = Array(repeating: Recent(key: 0, place: 0, isUsed: false), count: Self.seats)
    }
  }

  /// Names that nobody has given, in the form that ElastiCache's nodes have: node-0001.
  private static func host(_ place: Int) -> String {
    let number = String(place + 1)
    return "node-" + String(repeating: "0", count: max(0, 4 - number.count)) + number
  }

  /// The place of a key, whose text is its decimal digits.
  @inline(__always)
  mutating func place(of key: UInt64) -> Int {
    switch kind {
    case .single: return Int(members[0])
    case .slots: return Int(slots[DecimalKey.slot(key)])
    case .modulo: return Int(members[Modulo(nodeCount: members.count).node(key)])
    case .remembered:
      let seat = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 52)
      let last = recent[seat]
      return last.isUsed && last.key == key ? Int(last.place) : hash(key, seat)
    }
  }

  @inline(never)
  private mutating func hash(_ key: UInt64, _ seat: Int) -> Int {
    let place = members[ring?.node(key) ?? rendezvous?.node(key) ?? 0]
    recent[seat] = Recent(key: key, place: place, isUsed: true)
    return Int(place)
  }
}
