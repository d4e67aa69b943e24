// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// A traffic source as a part of a scenario.
struct TrafficPart: Producer {
  static let service = Service(section: .traffic, type: "", table: TrafficKeys.table) {
    name, record, service, context in
    TrafficSettings(name: name, record, factor: service.trafficFactor(name), &context).map(TrafficPart.init)
  }

  let settings: TrafficSettings

  var name: String { settings.name }
  var kind: String { "traffic source" }
  var references: [Reference] {
    guard case .sameAs(let other) = settings.keys else { return [settings.to] }
    return [settings.to, other]
  }
  var target: String { settings.to.name }
  var rateChanges: [Instant] { settings.shape.pieces.map(\.start) }
  var firstPlannedChange: Instant? { settings.shape.firstChange }

  func expectedMessages(duration: Nanoseconds) -> Double { settings.expectedMessages(duration: duration) }

  func rate(at time: Instant) -> Double? { settings.rate(at: time) }

  var fields: MessageFields { settings.fields }

  func keys(_ parts: PartDirectory) -> KeyPopulation? {
    var part = self
    // As many steps as there are parts lead round any circle.
    for _ in 0...parts.parts.count {
      switch part.settings.keys {
      case nil: return nil
      case .own(let population): return population
      case .sameAs(let other):
        guard let next = parts[other.name] as? TrafficPart else { return nil }
        part = next
      }
    }
    return nil
  }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    if case .sameAs(let other) = settings.keys, keys(parts) == nil {
      diagnostics.error(
        .reference, at: other.node, "\(other.name) has no keys of its own",
        hint: "the traffic source at the end of same_as has zipf or uniform keys")
    }
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
    return TrafficSource(
      id: model.component(name), settings: settings, flow: flow, channel: model.component(settings.to.name),
      keys: keys(model.parts), instruments: TrafficInstruments(name, &model.instruments),
      largestBatch: model.parts[target]?.largestBatch ?? TrafficSettings.largestBatch)
  }
}
