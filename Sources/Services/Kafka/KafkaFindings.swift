// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a person should know about a topic's settings.
struct KafkaFindings {
  let part: KafkaPart
  let view: FindingsView

  var settings: KafkaSettings { part.settings }
  private var name: String { part.name }
  private var advice: KafkaAdvice { KafkaAdvice(settings: settings) }

  var all: [Finding] {
    [safety(), availability(), throughput(), partitions(), storage(), quorum(), skew(), uncalibrated()]
      .compactMap { $0 } + LogFindings.all(part, view)
  }

  // MARK: Safety

  /// Acknowledged records that can be lost.
  private func safety() -> Finding? {
    let producer = settings.producer
    let why: String
    if producer.acks == .none {
      why = "acks: 0 asks nobody whether a record has arrived: what a broker or a connection loses is lost in silence"
    } else if settings.replication == 1 {
      why = "replication 1 is one copy: a broker takes its partitions with it, and their records with its volume"
    } else if producer.acks == .leader {
      why =
        "acks: 1 is answered before the followers have a record: what they have not fetched when the leader is lost, "
        + "is lost, although it was acknowledged"
    } else if settings.minInsync == 1, settings.electsUnclean {
      why =
        "acks: all with min_insync 1 is answered by the leader alone when the others are away, and with "
        + "unclean_election one of them takes over without what it lacks"
    } else if settings.minInsync == 1 {
      why =
        "acks: all with min_insync 1 is answered by the leader alone when the others are away: its volume then has the "
        + "only copy"
    } else {
      return nil
    }
    return Finding(
      .producerNotSafe, .warn, part: name, "\(why). acks: all, replication 3 and min_insync 2 survive a broker",
      numbers: [
        "replication": Double(settings.replication), "min_insync": Double(settings.minInsync),
        "acks": producer.acks == .all ? -1 : producer.acks == .leader ? 1 : 0,
      ], advice: [advice.safe], accountsFor: ["lost", "lost_acknowledged", "delivered"],
      reason: "acknowledged records can be lost")
  }

  /// Writes that stop when one broker is away.
  private func availability() -> Finding? {
    guard settings.producer.acks == .all, settings.replication > 1, settings.minInsync == settings.replication else {
      return nil
    }
    return Finding(
      .producerNotSafe, .warn, part: name,
      "min_insync \(settings.minInsync) of \(settings.replication) copies: when one broker is away, even for an update, "
        + "its partitions accept no writes (NotEnoughReplicas). "
        + (settings.replication > 2
          ? "Set min_insync to \(settings.replication - 1)" : "Three copies with min_insync 2 survive that"),
      numbers: ["replication": Double(settings.replication), "min_insync": Double(settings.minInsync)],
      advice: [advice.available], accountsFor: ["latency", "acknowledge", "delivered"],
      reason: "no writes while one broker is away")
  }

  // MARK: Throughput

  /// Bytes a second at an instant, as they are stored.
  private func offered(_ time: Instant) -> Double {
    let producers = view.parts.producers(to: name)
    let own = producers.reduce(0.0) { $0 + ($1.rate(at: time) ?? 0) * ($1.sizes?.mean ?? 1024) }
    let records = producers.reduce(0.0) { $0 + ($1.rate(at: time) ?? 0) }
    let others = max(0, view.parts.inflow(of: name, at: time) - records) * 1024
    return (own + others) / settings.producer.compression.ratio
  }

  private var changes: [Instant] { view.parts.inflowChanges(of: name) }

  private var mostOffered: Double { view.extremes(of: changes).map(offered).max() ?? 0 }

  /// On average over the window.
  private var meanOffered: Double {
    let seconds = view.duration.seconds
    guard seconds > 0 else { return 0 }
    let sources = view.parts.producers(to: name)
    let bytes = sources.reduce(0.0) {
      $0 + $1.expectedMessages(duration: view.duration) * ($1.sizes?.mean ?? 1024)
    }
    return bytes / seconds / settings.producer.compression.ratio
  }

  /// Whether the brokers, or the quotas of Serverless, take in whatever comes in the window.
  var isBelowCeiling: Bool { mostOffered < settings.ceiling(groups: view.parts.consumers(of: name).count).bytes }

  private func throughput() -> Finding? {
    let groups = view.parts.consumers(of: name).count
    let ceiling = settings.ceiling(groups: groups)
    let load = mostOffered
    guard ceiling.bytes.isFinite, load > 0.8 * ceiling.bytes else { return nil }
    let share = load / ceiling.bytes
    let isOver = share >= 1
    let text = "\(Format.bytes(load))/s against \(Format.bytes(ceiling.bytes))/s"
    return Finding(
      .brokerThroughput, isOver ? .warn : .note, part: name,
      "\(text) that \(ceiling.what) \(settings.kind == .serverless ? "allow" : "allows"), "
        + "\(Format.percent(share, decimals: 0)) in window \(view.window): "
        + (isOver
          ? "lines grow in the producers until their memory is used up"
          : "above 80% latencies rise steeply, and nothing is left for a broker that is away"),
      numbers: [
        "offered_bytes_per_s": load, "ceiling_bytes_per_s": ceiling.bytes, "consumer_groups": Double(groups),
      ], advice: [advice.throughput(load, groups: groups)].compactMap { $0 },
      accountsFor: ["latency", "acknowledge", "produce", "utilisation", "gathering", "throttled"],
      reason: "\(Format.percent(share, decimals: 0)) of what the brokers can do", window: view.window)
  }

  // MARK: Partitions and storage

  /// Of a broker that you run (Apache Kafka: about 4,000 on a broker and 200,000 in a cluster with ZooKeeper).
  private static let mostPartitions = 4_000

  private func partitions() -> Finding? {
    let copies = settings.partitions * settings.replication
    let each = Double(copies) / Double(settings.brokers)
    if let type = settings.brokerType, each > Double(type.recommendedPartitions) {
      let isOver = each > Double(type.mostPartitions)
      return Finding(
        .tooManyPartitions, .warn, part: name,
        "\(Format.grouped(Int(each.rounded(.up)))) partitions on each broker, copies included: AWS recommends at most "
          + "\(Format.grouped(type.recommendedPartitions)) on \(type.name)"
          + (isOver
            ? ", and above \(Format.grouped(type.mostPartitions)) it refuses to change version, size or configuration"
            : ""),
        numbers: [
          "per_broker": each, "recommended": Double(type.recommendedPartitions), "most": Double(type.mostPartitions),
        ], advice: [advice.fewerPartitions(recommended: type.recommendedPartitions)].compactMap { $0 })
    }
    if settings.kind == .ec2, each > Double(Self.mostPartitions) {
      return Finding(
        .tooManyPartitions, .warn, part: name,
        "\(Format.grouped(Int(each.rounded(.up)))) partitions on each broker, copies included: above some 4,000 elections, "
          + "recovery and the metadata take noticeably longer",
        numbers: ["per_broker": each, "recommended": Double(Self.mostPartitions)],
        advice: [advice.fewerPartitions(recommended: Self.mostPartitions)].compactMap { $0 })
    }
    let sources = view.parts.producers(to: name)
    let producers = sources.reduce(0) { $0 + $1.gathering.producers }
    let memory = Int64(settings.partitions) * settings.producer.batchSize
    if producers > 0, memory > settings.producer.bufferMemory {
      return Finding(
        .tooManyPartitions, .note, part: name,
        "a batch of \(Format.exactBytes(settings.producer.batchSize)) for each of "
          + "\(Format.grouped(settings.partitions)) partitions needs \(Format.exactBytes(memory)): more than the "
          + "\(Format.exactBytes(settings.producer.bufferMemory)) of buffer_memory, so batches leave before they are full",
        numbers: ["needed_bytes": Double(memory), "buffer_bytes": Double(settings.producer.bufferMemory)],
        advice: [advice.memory(memory)].compactMap { $0 }, accountsFor: ["batch_records", "blocked"],
        reason: "no room for a batch of each partition")
    }
    return nil
  }

  /// What retention keeps does not fit on the volumes.
  private func storage() -> Finding? {
    guard settings.hasVolumes else { return nil }
    let unique = part.uniqueBytes(view.parts)
    if settings.isCompacted, unique == nil { return nil }
    let needed = settings.storedBytes(perSecond: meanOffered, uniqueBytes: unique)
    let has = Double(settings.storage) * Double(settings.brokers)
    guard needed > 0.85 * has else { return nil }
    let share = needed / has
    return Finding(
      .storageTooSmall, .warn, part: name,
      "at the load of window \(view.window), "
        + (settings.isCompacted ? "compaction" : "a retention of \(Format.exactDuration(settings.retention))")
        + " keeps \(Format.bytes(needed)) in \(settings.replication) copies, "
        + "\(Format.percent(share, decimals: 0)) of the brokers' \(Format.bytes(has)): "
        + (share >= 1
          ? "the volumes run full, and a broker whose volume is full stops"
          : "above 85% (KafkaDataLogsDiskUsed) AWS advises to act"),
      numbers: ["needed_bytes": needed, "volumes_bytes": has], advice: [advice.storage(needed)].compactMap { $0 },
      accountsFor: ["disk_used"], reason: "the volumes are too small for what is kept", window: view.window)
  }

  // MARK: Elections and order

  private func quorum() -> Finding? {
    guard settings.kind == .ec2 else { return nil }
    let voters = settings.controllers?.count ?? min(3, settings.brokers)
    guard voters < 3, settings.replication > 1 else { return nil }
    return Finding(
      .producerNotSafe, .note, part: name,
      "\(voters) \(voters == 1 ? "controller has" : "controllers have") no majority when one is away: then no leader is "
        + "elected, and partitions that lose theirs stay away. Three survive the loss of one",
      numbers: ["controllers": Double(voters)], advice: [advice.threeControllers])
  }

  /// One key alone is more than its partition can take in.
  private func skew() -> Finding? {
    guard settings.kind == .serverless else { return nil }
    var shares = [Double](repeating: 0, count: settings.partitions)
    let load = mostOffered
    guard load > 0 else { return nil }
    for source in view.parts.producers(to: name) {
      guard let keys = source.keys(view.parts) else { return nil }
      let rate = view.extremes(of: changes).map { source.rate(at: $0) ?? 0 }.max() ?? 0
      let bytes = rate * (source.sizes?.mean ?? 1024) / settings.producer.compression.ratio
      let popular = min(keys.count, 10_000)
      for rank in 0..<popular {
        shares[part.partition(ofKey: keys.key(ofRank: rank, at: 0))] += bytes * keys.probability(ofRank: rank)
      }
      let rest = bytes * (1 - keys.probability(below: popular)) / Double(settings.partitions)
      for partition in shares.indices { shares[partition] += rest }
    }
    guard let busiest = shares.max(), busiest > ServerlessQuotas.partitionIngress else { return nil }
    return Finding(
      .brokerThroughput, .warn, part: name,
      "the busiest partition gets \(Format.bytes(busiest))/s, more than the 5 MB/s that MSK Serverless allows one: its "
        + "producers are held up, however many partitions there are besides",
      numbers: ["busiest_bytes_per_s": busiest, "limit_bytes_per_s": ServerlessQuotas.partitionIngress],
      accountsFor: ["latency", "throttled"], reason: "a partition above its quota", window: view.window)
  }

  private func uncalibrated() -> Finding? {
    guard settings.usesBuiltInTimes else { return nil }
    return Finding(
      .uncalibrated, .note, part: name,
      "network_time and broker_time of \(name) are the built-in assumptions, not measured at yours")
  }
}

extension KafkaSettings {
  /// The most that a cluster takes in for ever [B/s], and what limits it (AWS Big Data Blog, "Best practices for
  /// right-sizing your Apache Kafka clusters", equation 1).
  ///
  /// - Parameters:
  ///   - groups: consumer groups that keep up.
  ///   - partitions: of a serverless cluster; as many as there are if it is left out.
  func ceiling(groups: Int, partitions: Int? = nil) -> (bytes: Double, what: String) {
    let partitions = partitions ?? self.partitions
    guard let machine else {
      let perPartition = ServerlessQuotas.partitionIngress * Double(partitions)
      let egress = groups > 0 ? ServerlessQuotas.egress / Double(groups) : .infinity
      let least = min(ServerlessQuotas.ingress, perPartition, egress)
      let what =
        least == perPartition
        ? "\(partitions) partitions of 5 MB/s"
        : least == egress ? "400 MB/s of fetches" : "200 MB/s of writes"
      return (least, what)
    }
    if let express = brokerType?.express {
      let out = groups > 0 ? express.sustainedOut / Double(groups) : .infinity
      return (min(express.sustainedIn, out) * Double(brokers), "the quota of its brokers")
    }
    let copies = Double(replication)
    let storage = volumeThroughput * Double(brokers) / copies
    let way = machine.storage * Double(brokers) / copies
    // Each broker takes in what it leads and follows, and sends what followers and consumers fetch.
    let out = machine.network * Double(brokers) / max(Double(groups) + copies - 1, 1e-9)
    let network = min(out, machine.network * Double(brokers) / copies)
    let least = min(storage, way, network)
    let what =
      least == storage
      ? "the throughput of the volumes" : least == way ? "\(machine.name)'s way to EBS" : "\(machine.name)'s network"
    return (least, what)
  }
}
