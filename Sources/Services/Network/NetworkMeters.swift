// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What is billed for the network.
///
/// A NAT gateway and each zone of an interface endpoint is paid for by the hour that is begun, and by the GB in either
/// direction (Amazon VPC pricing; AWS PrivateLink pricing); each public address by the hour, those of NAT gateways too;
/// data to the internet by the GB in tiers of the whole account (Amazon EC2 pricing, data transfer). Traffic between the
/// zones of a gateway or endpoint and its users is not simulated. A GB is 2^30 bytes.
enum NetworkMeters {
  private static let perByte = 1 / 1_073_741_824.0

  static func quantities(_ part: NetworkPart, _ instruments: NetworkInstruments) -> [MeteredQuantity] {
    func quantity(_ meter: Meter, _ source: MeteredQuantity.Source) -> MeteredQuantity {
      MeteredQuantity(part: part.name, meter: meter, source: source)
    }
    var all: [MeteredQuantity] = []
    if let bytes = instruments.internet {
      all.append(quantity(data("transfer.internet", "Data to the internet", internetOut), .scaled(bytes, by: perByte)))
    }
    if let gateways = instruments.gateways, let bytes = instruments.nat {
      all.append(quantity(hours("nat.gateways", "NAT gateways", gatewayHour), .level(gateways, perHour: 1)))
      all.append(quantity(data("nat.data", "NAT gateways, data", gatewayData), .scaled(bytes, by: perByte)))
      all.append(
        quantity(address("nat.public_ipv4", "Public IPv4 of NAT gateways"), .level(gateways, perHour: 1)))
    }
    for endpoint in instruments.endpoints {
      let (id, title) = ("vpcendpoint.\(endpoint.service.rawValue)", "\(endpoint.service.title) endpoint")
      all.append(quantity(hours(id, title, endpointHour), .level(endpoint.zones, perHour: 1)))
      all.append(
        quantity(data("\(id).data", "\(title), data", endpointData), .scaled(endpoint.bytes, by: perByte)))
    }
    if let addresses = instruments.addresses {
      all.append(quantity(address("vpc.public_ipv4", "Public IPv4"), .level(addresses, perHour: 1)))
    }
    return all
  }

  private static let internetOut = PriceReference(service: "DataTransfer", item: "internet-out")
  private static let gatewayHour = PriceReference(service: "NAT", item: "gateway-hour")
  private static let gatewayData = PriceReference(service: "NAT", item: "data-processed")
  private static let endpointHour = PriceReference(service: "VPCEndpoint", item: "interface-hour-per-az")
  private static let endpointData = PriceReference(service: "VPCEndpoint", item: "interface-data")
  private static let addressHour = PriceReference(service: "VPC", item: "public-ipv4-hour")

  private static func data(_ id: String, _ title: String, _ price: PriceReference) -> Meter {
    Meter(id: id, title: title, price: price, unit: "GB", displayUnit: "GB")
  }

  private static func hours(_ id: String, _ title: String, _ price: PriceReference) -> Meter {
    Meter(id: id, title: title, price: price, unit: "hour", displayUnit: "h", isByStartedHour: true)
  }

  /// Addresses are not paid for by the hour that is begun.
  private static func address(_ id: String, _ title: String) -> Meter {
    Meter(id: id, title: title, price: addressHour, unit: "hour", displayUnit: "h")
  }
}
