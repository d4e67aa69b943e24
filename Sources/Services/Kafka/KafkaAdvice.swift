// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// What may be changed about what is found in a topic: of a cluster that AWS or you run, the settings that can be changed
/// while it works.
struct KafkaAdvice {
  let settings: KafkaSettings

  private func setting(_ key: String, _ value: String) -> Advice.Setting {
    Advice.Setting("channels.\(settings.name).\(key)", value)
  }

  /// The share of its network, its way to EBS and its volume that a broker is to use, so that the others can stand in for
  /// one of three; the share of a volume that is to be full.
  private static let advisedLoad = 0.65
  private static let advisedFill = 0.7

  // MARK: Brokers

  /// The most brokers (MSK Developer Guide, quotas).
  private var mostBrokers: Int { settings.usesZooKeeper && settings.kind == .msk ? 30 : 60 }

  /// As many brokers, the same number in each zone, which MSK asks for (MSK Developer Guide, CreateCluster).
  private func brokers(_ least: Double) -> Int? {
    guard least <= Double(mostBrokers) else { return nil }
    let zones = settings.kind == .msk ? settings.zones : 1
    let count = (Int(least.rounded(.up)) + zones - 1) / zones * zones
    return count <= mostBrokers ? count : nil
  }

  private func moreBrokers(_ least: Double, _ what: String) -> Advice? {
    guard let count = brokers(least), count > settings.brokers else { return nil }
    var advice = Advice(what, setting("brokers", "\(count)"))
    // A broker without a partition takes no load.
    let partitions = (count + settings.replication - 1) / settings.replication
    if settings.partitions < partitions { advice.settings.append(setting("partitions", "\(partitions)")) }
    return advice
  }

  // MARK: Safety

  /// Three copies of which two must have a record before it counts as sent.
  var safe: Advice {
    var advice = Advice("have two of three copies acknowledge each record")
    if settings.producer.acks != .all { advice.settings.append(setting("acks", "all")) }
    if settings.replication < 3 {
      if settings.brokers < 3, let count = brokers(3) { advice.settings.append(setting("brokers", "\(count)")) }
      advice.settings.append(setting("replication", "3"))
    }
    if settings.minInsync < 2 { advice.settings.append(setting("min_insync", "2")) }
    return advice
  }

  /// One copy more than must have a record.
  var available: Advice {
    guard settings.replication < 3 else {
      return Advice(
        "go on writing while one copy is away", setting("min_insync", "\(settings.replication - 1)"))
    }
    var advice = Advice("go on writing while one copy is away", setting("replication", "3"), setting("min_insync", "2"))
    if settings.brokers < 3, let count = brokers(3) { advice.settings.append(setting("brokers", "\(count)")) }
    return advice
  }

  /// A majority that survives the loss of one.
  var threeControllers: Advice {
    Advice(
      "have three controllers",
      settings.controllers == nil ? setting("brokers", "3") : setting("controllers.count", "3"))
  }

  // MARK: Throughput

  /// What carries a load [B/s] with something left: the next larger machine, a faster volume, or more brokers.
  func throughput(_ load: Double, groups: Int) -> Advice? {
    let wanted = load / Self.advisedLoad
    switch settings.kind {
    case .serverless:
      let most = settings.ceiling(groups: groups, partitions: .max).bytes
      guard load < most, settings.ceiling(groups: groups).bytes < most else { return nil }
      let count = Int((min(wanted, most) / ServerlessQuotas.partitionIngress).rounded(.up))
      let limit = settings.isCompacted ? ServerlessQuotas.compactedPartitions : ServerlessQuotas.partitions
      guard count > settings.partitions, count <= limit else { return nil }
      return Advice("spread the load over more partitions", setting("partitions", "\(count)"))
    case .ec2, .msk:
      return larger(wanted, groups)
        ?? moreBrokers(
          Double(settings.brokers) * wanted / settings.ceiling(groups: groups).bytes,
          "spread the load over more brokers")
    }
  }

  /// The smallest broker of the same family, with the throughput of its volume, that is large enough.
  private func larger(_ wanted: Double, _ groups: Int) -> Advice? {
    let brokers = Double(settings.brokers)
    if settings.brokerType?.express != nil {
      let type = types.first { type in
        guard let express = type.express else { return false }
        return express.sustainedIn * brokers >= wanted && express.sustainedOut * brokers >= wanted * Double(groups)
      }
      return type.map { Advice("take brokers that are large enough", setting("broker_type", $0.name)) }
    }
    let copies = Double(settings.replication)
    let network = wanted * max(Double(groups) + copies - 1, copies) / brokers
    let disk = wanted * copies / brokers
    func fits(_ machine: BrokerMachine) -> Bool { machine.network >= network && machine.storage >= disk }
    var changes: [Advice.Setting] = []
    if settings.kind == .ec2 {
      guard let old = settings.machine, let machine = machines(from: old).first(where: fits) else { return nil }
      if machine != old { changes.append(setting("instance", machine.name)) }
    } else {
      let isSlow = disk > settings.volumeThroughput
      guard let old = settings.brokerType,
        let type = types.first(where: { fits($0.machine) && (!isSlow || $0.mostStorageThroughput ?? 0 >= disk) })
      else { return nil }
      if type != old { changes.append(setting("broker_type", type.name)) }
      if isSlow { changes.append(setting("storage_throughput", Self.rate(disk))) }
    }
    if let volume = settings.volume, disk > volume.throughput {
      guard disk <= Self.mostThroughput else { return nil }
      changes.append(setting("volume", Self.text(.gp3, volume.size, throughput: disk)))
    }
    guard !changes.isEmpty else { return nil }
    var advice = Advice("take brokers and volumes that are fast enough")
    advice.settings = changes
    return advice
  }

  /// This type and the larger ones of its family.
  private var types: [MSKBrokerType] {
    guard let type = settings.brokerType else { return [] }
    return MSKBrokerType.all.drop { $0 != type }.filter {
      $0.machine.family == type.machine.family && ($0.express == nil) == (type.express == nil)
    }
  }

  /// This machine and the larger ones of its family.
  private func machines(from machine: BrokerMachine) -> [BrokerMachine] {
    BrokerMachine.all.drop { $0 != machine }.filter { $0.family == machine.family }
  }

  // MARK: Volumes

  /// What a gp3 volume takes with the 3,000 operations a second that come with it, 256 KiB each (EBS User Guide, gp3).
  private static let mostThroughput = 750 * 1_048_576.0

  /// `600MiB/s`, rounded up.
  private static func rate(_ bytesPerSecond: Double) -> String {
    "\(Int((bytesPerSecond / 1_048_576).rounded(.up)))MiB/s"
  }

  private static func text(
    _ kind: KafkaVolume.Kind, _ size: Int64, operations: Int? = nil, throughput: Double? = nil
  ) -> String {
    var text = "{ \(kind.rawValue): \(Format.exactBytes(size))"
    if let operations { text += ", iops: \(operations)" }
    if let throughput { text += ", throughput: \(rate(throughput))" }
    return text + " }"
  }

  /// Volumes that so many bytes of all brokers together leave room in.
  func storage(_ needed: Double) -> Advice? {
    let most = settings.volume.map { $0.kind == .gp3 || $0.kind == .io2 ? 65_536.0 : 16_384 } ?? 16_384
    let each = (needed / Self.advisedFill / Double(settings.brokers) / 1_073_741_824).rounded(.up)
    guard each <= most else {
      return moreBrokers(
        needed / Self.advisedFill / (most * 1_073_741_824), "spread what is kept over more brokers")
    }
    let size = Int64(each) << 30
    let change = settings.volume.map { volume in
      setting(
        "volume", Self.text(volume.kind, size, operations: volume.operations, throughput: volume.asked))
    }
    return Advice("make the volumes large enough", change ?? setting("storage", Format.exactBytes(size)))
  }

  // MARK: Partitions

  /// So many brokers that each has no more than is recommended.
  func fewerPartitions(recommended: Int) -> Advice? {
    let copies = Double(settings.partitions * settings.replication)
    return moreBrokers(copies / Double(recommended), "spread the partitions over more brokers")
  }

  /// Twice the memory, as often as it takes for a batch of every partition.
  func memory(_ needed: Int64) -> Advice? {
    var memory = settings.producer.bufferMemory
    while memory < needed, memory < 1 << 39 { memory *= 2 }
    guard memory >= needed else { return nil }
    return Advice(
      "have room for a batch of each partition", setting("buffer_memory", Format.exactBytes(memory)))
  }
}

extension BrokerMachine {
  /// `m7g` of `m7g.large`.
  var family: Substring { name.prefix { $0 != "." } }
}
