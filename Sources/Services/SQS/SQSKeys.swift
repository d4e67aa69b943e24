// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of a standard queue, as they are written in a scenario.
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
      visibilityTimeout, receiveWait, delay, retention, maxSize, deadLetter, duplicateDelivery, inFlightLimit, servers,
      shortPollServers, sendTime, receiveTime, deleteTime,
    ] + ["fan_out", "encryption"].map { OptionalKey(notSimulated: $0) })
}
