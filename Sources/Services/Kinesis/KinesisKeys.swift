// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of a data stream, as they are written in a scenario.
enum KinesisKeys {
  static let mode = Key(
    "mode", .kinesisMode, default: "provisioned", .aws("API/CreateStream, StreamModeDetails"),
    "Who decides how many shards there are: you (provisioned) or AWS (on-demand).")
  static let shards = OptionalKey(
    "shards", .integer(1...KinesisLimits.shards),
    "Shards of a provisioned stream: each takes 1 MiB and 1,000 records a second and hands out 2 MiB a second.",
    monotone: true, source: "Developer Guide, quotas and limits")
  static let reshard = OptionalKey(
    "reshard", .list(of: .record(reshardTable), count: 1...100),
    "Planned UpdateShardCount calls of a provisioned stream, in order of time.", source: "API/UpdateShardCount")
  static let reshardTime = OptionalKey(
    "reshard_time", .duration(.second...(86_400 * .second)),
    "How long an UpdateShardCount call takes; 30s for each shard that is split or merged, ten at a time and at least 1m, if it is left out (AWS says minutes)."
  )
  static let peakWrite = OptionalKey(
    "peak_write", .byteRate,
    "The most that an on-demand stream took in during the last 30 days: it is ready for twice that. A new stream, ready for 4 MiB/s, if it is left out.",
    source: "Developer Guide, how-do-i-size-a-stream")
  static let scaleTime = Key(
    "scale_time", .duration(.second...(86_400 * .second)), default: "15m",
    .aws("Developer Guide, how-do-i-size-a-stream: within 15 minutes"),
    "How long an on-demand stream takes to grow once its load asks for it.")
  static let retention = Key(
    "retention", .duration((24 * 3600 * .second)...(8_760 * 3600 * .second)).described(example: "48h"), default: "24h",
    .aws("API/IncreaseStreamRetentionPeriod"), "How long a record can be read, again and again.")
  static let enhancedFanOut = Key(
    "enhanced_fan_out", .flag, default: "false", .aws("Developer Guide, enhanced-consumers"),
    "Whether readers are registered consumers: records are pushed to each at 2 MiB/s a shard, besides what others read."
  )
  static let iteratorPoll = Key(
    "iterator_poll", .duration(50_000_000...(300 * .second)), default: "1s",
    .aws("Developer Guide, KCL: idleTimeBetweenReadsInMillis"),
    "How often a worker of the KCL asks each of its shards for records (without enhanced fan-out); five calls a second and shard are possible for all readers together."
  )
  static let maxRecordSize = Key(
    "max_record_size", .bytes(1_024...10_485_760), default: "1MiB", .aws("API/UpdateMaxRecordSize"),
    "The largest record that the stream takes, its partition key included.")
  static let partitionKeySize = OptionalKey(
    "partition_key_size", .bytes(1...256),
    "Bytes of a partition key, which count towards the shards' limits; the digits of the message's key, and 36B for the random one of a message without, if it is left out."
  )
  static let encryption = Key(
    "encryption", .kinesisEncryption, default: "none", .sluice,
    "Whether records are encrypted at rest with a key of AWS KMS, whose requests are then billed; the up to 0.1 ms that it adds to a call are not simulated.",
    source: "API/StartStreamEncryption; Developer Guide, costs-performance")
  static let writeBurst = Key(
    "write_burst", .duration(1_000_000...(60 * .second)), default: "1s",
    .assumed("AWS gives the limits for a second and does not say how it counts"),
    "How much of what a shard takes in may come at once, as a time at its limit.")

  // MARK: Producers

  static let aggregation = Key(
    "producer_aggregation", .flag, default: "false", .aws("API/PutRecords: the SDK puts each record for itself"),
    "Whether producers use the Kinesis Producer Library, which packs many messages into one record.")
  static let aggregationMaxSize = Key(
    "aggregation_max_size", .bytes(64...1_048_576), default: "51200B",
    .aws("Kinesis Producer Library configuration: AggregationMaxSize"),
    "With producer_aggregation: the largest record that messages are packed into.")
  static let aggregationOverhead = Key(
    "aggregation_overhead", .bytes(0...1_024), default: "12B",
    .assumed("tags, lengths and an index in the KPL's format; it depends on the keys"),
    "With producer_aggregation: bytes that the packing adds to each message, besides its partition key.")
  static let bufferedTime = Key(
    "buffered_time", .duration(0...(60 * .second)), default: "100ms",
    .aws("Kinesis Producer Library configuration: RecordMaxBufferedTime"),
    "With producer_aggregation: how long a message waits for others, where the traffic's batch says nothing.")
  static let recordTTL = Key(
    "record_ttl", .duration(100_000_000...(86_400 * .second)), default: "30s",
    .aws("Kinesis Producer Library configuration: RecordTtl"),
    "With producer_aggregation: how long a message that is throttled is tried again before it is given up.")
  static let rateLimit = Key(
    "rate_limit", .factor(0.01...100), default: "1.5x", .aws("Kinesis Producer Library configuration: RateLimit"),
    "With producer_aggregation: the most that one producer sends to a shard, as a multiple of what the shard takes.")
  static let maxInFlight = Key(
    "max_in_flight", .integer(1...1_000), default: "1",
    .assumed("one after the other keeps the order of each key; what a producer does is its own affair"),
    "PutRecords calls of one producer that are under way at a time; more than one may change the order of a key.")

  // MARK: Readers

  static let checkpoint = Key(
    "checkpoint", .duration(0...(3600 * .second)), default: "5s",
    .assumed("the KCL leaves it to the application; as often as Kafka's consumers commit"),
    "How often a KCL worker writes down how far it is in a shard. Lambda does after each batch.")
  static let failoverTime = Key(
    "failover_time", .duration(.second...(3600 * .second)), default: "10s",
    .aws("Kinesis Client Library configuration: failoverTimeMillis"),
    "How long a worker of the KCL must be silent before others take its shards.")
  static let leaseScan = Key(
    "lease_scan", .duration(100_000_000...(3600 * .second)), default: "5s",
    .assumed("each worker looks every 20s, at a time of its own: the first of several does about so soon"),
    "How often workers of the KCL look for shards that nobody reads, and each may take one from a worker that has more."
  )

  // MARK: Latencies

  static let putTime = Key(
    "put_time", .time, default: "{ lognormal: { p50: 20ms, p99: 80ms } }",
    .assumed("AWS gives no latencies; 10 to 30 ms are usual, with copies in three zones"),
    "How long a PutRecord or PutRecords call takes.")
  static let getTime = Key(
    "get_time", .time, default: "{ lognormal: { p50: 70ms, p99: 150ms } }",
    .assumed("so that one reader that polls five times a second is about 200 ms behind, as AWS says"),
    "How long a GetRecords call takes, and how far its records are behind.")
  static let pushTime = Key(
    "push_time", .time, default: "{ lognormal: { p50: 48ms, p99: 100ms } }",
    .assumed("so that a record takes about 70 ms from the producer to a registered consumer, as AWS says"),
    "How long a record takes from the stream to a registered consumer.")

  enum Reshard {
    static let at = RequiredKey(
      "at", .duration(0...Units.longestDuration), "When the call is made, from the window's start.")
    static let shards = RequiredKey(
      "shards", .integer(1...KinesisLimits.shards), "Shards afterwards: half as many to twice as many.")
  }

  static let reshardTable = KeyTable(
    "reshard", "A planned UpdateShardCount call.", keys: [Reshard.at, Reshard.shards])

  static let table = KeyTable(
    "kinesis", "A stream of Amazon Kinesis Data Streams: kept for a time, read by several readers, in order by key.",
    keys: [
      mode, shards, reshard, reshardTime, peakWrite, scaleTime, retention, enhancedFanOut, iteratorPoll, maxRecordSize,
      partitionKeySize, encryption, writeBurst, aggregation, aggregationMaxSize, aggregationOverhead, bufferedTime,
      recordTTL,
      rateLimit, maxInFlight, checkpoint, failoverTime, leaseScan, putTime, getTime, pushTime,
    ])
}
