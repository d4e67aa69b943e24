// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// The network around the parts, as a part of its own: its lines of the bill and its counts bear its name.
struct NetworkPart: Part {
  static let surrounding = Surrounding(
    name: "network", table: NetworkKeys.table,
    summary: "Data to the internet, NAT gateways, endpoints and public addresses."
  ) { NetworkPart(settings: NetworkSettings($0)) }

  let settings: NetworkSettings
  /// Those behind NAT gateways, and the endpoints with their users, known once the parts are wired.
  private(set) var natUsers: [String] = []
  private(set) var endpoints: [(service: NetworkService, users: [String])] = []

  init(settings: NetworkSettings) { self.settings = settings }

  var name: String { Self.surrounding.name }
  var kind: String { "network" }

  func wired(among parts: [any Part]) -> any Part {
    let all = parts.filter { part in
      part.standing == .vpc && part.isWorker && !settings.internet.contains { $0.name == part.name }
    }.map(\.name)
    var copy = self
    if settings.natGateways > 0 { copy.natUsers = settings.natUsers?.map(\.name) ?? all }
    copy.endpoints = settings.endpoints.map { ($0.service, $0.users?.map(\.name) ?? all) }
    return copy
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    guard let instruments = model.network?.instruments else { fatalError("a network that nothing is counted for") }
    model.row(PartRow(part: name, title: title))
    var quantities = NetworkMeters.quantities(self, instruments)
      .atLeast(instruments.gateways, Double(settings.natGateways))
      .atLeast(instruments.addresses, Double(settings.publicAddresses))
    for (endpoint, configured) in zip(instruments.endpoints, settings.endpoints) {
      quantities = quantities.atLeast(endpoint.zones, Double(configured.zones))
    }
    for quantity in quantities { model.meter(quantity) }
    return NetworkComponent(settings: settings, instruments: instruments)
  }

  /// `network (2 NAT gateways, SQS endpoint in 3 zones)`
  private var title: String {
    func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
    var what: [String] = settings.natGateways > 0 ? [count(settings.natGateways, "NAT gateway")] : []
    what += settings.endpoints.map { "\($0.service.title) endpoint in \(count($0.zones, "zone"))" }
    return what.isEmpty ? name : "\(name) (\(what.joined(separator: ", ")))"
  }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    NetworkChecks.run(self, parts, &diagnostics)
  }

  func findings(_ view: FindingsView) -> [Finding] { NetworkFindings.all(self, view) }
}

extension Part {
  /// Whether it is one of the workers: it takes messages and works on them, or it is a connector.
  var isWorker: Bool { self is any Consumer || (self as? any Producer)?.isBilled ?? false }
}

/// Shows what is there for as long as the simulation lasts. It gets no events: bytes are counted where they are sent.
struct NetworkComponent: Component {
  let settings: NetworkSettings
  let instruments: NetworkInstruments

  mutating func start(_ timeline: inout Timeline) {
    func set(_ gauge: GaugeID?, _ value: Int) {
      if let gauge { timeline.recorder.set(gauge, Double(value), at: 0) }
    }
    set(instruments.gateways, settings.natGateways)
    for (endpoint, configured) in zip(instruments.endpoints, settings.endpoints) {
      set(endpoint.zones, configured.zones)
    }
    set(instruments.addresses, settings.publicAddresses)
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {}
}
