// SPDX-License-Identifier: GPL-3.0-or-later

extension PriceListCatalogue {
  /// NAT gateways are in the offer of EC2, endpoints and addresses in that of VPC.
  static let network: [CatalogueRule] = [
    .init(.name("NatGateway-Hours"), "nat", "gateway-hour", per: "hour", .hours),
    .init(.name("NatGateway-Bytes"), "nat", "data-processed", per: "GB", .gigabytes),
    .init(.name("VpcEndpoint-Hours"), "vpcendpoint", "interface-hour-per-az", per: "hour", .hours),
    .init(.name("VpcEndpoint-Bytes"), "vpcendpoint", "interface-data", per: "GB", .gigabytes),
    .init(.name("PublicIPv4:InUseAddress"), "vpc", "public-ipv4-hour", per: "hour", .hours),
  ]

  /// `Global-DataTransfer-Out-Bytes` is published at 0 for what is counted elsewhere: it is no price of ours.
  static let dataTransfer: [CatalogueRule] = [
    .init(
      .name("DataTransfer-Out-Bytes"), "datatransfer", "internet-out", per: "GB", .gigabytes,
      having: [.transferType: ["AWS Outbound"]], unless: [.toLocation: ["External"]]),
    .init(
      .name("DataTransfer-In-Bytes"), "datatransfer", "internet-in", per: "GB", .gigabytes,
      having: [.transferType: ["AWS Inbound"]], unless: [.fromLocation: ["External"]]),
    .init(
      .name("DataTransfer-Regional-Bytes"), "datatransfer", "inter-az-each-direction", per: "GB", .gigabytes,
      having: [.transferType: ["IntraRegion"]]),
    .init(
      .name(UsageType.betweenRegions), "datatransfer", "us-east-1-to-us-east-2", per: "GB", .gigabytes,
      having: [.transferType: betweenRegions, .fromRegionCode: ["us-east-1"], .toRegionCode: ["us-east-2"]]),
    .init(
      .name(UsageType.betweenRegions), "datatransfer", "inter-region-out", per: "GB", .gigabytes,
      having: [.transferType: betweenRegions], unless: [.toLocationType: ["AWS Region"]]),
  ]

  private static let betweenRegions = ["InterRegion Outbound"]
}
