// SPDX-License-Identifier: GPL-3.0-or-later

/// What a person should know about gateways and endpoints.
enum NetworkFindings {
  static func all(_ network: NetworkPart, _ view: FindingsView) -> [Finding] {
    let gates = network.ways(among: view.parts).map(\.way.gate)
    var found: [Finding] = []
    if network.settings.natGateways > 0, !gates.contains(.nat) {
      found.append(
        Finding(
          .natUnused, .note, part: network.name,
          "nothing passes the NAT gateways: whom they are for uses endpoints, or nothing outside the VPC",
          numbers: ["gateways": Double(network.settings.natGateways)],
          advice: [Advice("do without the NAT gateways", .init("\(network.name).nat", "null"))]))
    }
    for endpoint in network.settings.endpoints where !gates.contains(.endpoint(endpoint.service)) {
      found.append(
        Finding(
          .endpointUnused, .note, part: network.name,
          "nothing passes the \(endpoint.service.title) endpoint, which is paid for by the hour",
          numbers: ["zones": Double(endpoint.zones)],
          advice: [
            Advice("do without the endpoint", .init("\(network.name).endpoints.\(endpoint.service.rawValue)", "null"))
          ]))
    }
    return found
  }
}
