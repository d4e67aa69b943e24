// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What is measured of the network. Bytes are counted where they are sent, by ``Toll``s.
struct NetworkInstruments: Sendable {
  struct Endpoint: Sendable {
    let service: NetworkService
    let zones: GaugeID
    let bytes: CounterID
  }

  /// Bytes to the internet; nil if nobody is outside.
  let internet: CounterID?
  /// Bytes through NAT gateways in both directions, and the gateways; nil without any.
  let nat: CounterID?
  let gateways: GaugeID?
  let endpoints: [Endpoint]
  /// Public IPv4 addresses besides those of NAT gateways; nil without any.
  let addresses: GaugeID?

  init(_ part: NetworkPart, _ instruments: inout Instruments) {
    let name = part.name
    let settings = part.settings
    internet = settings.internet.isEmpty ? nil : instruments.counter(name, "internet_bytes", unit: "B")
    nat = settings.natGateways > 0 ? instruments.counter(name, "nat_bytes", unit: "B") : nil
    gateways = settings.natGateways > 0 ? instruments.gauge(name, "nat_gateways", unit: "gateways") : nil
    endpoints = settings.endpoints.map {
      Endpoint(
        service: $0.service, zones: instruments.gauge(name, "\($0.service.rawValue)_endpoint_zones", unit: "zones"),
        bytes: instruments.counter(name, "\($0.service.rawValue)_endpoint_bytes", unit: "B"))
    }
    addresses = settings.publicAddresses > 0 ? instruments.gauge(name, "public_ipv4", unit: "addresses") : nil
    // Under these names results show them.
    if let gateways { instruments.metric(name, "nat_gateways", .level(gateways)) }
    for endpoint in endpoints {
      instruments.metric(name, "\(endpoint.service.rawValue)_endpoint_zones", .level(endpoint.zones))
    }
    if let addresses { instruments.metric(name, "public_ipv4", .level(addresses)) }
  }
}
