// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Services

extension CheckCase {
  static let logs = readers + retention + groups + streams + clusters + safety + uncalibratedLogs

  /// A source, a stream of two shards and a fleet.
  private static let stream = """
    run: { duration: 3m, warmup: 0s }
    traffic: { orders: { to: log, rate: 10/s, size: 1KiB } }
    channels: { log: { type: kinesis, shards: 2 } }
    workers: { read: { type: fleet, from: log, tasks: 2, service_time: 20ms, compute: { fargate: { vcpu: 1, memory: 2GiB } } } }
    """

  /// The same with a topic on EC2 whose closed segments are deleted soon.
  private static let topic = """
    run: { duration: 8m, warmup: 0s }
    traffic: { orders: { to: log, rate: 4/s, size: 1KiB } }
    channels: { log: { type: kafka-ec2, instance: m7g.large, partitions: 1, retention: 1d, segment_time: 30s } }
    workers: { read: { type: fleet, from: log, service_time: 20ms } }
    """

  private static let keyed = "traffic.orders.keys={ uniform: { count: 1000 } }"

  // MARK: Readers

  private static let readers = [
    CheckCase(
      check: .moreTasksThanShards, part: "read", scenario: stream, found: ["workers.read.tasks=3"],
      justNot: ["workers.read.tasks=2"], gains: [.money]),
    // Nine tenths of two shards' worth of work.
    CheckCase(
      check: .moreTasksThanShards, part: "read", scenario: stream,
      found: ["workers.read.tasks=4", "workers.read.service_time=180ms"],
      justNot: ["workers.read.tasks=2", "workers.read.service_time=180ms"], gains: [.latency]),
    CheckCase(
      check: .moreTasksThanShards, part: "read", scenario: topic,
      found: ["workers.read.tasks=2", "workers.read.service_time=225ms", keyed],
      justNot: ["workers.read.tasks=1", "workers.read.service_time=225ms", keyed], gains: [.latency]),
    // Two keys: half of the messages each.
    CheckCase(
      check: .hotKey, part: "log", scenario: stream,
      found: ["traffic.orders.keys={ uniform: { count: 2 } }", "workers.read.service_time=160ms"],
      justNot: ["traffic.orders.keys={ uniform: { count: 2 } }", "workers.read.service_time=159ms"]),
    CheckCase(
      check: .hotKey, part: "log", scenario: stream,
      found: [
        "traffic.orders={ to: log, rate: 1600/s, keys: { uniform: { count: 2 } } }", "workers.read.service_time=0s",
      ],
      justNot: [
        "traffic.orders={ to: log, rate: 1599/s, keys: { uniform: { count: 2 } } }", "workers.read.service_time=0s",
      ]),
    CheckCase(
      check: .hotKey, part: "log", scenario: stream,
      found: ["traffic.orders={ to: log, rate: 2/s, size: 820KiB, keys: { uniform: { count: 2 } } }"],
      justNot: ["traffic.orders={ to: log, rate: 2/s, size: 819KiB, keys: { uniform: { count: 2 } } }"]),
  ]

  // MARK: Retention

  private static let retention = [
    CheckCase(
      check: .retentionTooShort, part: "log",
      scenario: topic + "\nfaults: { away: { at: 1m, for: 5m, stop: read } }",
      found: ["channels.log.retention=2m", "traffic.orders.size=50KiB"],
      justNot: ["channels.log.retention=301s", "traffic.orders.size=50KiB"], gains: [.less("lost")]),
    CheckCase(
      check: .retentionTooShort, part: "log",
      scenario: topic + "\nfaults: { again: { at: 7m, replay: read, since: 1m } }",
      found: ["channels.log.retention=359s"], justNot: ["channels.log.retention=6m"], gains: [.safety]),
    // Half of what comes is done; the consumer has fetched no more than 20 records.
    CheckCase(
      check: .retentionTooShort, part: "log", scenario: topic,
      found: ["workers.read.service_time=500ms", "traffic.orders.size=50KiB", "channels.log.retention=90s"],
      justNot: ["workers.read.service_time=500ms", "traffic.orders.size=50KiB", "channels.log.retention=5m"],
      isMeasured: true,
      gains: [.less("lost")]),
  ]

  // MARK: Consumer groups

  /// Three tasks that share six partitions.
  private static let group = """
    run: { duration: 5m, warmup: 0s }
    traffic: { orders: { to: log, rate: 6/s, size: 1KiB } }
    channels: { log: { type: kafka-ec2, instance: m7g.large, partitions: 6, retention: 1d } }
    workers: { read: { type: fleet, from: log, tasks: 3, service_time: 20ms, restart_time: 5s } }
    """

  private static let groups = [
    // What has gathered in two minutes comes in polls of 500.
    CheckCase(
      check: .rebalanceStorm, part: "read",
      scenario: """
        run: { duration: 8m, warmup: 0s }
        traffic: { orders: { to: log, rate: 8/s, size: 1KiB } }
        channels: { log: { type: kafka-ec2, instance: m7g.large, partitions: 2, retention: 1d } }
        workers: { read: { type: fleet, from: log, tasks: 2, service_time: 100ms } }
        faults: { away: { at: 1m, for: 2m, pause: read } }
        """, found: ["workers.read.max_poll_interval=30s"], justNot: ["workers.read.max_poll_interval=50s"],
      gains: [.less("duplicate_work")]),
    CheckCase(
      check: .rebalanceStorm, part: "read", scenario: group + "\nfaults: { lost: { at: 1m, kill: read, tasks: 1 } }",
      found: [], justNot: ["workers.read.static_membership=true"], isMeasured: true, gains: [.latency]),
    CheckCase(
      check: .rebalanceStorm, part: "read", scenario: group,
      found: ["workers.read.failures={ crash: { every: 2m, restart: 5s } }"],
      justNot: ["workers.read.failures={ crash: { every: 48m, restart: 5s } }"], gains: [.latency]),
    // Gone for longer than a short session: another has to take over sooner.
    CheckCase(
      check: .rebalanceStorm, part: "read", scenario: group,
      found: ["workers.read.failures={ crash: { every: 2m, restart: 40s } }"],
      justNot: ["workers.read.failures={ crash: { every: 48m, restart: 40s } }"], gains: [.latency]),
  ]

  // MARK: Streams of Kinesis

  private static let large = """
    run: { duration: 2m, warmup: 0s }
    traffic: { orders: { to: log, rate: 8/s, size: 100KiB } }
    channels: { log: { type: kinesis, shards: 1 } }
    workers: { read: { type: fleet, from: log, service_time: 1ms } }
    """

  private static let streams = [
    CheckCase(
      check: .shardLimit, part: "log", scenario: large, found: ["traffic.orders.rate=12/s"],
      justNot: ["traffic.orders.rate=10/s"], gains: [.latency]),
    CheckCase(
      check: .shardLimit, part: "log", scenario: large,
      found: ["traffic.orders={ to: log, rate: 1500/s, size: 100B }", "run.duration=4s"],
      justNot: ["traffic.orders={ to: log, rate: 1000/s, size: 100B }", "run.duration=4s"],
      gains: [.less("throttled"), .less("throttled")]),
    CheckCase(
      check: .readThroughput, part: "log",
      scenario: large.replacingReader("{ type: fleet, from: log, service_time: 1ms }"),
      found: ["traffic.orders.rate=6/s", "channels.log.iterator_poll=599ms"],
      justNot: ["traffic.orders.rate=6/s", "channels.log.iterator_poll=600ms"], gains: [.latency]),
    CheckCase(
      check: .readThroughput, part: "log",
      scenario: large.replacingReader("{ type: fleet, from: log, service_time: 1ms }"),
      found: ["traffic.orders.rate=9/s"], justNot: ["traffic.orders.rate=6.8/s"], gains: [.latency]),
    CheckCase(
      check: .onDemandRamp, part: "log", scenario: large,
      found: [
        "channels.log={ type: kinesis, mode: on-demand, shards: null }", "traffic.orders.rate=55/s", "run.duration=1m",
      ],
      justNot: [
        "channels.log={ type: kinesis, mode: on-demand, shards: null }", "traffic.orders.rate=40/s", "run.duration=1m",
      ], gains: [.latency]),
    CheckCase(
      check: .onDemandRamp, part: "log", scenario: large,
      found: [
        "channels.log={ type: kinesis, mode: on-demand, shards: null, peak_write: 1MiB/s }", "traffic.orders.rate=55/s",
        "run.duration=1m",
      ],
      justNot: [
        "channels.log={ type: kinesis, mode: on-demand, shards: null, peak_write: 3MiB/s }", "traffic.orders.rate=55/s",
        "run.duration=1m",
      ],
      gains: [.latency]),
  ]

  // MARK: Clusters of Kafka

  /// Records of a megabyte.
  private static let cluster = """
    run: { duration: 15s, warmup: 0s }
    traffic: { orders: { to: log, rate: 20/s, size: 1MB } }
    channels: { log: { type: kafka-ec2, instance: m7g.large, partitions: 3, retention: 1m, segment_time: 1m } }
    workers: { read: { type: fleet, from: log, tasks: 3, service_time: 1ms } }
    """

  private static func with(_ kind: String, rate: Double) -> [String] {
    ["channels.log={ type: \(kind), retention: 1h }", "traffic.orders.rate=\(rate)/s"]
  }

  private static let clusters = [
    CheckCase(
      check: .brokerThroughput, part: "log", scenario: cluster, found: ["traffic.orders.rate=100/s"],
      justNot: ["traffic.orders.rate=62/s"], gains: [.latency]),
    CheckCase(
      check: .brokerThroughput, part: "log", scenario: cluster, found: with("msk-serverless, partitions: 2", rate: 15),
      justNot: with("msk-serverless, partitions: 2", rate: 7.9), gains: [.latency]),
    // One key, and much room besides.
    CheckCase(
      check: .brokerThroughput, part: "log",
      scenario: cluster.replacingOccurrences(of: "size: 1MB", with: "size: 1MB, keys: { uniform: { count: 1 } }"),
      found: with("msk-serverless, partitions: 40", rate: 5.1),
      justNot: with("msk-serverless, partitions: 40", rate: 5)),
    CheckCase(
      check: .tooManyPartitions, part: "log", scenario: cluster,
      found: with("msk, broker_type: kafka.t3.small, partitions: 301", rate: 1),
      justNot: with("msk, broker_type: kafka.t3.small, partitions: 300", rate: 1), gains: [.safety]),
    CheckCase(
      check: .tooManyPartitions, part: "log", scenario: cluster,
      found: with("kafka-ec2, instance: m7g.large, partitions: 4001, buffer_memory: 64MiB", rate: 1),
      justNot: with("kafka-ec2, instance: m7g.large, partitions: 4000, buffer_memory: 64MiB", rate: 1), gains: [.safety]
    ),
    CheckCase(
      check: .tooManyPartitions, part: "log",
      scenario: """
        run: { duration: 1m, warmup: 0s }
        traffic: { orders: { to: log, rate: 100/s, size: 1KB, keys: { uniform: { count: 1000 } } } }
        channels: { log: { type: kafka-ec2, instance: m7g.large, partitions: 20, retention: 1h, linger: 10s } }
        workers: { read: { type: fleet, from: log, service_time: 1ms } }
        """, found: ["channels.log.buffer_memory=160KiB"], justNot: ["channels.log.buffer_memory=320KiB"],
      gains: [.more("batch_records")]),
    // 20 MB/s for an hour, and a segment of 1 GiB.
    CheckCase(
      check: .storageTooSmall, part: "log", scenario: cluster,
      found: ["channels.log={ type: msk, partitions: 1, retention: 1h, storage: 80GiB }"],
      justNot: ["channels.log={ type: msk, partitions: 1, retention: 1h, storage: 81GiB }"],
      gains: [.less("disk_used")]),
    CheckCase(
      check: .storageTooSmall, part: "log", scenario: cluster,
      found: [
        "channels.log={ type: kafka-ec2, instance: m7g.large, partitions: 1, retention: 1h, volume: { gp3: 80GiB, throughput: 200MiB/s } }"
      ],
      justNot: [
        "channels.log={ type: kafka-ec2, instance: m7g.large, partitions: 1, retention: 1h, volume: { gp3: 81GiB, throughput: 200MiB/s } }"
      ], gains: [.less("disk_used")]),
  ]

  /// A broker is away for a minute.
  private static let loss = """
    run: { duration: 2m, warmup: 0s }
    traffic: { orders: { to: log, rate: 10/s, size: 1KiB, keys: { uniform: { count: 1000 } } } }
    channels: { log: { type: kafka-ec2, instance: m7g.large, partitions: 6, retention: 1d } }
    workers: { read: { type: fleet, from: log, tasks: 1, service_time: 1ms } }
    faults: { lost: { at: 30s, for: 1m, kill: log, nodes: 1 } }
    """

  private static let safety = [
    CheckCase(
      check: .producerNotSafe, part: "log", scenario: loss, found: ["channels.log.replication=1"],
      justNot: ["channels.log.replication=3"], gains: [.latency]),
    CheckCase(
      check: .producerNotSafe, part: "log", scenario: loss, found: ["channels.log.acks=1"],
      justNot: ["channels.log.acks=all"], gains: [.safety]),
    CheckCase(
      check: .producerNotSafe, part: "log", scenario: loss, found: ["channels.log.min_insync=1"],
      justNot: ["channels.log.min_insync=2"], gains: [.safety]),
    CheckCase(
      check: .producerNotSafe, part: "log", scenario: loss, found: ["channels.log.min_insync=3"],
      justNot: ["channels.log.min_insync=2"], gains: [.latency]),
    CheckCase(
      check: .producerNotSafe, part: "log", scenario: loss,
      found: ["channels.log.replication=2", "channels.log.min_insync=2"],
      justNot: ["channels.log.replication=3", "channels.log.min_insync=2"], gains: [.latency]),
    CheckCase(
      check: .producerNotSafe, part: "log", scenario: loss, found: ["channels.log.controllers={ count: 2 }"],
      justNot: ["channels.log.controllers={ count: 3 }"], gains: [.safety]),
  ]

  // MARK: What nobody has measured

  private static let uncalibratedLogs = [
    CheckCase(
      check: .uncalibrated, part: "log", scenario: cluster, found: ["channels.log.network_time=400us"],
      justNot: ["channels.log.network_time=400us", "channels.log.broker_time=2ms"]),
    CheckCase(
      check: .uncalibrated, part: "log", scenario: stream,
      found: ["channels.log.put_time=20ms", "channels.log.push_time=50ms"],
      justNot: ["channels.log.put_time=20ms", "channels.log.push_time=50ms", "channels.log.get_time=70ms"]),
  ]
}

extension String {
  /// Three readers rather than one.
  fileprivate func replacingReader(_ reader: String) -> String {
    replacingOccurrences(of: "read: \(reader)", with: "read: \(reader), copy: \(reader), third: \(reader)")
  }
}
