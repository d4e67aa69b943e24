// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// A topic as a part of a scenario.
struct SNSPart: Encrypted {
  static let standard = service("sns", isFIFO: false, SNSKeys.standard)
  static let fifo = service("sns-fifo", isFIFO: true, SNSKeys.fifo)

  private static func service(_ type: String, isFIFO: Bool, _ table: KeyTable) -> Service {
    Service(section: .channels, type: type, table: table) { name, record, service, context in
      SNSSettings(name: name, isFIFO: isFIFO, record, service, &context).map(SNSPart.init)
    }
  }

  let settings: SNSSettings

  var name: String { settings.name }
  var kind: String { isFIFO ? "SNS FIFO topic" : "SNS topic" }
  var isFIFO: Bool { settings.fifo != nil }
  var encryption: KMSEncryption? { settings.encryption }
  var references: [Reference] { settings.subscriptions.flatMap { [$0.to] + ($0.deadLetter.map { [$0] } ?? []) } }
  var outlets: [Outlet] { settings.subscriptions.map { Outlet(to: $0.to.name, kind: .copies) } }
  var deadLetterChannels: [String] {
    settings.subscriptions.compactMap { $0.deadLetter?.name }
      .reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
  }
  var isCallable: Bool { true }
  var standing: Standing { .service(.sns) }
  var largestBatch: Int64 { SNSQuotas.largestMessage }

  func problem(with fault: FaultKind) -> String? {
    switch fault {
    case .stop, .remove: nil
    default: "a topic can be told to stop or remove, not to \(fault.rawValue)"
    }
  }

  func answer(to ability: Ability, _ parts: PartDirectory) -> AbilityAnswer {
    SNSAbilities.answer(to: ability, fifo: settings.fifo)
  }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    SNSChecks.check(self, parts, &diagnostics)
  }

  func findings(_ view: FindingsView) -> [Finding] { SNSFindings.all(self, view) }

  /// How a subscriber is reached; nil for a part that cannot be subscribed.
  static func delivery(to part: any Part) -> SNSProtocol? {
    if let endpoint = part as? EndpointPart { return .endpoint(endpoint.settings.kind) }
    if part is any LogChannel { return nil }  // that takes a worker between, or Firehose
    if part is any Channel { return .sqs }
    return part is any Consumer && part.isCallable ? .lambda : nil
  }

  // MARK: Wiring

  func build(_ model: inout ModelBuilder) -> any Component {
    let instruments = SNSInstruments(name, isFIFO: isFIFO, &model.instruments)
    model.row(
      PartRow(
        part: name, title: "\(name) (\(isFIFO ? "SNS FIFO" : "SNS"))", queue: instruments.waiting,
        arrivals: instruments.published, departures: instruments.all[.delivered]))
    SNSMeters.declare(self, instruments, &model)
    let dataKeys = EncryptionMeters.dataKeys(
      of: self, receives: false, signal: SNSTopic.Signal.dataKeyDue, &model)
    let subscriptions = settings.subscriptions.indices.map { wire($0, &model) }
    let keeper = model.parts.parts.first { ($0 as? SNSPart)?.isFIFO == isFIFO }?.name ?? name
    return SNSTopic(
      id: model.component(name), settings: settings, instruments: instruments, quotaKeeper: model.component(keeper),
      subscriptions: subscriptions, dataKeys: dataKeys)
  }

  private func wire(_ place: Int, _ model: inout ModelBuilder) -> SNSSubscription {
    let subscription = settings.subscriptions[place]
    let to = subscription.to.name
    guard let part = model.parts[to], let kind = Self.delivery(to: part) else {
      fatalError("an unchecked subscriber \(to)")
    }
    let counters = SNSOutcomes("\(name) -> \(to)", &model.instruments)
    model.link(PartLink(from: name, to: to, kind: .flow, passed: counters[.delivered]))
    let policy = subscription.policy ?? .standard(kind)
    let flows = model.routes.branch(place, of: name)
    let sources = sources(of: flows, model)
    if let deadLetter = subscription.deadLetter {
      model.link(
        PartLink(from: name, to: deadLetter.name, kind: .undelivered, passed: counters[.redriven]))
    }
    let pace = kind == .endpoint(.email) ? SNSQuotas.emailRate : subscription.pace
    return SNSSubscription(
      name: to, target: model.component(to), kind: kind,
      deadLetter: subscription.deadLetter.map { model.component($0.name) }, policy: policy,
      isRaw: subscription.isRaw, isConfirmed: subscription.isConfirmed,
      flows: flows, stages: model.routes.stages(at: to),
      hasTooManyAttributes: sources.map {
        kind == .sqs && ($0?.fields.attributes.count ?? 0) > SNSQuotas.rawAttributes
      }, counters: counters,
      filter: subscription.filter.map { SNSFilter($0, subscription.scope, sources: sources) },
      pace: pace.map { RateLimit(perSecond: $0, burst: settings.quotaBurst) }, toll: model.toll(of: name, at: to))
  }

  /// For each flow the source that its messages come from; nil where none of them goes to a subscription.
  private func sources(of flows: [FlowID], _ model: ModelBuilder) -> [(name: String, fields: MessageFields)?] {
    flows.enumerated().map { flow, branch in
      guard branch != Routes.none else { return nil }
      let source = model.instruments.flows[flow].source
      return (source, (model.parts[source] as? any Producer)?.fields ?? .none)
    }
  }

  /// Whether a filter looks into bodies, which is billed.
  var filtersBodies: Bool { settings.subscriptions.contains { $0.filter != nil && $0.scope == .messageBody } }

  // MARK: Shares

  func share(of outlet: Outlet, _ parts: PartDirectory) -> Double {
    guard let subscription = settings.subscriptions.first(where: { $0.to.name == outlet.to }) else { return 0 }
    return subscription.isConfirmed ? share(of: subscription, parts) : 0
  }

  /// The share of the topic's messages that the filter of a subscription lets through, by the load at the beginning.
  func share(of subscription: SNSSettings.Subscription, _ parts: PartDirectory) -> Double {
    guard let filter = subscription.filter else { return 1 }
    let names = parts.producers(to: name).isEmpty ? Routes(parts).sources(reaching: name) : []
    let sources = parts.producers(to: name) + names.compactMap { parts[$0] as? any Producer }
    guard !sources.isEmpty else { return 1 }
    var matching = 0.0
    var all = 0.0
    for source in sources {
      let weight = source.rate(at: 0).flatMap { $0 > 0 ? $0 : nil } ?? 1e-9
      matching += weight * filter.share(of: source.fields, subscription.scope)
      all += weight
    }
    return matching / all
  }
}
