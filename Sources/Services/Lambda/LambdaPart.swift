// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// A function as a part of a scenario.
struct LambdaPart: Consumer {
  static let service = Service(section: .workers, type: "lambda", table: LambdaKeys.table) {
    name, record, service, context in
    LambdaSettings(name: name, record, builtInLatencies: service.usesBuiltInLatencies, &context)
      .map { LambdaPart(settings: $0) }
  }

  let settings: LambdaSettings
  /// Those of the parts called that keep what is sent to them, known once the parts are wired.
  private var channels: Set<String> = []

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
  var pollers: Int {
    settings.mapping.provisioned?.minimum ?? min(settings.mapping.start, settings.mapping.maximumConcurrency ?? .max)
  }
  var receiveWait: Nanoseconds? { LambdaFunction.receiveWait }
  var visibilityTimeout: Nanoseconds? { nil }
  var capacity: Int {
    let own = settings.reserved ?? settings.accountConcurrency ?? LambdaSettings.standardAccountConcurrency
    return min(own, settings.mapping.maximumConcurrency ?? settings.mapping.limit)
  }
  var meanAttempt: Double { settings.serviceTime.mean }
  var errorProbability: Double { settings.error }
  var poisonProbability: Double { settings.poison }
  var givesBack: Bool { false }
  var isCallable: Bool { true }
  var deadLetterChannels: [String] { settings.asynchronous.onFailure.map { [$0.name] } ?? [] }

  /// The queue that a mapping polls for it; nil if it is invoked asynchronously.
  func queue(_ parts: PartDirectory) -> (any Channel)? { settings.from.flatMap { parts[$0.name] as? any Channel } }

  func wired(among parts: [any Part]) -> any Part {
    var copy = self
    copy.channels = settings.calls.channels(among: parts)
    return copy
  }

  func problem(with fault: FaultKind) -> String? {
    switch fault {
    case .stop, .remove, .slow, .fail, .pause: nil
    case .kill, .deploy, .redrive, .restart, .flush, .replay:
      "\(English.withArticle(kind)) cannot be told to \(fault.rawValue)"
    }
  }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    LambdaChecks(part: self, parts: parts).run(&diagnostics)
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let instruments = LambdaInstruments(name, &model.instruments)
    let functions = model.parts.parts.compactMap { ($0 as? LambdaPart)?.settings }
    let limits = LambdaLimits(settings, functions, shared: LambdaLimits.sharedGauge(&model.instruments))
    let queue = queue(model.parts)
    let most = queue == nil ? limits.total : min(limits.total, limits.mapping)
    model.row(
      PartRow(
        part: name, title: "\(name) on Lambda", busy: instruments.utilisation, departures: instruments.attempts,
        limits: [.reached(instruments.concurrency, of: Double(most), label: "concurrency")]))
    var provisioned: GaugeID?
    if limits.provisioned > 0 {
      provisioned = model.instruments.gauge(name, "provisioned_concurrency", unit: "environments")
    }
    for quantity in LambdaMeters.quantities(settings, instruments, provisioned: provisioned) { model.meter(quantity) }
    if queue != nil, settings.mapping.provisioned != nil {
      model.meter(LambdaMeters.pollers(settings, instruments.pollers))
    }
    link(&model, instruments, isPolled: queue != nil)
    if let queue, !(queue is any LogChannel),
      let age = model.instruments.gauge(named: "oldest_message_age", of: queue.name)
    {
      model.instruments.metric(name, "lag", .level(age))
    }
    let calls = Calls(settings.calls, of: name, retrySignal: LambdaFunction.Signal.retryCall, &model)
    return LambdaFunction(
      id: model.component(name), settings: settings, instruments: instruments, limits: limits,
      wiring: wiring(queue, model), provisionedGauge: provisioned, calls: calls,
      stages: calls.passesOn ? model.routes.stages(at: name) : [],
      order: KeyOrder(name, &model))
  }

  private func wiring(_ queue: (any Channel)?, _ model: borrowing ModelBuilder) -> LambdaFunction.Wiring {
    var wiring = LambdaFunction.Wiring()
    wiring.onFailure = settings.asynchronous.onFailure.map { model.component($0.name) }
    guard let queue else { return wiring }
    wiring.source = model.component(queue.name)
    wiring.isFIFO = queue.isFIFO
    wiring.visibilityTimeout = queue.visibilityTimeout ?? .farFuture
    wiring.receiveTime = min(queue.meanEmptyReceive(wait: 0), 60 * .second)
    wiring.maximumReceives = queue.maximumReceives ?? .max
    return wiring
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
}
