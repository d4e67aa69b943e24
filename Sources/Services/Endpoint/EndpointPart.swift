// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// An endpoint as a part of a scenario.
struct EndpointPart: MonthlyLimited {
  static let services = EndpointKind.allCases.map(service)

  private static func service(_ kind: EndpointKind) -> Service {
    let table =
      switch kind {
      case .http: EndpointKeys.http
      case .email: EndpointKeys.email
      case .sms: EndpointKeys.sms
      case .push: EndpointKeys.push
      case .firehose: EndpointKeys.firehose
      }
    return Service(section: .endpoints, type: kind.rawValue, table: table) { name, record, service, _ in
      EndpointPart(
        settings: EndpointSettings(name: name, kind: kind, record, builtInLatencies: service.usesBuiltInLatencies))
    }
  }

  let settings: EndpointSettings

  var name: String { settings.name }
  var kind: String { settings.kind.noun }
  var isCallable: Bool { true }
  var standing: Standing { settings.kind == .firehose ? .service(.firehose) : .vpc }

  func problem(with fault: FaultKind) -> String? {
    ServerFaults.understands(fault)
      ? nil : "an endpoint can be told to stop, remove, slow or fail, not to \(fault.rawValue)"
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let instruments = EndpointInstruments(name, &model.instruments)
    model.row(
      PartRow(
        part: name, title: "\(name) (\(settings.kind.label))", queue: instruments.waiting, arrivals: instruments.calls,
        departures: instruments.delivered))
    // Text and push messages are SNS's whoever asks for them; a worker's web calls and mails are not.
    let counter = settings.kind == .sms ? instruments.parts : instruments.notifications
    model.meter(
      MeteredQuantity(part: name, meter: EndpointMeters.delivery(settings), source: .counter(counter)))
    return Endpoint(id: model.component(name), settings: settings, instruments: instruments)
  }

  var monthlyLimit: MonthlyLimit? {
    settings.spendLimit.map {
      MonthlyLimit(
        meter: EndpointMeters.delivery(settings).id, dollars: $0, check: .smsLimit, what: "text message")
    }
  }

  func findings(_ view: FindingsView) -> [Finding] { EndpointFindings.all(self, view) }
}
