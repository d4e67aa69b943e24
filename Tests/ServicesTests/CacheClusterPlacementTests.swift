// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Testing

@testable import Services
@testable import Simulation

@Suite("Cache cluster: which node a key belongs to")
struct CacheClusterPlacementTests {
  private static let someKeys: [UInt64] =
    [0, 7, 9, 10, 42, 99, 100, 12_345, 999_999_999, 1 << 32, 1 << 32 | 77, .max, .max - 1]
    + (0..<2000).map { $0 &* 7919 }

  @Test("a numbered key has the slot of its digits (facts 1.5: CRC16 mod 16384)")
  func slots() {
    #expect(DecimalKey.slot(123_456_789) == 0x31C3 % 16_384)  // the check value of CRC-16/XMODEM
    for key in Self.someKeys { #expect(DecimalKey.slot(key) == HashSlot.of(String(key)), "\(key)") }
  }

  @Test("and the node of its digits on a ring, by modulo and by rendezvous (facts 2.4)", arguments: [2, 3, 7])
  func rings(_ nodes: Int) {
    let hosts = (1...nodes).map { "node-000\($0)" }
    let ketama = Ketama(hosts.map { Ketama.Node($0) })
    let rendezvous = Rendezvous(hosts.map { "\($0):11211" })
    var placements = KeyPlacement.Rule.allCases.map { KeyPlacement($0, places: nodes) }
    for key in Self.someKeys + Self.someKeys {
      let text = String(key)
      #expect(placements[0].place(of: key) == ketama.node(text))
      #expect(placements[1].place(of: key) == Modulo(nodeCount: nodes).node(text))
      #expect(placements[2].place(of: key) == rendezvous.node(text))
    }
  }

  @Test("shards get equal shares, a ring's nodes shares within 15% or so (facts 2.4)")
  func shares() {
    var slots = KeyPlacement(nil, places: 6)
    var ring = KeyPlacement(.ketama, places: 6)
    var counts = [[Int]](repeating: [0, 0, 0, 0, 0, 0], count: 2)
    for key in 0..<60_000 {
      counts[0][slots.place(of: UInt64(key))] += 1
      counts[1][ring.place(of: UInt64(key))] += 1
    }
    #expect(counts[0].allSatisfy { abs($0 - 10_000) < 500 }, "\(counts[0])")
    #expect(counts[1].allSatisfy { abs($0 - 10_000) < 3_000 }, "\(counts[1])")
    #expect(counts[1].contains { abs($0 - 10_000) > 300 })
  }

  /// The share of 20,000 keys in a cache of five nodes that miss after one node was lost and left out.
  private func missing(_ rule: String) throws -> (missing: Double, lost: Double) {
    let settings = try cluster(
      .memcached,
      "node_type: cache.t4g.small, nodes: 5, distribution: \(rule), on_node_loss: rehash, eject_after: 2s, round_trip: 0s"
    )
    var driver = ClusterDriver(settings: settings, next: commands((0..<20_000).map { (20, get($0, item: $0)) }))
    driver.preload = (0..<20_000).map { ($0, 100, nil) }
    driver.faults = [(10, .kill, 1, false, 0)]
    driver.looks = [
      (9, { cluster, log in log.notes["items"] = Double(cluster.memcached[0].items) })
    ]
    _ = try Outcomes([driver], until: s(30))
    let misses = driver.log.replies.count { $0.reply.outcome == .miss }
    #expect(driver.log.replies.allSatisfy { $0.reply.outcome.isHit || $0.reply.outcome == .miss })
    return (Double(misses) / 20_000, (driver.log.notes["items"] ?? 0) / 20_000)
  }

  @Test("losing one of five nodes: a ring and rendezvous lose its keys only, modulo 4 of 5 (facts 2.4)")
  func loss() throws {
    let ketama = try missing("ketama")
    #expect(ketama.missing == ketama.lost)
    #expect(abs(ketama.missing - 0.2) < 0.06)
    let rendezvous = try missing("rendezvous")
    #expect(rendezvous.missing == rendezvous.lost)
    #expect(abs(rendezvous.missing - 0.2) < 0.01)
    #expect(abs(try missing("modulo").missing - 0.8) < 0.01)
  }

  @Test("on_node_loss: fail goes on asking the lost node until it is back, empty (facts 2.4, 2.5)")
  func failing() throws {
    let settings = try cluster(
      .memcached, "node_type: cache.t4g.small, nodes: 5, replace_time: 60s, round_trip: 0s")
    var driver = ClusterDriver(
      settings: settings, next: commands([20, 80].flatMap { at in (0..<5000).map { (at, get($0, item: $0)) } }))
    driver.preload = (0..<5000).map { ($0, 100, nil) }
    driver.faults = [(10, .kill, 1, false, 0)]
    _ = try Outcomes([driver], until: s(100))
    let before = driver.log.sent(20...21)
    let after = driver.log.sent(80...81)
    let silent = before.indices.filter { before[$0].outcome == .silence }
    #expect((500...1500).contains(silent.count))
    #expect(silent.allSatisfy { after[$0].outcome == .miss })
    #expect(before.indices.allSatisfy { before[$0].outcome == .silence || after[$0].outcome.isHit })
  }

  @Test("a node that was only away comes back with what it held: stale (facts 2.4: auto-eject, dead_timeout)")
  func staleReturn() throws {
    let settings = try cluster(
      .memcached,
      "node_type: cache.t4g.small, nodes: 5, on_node_loss: rehash, eject_after: 2s, retry_dead: 60s, round_trip: 0s")
    // A key of the first node.
    var placement = KeyPlacement(.ketama, places: 5)
    let key = try #require((0..<1000).first { placement.place(of: $0) == 0 })
    var driver = ClusterDriver(
      settings: settings,
      next: commands([
        (5, set(key, stamp: 5)), (11, get(key)), (15, get(key)), (16, set(key, stamp: 16)), (20, get(key)),
        (40, get(key)), (80, get(key)),
      ]))
    driver.faults = [(10, .stop, 1, false, 0), (30, .stop, 1, true, 0)]
    _ = try Outcomes([driver], until: s(100))
    let outcomes = driver.log.replies.map(\.reply.outcome)
    #expect(outcomes[1] == .silence)
    #expect(outcomes[2] == .miss)  // another node's key now
    #expect(outcomes[4].stamp == 16)
    #expect(outcomes[5].stamp == 16)  // clients have not looked yet
    #expect(outcomes[6].stamp == 5)  // and now they believe the old one
  }
}
