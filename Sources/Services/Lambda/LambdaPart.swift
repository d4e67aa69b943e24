// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation
import Statistics

/// A function as a part of a scenario.
struct LambdaPart: LogReader {
  static let service = Service(section: .workers, type: "lambda", table: LambdaKeys.table) {
    name, record, service, context in
    LambdaSettings(name: name, record, builtInLatencies: service.usesBuiltInLatencies, &context)
      .map { LambdaPart(settings: $0) }
  }

  private(set) var settings: LambdaSettings
  /// Those of the parts called that keep what is sent to them, known once the parts are wired.
  private var channels: Set<String> = []
  /// Batches of a log that it works on at a time, known once the parts are wired; nil where it reads none.
  private(set) var lanes: Int?
  /// Whether a mapping polls for it, known once the parts are wired.
  private var isPolled = false

  init(settings: LambdaSettings) { self.settings = settings }

  var name: String { settings.name }
  var kind: String { "Lambda function" }
  var references: [Reference] {
    [settings.from, settings.asynchronous.onFailure].compactMap { $0 } + settings.calls.references
  }
  var outlets: [Outlet] { settings.calls.outlets(channels) }
  var requests: [Request] { settings.calls.requests(name) }
  /// What invokes it; its own queue of events if nothing that it names does.
  var source: String { settings.from?.name ?? name }
  /// A position is committed as soon as what is before it is finished.
  var reading: LogReading { LogReading(members: .lanes, commitInterval: 0) }
  var pollers: Int {
    lanes ?? settings.mapping.provisioned?.minimum
      ?? min(settings.mapping.start, settings.mapping.maximumConcurrency ?? .max)
  }
  var receiveWait: Nanoseconds? { LambdaFunction.receiveWait }
  var visibilityTimeout: Nanoseconds? { nil }
  var capacity: Int {
    if let lanes { return min(lanes, settings.reserved ?? lanes) }
    let own = settings.reserved ?? settings.accountConcurrency ?? LambdaSettings.standardAccountConcurrency
    return min(own, settings.mapping.maximumConcurrency ?? settings.mapping.limit)
  }
  /// Of a batch that is worked on as a whole, the part of one message when it is full.
  var meanAttempt: Double {
    guard settings.perMessage != nil else { return settings.serviceTime.mean }
    let messages = isPolled ? mostMessages : 1
    return (settings.meanWork(messages: messages) - settings.batchOverhead.seconds) / Double(messages)
  }
  /// Messages of a full batch of its mapping; a call to a queue brings ten.
  var mostMessages: Int {
    let largest = settings.mapping.batchSize
    return settings.mapping.log == nil && settings.perMessage == nil ? min(largest, 10) : largest
  }
  var attemptTime: Distribution? { settings.perMessage == nil ? settings.serviceTime : nil }
  var batchWindow: Nanoseconds { settings.mapping.batchWindow }
  /// What runs longer than the timeout is cut off; of messages that are worked on side by side ten share the time.
  var leastWork: Double {
    guard settings.perMessage == nil else { return meanAttempt * (1 - failureProbability) }
    let time = settings.serviceTime.mean(atMost: settings.timeout.seconds) * (1 - failureProbability)
    return settings.isParallel ? time / Double(max(1, min(settings.mapping.batchSize, 10))) : time
  }
  var errorProbability: Double { settings.error }
  var poisonProbability: Double { settings.poison }
  var givesBack: Bool { false }
  var isCallable: Bool { true }
  var standing: Standing { .service(.lambda) }
  var deadLetterChannels: [String] { settings.asynchronous.onFailure.map { [$0.name] } ?? [] }

  /// The queue that a mapping polls for it; nil if it is invoked asynchronously.
  func queue(_ parts: PartDirectory) -> (any Channel)? {
    settings.from.flatMap { parts[$0.name] as? any Channel }.flatMap { $0 is any LogChannel ? nil : $0 }
  }

  /// The log that a mapping reads for it.
  func log(_ parts: PartDirectory) -> (any LogChannel)? {
    settings.from.flatMap { parts[$0.name] as? any LogChannel }
  }

  func reading(from channel: String) -> any Consumer {
    var copy = self
    copy.settings.from?.name = channel
    return copy
  }

  func wired(among parts: [any Part]) -> any Part {
    var copy = self
    copy.channels = settings.calls.channels(among: parts)
    copy.isPolled = settings.from.map { from in parts.contains { $0.name == from.name && $0 is any Channel } } ?? false
    if let log = parts.first(where: { $0.name == source }) as? any LogChannel {
      copy.settings.mapping.log = log.family
      copy.lanes = log.partitions * settings.stream.factor
    }
    return copy
  }

  func problem(with fault: FaultKind) -> String? {
    switch fault {
    case .stop, .remove, .slow, .fail, .pause: nil
    case .replay where lanes != nil: nil
    case .kill, .deploy, .redrive, .restart, .flush, .replay:
      "\(English.withArticle(kind)) cannot be told to \(fault.rawValue)"
    }
  }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    LambdaChecks(part: self, parts: parts).run(&diagnostics)
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let log = log(model.parts)
    let instruments = LambdaInstruments(
      name, log: log?.name, paysStorage: settings.paidStorage > 0, &model.instruments)
    let functions = model.parts.parts.compactMap { ($0 as? LambdaPart)?.settings }
    let limits = LambdaLimits(
      settings, functions, shared: LambdaLimits.sharedGauge(&model.instruments), lanes: lanes)
    let queue = queue(model.parts)
    let most = queue == nil && log == nil ? limits.total : min(limits.total, limits.mapping)
    model.row(
      PartRow(
        part: name, title: "\(name) on Lambda", busy: instruments.utilisation, departures: instruments.attempts,
        limits: [.reached(instruments.concurrency, of: Double(most), label: "concurrency")]))
    var provisioned: GaugeID?
    if limits.provisioned > 0 {
      provisioned = model.instruments.gauge(name, "provisioned_concurrency", unit: "environments")
    }
    let quantities = LambdaMeters.quantities(settings, instruments, provisioned: provisioned)
      .atLeast(provisioned, Double(limits.provisioned))
      .atLeast(instruments.billedTime, provisioned == nil ? leastTime(model.parts, most: most) : nil)
    for quantity in quantities { model.meter(quantity) }
    if queue != nil, settings.mapping.provisioned != nil {
      model.meter(LambdaMeters.pollers(settings, instruments.pollers))
    }
    link(&model, instruments, isPolled: queue != nil || log != nil)
    if let queue, let age = model.instruments.gauge(named: "oldest_message_age", of: queue.name) {
      model.instruments.metric(name, "lag", .level(age))
    }
    let calls = Calls(settings.calls, of: name, retrySignal: LambdaFunction.Signal.retryCall, &model)
    return LambdaFunction(
      id: model.component(name), settings: settings, instruments: instruments, limits: limits,
      wiring: log.map { wiring($0, model) } ?? wiring(queue, model), provisionedGauge: provisioned, calls: calls,
      stages: calls.passesOn ? model.routes.stages(at: name) : [],
      order: KeyOrder(name, &model), stream: LambdaStream(log.map { rules($0, model) } ?? LambdaStream.Rules()))
  }

  /// The milliseconds that each message of a queue is worked on, at its first attempt; nil where the function may not keep
  /// up, or a fault changes the work. Of batches that are worked on as a whole only what each message adds is counted, of
  /// messages that are worked on side by side a tenth.
  private func leastTime(_ parts: PartDirectory, most: Int) -> LeastCount? {
    guard !parts.hasFaults, let queue = queue(parts), !queue.isFIFO, parts.consumers(of: queue.name).count == 1 else {
      return nil
    }
    let times = parts.inflowChanges(of: queue.name).flatMap { [max(0, $0 - 1), $0] }
    let load = (times.map { parts.inflow(of: queue.name, at: $0) }.max() ?? 0) * meanAttempt
    guard load <= 0.5 * Double(most) else { return nil }
    let each =
      settings.perMessage?.seconds
      ?? settings.serviceTime.mean(atMost: settings.timeout.seconds) / (settings.isParallel ? 10 : 1)
    return LeastCount(
      of: queue.name, parts,
      squaredVariation: settings.perMessage == nil ? settings.serviceTime.squaredCoefficientOfVariation : 0,
      delay: settings.mapping.batchWindow + 2 * settings.timeout
    ) { _ in each * 1000 }
  }

  private func wiring(_ queue: (any Channel)?, _ model: borrowing ModelBuilder) -> LambdaFunction.Wiring {
    var wiring = LambdaFunction.Wiring()
    wiring.onFailure = settings.asynchronous.onFailure.map { model.component($0.name) }
    guard let queue else { return wiring }
    wiring.source = model.component(queue.name)
    wiring.keepsOrder = queue.isFIFO
    wiring.visibilityTimeout = queue.visibilityTimeout ?? .farFuture
    wiring.receiveTime = min(queue.meanEmptyReceive(wait: 0), 60 * .second)
    wiring.maximumReceives = queue.maximumReceives ?? .max
    return wiring
  }

  private func wiring(_ log: any LogChannel, _ model: borrowing ModelBuilder) -> LambdaFunction.Wiring {
    var wiring = LambdaFunction.Wiring()
    wiring.onFailure = settings.asynchronous.onFailure.map { model.component($0.name) }
    wiring.source = model.component(log.name)
    wiring.readsLog = true
    wiring.keepsOrder = true
    return wiring
  }

  private func rules(_ log: any LogChannel, _ model: borrowing ModelBuilder) -> LambdaStream.Rules {
    var rules = LambdaStream.Rules()
    rules.partitions = log.partitions
    rules.factor = settings.stream.factor
    rules.batchSize = settings.mapping.batchSize
    rules.window = settings.mapping.batchWindow
    rules.retries = settings.stream.retries ?? .max
    rules.maximumAge = settings.stream.maximumAge ?? .farFuture
    rules.retention = log.retention
    rules.bisects = settings.stream.bisects
    let parts = model.parts
    rules.isKeyed = model.routes.sources.map { (parts[$0] as? any Producer)?.keys(parts) != nil }
    return rules
  }

  private func link(_ model: inout ModelBuilder, _ instruments: LambdaInstruments, isPolled: Bool) {
    if isPolled, let from = settings.from {
      model.link(PartLink(from: from.name, to: name, kind: .flow, passed: instruments.attempts))
    }
    if let destination = settings.asynchronous.onFailure {
      model.link(
        PartLink(
          from: name, to: destination.name, kind: .failed(runs: settings.asynchronous.retries + 1),
          passed: instruments.deadLettered))
    }
  }

  func findings(_ view: FindingsView) -> [Finding] { LambdaFindings(part: self, view: view).all }

  func station(_ view: FindingsView) -> Station? { Station(of: self, view) }

  func certainties(_ view: FindingsView) -> [Certainty] {
    guard queue(view.parts) != nil || log(view.parts) != nil else { return [] }
    return Overload(of: self, view)?.certainties(self, view) ?? []
  }
}
