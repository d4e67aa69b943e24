// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Services

/// What the parts used, as the windows measured it: all that a bill is made from besides prices, so that a saved result can
/// be priced again. Quantities are measurements; money is made of them when they are priced.
public struct UsageResult: Sendable, Codable {
  /// A window, with what it delivered.
  public struct Window: Sendable, Codable {
    public var name: String
    /// Hours of the month that are like this.
    public var monthHours: Double
    /// Messages delivered in an hour, by replication.
    public var deliveredPerHour: [Double]
  }

  /// What one part used of one meter.
  public struct Quantity: Sendable, Codable {
    public var part: String
    public var meter: MeterResult
    public var countedFrom: String
    /// Units of an hour, by window and replication.
    public var perHour: [[Double]]
    /// What the aside is called, and how much of the quantity it is, by window.
    public var aside: String?
    public var asidePerHour: [Double]?
    /// The month's limit on what may be spent on it.
    public var limit: LimitResult?
  }

  /// A limit on what a part may spend on a meter in a month.
  public struct LimitResult: Sendable, Codable {
    public var dollars: String
    public var finding: Check
    public var what: String
  }

  public var windows: [Window]
  public var quantities: [Quantity]

  /// Replications that were measured in every window.
  public var replications: Int { windows.map(\.deliveredPerHour.count).min() ?? 0 }
  /// Hours of all windows.
  public var hours: Double { windows.reduce(0) { $0 + $1.monthHours } }

  /// Whether every quantity has a number for each window and replication, as a file from elsewhere may not.
  public var isWhole: Bool {
    replications > 0
      && quantities.allSatisfy { quantity in
        quantity.perHour.count == windows.count && quantity.perHour.allSatisfy { $0.count >= replications }
          && (quantity.asidePerHour.map { $0.count == windows.count } ?? true)
      }
  }
}

/// A meter, as a result carries it.
public struct MeterResult: Sendable, Codable, Hashable {
  public var id: String
  public var title: String
  /// The price in the price tables.
  public var service: String
  public var item: String
  public var unit: String
  public var displayUnit: String
  public var displayScale: Int
  /// US dollars for one unit, where the scenario says so.
  public var ownPrice: String?
  public var byStartedHour: Bool
  public var outsideFreeTier: Bool

  init(_ meter: Meter) {
    id = meter.id
    title = meter.title
    service = meter.price.service
    item = meter.price.item
    unit = meter.unit
    displayUnit = meter.displayUnit
    displayScale = meter.displayScale
    ownPrice = meter.ownPrice.map(Money.plain)
    byStartedHour = meter.isByStartedHour
    outsideFreeTier = meter.isOutsideFreeTier
  }

  var meter: Meter {
    Meter(
      id: id, title: title, price: PriceReference(service: service, item: item), unit: unit, displayUnit: displayUnit,
      displayScale: displayScale, ownPrice: ownPrice.flatMap { Decimal(exactText: $0) }, isByStartedHour: byStartedHour,
      isOutsideFreeTier: outsideFreeTier)
  }
}
