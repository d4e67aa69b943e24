// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// What caches are billed for (ElastiCache pricing).
@Suite struct CacheBillTests {
  private func cache(_ settings: String, value: Int = 1000) throws -> BillRun {
    try BillRun(
      """
      traffic: { t: { to: c, operation: read, arrivals: constant, keys: { uniform: { count: 10 } }, value: \(value)B, rate: 10/s } }
      caches: { c: { \(settings), round_trip: 250us, key_size: 24B, packet_overhead: 80B, warm_up: { keys: 10 } } }
      """)
  }

  private func errors(_ settings: String) -> [String] {
    Reading("caches: { c: { \(settings) } }").errors
  }

  // MARK: Nodes

  @Test("each node is paid for, replicas too: 3 shards with 2 replicas are 9, 4 nodes of Memcached are 4")
  func nodes() throws {
    #expect(try cache("engine: redis, node_type: cache.t4g.micro").perHour("c", "elasticache.node") == 1)
    let cluster = try cache("engine: valkey, node_type: cache.t4g.micro, shards: 3, replicas: 2")
    #expect(cluster.perHour("c", "elasticache.node") == 9)
    #expect(try cluster.price("c", "elasticache.node") == "0.0128", "Valkey: a fifth less than 0.016")
    let memcached = try cache("engine: memcached, node_type: cache.t4g.micro, nodes: 4")
    #expect(memcached.perHour("c", "elasticache.node") == 4)
    #expect(try memcached.price("c", "elasticache.node") == "0.016")
  }

  @Test("a node that is lost and replaced goes on being paid for")
  func replaced() throws {
    let run = try BillRun(
      """
      traffic: { t: { to: c, operation: read, rate: 10/s, keys: { uniform: { count: 10 } } } }
      caches: { c: { engine: redis, node_type: cache.t4g.micro, replicas: 1 } }
      faults: { f: { at: 20s, kill: c } }
      """)
    #expect(run.perHour("c", "elasticache.node") == 2)
  }

  @Test("an hour that is begun is paid for in full, of nodes and of their add-on, not of data or ECPUs")
  func startedHours() throws {
    let run = try cache("engine: redis, node_type: cache.t4g.micro, extended_support: year-3, cross_zone: 50%")
    for quantity in run.outcomes.model.meters {
      #expect(quantity.meter.isByStartedHour == quantity.meter.id.hasPrefix("elasticache."), "\(quantity.meter.id)")
    }
    let serverless = try cache("engine: valkey, serverless: {}")
    #expect(serverless.outcomes.model.meters.allSatisfy { !$0.meter.isByStartedHour })
  }

  // MARK: Extended Support

  @Test("Extended Support adds to each node's hour: 0.019 in years 1 and 2, 0.038 in year 3; elsewhere it is a gap")
  func extendedSupport() throws {
    let first = try cache("engine: redis, node_type: cache.t4g.micro, replicas: 1, extended_support: year-1-2")
    #expect(first.perHour("c", "elasticache.extended_support") == 2)
    #expect(try first.price("c", "elasticache.extended_support", region: "ap-northeast-2") == "0.019")
    #expect(try first.price("c", "elasticache.extended_support", region: "us-east-1") == nil)
    let third = try cache("engine: redis, node_type: cache.t4g.micro, extended_support: year-3")
    #expect(try third.price("c", "elasticache.extended_support", region: "ap-northeast-2") == "0.038")
    #expect(try cache("engine: redis, node_type: cache.t4g.micro").meters("c") == ["elasticache.node"])
    // Only versions of Redis OSS are that old.
    #expect(errors("engine: valkey, node_type: cache.t4g.micro, extended_support: year-3").count == 1)
    #expect(errors("engine: redis, serverless: {}, extended_support: year-3").count == 1)
  }

  // MARK: Between zones

  @Test("a GB that crosses is paid for once, by the client: half of 10 GETs a second")
  func crossZone() throws {
    let run = try cache("engine: redis, node_type: cache.t4g.small, cross_zone: 50%")
    // An hour: 10 x 3600 x (24 + 80) B come, 10 x 3600 x (1000 + 80) B go; half of both.
    #expect(close(run.perHour("c", "transfer.in"), 36_000 * 104 * 0.5 / 1_073_741_824))
    #expect(close(run.perHour("c", "transfer.out"), 36_000 * 1_080 * 0.5 / 1_073_741_824))
    #expect(try run.price("c", "transfer.in") == "0.01")
    let all = try cache("engine: redis, node_type: cache.t4g.small, cross_zone: 100%")
    #expect(close(all.perHour("c", "transfer.in"), 36_000 * 104 / 1_073_741_824))
  }

  @Test("nothing crosses unless it is said; what replicas are sent never counts; Serverless has no zones")
  func noCrossZone() throws {
    #expect(try cache("engine: redis, node_type: cache.t4g.small").meters("c") == ["elasticache.node"])
    let alone = try cache("engine: redis, node_type: cache.t4g.small, cross_zone: 40%")
    let replicated = try cache("engine: redis, node_type: cache.t4g.small, replicas: 2, cross_zone: 40%")
    #expect(alone.perHour("c", "transfer.in") == replicated.perHour("c", "transfer.in"))
    let found = errors("engine: valkey, serverless: {}, cross_zone: 50%")
    #expect(found.count == 1 && found[0].contains("cross_zone has no meaning"))
  }

  // MARK: Backups

  @Test("all backups but one are paid for: of three of the same size, two")
  func backups() throws {
    func paid(_ keep: Int) throws -> Double? {
      try cache("engine: redis, node_type: cache.t4g.small, snapshot: { keep: \(keep) }")
        .perHour("c", "elasticache.backup")
    }
    let run = try cache("engine: redis, node_type: cache.t4g.small, snapshot: { keep: 3 }")
    let size = run.outcomes.level("c", "snapshot_storage").mean
    #expect(size > 0)
    #expect(close(try paid(3), 2 * size / 730))
    #expect(close(try paid(2), size / 730))
    #expect(try paid(1) == nil)
    #expect(try run.price("c", "elasticache.backup") == "0.085")
    #expect(try run.price("c", "elasticache.backup", region: "ap-northeast-2") == nil)
  }

  // MARK: Serverless

  @Test("a GET of 3.2 KB is 3.2 ECPUs, of 500 B one; the least data are 1 GB, of Valkey 100 MB")
  func serverless() throws {
    let run = try cache("engine: valkey, serverless: {}", value: 3277)
    // 1000 GETs of 3277 / 1024 = 3.2002 ECPUs, counted in whole ones.
    #expect(run.outcomes.count("c", "ecpu") == 3200)
    #expect(close(run.perHour("c", "elasticache.data"), 0.1))
    #expect(try cache("engine: redis, serverless: {}", value: 500).outcomes.count("c", "ecpu") == 1000)
    for engine in ["redis", "memcached"] {
      #expect(close(try cache("engine: \(engine), serverless: {}").perHour("c", "elasticache.data"), 1))
    }
  }

  @Test("data are the average of an hour or the least of it: a full half hour makes up for an empty one")
  func hourlyAverage() throws {
    var context = ServerlessLab()
    let minute = 60.0
    // 1 GB is the least. Half an hour of 0 GB, half an hour of 1.5 GB: 0.75 on average, so 1 GB is billed.
    #expect(close(context.hour([(30 * minute, 0), (30 * minute, 1.5)]), 1))
    // Half an hour of 0 GB, half an hour of 4 GB: 2, not (1 + 4) / 2 = 2.5.
    #expect(close(context.hour([(30 * minute, 0), (30 * minute, 4)]), 2))
    // Whatever the order.
    #expect(close(context.hour([(15 * minute, 4), (30 * minute, 0), (15 * minute, 4)]), 2))
    // The next hour begins anew: its least is not paid for by the one before.
    #expect(close(context.hour([(60 * minute, 0)]), 1))
  }
}

/// Hours of ElastiCache Serverless for Redis OSS, one after the other.
private struct ServerlessLab {
  var limits: ServerlessLimits
  var now: Instant = 0

  init() {
    let read = try? parts("caches: { c: { engine: redis, serverless: {} } }")
    let settings = (read?.first as? CachePart)?.cluster.serverless
    limits = ServerlessLimits(settings!, .redis)
  }

  /// The GB-hours of an hour in which so many GB are stored for so many seconds.
  mutating func hour(_ stretches: [(seconds: Double, gigabytes: Double)]) -> Double {
    var sum = 0.0
    for stretch in stretches {
      for _ in 0..<Int(stretch.seconds) {
        now += s(1)
        sum += limits.bill(stretch.gigabytes, for: s(1), until: now) / 3600
      }
    }
    return sum
  }
}
