// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of topics, as they are written in a scenario.
enum SNSKeys {
  static let deliverTo = Key(
    "deliver_to", .map(of: .record(SNSSubscriptionKeys.table), namesAreChecked: true), default: "{}", .sluice,
    "The subscribers, each with the settings of its subscription: queues, Lambda functions and endpoints.")
  static let fifoDeliverTo = Key(
    "deliver_to", .map(of: .record(SNSSubscriptionKeys.fifoTable), namesAreChecked: true), default: "{}", .sluice,
    "The subscribers, each with the settings of its subscription: queues only.")
  static let publishTime = Key(
    "publish_time", .time, default: "{ lognormal: { p50: 12ms, p99: 40ms } }", .assumed("AWS gives no latencies"),
    "How long a Publish or PublishBatch call takes.")
  static let deliveryTime = Key(
    "delivery_time", .time,
    default: "{ percentiles: { p0: 8ms, p10: 10.5ms, p50: 15ms, p90: 27.5ms, p99: 53ms, p99.9: 91ms, p100: 220ms } }",
    .assumed("derived from published measurements of SNS and SQS with Lambda; AWS gives no latencies"),
    "How long a copy takes from the topic to the first attempt at a subscriber.")
  static let publishQuota = OptionalKey(
    "publish_quota", .rate(1...1e6),
    "Messages a second that the account may publish to all its topics of this type; the region's default if it is "
      + "left out.", monotone: true, source: "General Reference, SNS quotas")
  static let quotaBurst = Key(
    "quota_burst", .duration(0...(60 * .second)), default: "1s", .assumed("quotas are counted by the second"),
    "What a quota allows in so long may come at once.")
  static let retryJitter = Key(
    "retry_jitter", .ratio(0...0.99), default: "0%", .assumed("AWS says that there is some and gives no number"),
    "How much each wait before a retry is made shorter or longer at random, at the most.")
  static let envelope = Key(
    "envelope", .bytes(0...65_536), default: "900B",
    .assumed("the example in the SNS guide; it depends on names and signatures"),
    "Bytes that the JSON around a copy adds unless it is delivered raw.")

  // MARK: FIFO topics

  static let group = Key(
    "group", .messageGroup, default: "key", .sluice,
    "The message group: the key of the message, or one of so many groups at random.")
  static let scope = Key(
    "throughput_scope", .choice(of: Scope.self), default: "topic", .aws("SNS Developer Guide, FifoThroughputScope"),
    "Whether messages are deduplicated, and quotas counted, by topic or by message group.")
  static let deduplicationWindow = Key(
    "dedup_window", .duration(0...(3600 * .second)), default: "5m",
    .aws("SNS Developer Guide, message deduplication for FIFO topics"),
    "How long the topic remembers a message and drops it when it is published again.")
  static let topicQuota = Key(
    "topic_quota", .rate(1...1e6), default: "3000/s", .aws("General Reference, SNS quotas"),
    "Messages a second that one topic takes, when throughput is counted by topic.", monotone: true)
  static let topicBytes = Key(
    "topic_bytes", .byteRate(1_000...1e12), default: "20MB/s", .aws("General Reference, SNS quotas"),
    "Payload a second that one topic takes, when throughput is counted by topic.", monotone: true)
  static let groupQuota = Key(
    "group_quota", .rate(1...1e6), default: "300/s", .aws("General Reference, SNS quotas"),
    "Messages a second that one message group takes.", monotone: true)

  enum Scope: String, CaseIterable, Sendable { case topic, group }

  private static let common: [any AnyKey] = [
    publishTime, deliveryTime, publishQuota, quotaBurst, retryJitter, envelope, EncryptionKeys.topic,
  ]
  static let standard = KeyTable(
    "sns", "A standard topic of Amazon SNS: a copy to each subscriber, at least once, in loose order.",
    keys: [deliverTo] + common)
  static let fifo = KeyTable(
    "sns-fifo", "A FIFO topic of Amazon SNS: a copy to each subscribed queue, in order within a message group.",
    keys: [fifoDeliverTo] + common + [group, scope, deduplicationWindow, topicQuota, topicBytes, groupQuota]
      + ["archive", "replay"].map { OptionalKey(notSimulated: $0) })
}

extension ValueKind where Value == Int? {
  /// `key`, or a number of groups; nil for the key.
  static var messageGroup: ValueKind<Int?> {
    .either(ValueKind<String>.choice(["key"]), ValueKind<Int>.integer(1...1_000_000), { _ in nil }, { $0 })
      .described(as: "`key` or a number of groups", example: "key")
  }
}
