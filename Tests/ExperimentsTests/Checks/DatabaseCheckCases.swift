// SPDX-License-Identifier: GPL-3.0-or-later

import Services

extension CheckCase {
  /// Sources that read and write; two servers that take 100 ms.
  private static func database(_ settings: String) -> String {
    """
    region: us-east-1
    run: { duration: 3m, warmup: 0s }
    traffic:
      reads: { to: db, operation: read, rate: 10/s }
      writes: { to: db, operation: write, rate: 2/s }
    databases: { db: { read_time: { exponential: { mean: 100ms } }, write_time: { exponential: { mean: 100ms } }, \(settings) } }
    """
  }

  private static let own = database("type: other, concurrency: 2, failover_time: 10s")
  private static let rds = database("type: rds, instance: db.t3.medium, multi_az: true")
  private static let aurora = database("type: aurora, instance: db.r6g.large")

  static let databases = databaseLoad + connections + instances

  private static let databaseLoad = [
    CheckCase(
      check: .unstable, part: "db", scenario: own, found: ["traffic.reads.rate=18/s"],
      justNot: ["traffic.reads.rate=17.9/s"], gains: [.latency]),
    CheckCase(
      check: .unstable, part: "db", scenario: rds, found: ["traffic.reads.rate=18/s"],
      justNot: ["traffic.reads.rate=17.9/s"], gains: [.latency]),
    // What runs at a time is not the vCPUs.
    CheckCase(
      check: .unstable, part: "db", scenario: rds,
      found: ["databases.db.concurrency=1", "databases.db.connections=1", "traffic.reads.rate=8/s"],
      justNot: ["databases.db.concurrency=1", "databases.db.connections=1", "traffic.reads.rate=7.9/s"],
      gains: [.latency]),
    CheckCase(
      check: .unstable, part: "db", scenario: own,
      found: ["databases.db.replicas=1", "traffic.reads.rate=18/s"],
      justNot: ["databases.db.replicas=1", "traffic.reads.rate=17.9/s"], gains: [.latency]),
    CheckCase(
      check: .unstable, part: "db", scenario: own,
      found: ["databases.db.replicas=1", "databases.db.reads=replicas", "traffic.reads.rate=20/s"],
      justNot: ["databases.db.replicas=1", "databases.db.reads=replicas", "traffic.reads.rate=19.9/s"],
      gains: [.latency]),
    CheckCase(
      check: .overload, part: "db", scenario: own,
      found: ["traffic.reads.shape=[{ at: 1m, x: 1.8 }, { at: 2m, x: 1 }]"],
      justNot: ["traffic.reads.shape=[{ at: 1m, x: 1.79 }, { at: 2m, x: 1 }]"], gains: [.latency]),
    CheckCase(
      check: .databaseOverload, part: "db", scenario: own, found: ["traffic.reads.rate=16.5/s"],
      justNot: ["traffic.reads.rate=14/s"], isMeasured: true, gains: [.latency]),
    CheckCase(
      check: .databaseOverload, part: "db", scenario: own,
      found: ["databases.db.replicas=1", "traffic.reads.rate=16.5/s"],
      justNot: ["databases.db.replicas=1", "traffic.reads.rate=14/s"], isMeasured: true, gains: [.latency]),
    // Writes leave replicas nothing to take over.
    CheckCase(
      check: .databaseOverload, part: "db", scenario: own,
      found: ["databases.db.replicas=1", "traffic.reads.rate=2/s", "traffic.writes.rate=16.5/s"],
      justNot: ["databases.db.replicas=1", "traffic.reads.rate=2/s", "traffic.writes.rate=14/s"], isMeasured: true,
      gains: [.latency]),
    CheckCase(
      check: .databaseOverload, part: "db", scenario: own,
      found: ["databases.db.replicas=1", "databases.db.reads=replicas", "traffic.reads.rate=18.5/s"],
      justNot: ["databases.db.replicas=1", "databases.db.reads=replicas", "traffic.reads.rate=16/s"],
      isMeasured: true, gains: [.latency]),
  ]

  private static let connections = [
    CheckCase(
      check: .databasePool, part: "db", scenario: own, found: ["databases.db.connections=1", "traffic.reads.rate=7/s"],
      justNot: ["databases.db.connections=2", "traffic.reads.rate=7/s"], gains: [.latency]),
    CheckCase(
      check: .databaseConnections, part: "db", scenario: rds,
      found: ["databases.db.instance=db.t3.micro", "databases.db.connections=113"],
      justNot: ["databases.db.instance=db.t3.micro", "databases.db.connections=112"], gains: [.safety]),
    // It stands still for a moment; what was given up keeps it from getting on its feet.
    CheckCase(
      check: .databaseTimeLimit, part: "db",
      scenario: own + "\nfaults: { slow: { at: 30s, for: 20s, slow: db, by: 10 } }",
      found: [
        "traffic.reads.rate=14/s", "databases.db.timeout=1s", "databases.db.scheduling=sharing",
        "databases.db.retry.attempts=3",
      ],
      justNot: [
        "traffic.reads.rate=14/s", "databases.db.timeout=10m", "databases.db.scheduling=sharing",
        "databases.db.retry.attempts=3",
      ], isMeasured: true, gains: [.latency]),
  ]

  private static let instances = [
    CheckCase(
      check: .databaseCredits, part: "db", scenario: rds,
      found: ["databases.db.instance=db.t3.large", "databases.db.multi_az=false", "traffic.reads.rate=15/s"],
      justNot: ["databases.db.instance=db.t3.large", "databases.db.multi_az=false", "traffic.reads.rate=3/s"],
      isMeasured: true, gains: [.money]),
    // Not so busy that another instance would cost less.
    CheckCase(
      check: .databaseCredits, part: "db", scenario: rds,
      found: ["databases.db.instance=db.t3.large", "traffic.reads.rate=10/s"],
      justNot: ["databases.db.instance=db.t3.large", "traffic.reads.rate=3/s"], isMeasured: true),
    CheckCase(
      check: .replicasUnused, part: "db", scenario: rds, found: ["databases.db.replicas=1"],
      justNot: ["databases.db.replicas=1", "databases.db.reads=replicas"], gains: [.latency, .money]),
    CheckCase(
      check: .replicasUnused, part: "db", scenario: aurora, found: ["databases.db.replicas=1"],
      justNot: ["databases.db.replicas=1", "databases.db.reads=replicas"], gains: [.latency]),
    CheckCase(
      check: .singleDatabase, part: "db", scenario: rds + killed, found: ["databases.db.multi_az=false"], justNot: [],
      gains: [.less("errors")]),
    CheckCase(
      check: .singleDatabase, part: "db", scenario: aurora + killed, found: [], justNot: ["databases.db.replicas=1"],
      gains: [.less("errors")]),
    // Only who runs it knows how a standby takes over.
    CheckCase(
      check: .singleDatabase, part: "db", scenario: own, found: ["databases.db.failover_time=null"], justNot: []),
    CheckCase(
      check: .uncalibrated, part: "db", scenario: own, found: ["databases.db.read_time=null"], justNot: []),
  ]

  private static let killed = "\nfaults: { primary-dies: { at: 30s, kill: db } }"
}
