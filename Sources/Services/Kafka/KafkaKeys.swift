// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of a topic and of the cluster that carries it, as they are written in a scenario.
enum KafkaKeys {
  private static func documentation(_ option: String) -> DefaultOrigin {
    .aws("Apache Kafka documentation, \(option)")
  }

  // MARK: The cluster

  static let brokers = Key(
    "brokers", .integer(1...60), default: "3", .assumed("one for each of three zones"),
    "Brokers of the cluster; MSK allows 30 with ZooKeeper and 60 with KRaft.", monotone: true,
    source: "MSK Developer Guide, quotas")
  static let brokerType = Key(
    "broker_type", .mskBrokerType, default: "kafka.m7g.large", .assumed("the smallest that is not burstable"),
    "The type of the brokers; express types have no storage to look after and throttle above their quota.",
    monotone: true)
  static let storage = Key(
    "storage", .bytes(1 << 30...(16_384 << 30)), default: "100GiB", .assumed("depends on rate and retention"),
    "EBS storage of each broker; it is billed whether it is used or not.", source: "MSK Developer Guide, quotas")
  static let storageThroughput = OptionalKey(
    "storage_throughput", .byteRate(250 * 1_048_576...1_000 * 1_048_576),
    "Provisioned throughput of each broker's volume (m5.4xlarge, m7g.2xlarge and larger); 250 MiB/s if it is left out.",
    source: "MSK Developer Guide, provisioned storage throughput")
  static let instance = RequiredKey(
    "instance", .brokerMachine, "The EC2 instance type of the brokers.", monotone: true)
  static let volume = Key(
    "volume", .kafkaVolume, default: "{ gp3: 100GiB }", .assumed("depends on rate and retention"),
    "The EBS volume of each broker.")
  static let controllers = OptionalKey(
    "controllers", .record(Controllers.table),
    "Instances of their own for the controller quorum (KRaft) or ZooKeeper; without, the first three brokers hold it.")
  static let controller = Key(
    "controller", .choice(of: Controller.self), default: "kraft", documentation("KRaft (4.0 has nothing else)"),
    "What elects leaders; it decides how soon a dead broker is noticed and how long each election takes.")
  static let zones = Key(
    "zones", .integer(1...6), default: "3", .aws("MSK Developer Guide, create a cluster: two or three zones"),
    "Availability zones that the brokers are spread over, one after the other; producers and consumers are spread alike."
  )
  static let people = OptionalKey(
    "people", .record(People.table), "What running the cluster costs in working time; a line of its own on the bill.")

  enum Controller: String, CaseIterable, Sendable { case kraft, zookeeper }

  enum Controllers {
    static let count = Key(
      "count", .integer(1...9), default: "3", documentation("KRaft: 3 or 5 controllers"),
      "Controllers; a majority must be up for leaders to be elected.")
    static let instance = Key(
      "instance", .text, default: "t4g.small", .assumed("metadata need little"), "Their EC2 instance type.")
    static let table = KeyTable("controllers", "The controller quorum of the cluster.", keys: [count, instance])
  }

  enum People {
    static let hours = RequiredKey("hours", .duration(0...(10_000 * 3_600 * .second)), "Working time in a month.")
    static let rate = RequiredKey("rate", .moneyPerHour, "What an hour of it costs.")
    static let table = KeyTable("people", "Working time that the cluster takes.", keys: [hours, rate])
  }

  // MARK: The topic

  static let partitions = RequiredKey(
    "partitions", .integer(1...100_000), "Partitions of the topic; they can be added but not taken away.")
  static let replication = Key(
    "replication", .integer(1...8), default: "3", .aws("MSK Developer Guide, default configuration"),
    "Copies of each partition, the leader included; at most one on each broker.")
  static let minInsync = OptionalKey(
    "min_insync", .integer(1...8),
    "Replicas that must be in sync for acks: all to be accepted; one less than replication if it is left out, but at least 1.",
    source: "MSK Developer Guide, default configuration: 2 of 3, 1 of 2")
  static let retention = Key(
    "retention", .duration(60 * .second...Units.longestDuration), default: "7d", documentation("log.retention.hours"),
    "How long records are kept; only whole closed segments are deleted, so it can be longer.")
  static let retentionBytes = OptionalKey(
    "retention_bytes", .bytes(1 << 20...(1 << 50)),
    "The most bytes of one partition; its oldest closed segments are deleted beyond it.",
    source: "Apache Kafka documentation, topic configs: retention.bytes")
  static let segmentBytes = Key(
    "segment_bytes", .bytes(1 << 20...(1 << 40)), default: "1GiB", documentation("topic configs: segment.bytes"),
    "A segment of a partition is closed at this size.")
  static let segmentTime = Key(
    "segment_time", .duration(.second...Units.longestDuration), default: "7d",
    documentation("topic configs: segment.ms"), "A segment is closed at this age.")
  static let cleanup = Key(
    "cleanup", .choice(of: Cleanup.self), default: "delete", documentation("topic configs: cleanup.policy"),
    "delete drops records after their retention; compact keeps the latest record of each key for ever.")
  static let dirtyRatio = Key(
    "min_cleanable_dirty_ratio", .ratio(0.01...1), default: "50%",
    documentation("topic configs: min.cleanable.dirty.ratio"),
    "With compact: the share of a log that is not yet compacted at which it is compacted again.")
  static let tiered = OptionalKey(
    "tiered", .record(Tiered.table), "Tiered storage: what is older than local_retention lies in Amazon S3.")
  static let uncleanElection = OptionalKey(
    "unclean_election", .flag,
    "Whether a replica that is not in sync may become the leader when no other is left: records are lost, but writes go on. If it is left out, only on MSK, and not with tiered storage.",
    source:
      "MSK Developer Guide, default configuration: unclean.leader.election.enable; Apache Kafka, topic configs: false")

  enum Cleanup: String, CaseIterable, Sendable { case delete, compact }

  enum Tiered {
    static let local = Key(
      "local_retention", .duration(60 * .second...Units.longestDuration), default: "1d",
      .assumed("depends on how far back readers usually go"), "How long records stay on the brokers' volumes, too.")
    static let time = Key(
      "read_time", .time, default: "{ lognormal: { p50: 80ms, p99: 600ms } }",
      .assumed("tens to hundreds of milliseconds to the first byte from S3"),
      "How much longer a fetch takes whose records are no longer on the volume.")
    static let table = KeyTable("tiered", "Older segments lie in Amazon S3.", keys: [local, time])
  }

  // MARK: Replication and elections

  static let replicaFetchers = replicaFetchers("1", documentation("broker configs: num.replica.fetchers"))
  static let mskReplicaFetchers = replicaFetchers("2", .aws("MSK Developer Guide, default configuration"))
  private static func replicaFetchers(_ text: String, _ origin: DefaultOrigin) -> Key<Int> {
    Key(
      "replica_fetchers", .integer(1...32), default: text, origin,
      "Threads by which a broker fetches from each other broker what it replicates.")
  }
  static let lagTime = Key(
    "replica_lag_time", .duration(.second...(3_600 * .second)), default: "30s",
    documentation("broker configs: replica.lag.time.max.ms"),
    "A follower that has not caught up for so long is no longer in sync.")
  static let sessionTimeout = OptionalKey(
    "broker_session_timeout", .duration(.second...(3_600 * .second)),
    "How long a dead broker goes unnoticed; 9 s with KRaft, 18 s with ZooKeeper if it is left out.",
    source: "Apache Kafka documentation, broker.session.timeout.ms and zookeeper.session.timeout.ms")
  static let electionTime = OptionalKey(
    "election_time", .time,
    "Time that the election of one partition's leader takes, one after the other; 1 ms with KRaft, 8 ms with ZooKeeper if it is left out."
  )
  static let rebalanceCheck = Key(
    "leader_check", .duration(.second...(86_400 * .second)), default: "5m",
    documentation("broker configs: leader.imbalance.check.interval.seconds"),
    "How often leaders go back to the brokers that they belong to.")

  // MARK: Times and limits

  static let networkTime = Key(
    "network_time", .time, default: "{ lognormal: { p50: 400us, p99: 2ms } }",
    .assumed("half of a round trip between two zones, 0.5 to 1 ms"),
    "One way between two machines, besides what bandwidth takes.")
  static let brokerTime = Key(
    "broker_time", .time, default: "{ lognormal: { p50: 400us, p99: 8ms } }",
    .assumed("with network_time: 2 to 3 ms for acks 1, 4 to 8 ms for acks all in three zones, p99 15 to 40 ms"),
    "Time of a request or a fetch in a broker that nothing else keeps busy: threads, page cache, garbage collection.")
  static let serverlessTime = Key(
    "broker_time", .time, default: "{ lognormal: { p50: 4ms, p99: 20ms } }",
    .assumed("Serverless adds 5 to 20 ms; AWS states none"),
    "Time of a request or a fetch in the service that nothing else keeps busy.")
  static let requestCost = Key(
    "request_cost", .duration(0...(.second)), default: "60us", .assumed("measure the CPU time of a broker by request"),
    "Processor time that each request and each fetch costs a broker.")
  static let byteCost = Key(
    "megabyte_cost", .duration(0...(10 * .second)), default: "1ms",
    .assumed("checksums, copies and TLS: about 1 GB/s a core"),
    "Processor time that each million bytes cost a broker, in or out.")
  static let dirtyLimit = Key(
    "dirty_limit", .bytes(0...(1 << 40)), default: "256MiB", .assumed("depends on vm.dirty_ratio and memory"),
    "What may wait in the page cache to be written; appends wait beyond it.")
  static let fetchFrom = Key(
    "fetch_from", .choice(of: FetchFrom.self), default: "leader",
    documentation("broker configs: replica.selector.class"),
    "Whether consumers read from the leader or from a replica in their own zone.")
  static let quotas = OptionalKey(
    "quotas", .record(Quotas.table), "Client quotas of each broker: who exceeds one has to wait, and gets no error.")

  enum FetchFrom: String, CaseIterable, Sendable { case leader, nearest }

  enum Quotas {
    static let producer = OptionalKey(
      "producer", .byteRate(1...1e12), "Bytes in a second that the producers of one source may send to one broker.",
      source: "Apache Kafka documentation, quotas: producer_byte_rate")
    static let consumer = OptionalKey(
      "consumer", .byteRate(1...1e12), "Bytes in a second that one reader may fetch from one broker.",
      source: "Apache Kafka documentation, quotas: consumer_byte_rate")
    static let table = KeyTable("quotas", "Client quotas of a broker.", keys: [producer, consumer])
  }

  // MARK: Tables

  private static let topic: [any AnyKey] = [
    partitions, replication, minInsync, ProducerKeys.acks, retention, retentionBytes, segmentBytes, segmentTime,
    cleanup, dirtyRatio,
  ]
  private static let machinery: [any AnyKey] = [
    lagTime, sessionTimeout, electionTime, rebalanceCheck, networkTime, brokerTime, requestCost, byteCost, dirtyLimit,
    quotas,
  ]

  static let ec2 = KeyTable(
    "kafka-ec2", "A topic on a Kafka cluster that you run on EC2, with its producers.",
    keys: [brokers, instance, volume, controllers, controller, zones, people] + topic
      + [uncleanElection, fetchFrom, replicaFetchers] + ProducerKeys.all + machinery)
  static let msk = KeyTable(
    "msk", "A topic on a cluster of Amazon MSK, with its producers.",
    keys: [brokers, brokerType, storage, storageThroughput, controller, zones, people] + topic
      + [tiered, uncleanElection, fetchFrom, mskReplicaFetchers] + ProducerKeys.all + machinery)
  static let serverless = KeyTable(
    "msk-serverless", "A topic on Amazon MSK Serverless, with its producers: no brokers to be seen, quotas instead.",
    keys: [partitions, ProducerKeys.acks, retention, retentionBytes, cleanup, dirtyRatio, zones, people]
      + ProducerKeys.all + [networkTime, serverlessTime])
}
