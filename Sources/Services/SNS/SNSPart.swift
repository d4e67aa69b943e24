// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// A topic as a part of a scenario.
struct SNSPart: Part {
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
  var references: [Reference] { settings.subscriptions.flatMap { [$0.to] + ($0.deadLetter.map { [$0] } ?? []) } }
  var outlets: [Outlet] { settings.subscriptions.map { Outlet(to: $0.to.name, kind: .copies) } }
  var deadLetterChannels: [String] {
    settings.subscriptions.compactMap { $0.deadLetter?.name }
      .reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
  }
  var isCallable: Bool { true }

  func problem(with fault: FaultKind) -> String? {
    switch fault {
    case .stop, .remove: nil
    default: "a topic can be told to stop or remove, not to \(fault.rawValue)"
    }
  }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    SNSChecks.check(self, parts, &diagnostics)
  }

  func findings(_ view: FindingsView) -> [Finding] { SNSFindings.all(self, view) }

  /// How a subscriber is reached; nil for a part that cannot be subscribed.
  static func delivery(to part: any Part) -> SNSProtocol? {
    if let endpoint = part as? EndpointPart { return .endpoint(endpoint.settings.kind) }
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
    let subscriptions = settings.subscriptions.indices.map { wire($0, &model) }
    let keeper = model.parts.parts.first { ($0 as? SNSPart)?.isFIFO == isFIFO }?.name ?? name
    return SNSTopic(
      id: model.component(name), settings: settings, instruments: instruments, quotaKeeper: model.component(keeper),
      subscriptions: subscriptions)
  }

  private func wire(_ place: Int, _ model: inout ModelBuilder) -> SNSSubscription {
    let subscription = settings.subscriptions[place]
    let to = subscription.to.name
    guard let part = model.parts[to], let kind = Self.delivery(to: part) else {
      fatalError("an unchecked subscriber \(to)")
    }
    let counters = SNSOutcomes("\(name) -> \(to)", &model.instruments)
    // A function draws the arrow from where it takes its events itself.
    if kind != .lambda {
      model.link(PartLink(from: name, to: to, kind: .flow, passed: counters[.delivered]))
    }
    let policy = subscription.policy ?? .standard(kind)
    if let deadLetter = subscription.deadLetter {
      model.link(
        PartLink(
          from: name, to: deadLetter.name, kind: .deadLetter(receives: policy.count + 1), passed: counters[.redriven]))
    }
    let pace = kind == .endpoint(.email) ? SNSQuotas.emailRate : subscription.pace
    return SNSSubscription(
      name: to, target: model.component(to), kind: kind,
      deadLetter: subscription.deadLetter.map { model.component($0.name) }, policy: policy,
      isRaw: subscription.isRaw, isConfirmed: subscription.isConfirmed,
      flows: model.routes.branch(place, of: name), stages: model.routes.stages(at: to),
      hasTooManyAttributes: [], counters: counters, filter: nil,
      pace: pace.map { RateLimit(perSecond: $0, burst: settings.quotaBurst) })
  }

  /// Whether a filter looks into bodies, which is billed.
  var filtersBodies: Bool { false }
}
