// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of a fleet that reads a topic of Kafka: those of its consumer group.
enum FleetGroupKeys {
  static let groupProtocol = Key(
    "group_protocol", .choice(of: LogGroup.GroupProtocol.self), default: "classic",
    .aws("Apache Kafka documentation, consumer configs: group.protocol"),
    "Of Kafka: how the group deals out partitions: behind a barrier for all members, or by the brokers (KIP-848).")
  static let assignor = OptionalKey(
    "assignor", .choice(of: GroupAssignor.self),
    "Of Kafka: the rule by which partitions are dealt out; cooperative-sticky goes on reading what does not move. range if "
      + "it is left out, uniform with group_protocol: consumer.",
    source: "Apache Kafka documentation, consumer configs: partition.assignment.strategy, group.remote.assignor")
  static let rebalanceTime = Key(
    "rebalance_time", .time, default: "500ms",
    .assumed("the answers to JoinGroup and SyncGroup, the look-up of offsets, and whatever state is built anew"),
    "Of Kafka: time from an assignment until its new owner reads a partition.")
  static let sessionTimeout = Key(
    "session_timeout", .duration(.second...(1800 * .second)), default: "45s",
    .aws("Apache Kafka documentation, consumer configs: session.timeout.ms"),
    "Of Kafka: silence after which a task is taken for dead; until then nobody reads its partitions.")
  static let heartbeatInterval = OptionalKey(
    "heartbeat_interval", .duration(1_000_000...(600 * .second)),
    "Of Kafka: time between two heartbeats, with which a task learns of a rebalance; 3s if it is left out, 5s with "
      + "group_protocol: consumer.", source: "Apache Kafka documentation, consumer configs: heartbeat.interval.ms")
  static let maxPollInterval = Key(
    "max_poll_interval", .duration(.second...(86_400 * .second)), default: "5m",
    .aws("Apache Kafka documentation, consumer configs: max.poll.interval.ms"),
    "Of Kafka: the longest work on the records of one poll; a task that takes longer is thrown out of the group.")
  static let staticMembership = Key(
    "static_membership", .flag, default: "false",
    .aws("Apache Kafka documentation, consumer configs: group.instance.id"),
    "Of Kafka: tasks have names of their own, so one that is back within session_timeout keeps its partitions.")
  static let fetch = OptionalKey(
    "fetch", .record(fetchTable), "Of Kafka: what a task asks the brokers for.")

  enum Fetch {
    static let minBytes = Key(
      "min_bytes", .bytes(1...(1 << 30)), default: "1B",
      .aws("Apache Kafka documentation, consumer configs: fetch.min.bytes"),
      "Bytes that have to be there before the brokers answer.")
    static let maxWait = Key(
      "max_wait", .duration(1_000_000...(3600 * .second)), default: "500ms",
      .aws("Apache Kafka documentation, consumer configs: fetch.max.wait.ms"), "The longest wait for them.")
    static let maxBytes = Key(
      "max_bytes", .bytes(1...(1 << 30)), default: "50MiB",
      .aws("Apache Kafka documentation, consumer configs: fetch.max.bytes"), "The most bytes of one answer.")
    static let maxPartitionBytes = Key(
      "max_partition_bytes", .bytes(1...(1 << 30)), default: "1MiB",
      .aws("Apache Kafka documentation, consumer configs: max.partition.fetch.bytes"),
      "The most bytes of one partition in an answer; a larger record still comes.")
  }

  static let fetchTable = KeyTable(
    "fetch", "What a consumer asks the brokers for.",
    keys: [Fetch.minBytes, Fetch.maxWait, Fetch.maxBytes, Fetch.maxPartitionBytes])

  static let keys: [any AnyKey] = [
    groupProtocol, assignor, rebalanceTime, sessionTimeout, heartbeatInterval, maxPollInterval, staticMembership, fetch,
  ]
}
