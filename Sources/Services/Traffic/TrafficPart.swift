// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// A traffic source as a part of a scenario.
struct TrafficPart: Producer {
  static let service = Service(section: .traffic, type: "", table: TrafficKeys.table) {
    name, record, service, context in
    TrafficSettings(
      name: name, record, factor: service.trafficFactor(name), quantile: service.rateQuantile(name), &context
    ).map(TrafficPart.init)
  }

  let settings: TrafficSettings

  var name: String { settings.name }
  var kind: String { "traffic source" }
  var references: [Reference] {
    var references = [settings.to]
    if case .sameAs(let other) = settings.keys { references.append(other) }
    if case .sameAs(let other) = settings.value { references.append(other) }
    return references
  }
  /// One for each operation; those to a channel are nobody's.
  var requests: [Request] { settings.operations.map { Request(caller: name, to: target, $0) } }
  var target: String { settings.to.name }
  var rateChanges: [Instant] { settings.shape.pieces.map(\.start) }
  var firstPlannedChange: Instant? { settings.shape.firstChange }

  func expectedMessages(duration: Nanoseconds) -> Double { settings.expectedMessages(duration: duration) }

  func rate(at time: Instant) -> Double? { settings.rate(at: time) }

  var uncertainRate: UncertainRate? { settings.doubt }

  func findings(_ view: FindingsView) -> [Finding] {
    guard let doubt = settings.doubt, let spread = doubt.spread else { return [] }
    return [
      Finding(
        .uncertainRate, .note, part: name,
        "the rate lies between \(Format.number(spread.low))/s and \(Format.number(spread.high))/s; this is the likely one, "
          + "\(Format.number(doubt.likely))/s; a plan sees the range",
        numbers: ["low_per_s": spread.low, "likely_per_s": doubt.likely, "high_per_s": spread.high])
    ]
  }

  var fields: MessageFields { settings.fields }

  func keys(_ parts: PartDirectory) -> KeyPopulation? {
    guard let owner = keyOwner(parts) else { return nil }
    if case .own(let population) = owner.settings.keys { return population }
    return owner.settings.trace?.population
  }

  var gathering: Gathering {
    Gathering(producers: settings.producers, most: settings.batch?.upTo, wait: settings.batch?.wait)
  }

  var sizes: Distribution? { settings.trace?.sizes.isEmpty == false ? nil : settings.size }

  var dispersion: Double? { settings.arrivals.dispersion }

  var timesToLive: [UInt32] { settings.trace?.timesToLive ?? [] }

  func keySource(_ parts: PartDirectory) -> String { keyOwner(parts)?.name ?? name }

  func recordSize(_ parts: PartDirectory) -> (distribution: Distribution, source: String)? {
    let owner = owner(parts) { if case .sameAs(let other) = $0.value { other } else { nil } }
    guard let owner, case .own(let distribution) = owner.settings.value else { return nil }
    return (distribution, owner.name)
  }

  private func keyOwner(_ parts: PartDirectory) -> TrafficPart? {
    owner(parts) { if case .sameAs(let other) = $0.keys { other } else { nil } }
  }

  /// The source at the end of a chain of `same_as`; nil where it leads nowhere.
  private func owner(_ parts: PartDirectory, _ next: (TrafficSettings) -> Reference?) -> TrafficPart? {
    var part = self
    // As many steps as there are parts lead round any circle.
    for _ in 0...parts.parts.count {
      guard let other = next(part.settings) else { return part }
      guard let following = parts[other.name] as? TrafficPart else { return nil }
      part = following
    }
    return nil
  }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    if case .sameAs(let other) = settings.keys, keys(parts) == nil {
      diagnostics.error(
        .reference, at: other.node, "\(other.name) has no keys of its own",
        hint: "the traffic source at the end of same_as has zipf or uniform keys, or a trace with keys")
    }
    if case .sameAs(let other) = settings.value, recordSize(parts) == nil {
      diagnostics.error(
        .reference, at: other.node, "\(other.name) has no value of its own",
        hint: "the traffic source at the end of same_as has a size of its own under value")
    }
    TrafficChecks(part: self, parts: parts).run(&diagnostics)
    let attributes = settings.fields.attributes.count
    if parts[target] is any Channel, attributes > Self.mostQueueAttributes {
      diagnostics.error(
        .range, at: settings.to.node,
        "a message to a queue has at most \(Self.mostQueueAttributes) attributes, not \(attributes)",
        hint: "SQS Developer Guide, quotas-messages")
    }
  }

  /// Message attributes that SQS takes (SQS Developer Guide, quotas-messages).
  private static let mostQueueAttributes = 10

  func build(_ model: inout ModelBuilder) -> any Component {
    let flow = model.flow(of: name)
    model.link(
      PartLink(from: name, to: settings.to.name, kind: .flow, passed: model.instruments.flows[Int(flow)].sent))
    let server = model.parts[target] as? any RequestServer
    return TrafficSource(
      id: model.component(name), settings: settings, flow: flow, target: model.component(settings.to.name),
      keys: keys(model.parts), instruments: TrafficInstruments(name, asks: server != nil, flow, &model.instruments),
      largestBatch: model.parts[target]?.largestBatch ?? TrafficSettings.largestBatch,
      mostOfBatch: model.parts[target]?.mostOfBatch ?? TrafficSettings.mostOfBatch,
      requests: server == nil ? nil : requestWords(model.parts), sendsToLog: model.parts[target] is any LogChannel,
      toll: model.toll(of: name, at: target))
  }

  /// The numbers under which the server knows what is asked.
  private func requestWords(_ parts: PartDirectory) -> RequestWords {
    let words = settings.operations.indices.map { place in
      CallWord.word(CallKind.request, request: parts.requestNumber(of: name, place: place, to: target))
    }
    guard settings.operations.count > 1 else { return RequestWords(first: words[0]) }
    let byOperation = TraceFile.Operation.allCases.map { recorded in
      settings.operations.firstIndex(of: recorded.request).map { words[$0] } ?? words[0]
    }
    return RequestWords(first: words[0], byOperation: byOperation)
  }
}
