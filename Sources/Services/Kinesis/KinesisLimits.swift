// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What AWS fixes for every data stream (Kinesis Data Streams Developer Guide, quotas and limits).
enum KinesisLimits {
  /// Records and bytes (partition keys included) that a shard takes in a second.
  static let recordsPerSecond = 1_000.0
  static let bytesPerSecond = 1_048_576.0
  /// Bytes that a shard hands out in a second: to all polling readers together, or to each registered consumer.
  static let readBytesPerSecond = 2_097_152.0
  /// GetRecords calls a second and shard, of all readers together.
  static let readsPerSecond = 5.0
  /// Records and bytes of one GetRecords call.
  static let mostOfRead = 10_000
  static let largestRead: Int64 = 10 * 1_048_576
  /// Records and bytes (partition keys included) of one PutRecords call.
  static let mostOfPut = 500
  static let largestPut: Int64 = 10 * 1_048_576
  /// Registered consumers of a stream (enhanced fan-out).
  static let consumers = 20
  /// Shards that UpdateShardCount goes up to, and calls in a rolling day (API/UpdateShardCount).
  static let shards = 10_000
  static let reshardsPerDay = 10
  /// A PUT payload unit, and what a record is rounded up to in on-demand mode. The pricing page calls 1 KB 1,024 bytes;
  /// its example of a 1 MB record with 40 units takes 1 MB for 1,000 KB: one of 1 MiB has 41.
  static let payloadUnit: Int64 = 25 * 1_024
  static let kilobyte: Int64 = 1_024
  static let gigabyte = 1_073_741_824.0
  /// Records are kept at an extra price from the first of these ages on, and by the GB from the second (Amazon Kinesis
  /// Data Streams pricing: extended and long-term data retention).
  static let day: Nanoseconds = 24 * 3_600 * .second
  static let week: Nanoseconds = 7 * day
  /// Requests to AWS KMS that an encrypted stream makes in an hour for each set of credentials of its producers and
  /// readers: 12 every five minutes (Developer Guide, costs-performance: KMS API usage).
  static let keyRequestsPerHour = 144.0
  /// Shards' worth of capacity that an on-demand stream begins with: 4 MB/s.
  static let onDemandShards = 4
  /// How often Lambda asks a shard (Lambda Developer Guide, with-kinesis: a base rate of once a second).
  static let lambdaPoll: Nanoseconds = .second
  /// How long a subscription to a shard lasts (API/SubscribeToShard).
  static let subscription: Nanoseconds = 300 * .second
  /// How often the KPL looks again at what its own limit holds back.
  static let drainEvery: Nanoseconds = 25_000_000

  /// The most that an on-demand stream takes in by default, in shards' worth.
  static func onDemandMost(region: String) -> Int {
    ["us-east-1", "us-west-2", "eu-west-1"].contains(region) ? 10_240 : 200
  }
}

/// How the capacity of a stream is paid for and decided.
enum KinesisMode: String, CaseIterable, Sendable {
  case provisioned
  case onDemand = "on-demand"
}
