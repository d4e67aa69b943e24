// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What is measured of a consumer group, under its worker's name, besides what is measured of every reader of a log.
struct ConsumerGroupInstruments: Sendable {
  /// Rebalances begun; polls that were answered with records; members thrown out for being late.
  let rebalances, polls, late: CounterID
  /// Members with partitions and without; partitions that nobody can read because of a rebalance or a silent member.
  let assigned, idle, paused: GaugeID
  /// Records of the partition that is farthest behind, not committed.
  let partitionLag: GaugeID
  /// How long a partition was read by nobody, once for each time and partition.
  let pause: DistributionID
  private let lag: LogReaderInstruments
  private let worker: String

  init(_ worker: String, _ reader: LogReaderInstruments, _ instruments: inout Instruments) {
    self.worker = worker
    lag = reader
    rebalances = instruments.counter(worker, "rebalances", unit: "times")
    polls = instruments.counter(worker, "polls", unit: "requests")
    late = instruments.counter(worker, "late_members", unit: "times")
    assigned = instruments.gauge(worker, "assigned_members", unit: "members")
    idle = instruments.gauge(worker, "idle_members", unit: "members")
    paused = instruments.gauge(worker, "paused_partitions", unit: "partitions")
    partitionLag = instruments.gauge(worker, "partition_lag")
    pause = instruments.distribution(worker, "rebalance_pause")
    instruments.metric(worker, "rebalances", .tally(rebalances, of: polls))
    instruments.metric(worker, "late_members", .tally(late, of: polls))
    instruments.metric(worker, "rebalance_pause", .distribution(pause))
    instruments.metric(worker, "assigned_members", .level(assigned))
    instruments.metric(worker, "idle_members", .level(idle))
    instruments.metric(worker, "paused_partitions", .level(paused))
    instruments.metric(worker, "partition_lag", .level(partitionLag))
  }

  /// The names in the namespace AWS/Kafka (Amazon MSK Developer Guide, metrics-details: consumer-lag monitoring).
  func declareCloudWatch(_ instruments: inout Instruments) {
    for (metric, gauge) in [
      ("MaxOffsetLag", partitionLag), ("SumOffsetLag", lag.lagMessages), ("EstimatedMaxTimeLag", lag.lag),
    ] {
      instruments.cloudWatch(CloudWatchMetric("AWS/Kafka", metric, "Consumer Group", worker, .level(gauge)))
    }
  }
}
