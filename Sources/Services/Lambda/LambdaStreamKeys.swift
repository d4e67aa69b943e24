// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// The settings of an event source mapping that only a log has: a Kinesis stream, a topic of Kafka.
enum LambdaStreamKeys {
  static let parallelizationFactor = Key(
    "parallelization_factor", .integer(1...10), default: "1",
    .aws("Developer Guide, services-kinesis-parameters, ParallelizationFactor"),
    "Of a Kinesis stream: batches of one shard that are worked on at a time; the records of a key stay in their order.",
    monotone: true)
  static let maximumRetryAttempts = OptionalKey(
    "maximum_retry_attempts", .integer(0...10_000),
    "Of a log: how often a batch whose run ended in an error is tried again before it is discarded; if it is left out, "
      + "until its records expire (-1 at AWS). Throttles do not count.",
    source: "Developer Guide, services-kinesis-parameters and kafka-retry-configurations, MaximumRetryAttempts")
  static let maximumRecordAge = OptionalKey(
    "maximum_record_age", .wholeSeconds((60 * .second)...(604_800 * .second)),
    "Of a log: older records are discarded; if it is left out, none before they expire.",
    source: "Developer Guide, services-kinesis-parameters, MaximumRecordAgeInSeconds")
  static let bisectOnError = Key(
    "bisect_on_error", .flag, default: "false",
    .aws("Developer Guide, services-kinesis-parameters, BisectBatchOnFunctionError"),
    "Of a log: whether a batch whose run ended in an error is split in two, each tried on its own; a split uses up no "
      + "retry.")

  static let all: [any AnyKey] = [parallelizationFactor, maximumRetryAttempts, maximumRecordAge, bisectOnError]
}

/// How a log is read, checked. Times are nanoseconds.
struct LambdaStreamSettings: Sendable {
  /// Batches of one shard at a time.
  let factor: Int
  /// Nil for ever.
  let retries: Int?
  let maximumAge: Nanoseconds?
  let bisects: Bool

  init(_ record: Record) {
    factor = record[LambdaStreamKeys.parallelizationFactor]
    retries = record[LambdaStreamKeys.maximumRetryAttempts]
    maximumAge = record[LambdaStreamKeys.maximumRecordAge]
    bisects = record[LambdaStreamKeys.bisectOnError]
  }
}
