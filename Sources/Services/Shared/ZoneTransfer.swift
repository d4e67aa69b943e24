// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// Traffic between the availability zones of a region, and who pays for it.
///
/// A GB that crosses is charged in each direction, where it leaves and where it arrives, on each side that pays at all
/// (Amazon EC2 on-demand pricing, data transfer within a Region). A GB has 2^30 bytes.
enum ZoneTransfer {
  /// Who pays for a GB that crosses; the raw value is how often it is paid for.
  enum Payers: Double, Sendable {
    /// Only the client's instance: an ElastiCache node is charged neither for what comes nor for what goes (ElastiCache
    /// pricing, data transfer).
    case client = 1
    /// Both ends: EC2 instances among each other, and clients of a database within a VPC (Amazon RDS pricing, data
    /// transfer: charges apply on both sides).
    case both = 2
  }

  static let gigabyte = 1_073_741_824.0

  /// The share of a part's traffic with its clients that crosses.
  static let crossZone = Key(
    "cross_zone", .ratio, default: "0%",
    .assumed("clients are in the zone of what they ask; spread evenly over three zones, two thirds cross"),
    "Share of the bytes between clients and this that cross to another availability zone, which EC2 bills.")

  static let price = PriceReference(service: "DataTransfer", item: "inter-az-each-direction")

  /// GB between zones in an hour, each as often as it is paid for.
  ///
  /// - Parameters:
  ///   - bytes: what is sent.
  ///   - share: the part of it that crosses, 0 to 1; 1 where only what crosses is counted.
  static func quantity(
    part: String, id: String, title: String, bytes: CounterID, share: Double = 1, payers: Payers
  ) -> MeteredQuantity {
    MeteredQuantity(
      part: part, meter: Meter(id: id, title: title, price: price, unit: "GB", displayUnit: "GB"),
      source: .scaled(bytes, by: share * payers.rawValue / gigabyte))
  }

  /// What goes to a part and what comes back from it; nothing where nothing crosses.
  static func quantities(
    part: String, to bytesIn: CounterID, from bytesOut: CounterID, share: Double, payers: Payers
  ) -> [MeteredQuantity] {
    guard share > 0 else { return [] }
    return [
      quantity(
        part: part, id: "transfer.in", title: "Between zones: from clients", bytes: bytesIn, share: share,
        payers: payers),
      quantity(
        part: part, id: "transfer.out", title: "Between zones: to clients", bytes: bytesOut, share: share,
        payers: payers),
    ]
  }
}
