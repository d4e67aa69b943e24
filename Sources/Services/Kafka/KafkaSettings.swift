// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Simulation
import Statistics

/// The settings of a topic and its cluster, checked. Times are nanoseconds, sizes bytes.
struct KafkaSettings: Sendable {
  struct Controllers: Sendable, Hashable {
    let count: Int
    let instance: String
  }
  struct People: Sendable, Hashable {
    /// In a month.
    let hours: Double
    let rate: Decimal
  }
  struct Tiered: Sendable {
    let local: Nanoseconds
    let readTime: Distribution
  }

  let name: String
  let kind: KafkaKind
  let producer: ProducerSettings

  // What it runs on. A serverless cluster is simulated on brokers that nothing limits.
  let brokers: Int
  let zones: Int
  /// Nil for a serverless cluster.
  let machine: BrokerMachine?
  let brokerType: MSKBrokerType?
  /// Of each broker; 0 where nobody sees it.
  let storage: Int64
  /// Of brokers on EC2.
  let volume: KafkaVolume?
  /// Of the volumes of MSK's brokers, where it is asked for [B/s].
  let provisionedThroughput: Double?
  /// What a broker's volume takes, by itself and through the instance [B/s].
  let volumeThroughput: Double
  let controllers: Controllers?
  let usesZooKeeper: Bool
  let people: People?

  // The topic.
  let partitions, replication, minInsync: Int
  let retention: Nanoseconds
  let retentionBytes: Int64?
  let segmentBytes: Int64
  let segmentTime: Nanoseconds
  let isCompacted: Bool
  let dirtyRatio: Double
  let tiered: Tiered?
  let electsUnclean: Bool
  let fetchesNearest: Bool

  // How the cluster works.
  let replicaFetchers: Int
  let lagTime, sessionTimeout, leaderCheck: Nanoseconds
  let networkTime, brokerTime, electionTime: Distribution
  /// Processor time [s] of a request and of a byte.
  let requestCost, byteCost: Double
  let dirtyLimit: Double
  /// Client quotas of a broker [B/s].
  let producerQuota, consumerQuota: Double?
  /// Whether the times of network and brokers are left to the built-in assumptions.
  let usesBuiltInTimes: Bool

  /// - Parameter builtInLatencies: false makes network and brokers take no time where the scenario says nothing else.
  ///
  /// Nil after an error.
  init?(name: String, kind: KafkaKind, _ record: Record, builtInLatencies: Bool, _ context: inout ReadContext) {
    typealias Keys = KafkaKeys
    let before = context.diagnostics.errorCount
    let isServerless = kind == .serverless
    func time(_ key: Key<Distribution>) -> Distribution {
      record.isDefaulted(key) && !builtInLatencies ? .zero : record[key]
    }
    self.name = name
    self.kind = kind
    producer = ProducerSettings(record, acks: record[ProducerKeys.acks])
    zones = record[Keys.zones]
    brokers = isServerless ? max(3, zones) : record[Keys.brokers]
    brokerType = kind == .msk ? record[Keys.brokerType] : nil
    machine = kind == .ec2 ? record[Keys.instance] : brokerType?.machine
    volume = kind == .ec2 ? record[Keys.volume] : nil
    storage = volume?.size ?? (kind == .msk && brokerType?.express == nil ? record[Keys.storage] : 0)
    provisionedThroughput = kind == .msk ? record[Keys.storageThroughput] : nil
    // MSK Developer Guide, provisioned storage throughput: 250 MiB/s without.
    let standard = kind == .msk && brokerType?.express == nil ? 250.0 * 1_048_576 : .infinity
    volumeThroughput = volume?.throughput ?? provisionedThroughput ?? standard
    controllers =
      kind == .ec2
      ? record[Keys.controllers].map {
        Controllers(count: $0[Keys.Controllers.count], instance: $0[Keys.Controllers.instance])
      } : nil
    usesZooKeeper = !isServerless && record[Keys.controller] == .zookeeper
    people = record[Keys.people].map {
      People(hours: Double($0[Keys.People.hours]) / 3.6e12, rate: $0[Keys.People.rate])
    }
    partitions = record[Keys.partitions]
    replication = isServerless ? 3 : record[Keys.replication]
    minInsync = isServerless ? 2 : record[Keys.minInsync] ?? max(1, record[Keys.replication] - 1)
    retention = record[Keys.retention]
    retentionBytes = record[Keys.retentionBytes]
    segmentBytes = isServerless ? 1 << 30 : record[Keys.segmentBytes]
    segmentTime = isServerless ? 7 * 86_400 * .second : record[Keys.segmentTime]
    isCompacted = record[Keys.cleanup] == .compact
    dirtyRatio = record[Keys.dirtyRatio]
    tiered =
      kind == .msk
      ? record[Keys.tiered].map { Tiered(local: $0[Keys.Tiered.local], readTime: $0[Keys.Tiered.time]) } : nil
    // MSK's default; Express brokers never lose what they have acknowledged.
    let unclean = isServerless ? false : record[Keys.uncleanElection] ?? (kind == .msk && tiered == nil)
    electsUnclean = unclean && brokerType?.express == nil
    fetchesNearest = !isServerless && record[Keys.fetchFrom] == .nearest
    switch kind {
    case .ec2: replicaFetchers = record[Keys.replicaFetchers]
    case .msk: replicaFetchers = record[Keys.mskReplicaFetchers]
    case .serverless: replicaFetchers = 4
    }
    lagTime = isServerless ? 30 * .second : record[Keys.lagTime]
    let session = isServerless ? nil : record[Keys.sessionTimeout]
    // Apache Kafka documentation: broker.session.timeout.ms 9,000, zookeeper.session.timeout.ms 18,000.
    sessionTimeout = session ?? (usesZooKeeper ? 18 : 9) * .second
    leaderCheck = isServerless ? 300 * .second : record[Keys.rebalanceCheck]
    networkTime = time(Keys.networkTime)
    brokerTime = isServerless ? time(Keys.serverlessTime) : time(Keys.brokerTime)
    let election = isServerless ? nil : record[Keys.electionTime]
    electionTime = election ?? (try? .constant(usesZooKeeper ? 0.008 : 0.001)) ?? .zero
    requestCost = isServerless ? 0 : record[Keys.requestCost].seconds
    byteCost = isServerless ? 0 : record[Keys.byteCost].seconds / 1e6
    dirtyLimit = isServerless ? .infinity : Double(record[Keys.dirtyLimit])
    let quotas = isServerless ? nil : record[Keys.quotas]
    producerQuota = quotas?[Keys.Quotas.producer]
    consumerQuota = quotas?[Keys.Quotas.consumer]
    usesBuiltInTimes =
      builtInLatencies
      && (record.isDefaulted(Keys.networkTime)
        || record.isDefaulted(isServerless ? Keys.serverlessTime : Keys.brokerTime))
    producer.check(record, &context)
    check(record, &context)
    guard context.diagnostics.errorCount == before else { return nil }
  }

  /// What one broker's volume takes in the long run [B/s]: the volume or the way to it, whichever is slower. Express
  /// brokers have a quota instead.
  var storageThroughput: Double {
    brokerType?.express == nil ? min(volumeThroughput, machine?.storage ?? .infinity) : .infinity
  }

  /// Processor seconds that a broker has in a second.
  var processors: Double { machine.map { Double($0.vCPUs) * $0.processorShare } ?? .infinity }

  /// Whether brokers store on volumes of their own that can fill up.
  var hasVolumes: Bool { storage > 0 }

  private func check(_ record: Record, _ context: inout ReadContext) {
    typealias Keys = KafkaKeys
    guard kind != .serverless else { return checkServerless(record, &context) }
    if replication > brokers {
      context.diagnostics.error(
        .value, at: record.node(Keys.replication) ?? record.node(Keys.brokers) ?? record.node,
        "replication \(replication) needs as many brokers, and there \(brokers == 1 ? "is 1" : "are \(brokers)")",
        hint: "no broker has two copies of a partition: lower replication, or add brokers")
    }
    if minInsync > replication {
      context.diagnostics.error(
        .value, at: record.node(Keys.minInsync) ?? record.node(Keys.replication) ?? record.node,
        "min_insync \(minInsync) is more than replication \(replication): no write would ever be accepted",
        hint: "set it to \(max(1, replication - 1))")
    }
    if kind == .msk { checkMSK(record, &context) }
  }

  private func checkMSK(_ record: Record, _ context: inout ReadContext) {
    typealias Keys = KafkaKeys
    guard let type = brokerType else { return }
    if usesZooKeeper, brokers > 30 {
      context.diagnostics.error(
        .range, at: record.node(Keys.brokers) ?? record.node,
        "a cluster with ZooKeeper has at most 30 brokers, not \(brokers)", hint: "KRaft clusters have up to 60")
    }
    if let throughput = provisionedThroughput {
      let node = record.node(Keys.storageThroughput) ?? record.node
      if let most = type.mostStorageThroughput {
        if throughput > most {
          context.diagnostics.error(
            .range, at: node, "the volume of \(type.name) has at most \(Format.bytes(most))/s",
            hint: "MSK Developer Guide, provisioned storage throughput")
        }
      } else {
        context.diagnostics.error(
          .value, at: node, "\(type.name) has no provisioned storage throughput",
          hint: "kafka.m5.4xlarge, kafka.m7g.2xlarge and larger ones have it")
      }
    }
    if type.express != nil, replication != 3 || minInsync != 2 {
      context.diagnostics.error(
        .value, at: record.node(Keys.replication) ?? record.node(Keys.minInsync) ?? record.node,
        "Express brokers keep 3 copies with min_insync 2, and nothing else", hint: "leave both out")
    }
    if tiered != nil, isCompacted, let node = record.node(Keys.tiered) {
      context.diagnostics.error(
        .value, at: node, "a topic with tiered storage cannot be compacted", hint: "set cleanup: delete")
    }
    if let tiered, tiered.local > retention, let node = record.node(Keys.tiered) {
      context.diagnostics.error(
        .value, at: node, "local_retention is longer than retention", hint: "set it below retention")
    }
  }

  private func checkServerless(_ record: Record, _ context: inout ReadContext) {
    let most = isCompacted ? ServerlessQuotas.compactedPartitions : ServerlessQuotas.partitions
    if partitions > most {
      context.diagnostics.error(
        .range, at: record.node(KafkaKeys.partitions) ?? record.node,
        "a serverless cluster has at most \(Format.grouped(most)) \(isCompacted ? "compacted " : "")partitions",
        hint: "MSK Developer Guide, MSK Serverless quotas")
    }
  }
}

/// What MSK Serverless allows (MSK Developer Guide, MSK Serverless quotas). Above a rate, clients have to wait.
enum ServerlessQuotas {
  /// Of a cluster [B/s].
  static let ingress = 200e6
  static let egress = 400e6
  /// Of a partition [B/s].
  static let partitionIngress = 5e6
  static let partitionEgress = 10e6
  /// Of a cluster [1/s].
  static let requests = 15_000.0
  static let partitions = 2_400
  static let compactedPartitions = 120
  /// The largest record [B].
  static let message: Int64 = 8_000_000
}

extension KafkaSettings {
  /// What one broker's network takes in each direction [B/s]. Express brokers have quotas instead.
  var networkIn: Double { machine?.network ?? .infinity }
  var networkOut: Double { machine?.network ?? .infinity }
}
