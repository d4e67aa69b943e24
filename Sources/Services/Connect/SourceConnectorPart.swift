// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation
import Statistics

/// A source connector as a part of a scenario: a flow begins at it.
struct SourceConnectorPart: Producer, CommitListener {
  static let service = Service(section: .workers, type: "source-connector", table: SourceConnectorKeys.table) {
    name, record, service, context in
    SourceConnectorSettings(name: name, record, factor: service.trafficFactor(name), &context)
      .map(SourceConnectorPart.init)
  }

  let settings: SourceConnectorSettings

  var name: String { settings.name }
  var kind: String { "source connector" }
  var references: [Reference] {
    var references = [settings.to]
    if let capture = settings.capture { references.append(capture) }
    if case .sameAs(let other) = settings.keys { references.append(other) }
    return references
  }
  var target: String { settings.to.name }
  var listensTo: String? { settings.capture?.name }
  var isBilled: Bool { true }
  var sizes: Distribution? { settings.size }
  /// One task sends all of them.
  var gathering: Gathering { Gathering() }

  // MARK: The load

  func rate(at time: Instant) -> Double? {
    settings.capture == nil ? settings.rate * settings.shape.value(at: time) * (1 + settings.deletes) : nil
  }

  var rateChanges: [Instant] { settings.shape.pieces.map(\.start) }
  var firstPlannedChange: Instant? { settings.capture == nil ? settings.shape.firstChange : nil }

  func expectedMessages(duration: Nanoseconds) -> Double {
    let changes = settings.rate * settings.shape.integral(until: duration) * (1 + settings.deletes)
    guard let snapshot = settings.snapshot else { return changes }
    let share = snapshot.time > 0 ? min(1, duration.seconds / snapshot.time.seconds) : 1
    return changes + Double(snapshot.rows) * share
  }

  // MARK: Keys

  /// The source whose keys the changes have: the one that is named, or the first that writes to the database.
  private func keyOwner(_ parts: PartDirectory) -> (any Producer)? {
    if case .sameAs(let other) = settings.keys { return parts[other.name] as? TrafficPart }
    guard let database = settings.capture?.name else { return nil }
    let servers = [database] + parts.caches(before: database).map(\.name)
    return parts.parts.lazy.compactMap { $0 as? TrafficPart }.first { source in
      source.keys(parts) != nil
        && source.requests.contains { servers.contains($0.to) && ($0.operation == .write || $0.operation == .delete) }
    }
  }

  func keys(_ parts: PartDirectory) -> KeyPopulation? {
    if case .own(let population) = settings.keys { return population }
    return keyOwner(parts)?.keys(parts)
  }

  func keySource(_ parts: PartDirectory) -> String { keyOwner(parts)?.keySource(parts) ?? name }

  func recordSize(_ parts: PartDirectory) -> (distribution: Distribution, source: String)? {
    keyOwner(parts)?.recordSize(parts)
  }

  // MARK: Wiring

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    if let channel = parts[target], !(channel is any LogChannel) {
      diagnostics.error(
        .reference, at: settings.to.node,
        "\(name) cannot send to \(target), which is \(English.withArticle(channel.kind))",
        hint: "a connector sends to a log: kinesis, msk, msk-serverless or kafka-ec2")
    }
    if case .sameAs(let other) = settings.keys, keys(parts) == nil {
      diagnostics.error(
        .reference, at: other.node, "\(other.name) has no keys of its own",
        hint: "the traffic source at the end of same_as has zipf or uniform keys, or a trace with keys")
    }
  }

  func problem(with fault: FaultKind) -> String? {
    switch fault {
    case .kill, .stop, .pause, .slow: nil
    case .fail: "what a source connector cannot send it tries again: stop it, or make the log fail"
    case .replay: "a source connector reads no log: name a worker that does"
    case .remove, .deploy, .redrive, .restart, .flush:
      "a source connector can be told to kill, stop, pause or slow, not to \(fault.rawValue)"
    }
  }

  func answer(to ability: Ability, _ parts: PartDirectory) -> AbilityAnswer {
    switch ability {
    case .orderPerKey, .totalOrder: .yes("one task, in the order of commits")
    case .exactlyOnce: settings.exactlyOnce ? .yes("in transactions") : .no("at least once")
    case .persistence: .yes("in the database's log")
    case .replay, .independentReaders: .no("ask it of \(target)")
    }
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let flow = model.flow(of: name)
    let instruments = SourceConnectorInstruments(name, &model.instruments)
    model.row(
      PartRow(
        part: name, title: "\(name) (source connector)", busy: instruments.utilisation,
        queue: instruments.lagMessages, departures: instruments.calls,
        highlights: [
          PartRow.Highlight("commit to send p99", "capture", "p99"), PartRow.Highlight("sent again", "resent", "count"),
        ]))
    for quantity in ConnectMeters.workers(name, settings.compute, instruments.workers)
      .atLeast(instruments.workers, Double(settings.workers))
    { model.meter(quantity) }
    if let capture = settings.capture {
      model.link(PartLink(from: capture.name, to: name, kind: .flow, passed: instruments.captured))
    }
    model.link(
      PartLink(from: name, to: target, kind: .flow, passed: model.instruments.flows[Int(flow)].sent))
    return SourceConnector(
      id: model.component(name), settings: settings, instruments: instruments, flow: flow,
      target: model.component(target), keys: settings.capture == nil ? keys(model.parts) : nil)
  }

  func findings(_ view: FindingsView) -> [Finding] { SourceConnectorFindings.all(self, view) }
}
