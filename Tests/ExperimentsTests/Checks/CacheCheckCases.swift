// SPDX-License-Identifier: GPL-3.0-or-later

import Services

extension CheckCase {
  /// A source that reads records of 10 KiB through a cache, and one that writes them.
  private static let records = """
    run: { duration: 5m, warmup: 0s }
    traffic:
      reads: { to: pages, operation: read, rate: 10/s, keys: { uniform: { count: 200 } }, value: 10KiB }
      writes: { to: pages, operation: write, rate: 1/s, keys: { same_as: reads }, value: { same_as: reads } }
    caches: { pages: { engine: redis, node_type: cache.m7g.large, behind: db } }
    databases: { db: { type: other, concurrency: 10, failover_time: 10s, read_time: 20ms, write_time: 20ms } }
    """

  /// Records of 1 MiB in a small node, in constant time.
  private static let large = """
    run: { duration: 4m, warmup: 0s }
    traffic:
      reads: { to: pages, operation: read, rate: 6/s, arrivals: constant, keys: { uniform: { count: 600 } }, value: 1MiB }
    caches: { pages: { engine: redis, node_type: cache.t4g.micro, behind: db } }
    databases: { db: { type: other, concurrency: 10, failover_time: 10s, read_time: 20ms } }
    """

  /// The same without nodes.
  private static let serverless = """
    run: { duration: 1m, warmup: 0s }
    traffic:
      reads: { to: pages, operation: read, rate: 6/s, arrivals: constant, keys: { uniform: { count: 600 } }, value: 1MiB }
    caches: { pages: { engine: valkey, serverless: { max_data: 1GiB }, ttl: 1h, behind: db } }
    databases: { db: { type: other, concurrency: 10, failover_time: 10s, read_time: 20ms } }
    """

  /// One record that keeps a thread busy for 20 ms at a time.
  private static let slowCommands = """
    run: { duration: 1m, warmup: 0s }
    traffic: { reads: { to: pages, operation: read, rate: 45/s, keys: { uniform: { count: 1 } }, value: 1KiB } }
    caches:
      pages:
        engine: redis
        node_type: cache.m7g.large
        command_cost: { request: 0s, get: 20ms, kib: 0s }
        warm_up: { keys: 1 }
    """

  /// A new engine replaces the whole entry.
  private static let memcached = [
    "caches.pages.engine=memcached", "caches.pages.node_type=cache.t4g.micro", "caches.pages.behind=db",
  ]

  static let caches = memory + use + nodes

  private static let memory = [
    CheckCase(
      check: .cacheTooSmall, part: "pages", scenario: large,
      found: ["caches.pages.eviction=allkeys-lru", "caches.pages.warm_up.keys=600"],
      justNot: [
        "caches.pages.eviction=allkeys-lru", "caches.pages.warm_up.keys=600", "traffic.reads.keys.uniform.count=300",
      ], gains: [.more("hit")]),
    CheckCase(
      check: .cacheTooSmall, part: "pages", scenario: serverless,
      found: ["caches.pages.warm_up.keys=1500", "traffic.reads.keys.uniform.count=1500"],
      justNot: ["caches.pages.warm_up.keys=1500", "traffic.reads.keys.uniform.count=800"], gains: [.more("hit")]),
    CheckCase(
      check: .volatileWithoutTtl, part: "pages", scenario: large, found: [],
      justNot: ["caches.pages.eviction=allkeys-lru"], gains: [.less("refused")]),
    CheckCase(
      check: .volatileWithoutTtl, part: "pages", scenario: serverless, found: ["caches.pages.ttl=null"], justNot: []),
    CheckCase(
      check: .evictionPressure, part: "pages", scenario: large, found: ["caches.pages.eviction=allkeys-lru"],
      justNot: ["caches.pages.eviction=allkeys-lru", "traffic.reads.keys.uniform.count=300"], isMeasured: true,
      gains: [.less("evictions")]),
    // Nobody knows how many sessions there are.
    CheckCase(
      check: .evictionPressure, part: "pages", scenario: large,
      found: ["caches.pages.behind=null", "traffic.reads.operation={ session: { ttl: 1h } }"],
      justNot: [
        "caches.pages.behind=null", "traffic.reads.operation={ session: { ttl: 1h } }",
        "traffic.reads.keys.uniform.count=300",
      ], isMeasured: true, gains: [.less("evictions")]),
    CheckCase(
      check: .outOfMemory, part: "pages", scenario: large, found: [],
      justNot: ["traffic.reads.keys.uniform.count=300"], isMeasured: true, gains: [.less("refused")]),
    CheckCase(
      check: .outOfMemory, part: "pages", scenario: large, found: ["caches.pages.eviction=noeviction"],
      justNot: ["caches.pages.eviction=noeviction", "traffic.reads.keys.uniform.count=300"], isMeasured: true,
      gains: [.less("refused")]),
    CheckCase(
      check: .outOfMemory, part: "pages", scenario: large, found: memcached,
      justNot: memcached + ["traffic.reads.value=1023KiB"], isMeasured: true,
      gains: [.less("refused")]),
  ]

  private static let use = [
    CheckCase(
      check: .hotKey, part: "pages", scenario: slowCommands, found: [], justNot: ["traffic.reads.rate=25/s"],
      gains: [.latency]),
    CheckCase(
      check: .hotKey, part: "pages", scenario: slowCommands,
      found: ["caches.pages.replicas=1", "caches.pages.reads_from=replicas"],
      justNot: ["caches.pages.replicas=2", "caches.pages.reads_from=replicas"], gains: [.latency]),
    CheckCase(
      check: .stampede, part: "pages",
      scenario: """
        run: { duration: 2m, warmup: 0s }
        traffic:
          reads: { to: pages, operation: read, rate: 30/s, keys: { zipf: { count: 20, exponent: 0.8 } }, value: 1KiB }
        caches: { pages: { engine: redis, node_type: cache.m7g.large, ttl: 30m, warm_up: { keys: 20 }, behind: db } }
        databases:
          db:
            type: other
            concurrency: 2
            scheduling: sharing
            failover_time: 10s
            read_time: 200ms
            timeout: 3s
            retry: { attempts: 3 }
        faults: { cold: { at: 30s, flush: pages } }
        """,
      found: [], justNot: ["traffic.reads.rate=10/s"], gains: [.less("errors")]),
    CheckCase(
      check: .ttlMissing, part: "pages", scenario: records,
      found: ["caches.pages.eviction=allkeys-lru", "caches.pages.on_write=nothing"],
      justNot: ["caches.pages.ttl=1d", "caches.pages.on_write=nothing"], gains: [.less("stale")]),
    CheckCase(
      check: .ttlMissing, part: "pages", scenario: records,
      found: ["caches.pages.eviction=allkeys-lru", "traffic.writes.to=db"],
      justNot: ["caches.pages.ttl=1d", "traffic.writes.to=db"], gains: [.less("stale")]),
    CheckCase(
      check: .ttlMissing, part: "pages", scenario: records, found: ["caches.pages.eviction=allkeys-lru"],
      justNot: ["caches.pages.ttl=1d"], gains: [.safety]),
    CheckCase(
      check: .writeBehindLoss, part: "pages", scenario: records + lost,
      found: ["caches.pages.strategy=write-behind", "caches.pages.flush.every=20s", "traffic.writes.rate=10/s"],
      justNot: ["caches.pages.strategy=write-through", "traffic.writes.rate=10/s"], gains: [.less("lost_writes")]),
    CheckCase(
      check: .writeBehindLoss, part: "pages", scenario: records + lost,
      found: memcached + [
        "caches.pages.strategy=write-behind", "caches.pages.flush.every=20s",
        "traffic.writes.rate=10/s",
      ],
      justNot: memcached + [
        "caches.pages.strategy=write-through", "traffic.writes.rate=10/s",
      ], gains: [.less("lost_writes")]),
  ]

  /// A node is lost while the scenario lasts.
  private static let lost = "\nfaults: { node-dies: { at: 115s, kill: pages } }"

  private static let nodes = [
    CheckCase(
      check: .singleNode, part: "pages", scenario: records + lost,
      found: ["caches.pages.failover={ detect: 500ms, promote: 500ms, dns: 0s }"],
      justNot: ["caches.pages.replicas=1"], gains: [.latency]),
    CheckCase(
      check: .singleNode, part: "pages", scenario: records + lost,
      found: memcached + ["caches.pages.replace_time=1m"],
      justNot: memcached + ["caches.pages.nodes=2"], gains: [.more("hit")]),
    CheckCase(
      check: .networkBound, part: "pages", scenario: large,
      found: [
        "caches.pages.warm_up.keys=300", "traffic.reads.keys.uniform.count=300", "caches.pages.network_burst=0s",
        "traffic.reads.rate=9/s",
      ],
      justNot: [
        "caches.pages.warm_up.keys=300", "traffic.reads.keys.uniform.count=300", "caches.pages.network_burst=0s",
        "traffic.reads.rate=6/s",
      ],
      isMeasured: true, gains: [.latency]),
    CheckCase(
      check: .smallNodeCredits, part: "pages", scenario: slowCommands,
      found: ["caches.pages.node_type=cache.t4g.micro", "caches.pages.cpu_credits=0%", "traffic.reads.rate=15/s"],
      justNot: ["caches.pages.node_type=cache.t4g.micro", "caches.pages.cpu_credits=0%", "traffic.reads.rate=10/s"],
      gains: [.latency]),
    CheckCase(
      check: .serverlessThrottled, part: "pages", scenario: serverless,
      found: ["caches.pages.warm_up.keys=600", "traffic.reads.rate=40/s"],
      justNot: ["caches.pages.warm_up.keys=600", "traffic.reads.rate=29/s"], isMeasured: true,
      gains: [.less("throttled")]),
    CheckCase(
      check: .uncalibrated, part: "pages", scenario: records, found: [], justNot: ["caches.pages.round_trip=400us"]),
  ]
}
