// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The name of a price in a price book, without its region: `sqs`, `standard:request`.
public struct PriceReference: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The service in lower case: the name of its file in the price tables.
  public let service: String
  /// What is paid for, spelled as in the price tables, for example `x86:vcpu` or `node:cache.t3.micro`.
  public let item: String

  /// - Parameter service: in any case; `SQS` and `sqs` are the same service.
  public init(service: String, item: String) {
    self.service = service.lowercased()
    self.item = item
  }

  public var description: String { "\(service) \(item)" }

  public static func < (left: PriceReference, right: PriceReference) -> Bool {
    (left.service, left.item) < (right.service, right.item)
  }
}

/// One thing that a service counts and charges for.
public struct Meter: Hashable, Sendable {
  /// A stable name for results: `sqs.requests.receive`.
  public let id: String
  /// The name a reader sees: `SQS requests: receive`.
  public internal(set) var title: String
  /// The price of one unit. Several meters may share a price; tiers and free tier then apply to their sum.
  public internal(set) var price: PriceReference
  /// What one unit is, spelled as the price's unit in the price tables: `request`, `vCPU-hour`, `GB-month`.
  public let unit: String
  /// The short unit of reports: `h`, `GB-h`, `M` (for a million), empty for a bare number.
  public let displayUnit: String
  /// How many units one `displayUnit` is: 1, or 1,000,000 for `M`. At least 1.
  public let displayScale: Int
  /// US dollars for one unit where the scenario says so and no book does: working time. Its ``price`` is then a name that
  /// no other meter with another price has.
  public let ownPrice: Decimal?
  /// Whether each hour that is begun is paid for in full: nodes of ElastiCache, NAT gateways, interface endpoints. In a
  /// month of 730 hours there is none; it matters to a bill for another length of time.
  public let isByStartedHour: Bool
  /// Whether the free tier takes nothing off, although it does of other meters with this price: functions with
  /// provisioned concurrency.
  public let isOutsideFreeTier: Bool

  public init(
    id: String, title: String, price: PriceReference, unit: String, displayUnit: String = "",
    displayScale: Int = 1, ownPrice: Decimal? = nil, isByStartedHour: Bool = false,
    isOutsideFreeTier: Bool = false
  ) {
    self.isOutsideFreeTier = isOutsideFreeTier
    self.ownPrice = ownPrice
    self.isByStartedHour = isByStartedHour
    self.id = id
    self.title = title
    self.price = price
    self.unit = unit
    self.displayUnit = displayUnit
    self.displayScale = max(1, displayScale)
  }

  /// A meter that counts by the million and is shown so: `15.9 M`, `$0.40/M`.
  public static func millions(
    id: String, title: String, price: PriceReference, unit: String, isOutsideFreeTier: Bool = false
  ) -> Meter {
    Meter(
      id: id, title: title, price: price, unit: unit, displayUnit: "M", displayScale: 1_000_000,
      isOutsideFreeTier: isOutsideFreeTier)
  }
}

/// How much of a meter one part uses in a month.
public struct Usage: Hashable, Sendable {
  /// The part of the scenario that is charged: `jobs`.
  public let part: String
  public let meter: Meter
  /// Units in a month; finite, zero or more. Anything else is listed as not priced.
  public let quantity: Decimal
  /// The units of each window of the month, which add up to `quantity` but for what was rounded off it; empty where
  /// nobody asks.
  public let byWindow: [Decimal]
  /// The path of the count in the result that the quantity came from: `windows[].parts[jobs].receives`.
  public let countedFrom: String
  /// A remark for the reader: `2.1 M empty`.
  public let note: String?
  /// The share of the list price that is paid: less than 1 with a savings plan.
  public let payShare: Decimal

  public init(
    part: String, meter: Meter, quantity: Decimal, byWindow: [Decimal] = [], countedFrom: String, note: String? = nil,
    payShare: Decimal = 1
  ) {
    self.part = part
    self.meter = meter
    self.quantity = quantity
    self.byWindow = byWindow
    self.countedFrom = countedFrom
    self.note = note
    self.payShare = payShare
  }
}
