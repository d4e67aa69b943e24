// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

@Suite("Cache cluster: loss and return of nodes")
struct CacheClusterFailoverTests {
  private static let withReplica =
    "node_type: cache.t4g.small, replicas: 1, failover: { detect: 4s, promote: 2s, dns: 5s }, replica_lag: 10ms, "
    + "replace_time: 5m, round_trip: 0s"

  @Test("a replica takes over after detection, promotion and DNS: warm, less what was not replicated (facts 1.6, 1.5)")
  func failover() throws {
    var driver = ClusterDriver(
      settings: try cluster(.redis, Self.withReplica),
      next: commands([
        (50, set(1, stamp: 50)), (60, set(2, stamp: 60)), (99.5, set(2, stamp: 99)), (99.995, set(2, stamp: 100)),
        (99.996, set(3, stamp: 100)), (99.997, CacheCommand(verb: .delete, key: 1, item: 1)), (100.001, get(1)),
        (110.9, get(1)), (111.1, get(1)), (111.2, get(2)), (111.3, get(3)), (112, set(4)), (500, get(4)),
      ]))
    driver.faults = [(100, .kill, 1, false, 0)]
    driver.looks = [
      (99.999, { cluster, log in log.notes["before"] = cluster.isLost(0, life: 0) ? 1 : 0 }),
      (100.5, { cluster, log in log.notes["after"] = cluster.isLost(0, life: 0) ? 1 : 0 }),
      (112, { cluster, log in log.notes["primary"] = Double(cluster.node(of: 1)) }),
    ]
    let outcomes = try Outcomes([driver], until: s(600))
    #expect(driver.log.notes["before"] == 0)  // its replies still count
    #expect(driver.log.notes["after"] == 1)
    #expect(driver.log.notes["primary"] == 1)
    #expect(driver.log.outcome(at: 100.001) == .silence)
    #expect(driver.log.outcome(at: 110.9) == .silence)
    // The delete, the write and the new key of the last 10 ms are undone; the write before them is not.
    #expect(driver.log.outcome(at: 111.1)?.stamp == 50)
    #expect(driver.log.outcome(at: 111.2)?.stamp == 99)
    #expect(driver.log.outcome(at: 111.3) == .miss)
    #expect(driver.log.outcome(at: 500)?.isHit == true)
    #expect(outcomes.count("c", "failovers") == 1)
    #expect(outcomes.count("c", "nodes_lost") == 1)
  }

  @Test("without a replica: silence until the node is replaced, then empty (facts 1.6)")
  func noReplica() throws {
    var driver = ClusterDriver(
      settings: try cluster(.redis, "node_type: cache.t4g.small, replace_time: 5m, round_trip: 0s"),
      next: commands([(50, set(1)), (101, get(1)), (399, get(1)), (401, get(1)), (402, set(1)), (403, get(1))]))
    driver.faults = [(100, .kill, 1, false, 0)]
    _ = try Outcomes([driver], until: s(600))
    let found = [101, 399, 401, 403].map { driver.log.outcome(at: $0) }
    #expect(found[0] == .silence && found[1] == .silence && found[2] == .miss)
    #expect(found[3]?.isHit == true)
  }

  @Test("with a replica but without Multi-AZ the node is replaced first, and gets the replica's data (facts 1.6)")
  func noMultiAZ() throws {
    var driver = ClusterDriver(
      settings: try cluster(.redis, Self.withReplica + ", multi_az: false"),
      next: commands([(50, set(1)), (120, get(1)), (399, get(1)), (401, get(1))]))
    driver.faults = [(100, .kill, 1, false, 0)]
    _ = try Outcomes([driver], until: s(600))
    #expect(driver.log.outcome(at: 120) == .silence && driver.log.outcome(at: 399) == .silence)
    #expect(driver.log.outcome(at: 401)?.isHit == true)
  }

  @Test("kill takes primaries in the order of the shards, then replicas; a shard that has lost all comes back empty")
  func several() throws {
    let settings = try cluster(.redis, Self.withReplica + ", shards: 2")
    var placement = KeyPlacement(nil, places: 2)
    let first = try #require((0..<100).first { placement.place(of: $0) == 0 })
    let second = try #require((0..<100).first { placement.place(of: $0) == 1 })
    var driver = ClusterDriver(
      settings: settings,
      next: commands(
        [(50, set(first)), (50, set(second))]
          + [101, 120, 401].flatMap { [($0, get(first)), ($0 + 0.1, get(second))] }))
    driver.faults = [(100, .kill, 3, false, 0)]
    _ = try Outcomes([driver], until: s(600))
    func found(_ at: Double) -> CacheReply.Outcome? { driver.log.outcome(at: at) }
    #expect(found(101) == .silence && found(101.1) == .silence)
    // Both primaries and the first shard's replica are gone: the second shard fails over.
    #expect(found(120) == .silence)
    #expect(found(120.1)?.isHit == true)
    #expect(found(401) == .miss)
    #expect(found(401.1)?.isHit == true)
  }

  @Test("the replica is lost while it should take over: the shard waits for a new node, empty")
  func doubleFault() throws {
    var driver = ClusterDriver(
      settings: try cluster(.redis, Self.withReplica), next: commands([(50, set(1)), (120, get(1)), (401, get(1))]))
    driver.faults = [(100, .kill, 1, false, 0), (105, .kill, 1, false, 0)]
    _ = try Outcomes([driver], until: s(600))
    #expect(driver.log.outcome(at: 120) == .silence)
    #expect(driver.log.outcome(at: 401) == .miss)
  }

  @Test("a restart refuses connections and loses everything, a replica's copy too (facts 1.7)")
  func restart() throws {
    for engine in CacheEngineKind.allCases {
      let replicas = engine.isRedis ? ", replicas: 1" : ", nodes: 2"
      var driver = ClusterDriver(
        settings: try cluster(engine, "node_type: cache.t4g.small, restart_time: 30s, round_trip: 0s" + replicas),
        next: commands([(50, set(1)), (51, get(1)), (110, get(1)), (131, get(1)), (132, set(1)), (133, get(1))]))
      driver.faults = [(100, .restart, 0, false, 0)]
      _ = try Outcomes([driver], until: s(200))
      let found = [51, 110, 131, 133].map { driver.log.outcome(at: $0) }
      #expect(found[0]?.isHit == true)
      #expect(found[1] == .unavailable && found[2] == .miss)
      #expect(found[3]?.isHit == true)
    }
  }

  @Test("with snapshots a node begins with its last one, and says LOADING while it loads it (facts 1.7)")
  func snapshot() throws {
    let settings = try cluster(
      .redis,
      "node_type: cache.t4g.small, restart_time: 10s, snapshot: { every: 60s, load_rate: 1MB/s }, round_trip: 0s")
    var driver = ClusterDriver(
      settings: settings,
      next: commands([
        (50, set(1, stamp: 50)), (70, set(1, stamp: 70)), (80, set(2)), (110.5, get(1)), (115, get(1)), (116, get(2)),
      ]))
    driver.faults = [(100, .restart, 0, false, 0)]
    let outcomes = try Outcomes([driver], until: s(200))
    #expect(driver.log.outcome(at: 110.5) == .unavailable)  // 0.9 MB at 1 MB/s
    #expect(driver.log.outcome(at: 115)?.stamp == 50)  // as of 60 s
    #expect(driver.log.outcome(at: 116) == .miss)
    #expect(outcomes.level("c", "snapshot_storage").max > 0)
  }

  @Test("flush empties the cache; FLUSHALL keeps the thread busy for as long as it takes (facts 1.4: O(N))")
  func flush() throws {
    var driver = ClusterDriver(
      settings: try cluster(.redis, "node_type: cache.m6g.large, round_trip: 0s"),
      next: commands([(1, get(5)), (2.0001, get(5)), (3, get(6))]))
    driver.preload = (0..<200_000).map { ($0, 10, nil) }
    driver.faults = [(2, .flush, 0, false, 0)]
    _ = try Outcomes([driver], until: s(10))
    #expect(driver.log.replies[0].reply.outcome.isHit)
    #expect(driver.log.replies[1].reply.outcome == .miss)
    #expect(abs(driver.log.replies[1].reply.waited.seconds - 0.0199) < 0.0005)  // 100 ns a key
    #expect(driver.log.replies[2].reply.waited == 0)
  }

  @Test("stop: nobody answers for a time, what was under way is lost, the data stay; remove: refused")
  func stop() throws {
    var driver = ClusterDriver(
      settings: try cluster(.redis, "node_type: cache.t4g.small, round_trip: 0s"),
      next: commands([(1, set(1)), (11, get(1)), (21, get(1)), (31, get(1)), (41, get(1))]))
    driver.faults = [
      (10, .stop, 0, false, 0), (20, .stop, 0, true, 0), (30, .remove, 0, false, 0), (40, .remove, 0, true, 0),
    ]
    driver.looks = [(15, { cluster, log in log.notes["lost"] = cluster.isLost(0, life: 0) ? 1 : 0 })]
    _ = try Outcomes([driver], until: s(50))
    #expect(driver.log.outcome(at: 11) == .silence)
    #expect(driver.log.outcome(at: 21)?.isHit == true)
    #expect(driver.log.outcome(at: 31) == .unavailable)
    #expect(driver.log.outcome(at: 41)?.isHit == true)
    #expect(driver.log.notes["lost"] == 1)
  }

  @Test("a primary that cannot be reached is replaced by its replica, and comes back as one")
  func partition() throws {
    var driver = ClusterDriver(
      settings: try cluster(.redis, Self.withReplica),
      next: commands([(50, set(1, stamp: 50)), (105, get(1)), (112, set(1, stamp: 112)), (130, get(1))]))
    driver.faults = [(100, .stop, 1, false, 0), (120, .stop, 1, true, 0)]
    driver.looks = [(131, { cluster, log in log.notes["primary"] = Double(cluster.node(of: 1)) })]
    _ = try Outcomes([driver], until: s(200))
    #expect(driver.log.outcome(at: 105) == .silence)
    #expect(driver.log.outcome(at: 130)?.stamp == 112)
    #expect(driver.log.notes["primary"] == 1)
  }

  @Test("replicas answer with what the primary held replica_lag ago (facts 1.5: eventually consistent)")
  func replicaReads() throws {
    let settings = try cluster(
      .redis, "node_type: cache.t4g.small, replicas: 2, reads_from: replicas, replica_lag: 1s, round_trip: 0s")
    let driver = ClusterDriver(
      settings: settings,
      next: commands([
        (10, set(1, stamp: 10)), (10.5, get(1, item: 1)), (12, get(1, item: 2)), (20, set(1, stamp: 20)),
        (20.2, set(1, stamp: 21)), (20.9, get(1, item: 3)), (21.1, get(1, item: 4)), (21.3, get(1, item: 5)),
        (30, CacheCommand(verb: .delete, key: 1, item: 6)), (30.9, get(1, item: 7)), (31.1, get(1, item: 8)),
      ]))
    _ = try Outcomes([driver], until: s(40))
    let stamps = driver.log.replies.map(\.reply.outcome.stamp)
    #expect(stamps == [nil, nil, 10, nil, nil, 10, 20, 21, nil, 21, nil])
    // Two replicas take turns by the item; the primary is asked for nothing.
    #expect(driver.log.replies.map(\.reply.node) == [0, 2, 1, 0, 0, 2, 1, 2, 0, 2, 1])
  }
}
