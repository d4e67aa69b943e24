// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// A topic of Kafka with its cluster as a part of a scenario, whoever runs it.
struct KafkaPart: LogChannel {
  static let services = KafkaKind.allCases.map(service)

  private static func service(_ kind: KafkaKind) -> Service {
    Service(section: .channels, type: kind.rawValue, table: kind.table) { name, record, service, context in
      KafkaSettings(name: name, kind: kind, record, builtInLatencies: service.usesBuiltInLatencies, &context)
        .map { KafkaPart(settings: $0) }
    }
  }

  let settings: KafkaSettings
  private(set) var outlets: [Outlet] = []

  init(settings: KafkaSettings) { self.settings = settings }

  var name: String { settings.name }
  var kind: String { settings.kind.noun }
  var partitions: Int { settings.partitions }
  /// Apache Kafka documentation, consumer configs: auto.commit.interval.ms.
  var commitInterval: Nanoseconds { 5 * .second }
  var retention: Nanoseconds { settings.isCompacted ? Units.longestDuration : settings.retention }
  var isFIFO: Bool { false }
  /// Its readers are consumer groups.
  var family: LogFamily { .kafka }

  func meanEmptyReceive(wait: Nanoseconds?) -> Nanoseconds { 500_000_000 }

  func partition(ofKey key: UInt32) -> Int { Murmur2.partition(ofDigits: key, of: settings.partitions) }

  var partitionLimit: PartitionLimit? {
    settings.kind == .serverless ? PartitionLimit(bytes: ServerlessQuotas.partitionIngress) : nil
  }

  func setting(partitions count: Int) -> Advice.Setting? {
    let most =
      settings.kind != .serverless
      ? 100_000 : settings.isCompacted ? ServerlessQuotas.compactedPartitions : ServerlessQuotas.partitions
    return count <= most ? Advice.Setting("channels.\(name).partitions", "\(count)") : nil
  }

  func wired(among parts: [any Part]) -> any Part {
    var copy = self
    copy.outlets = outlets(to: parts)
    return copy
  }

  // MARK: What it can do

  func answer(to ability: Ability, _ parts: PartDirectory) -> AbilityAnswer {
    let producer = settings.producer
    switch ability {
    case .orderPerKey:
      if !producer.isIdempotent, producer.maxInFlight > 1 {
        return .no("a retry may reorder without idempotence and with \(producer.maxInFlight) requests in flight")
      }
      return .yes("within a partition")
    case .totalOrder: return settings.partitions == 1 ? .yes("one partition") : .no("only within a partition")
    case .replay(let length):
      if settings.isCompacted { return .no("compaction keeps only the latest record of a key") }
      return length <= settings.retention
        ? .yes(nil) : .no("kept for \(Format.exactDuration(settings.retention))")
    case .independentReaders: return .yes("consumer groups")
    case .exactlyOnce:
      let readers = parts.consumers(of: name).compactMap { $0 as? any LogReader }
      let isExact = !readers.isEmpty && readers.allSatisfy { $0.reading.guarantee == .exactlyOnce }
      if !producer.isIdempotent { return .no("producers are not idempotent") }
      return isExact ? .yes("transactions") : .no("set commit: { exactly_once: true } at its readers")
    case .persistence:
      if settings.replication < 2 { return .no("one copy only") }
      if producer.acks != .all { return .no("acks: \(producer.acks.rawValue) does not wait for the followers") }
      if settings.minInsync < 2 { return .no("min_insync 1 accepts writes that one broker has") }
      return .yes("\(settings.minInsync) of \(settings.replication) copies")
    }
  }

  func problem(with fault: FaultKind) -> String? {
    if settings.kind == .serverless {
      switch fault {
      case .stop, .slow, .fail: return nil
      case .kill: return "a serverless cluster has no brokers that you could lose: stop or slow it instead"
      default: return "\(English.withArticle(kind)) can be told to stop, slow or fail, not to \(fault.rawValue)"
      }
    }
    switch fault {
    case .kill, .stop, .slow, .fail: return nil
    case .replay: return "name the worker that is to read again, not the topic"
    default: return "\(English.withArticle(kind)) can be told to kill, stop, slow or fail, not to \(fault.rawValue)"
    }
  }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    guard settings.kind != .serverless else { return }
    for fault in parts.parts.compactMap({ $0 as? FaultPart })
    where fault.target.name == name && (fault.fault == .kill || fault.fault == .stop) {
      if Int(fault.amount) > settings.brokers {
        diagnostics.error(
          .range, at: fault.target.node, "\(name) has \(settings.brokers) brokers, not \(fault.amount)",
          hint: "lower nodes")
      }
    }
  }

  /// Bytes of the latest record of each key, which a compacted topic keeps; nil where a source has no keys.
  func uniqueBytes(_ parts: PartDirectory) -> Double? {
    let sources = parts.producers(to: name)
    var bytes = 0.0
    for source in sources {
      guard let keys = source.keys(parts) else { return nil }
      bytes += Double(keys.count) * (source.sizes?.mean ?? 1024)
    }
    return sources.isEmpty ? nil : bytes / settings.producer.compression.ratio
  }

  /// The bytes that each message brings; nil where they may not all come in, or not in time.
  private func leastBytes(_ parts: PartDirectory) -> LeastCount? {
    let ceiling = settings.ceiling(groups: parts.consumers(of: name).count)
    let producers = parts.producers(to: name)
    var busiest = 0.0
    for change in parts.inflowChanges(of: name) {
      for time in [max(0, change - 1), change] {
        var bytes = 0.0
        for producer in producers { bytes += (producer.rate(at: time) ?? 0) * (producer.sizes?.mean ?? 1024) }
        busiest = max(busiest, bytes)
      }
    }
    guard busiest < 0.7 * ceiling.bytes else { return nil }
    let variation = producers.compactMap { $0.sizes?.squaredCoefficientOfVariation }.max() ?? 0
    return LeastCount(of: name, parts, squaredVariation: variation, delay: .second) {
      ($0.sizes?.mean ?? 0) / settings.producer.compression.ratio
    }
  }

  // MARK: Building

  func build(_ model: inout ModelBuilder) -> any Component {
    let instruments = KafkaInstruments(settings, &model.instruments)
    let groups = ConsumerGroups.build(self, partitions: settings.partitions, &model)
    if settings.kind != .ec2 { groups.declareCloudWatch(&model) }
    model.row(
      PartRow(
        part: name, title: "\(name) (\(settings.kind.title))", busy: instruments.utilisation,
        queue: instruments.gathering, arrivals: instruments.sent, departures: instruments.handedOut,
        limits: settings.kind == .serverless
          ? [] : [.saturated(instruments.utilisation, at: 0.95, label: "busiest broker")],
        highlights: [
          PartRow.Highlight("acknowledge p99", "acknowledge", "p99"),
          PartRow.Highlight("records a batch", "batch_records", "mean"),
        ]))
    let parts = model.parts
    let quantities = KafkaMeters.quantities(settings, instruments, uniqueBytes: uniqueBytes(parts))
      .atLeast(instruments.brokersPaid, Double(settings.brokers))
      .atLeast(instruments.bytesIn, leastBytes(parts))
    for quantity in quantities { model.meter(quantity) }
    let (senderOf, senders) = senders(model)
    return KafkaCluster(
      id: model.component(name), settings: settings, instruments: instruments, groups: groups,
      isKeyed: model.routes.sources.map { (parts[$0] as? any Producer)?.keys(parts) != nil }, senderOf: senderOf,
      senders: senders)
  }

  /// Who sends to the topic, with the settings of its producers. The last one stands for all others.
  private func senders(_ model: ModelBuilder) -> (of: [Int], all: [KafkaSender]) {
    var of = [Int](repeating: 0, count: model.parts.parts.count)
    var all: [KafkaSender] = []
    for (place, part) in model.parts.parts.enumerated() where part.outlets.contains(where: { $0.to == name }) {
      let gathering = (part as? any Producer)?.gathering
      let workers = (part as? any Consumer)?.pollers
      all.append(
        KafkaSender(
          linger: gathering?.wait ?? settings.producer.linger, mostRecords: gathering?.most ?? .max,
          throttled: model.instruments.counter(named: "throttled", of: part.name),
          producers: max(1, min(gathering?.producers ?? workers ?? 1, 65_536))))
      of[place] = all.count
    }
    all.append(KafkaSender(linger: settings.producer.linger, mostRecords: .max, throttled: nil, producers: 1))
    return (of, all)
  }

  func findings(_ view: FindingsView) -> [Finding] { KafkaFindings(part: self, view: view).all }

  func takesAll(_ parts: PartDirectory, _ view: FindingsView) -> Bool {
    KafkaFindings(part: self, view: view).isBelowCeiling
  }
}
