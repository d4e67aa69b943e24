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
  var references: [Reference] { [settings.to] }
  var target: String { settings.to.name }
  var rateChanges: [Instant] { settings.shape.pieces.map(\.start) }
  var firstPlannedChange: Instant? { settings.shape.firstChange }

  func expectedMessages(duration: Nanoseconds) -> Double { settings.expectedMessages(duration: duration) }

  func rate(at time: Instant) -> Double? { settings.rate(at: time) }

  func build(_ model: inout ModelBuilder) -> any Component {
    let flow = model.flow(of: name)
    model.link(
      PartLink(from: name, to: settings.to.name, kind: .flow, passed: model.instruments.flows[Int(flow)].sent))
    return TrafficSource(
      id: model.component(name), settings: settings, flow: flow, channel: model.component(settings.to.name))
  }
}
