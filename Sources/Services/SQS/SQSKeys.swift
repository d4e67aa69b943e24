// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of a standard queue, as they are written in a scenario; most of them are those of a FIFO queue too.
enum SQSKeys {
  static let visibilityTimeout = Key(
    "visibility_timeout", .duration(0...(12 * 3600 * .second)), default: "30s", .aws("API/CreateQueue"),
    "How long a received message stays hidden from other consumers unless it is deleted. Counts from each receive.")
  static let receiveWait = Key(
    "receive_wait", .duration(0...(20 * .second)), default: "0s", .aws("API/CreateQueue"),
    "How long a ReceiveMessage call waits for a message: 0s is short polling, more is long polling.")
  static let delay = Key(
    "delay", .duration(0...(900 * .second)), default: "0s", .aws("API/CreateQueue"),
    "How long a new message stays hidden before its first delivery.")
  static let retention = Key(
    "retention", .duration((60 * .second)...(1_209_600 * .second)), default: "4d", .aws("API/CreateQueue"),
    "How long a message is kept, whatever its state; then it is dropped without a trace.")
  static let maxSize = Key(
    "max_size", .bytes(1_024...1_048_576), default: "1MiB",
    .aws("Developer Guide, message quotas; 256KiB until August 2025"),
    "The largest message that the queue takes, body and attributes.")
  static let deadLetter = OptionalKey(
    "dead_letter", .record(deadLetterTable),
    "Where a message goes that was received too often without being deleted.")
  static let redriveAllow = Key(
    "redrive_allow", .redriveAllow, default: "allow_all", .aws("API/CreateQueue, RedriveAllowPolicy"),
    "Which queues may use this one as their dead-letter queue: allow_all, deny_all, or up to 10 of them by name.")
  static let redriveRequests = Key(
    "redrive_requests", .integer(0...1), default: "1", .assumed("AWS says that a redrive is billed as sends"),
    "Requests that each message (and each 64 KiB of it) is billed as when a redrive moves it out of this queue.")
  static let retryBackoff = Key(
    "retry_backoff", .duration(1_000_000...(20 * .second)), default: "100ms",
    .assumed("the SDKs draw it at random, from about 50ms up to 20s"),
    "How long a caller waits before it tries a call again that failed or was throttled.")
  static let tenants = OptionalKey(
    "tenants", .grouping,
    "Makes it a fair queue: what the MessageGroupId of a message is (key, source, or a number of groups drawn evenly).",
    source: "Developer Guide, fair queues")
  static let noisyFactor = Key(
    "noisy_factor", .number(1...1_000), default: "2", .assumed("AWS publishes no threshold"),
    "With tenants: a tenant is noisy that has more than this many times the messages in flight that the others have on "
      + "average.")
  static let noisyShare = Key(
    "noisy_share", .ratio, default: "10%", .assumed("AWS publishes no threshold"),
    "With tenants: the least share of all messages in flight that makes a tenant noisy.")
  static let duplicateDelivery = Key(
    "duplicate_delivery", .ratio, default: "0.001%", .assumed("AWS says that it is rare and gives no number"),
    "How often a deleted message comes back once, as a share of deletes.")
  static let inFlightLimit = Key(
    "in_flight_limit", .integer(1...120_000), default: "120000", .aws("Developer Guide, message quotas"),
    "The most messages in flight: received, not deleted, not visible again.")
  static let servers = Key(
    "servers", .integer(1...200), default: "8", .assumed("AWS publishes no number"),
    "Servers that the messages are spread over; 1 makes the order strict.")
  static let shortPollServers = Key(
    "short_poll_servers", .integer(1...200), default: "3", .assumed("AWS says a subset of the servers"),
    "Servers that a short poll asks; a long poll asks all.")
  static let sendTime = Key(
    "send_time", .time, default: "{ lognormal: { p50: 12ms, p99: 40ms } }", .assumed("AWS gives no latencies"),
    "How long a SendMessage or SendMessageBatch call takes.")
  static let receiveTime = Key(
    "receive_time", .time, default: "{ lognormal: { p50: 11ms, p99: 36ms } }", .assumed("AWS gives no latencies"),
    "How long a ReceiveMessage call takes besides the wait for a message.")
  static let deleteTime = Key(
    "delete_time", .time, default: "{ lognormal: { p50: 8ms, p99: 25ms } }", .assumed("AWS gives no latencies"),
    "How long a DeleteMessage or ChangeMessageVisibility call takes.")

  static let fanOut = Key(
    "fan_out", .flag, default: "false", .sluice,
    "Puts an SNS topic in front and gives every worker that reads the channel a queue of its own with these settings, so "
      + "that each sees all messages.")

  enum DeadLetter {
    static let to = RequiredKey("to", .reference(to: ["channel"]), "The dead-letter queue.")
    static let maxReceives = Key(
      "max_receives", .integer(1...1_000), default: "10", .aws("API/CreateQueue, RedrivePolicy"),
      "Receives after which the next attempt to receive the message moves it.")
  }

  static let deadLetterTable = KeyTable(
    "dead_letter", "The dead-letter queue of a queue (RedrivePolicy).", keys: [DeadLetter.to, DeadLetter.maxReceives])

  static let table = KeyTable(
    "sqs", "A standard queue of Amazon SQS: at-least-once delivery, loose order.",
    keys: [
      visibilityTimeout, receiveWait, delay, retention, maxSize, deadLetter, redriveAllow, redriveRequests,
      duplicateDelivery, inFlightLimit, servers, shortPollServers, tenants, noisyFactor, noisyShare, sendTime,
      receiveTime, deleteTime, retryBackoff, fanOut, EncryptionKeys.queue,
    ])
}

/// Which queues may set messages aside to a queue (RedriveAllowPolicy).
enum SQSRedriveAllow: Sendable {
  case all, none
  case queues([Reference])
}

/// What decides the group of a message, as it is written.
enum SQSGroupingWord: Sendable, Hashable {
  case key, source
  case count(Int)
}

extension ValueKind where Value == SQSRedriveAllow {
  /// `allow_all`, `deny_all`, or a list of queues.
  static var redriveAllow: ValueKind<SQSRedriveAllow> {
    .either(
      ValueKind<String>.choice(["allow_all", "deny_all"]),
      ValueKind<[Reference]>.list(of: .reference(to: ["channel"]), count: 1...10),
      { $0 == "allow_all" ? .all : .none }, { .queues($0) })
  }
}

extension ValueKind where Value == SQSGroupingWord {
  /// `key`, `source`, or a number of groups.
  static var grouping: ValueKind<SQSGroupingWord> {
    .either(
      ValueKind<String>.choice(["key", "source"]), ValueKind<Int>.integer(1...100_000_000),
      { $0 == "key" ? .key : .source }, { .count($0) })
  }
}
