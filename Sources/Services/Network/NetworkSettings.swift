// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// The settings under `network`, checked.
struct NetworkSettings: Sendable {
  struct Endpoint: Sendable {
    let service: NetworkService
    let zones: Int
    /// Nil for all that stand in the VPC.
    let users: [Reference]?
  }

  /// Parts outside AWS.
  let internet: [Reference]
  /// 0 without any.
  let natGateways: Int
  /// Nil for all that stand in the VPC.
  let natUsers: [Reference]?
  let endpoints: [Endpoint]
  let hasS3Gateway: Bool
  let publicAddresses: Int
  /// Bytes of each call, and of each answer, besides the messages.
  let callOverhead: Int64

  init(_ record: Record) {
    typealias Keys = NetworkKeys
    internet = record[Keys.internet]
    let nat = record[Keys.nat]
    natGateways = nat?[Keys.NAT.gateways] ?? 0
    natUsers = nat?[Keys.NAT.users]
    let endpoints = record[Keys.endpoints]
    self.endpoints = Keys.interfaceEndpoints.compactMap { service, key in
      endpoints?[key].map {
        Endpoint(service: service, zones: $0[Keys.Endpoint.zones], users: $0[Keys.Endpoint.users])
      }
    }
    hasS3Gateway = record[Keys.gatewayEndpoints].contains(.s3)
    publicAddresses = record[Keys.publicIPv4]
    callOverhead = record[Keys.callOverhead]
  }
}
