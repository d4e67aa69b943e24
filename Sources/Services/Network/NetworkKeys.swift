// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// The settings under `network`: which bytes are paid for by the GB, and the gateways, endpoints and addresses that are
/// paid for by the hour.
enum NetworkKeys {
  /// Who can be outside AWS, and who can stand behind a gateway or use an endpoint.
  static let outsiders = [Section.traffic, .workers, .endpoints].map(\.noun)
  static let users = [Section.traffic, .workers].map(\.noun)

  static let internet = Key(
    "internet", .list(of: .reference(to: outsiders)), default: "[]", .sluice,
    "Parts outside AWS: what services of AWS and workers send to them is data to the internet; what comes in is free.",
    source: "Amazon EC2 pricing, data transfer")
  static let nat = OptionalKey(
    "nat", .record(natTable),
    "NAT gateways: paid for by the hour, and by the GB that passes, in either direction.", source: "Amazon VPC pricing")
  static let endpoints = OptionalKey(
    "endpoints", .record(endpointsTable),
    "Interface endpoints: paid for by the hour and zone, and by the GB that passes, in either direction.",
    source: "AWS PrivateLink pricing")
  static let gatewayEndpoints = Key(
    "gateway_endpoints", .list(of: .choice(of: GatewayEndpoint.self)), default: "[]", .sluice,
    "Gateway endpoints, which are free: objects for S3 then pass no NAT gateway; bytes to DynamoDB are not counted.",
    source: "VPC User Guide, gateway endpoints")
  static let publicIPv4 = Key(
    "public_ipv4", .integer(0...100_000), default: "0", .sluice,
    "Public IPv4 addresses, paid for by the hour; those of the NAT gateways come on top.",
    source: "Amazon VPC pricing, public IPv4 addresses")
  static let callOverhead = Key(
    "call_overhead", .bytes(0...1_000_000), default: "1KB",
    .assumed("HTTP heads, signature, TLS and packets; nobody counts them for you"),
    "Bytes of each call to a service besides the messages, and of each answer.")

  enum GatewayEndpoint: String, CaseIterable, Sendable { case s3, dynamodb }

  private static let byDefault = "all fleets and connectors but those outside AWS; a function only if it is named"

  enum NAT {
    static let gateways = Key(
      "gateways", .integer(1...1_000), default: "1", .sluice,
      "NAT gateways, each with a public IPv4 address, which is paid for too.")
    static let users = OptionalKey(
      "for", .list(of: .reference(to: NetworkKeys.users), count: 1...100_000),
      "Who reaches services and the internet through them: \(byDefault).")
  }

  static let natTable = KeyTable("nat", "NAT gateways and who stands behind them.", keys: [NAT.gateways, NAT.users])

  enum Endpoint {
    static let zones = RequiredKey("zones", .integer(1...6), "Availability Zones that it is in; each is paid for.")
    static let users = OptionalKey(
      "for", .list(of: .reference(to: NetworkKeys.users), count: 1...100_000), "Who uses it: \(byDefault).")
  }

  static let endpointTable = KeyTable(
    "interface endpoint", "The endpoint of one service, and who uses it.", keys: [Endpoint.zones, Endpoint.users])

  /// The endpoints that can be had, by service.
  static let interfaceEndpoints: [(service: NetworkService, key: OptionalKey<Record>)] = [
    NetworkService.sqs, .sns, .kinesis, .lambda, .firehose,
  ].map { service in
    (service, OptionalKey(service.rawValue, .record(endpointTable), "The interface endpoint of \(service.title)."))
  }

  static let endpointsTable = KeyTable(
    "interface endpoints", "Interface endpoints by service; calls of their users to it pass no NAT gateway.",
    keys: interfaceEndpoints.map(\.key))

  static let table = KeyTable(
    "network", "Data to the internet, NAT gateways, endpoints and public addresses.",
    keys: [internet, nat, endpoints, gatewayEndpoints, publicIPv4, callOverhead])
}
