// SPDX-License-Identifier: GPL-3.0-or-later

import Services

extension CheckCase {
  /// A stream with one shard that a function reads.
  private static let stream = """
    run: { duration: 5m, warmup: 0s }
    traffic: { orders: { to: log, rate: 3/s, size: 1KiB } }
    channels: { log: { type: kinesis, shards: 1 } }
    workers: { f: { type: lambda, from: log, batch_size: 10, timeout: 60s, service_time: 200ms } }
    """

  private static let topic = """
    run: { duration: 5m, warmup: 0s }
    traffic: { orders: { to: log, rate: 3/s, size: 1KiB } }
    channels: { log: { type: kafka-ec2, instance: m7g.large, partitions: 1 } }
    workers: { f: { type: lambda, from: log, batch_size: 10, timeout: 60s, service_time: 200ms } }
    """

  /// Work that is done once for a batch.
  private static let perBatch = "workers.f.service_time={ constant: 900ms, per_message: 10ms }"

  static let streamFunctions = [
    // Five a second of each shard.
    CheckCase(
      check: .laneCapacity, part: "f", scenario: stream, found: ["traffic.orders.rate=6/s"],
      justNot: ["traffic.orders.rate=4.9/s"], gains: [.latency]),
    CheckCase(
      check: .laneCapacity, part: "f", scenario: topic, found: ["traffic.orders.rate=6/s"],
      justNot: ["traffic.orders.rate=4.9/s"], gains: [.latency]),
    CheckCase(
      check: .laneCapacity, part: "f", scenario: stream, found: [perBatch, "workers.f.batch_size=2"],
      justNot: [perBatch, "workers.f.batch_size=3"], gains: [.latency]),
    // Four lanes of which one may run.
    CheckCase(
      check: .laneCapacity, part: "f", scenario: stream,
      found: ["traffic.orders.rate=10/s", "workers.f.parallelization_factor=4", "workers.f.reserved_concurrency=1"],
      justNot: ["traffic.orders.rate=9/s", "workers.f.parallelization_factor=4", "workers.f.reserved_concurrency=2"],
      gains: [.less("lag")]),
    CheckCase(
      check: .streamPoison, part: "f", scenario: stream, found: ["workers.f.failures={ poison: 1% }"],
      justNot: ["workers.f.failures={ poison: 0% }"], gains: [.less("lag")]),
    CheckCase(
      check: .streamPoison, part: "f", scenario: topic, found: ["workers.f.failures={ poison: 1%, error: 2% }"],
      justNot: ["workers.f.failures={ poison: 1%, error: 2% }", "workers.f.maximum_retry_attempts=4"],
      gains: [.less("lag")]),
  ]
}
