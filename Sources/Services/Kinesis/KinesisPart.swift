// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// A data stream as a part of a scenario.
struct KinesisPart: LogChannel {
  static let service = Service(section: .channels, type: "kinesis", table: KinesisKeys.table) {
    name, record, service, context in
    KinesisSettings(name: name, record, service, &context).map(KinesisPart.init)
  }

  let settings: KinesisSettings
  /// Its ways to its readers where there are several, known once the parts are wired.
  private(set) var outlets: [Outlet] = []

  init(settings: KinesisSettings) { self.settings = settings }

  var name: String { settings.name }
  var kind: String { "Kinesis stream" }
  var standing: Standing { .service(.kinesis) }
  var retention: Nanoseconds { settings.retention }
  var partitions: Int { settings.shards }
  var commitInterval: Nanoseconds { settings.checkpoint }
  var partitionLimit: PartitionLimit? {
    PartitionLimit(records: KinesisLimits.recordsPerSecond, bytes: KinesisLimits.bytesPerSecond)
  }
  var largestBatch: Int64 { KinesisLimits.largestPut }
  var mostOfBatch: Int { KinesisLimits.mostOfPut }
  var family: LogFamily { .kinesis }
  var longestRetention: Nanoseconds { 8_760 * 3_600 * .second }
  func setting(partitions count: Int) -> Advice.Setting? {
    // Planned changes begin with the shards that there are.
    guard settings.mode == .provisioned, settings.reshards.isEmpty, count <= settings.mostShards else { return nil }
    return Advice.Setting("channels.\(name).shards", "\(count)")
  }
  var firstPlannedChange: Instant? { settings.reshards.first?.done }

  func meanEmptyReceive(wait: Nanoseconds?) -> Nanoseconds { settings.isPushed ? .second : settings.poll }

  func partition(ofKey key: UInt32) -> Int {
    KinesisHash.shard(of: KinesisHash.number(ofKey: key), among: settings.shards)
  }

  func wired(among parts: [any Part]) -> any Part {
    var copy = self
    copy.outlets = outlets(to: parts)
    return copy
  }

  func problem(with fault: FaultKind) -> String? {
    switch fault {
    case .stop, .slow, .fail: nil
    case .kill: "a stream has no servers of yours that could be lost one by one: stop, slow or fail it instead"
    case .replay: "it is a reader that reads again: name the worker"
    default: "a Kinesis stream can be told to stop, slow or fail, not to \(fault.rawValue)"
    }
  }

  // MARK: Abilities

  func answer(to ability: Ability, _ parts: PartDirectory) -> AbilityAnswer {
    switch ability {
    case .orderPerKey:
      if settings.aggregation != nil { return .no("what the KPL tries again may come late") }
      return settings.mostInFlight == 1 ? .yes(nil) : .no("\(settings.mostInFlight) calls in flight may overtake")
    case .totalOrder:
      let producers = parts.producers(to: name).reduce(0) { $0 + $1.gathering.producers }
      let isOne = settings.mode == .provisioned && settings.shards == 1 && settings.reshards.isEmpty
      return isOne && producers <= 1 && answer(to: .orderPerKey, parts).isYes
        ? .yes("one shard and one producer") : .no("order holds within a shard only")
    case .replay(let length):
      return length <= retention ? .yes(nil) : .no("kept for \(Format.exactDuration(retention))")
    case .independentReaders(let count): return answer(toReaders: count)
    case .exactlyOnce: return .no("no transactions: a reader that crashes reads again from its checkpoint")
    case .persistence: return .yes("copies in three zones")
    }
  }

  private func answer(toReaders count: Int) -> AbilityAnswer {
    if settings.isPushed {
      return count <= KinesisLimits.consumers
        ? .yes("enhanced fan-out") : .no("\(KinesisLimits.consumers) registered consumers at most")
    }
    let most = Int((KinesisLimits.readsPerSecond * settings.poll.seconds + 1e-9).rounded(.down))
    guard count <= max(1, most) else {
      return .no(
        "five reads a second and shard are too few for \(count) that poll each \(Format.exactDuration(settings.poll))")
    }
    return .yes(count > 2 ? "they share 2 MiB/s a shard" : nil)
  }

  // MARK: Building

  func build(_ model: inout ModelBuilder) -> any Component {
    let instruments = KinesisInstruments(name, isPushed: settings.isPushed, &model.instruments)
    let log = LogReaders.build(self, partitions: settings.shards, &model)
    declare(instruments, &model)
    let hasWorkers = log.readers.contains { $0.reading.members != .lanes }
    let parts = model.parts
    let quantities = KinesisMeters.quantities(settings, instruments, hasWorkers: hasWorkers)
      .leastUse(self, instruments, parts)
    for quantity in quantities { model.meter(quantity) }
    var sources = parts.producers(to: name).map { source($0, model) }
    if sources.isEmpty {
      sources.append(
        KinesisSource(
          component: 0, producers: 1, most: KinesisLimits.mostOfPut, wait: 0, retry: .standard, throttled: nil,
          toll: nil))
    }
    var stream = KinesisStream(
      id: model.component(name), settings: settings, instruments: instruments,
      isKeyed: model.routes.sources.map { (parts[$0] as? any Producer)?.keys(parts) != nil }, sources: sources, log: log
    )
    stream.tolls = log.readers.map { model.toll(ofReader: $0.name, at: name) }
    return stream
  }

  private func source(_ producer: any Producer, _ model: ModelBuilder) -> KinesisSource {
    let gathering = producer.gathering
    return KinesisSource(
      component: model.component(producer.name), producers: max(1, gathering.producers),
      most: min(gathering.most ?? KinesisLimits.mostOfPut, KinesisLimits.mostOfPut),
      wait: gathering.wait ?? settings.aggregation?.wait ?? 0,
      retry: (producer as? TrafficPart)?.settings.retry ?? .standard,
      throttled: model.instruments.counter(named: "throttled", of: producer.name),
      toll: model.toll(of: producer.name, at: name))
  }

  private func declare(_ instruments: KinesisInstruments, _ model: inout ModelBuilder) {
    let shards =
      settings.mode == .onDemand ? "on demand" : settings.shards == 1 ? "1 shard" : "\(settings.shards) shards"
    var highlights = [
      PartRow.Highlight("busiest shard", "utilisation", "max"), PartRow.Highlight("throttled", "throttled", "ratio"),
      PartRow.Highlight("iterator age", "iterator_age", "max"),
    ]
    if settings.mode == .onDemand || !settings.reshards.isEmpty {
      highlights.append(PartRow.Highlight("shards", "shards", "max"))
    }
    model.row(
      PartRow(
        part: name, title: "\(name) (Kinesis, \(shards))", busy: instruments.utilisation, queue: instruments.buffered,
        arrivals: instruments.offered, departures: instruments.taken,
        limits: [.saturated(instruments.utilisation, at: 0.95, label: "a shard at its limit")], highlights: highlights))
  }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    KinesisChecks.run(self, parts, &diagnostics)
    refuseGroupSettings(parts, &diagnostics)
  }

  func findings(_ view: FindingsView) -> [Finding] { KinesisFindings.all(self, view) }

  func certainties(_ view: FindingsView) -> [Certainty] { KinesisCertainties.all(self, view) }

  func longestPoll(of reader: any Consumer) -> Nanoseconds {
    guard !settings.isPushed else { return 0 }
    return (reader as? any LogReader)?.reading.members == .lanes ? KinesisLimits.lambdaPoll : settings.poll
  }

  func expectedRefusals(_ view: FindingsView) -> Double? { KinesisCertainties.refused(self, view)?.share ?? 0 }

  func takesAll(_ parts: PartDirectory, _ view: FindingsView) -> Bool {
    KinesisCertainties.refused(self, view) == nil
      && (settings.mode == .provisioned || KinesisFindings.isFarBelowLimits(self, parts))
  }
}
