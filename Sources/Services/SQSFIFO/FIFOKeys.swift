// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of a FIFO queue, as they are written in a scenario, besides those of a standard queue.
enum FIFOKeys {
  static let group = Key(
    "group", .grouping, default: "key", .sluice,
    "The message group (MessageGroupId): the message's key, the source that it comes from, or a number of groups that "
      + "messages are spread over evenly.")
  static let highThroughput = Key(
    "high_throughput", .flag, default: "false", .aws("Developer Guide, high throughput for FIFO queues"),
    "Limits each partition of the queue instead of the whole (DeduplicationScope messageGroup, FifoThroughputLimit "
      + "perMessageGroupId).")
  static let dedupWindow = Key(
    "dedup_window", .duration(.second...(86_400 * .second)), default: "5m", .aws("API/SendMessage"),
    "How long a deduplication id is remembered from the first send on; later sends with it are accepted and dropped. "
      + "AWS has 5m, always.")
  static let dedupScope = OptionalKey(
    "dedup_scope", .choice(of: Scope.self),
    "Where a deduplication id counts: in the whole queue, or in its group; group with high_throughput, else queue.",
    source: "API/CreateQueue, DeduplicationScope")
  static let contentBasedDedup = Key(
    "content_based_dedup", .flag, default: "false", .aws("API/CreateQueue, ContentBasedDeduplication"),
    "Whether the deduplication id is a hash of the body rather than one that the producer gives.")
  static let duplicateSends = OptionalKey(
    "duplicate_sends", .record(duplicateSendsTable),
    "Producers that send messages once more because the answer to the first send was lost.")
  static let inFlightLimit = Key(
    "in_flight_limit", .integer(1...120_000), default: "120000",
    .aws("Developer Guide, message quotas; 20,000 in older pages"),
    "The most messages in flight. Calls beyond it get no error and no messages.")
  static let lookAhead = Key(
    "look_ahead", .integer(1...100_000_000), default: "120000",
    .aws("Developer Guide, avoiding a backlog with the same message group ID"),
    "How many of the first messages are looked through for a group that is not locked.")
  static let callLimit = Key(
    "call_limit", .integer(1...1_000_000), default: "300", .aws("Developer Guide, message quotas"),
    "Calls a second of each kind (send, receive, delete; a batch is one) that the queue takes, with high_throughput each "
      + "of its partitions.")
  static let burst = Key(
    "burst", .duration(1_000_000...(60 * .second)), default: "1s", .assumed("AWS says a second and no more"),
    "What may be saved up of call_limit: calls of so much time at once.")
  static let partitions = Key(
    "partitions", .integer(1...1_000), default: "1", .assumed("AWS says that it adds them with the load"),
    "With high_throughput: partitions at the start.")
  static let partitionGrowth = Key(
    "partition_growth", .duration(.second...(3600 * .second)), default: "60s", .assumed("AWS gives no time"),
    "With high_throughput: how often the number of partitions follows the load of the time since.")
  static let regionLimit = OptionalKey(
    "region_limit", .integer(300...1_000_000),
    "With high_throughput: calls a second of each kind over all partitions; what the region allows if it is left out.",
    source: "Developer Guide, message quotas")

  enum Scope: String, CaseIterable, Sendable {
    case queue, group
  }

  enum DuplicateSends {
    static let share = RequiredKey("share", .ratio, "The share of messages that are sent twice.")
    static let after = RequiredKey(
      "after", .duration(0...(86_400 * .second)), "The time from the first send to the second.")
    static let changesBody = Key(
      "changes_body", .flag, default: "false", .sluice,
      "Whether the second send has another body (a timestamp in it, say), which a hash of the body tells apart.")
  }

  static let duplicateSendsTable = KeyTable(
    "duplicate_sends", "Sends that are repeated.",
    keys: [DuplicateSends.share, DuplicateSends.after, DuplicateSends.changesBody])

  static let table = KeyTable(
    "sqs-fifo", "A FIFO queue of Amazon SQS: strict order in each message group, no duplicates within five minutes.",
    keys: [
      SQSKeys.visibilityTimeout, SQSKeys.receiveWait, SQSKeys.delay, SQSKeys.retention, SQSKeys.maxSize,
      SQSKeys.deadLetter, SQSKeys.redriveAllow, SQSKeys.redriveRequests, group, highThroughput, dedupWindow, dedupScope,
      contentBasedDedup, duplicateSends, inFlightLimit, lookAhead, callLimit, burst, partitions, partitionGrowth,
      regionLimit, SQSKeys.sendTime, SQSKeys.receiveTime, SQSKeys.deleteTime, SQSKeys.retryBackoff,
      SQSKeys.fanOut, EncryptionKeys.queue,
    ])
}
