// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Statistics

/// Prices what was measured: the month's bill or that of some hours, with its interval. The same usage can be priced again
/// under other prices and terms.
public struct Costing: Sendable {
  /// What a bill is about.
  public enum Period: Sendable, Hashable {
    /// All windows, each for its hours.
    case month
    /// So many hours in which the windows have the shares that they have of the month: something that is run once.
    case hours(Decimal)
  }

  public var usage: UsageResult
  public var book: PriceBook
  public var region: String
  public var terms: PricingTerms
  public var confidence: Double
  public var period: Period

  public init(
    _ usage: UsageResult, book: PriceBook, region: String, terms: PricingTerms, confidence: Double = 0.95,
    period: Period = .month
  ) {
    self.usage = usage
    self.book = book
    self.region = region
    self.terms = terms
    self.confidence = confidence
    self.period = period
  }

  /// The bill of the average of some replications.
  func bill(_ replications: Range<Int>) -> Bill { bill(limited(usages(replications)).usages) }

  /// The bill of each replication taken alone.
  var bills: [Bill] { (0..<usage.replications).map { bill($0..<($0 + 1)) } }

  /// Messages delivered in the period, by replication.
  var deliveries: [Double] {
    let share = NSDecimalNumber(decimal: share()).doubleValue
    return (0..<usage.replications).map { replication in
      usage.windows.reduce(0.0) { $0 + $1.deliveredPerHour[replication] * $1.monthHours * share }
    }
  }

  /// The interval of the total.
  ///
  /// - Parameter confidence: ``confidence`` if it is left out.
  func total(_ bills: [Bill], confidence: Double? = nil) -> MoneyFigure? {
    MoneyFigure(bills.map(\.total), confidence: confidence ?? self.confidence)
  }

  /// What a million delivered messages cost; nil when a replication delivered none.
  func perMillion(_ bills: [Bill], confidence: Double? = nil) -> MoneyFigure? {
    let deliveries = deliveries
    guard !bills.isEmpty, deliveries.allSatisfy({ $0 > 0 }) else { return nil }
    let amounts = zip(bills, deliveries).map { $0.total * 1_000_000 / Decimal(count: $1) }
    return MoneyFigure(amounts.map { $0.rounded(places: 12) }, confidence: confidence ?? self.confidence)
  }

  private func bill(_ usages: [Usage]) -> Bill { Bill(usages: usages, book: book, region: region, terms: terms) }

  // MARK: Quantities

  /// What hours of the month count for in the period: all of the month, or the share that the period is of it.
  private func share(byStartedHour: Bool = false) -> Decimal {
    guard case .hours(let hours) = period, usage.hours > 0 else { return 1 }
    return (byStartedHour ? hours.roundedUp : hours) / Decimal(count: usage.hours)
  }

  /// Each window's units of an hour, times its hours. Only the month's sum is rounded, so that windows with the same
  /// traffic give the same bill as one window for them all.
  private func usages(_ replications: Range<Int>) -> [Usage] {
    usage.quantities.map { quantity in
      let share = share(byStartedHour: quantity.meter.byStartedHour)
      let byWindow = zip(usage.windows, quantity.perHour).map { window, perHour in
        let mean = replications.reduce(0.0) { $0 + perHour[$1] } / Double(max(replications.count, 1))
        return Decimal(measured: mean) * Decimal(count: window.monthHours) * share
      }
      let asides = zip(usage.windows, quantity.asidePerHour ?? [])
      let aside = asides.reduce(0.0) { $0 + $1.0.monthHours * $1.1 } * NSDecimalNumber(decimal: share).doubleValue
      // Hours below a baseline make up for hours above it, but nobody is paid for what is left of them.
      return Usage(
        part: quantity.part, meter: quantity.meter.meter,
        quantity: byWindow.reduce(0, +).roundedAsQuantity.notNegative, byWindow: byWindow.map(\.notNegative),
        countedFrom: quantity.countedFrom,
        note: quantity.aside.flatMap { aside >= 0.5 ? "\(Self.count(aside)) \($0)" : nil })
    }
  }

  // MARK: Limits of a month

  /// A limit that a month's spending passes.
  struct Passed {
    var part: String
    var limit: UsageResult.LimitResult
    /// The share of the month's deliveries that is within the limit.
    var share: Double
    /// The day on which it is used up, from 1.
    var day: Int { Int(share * 730 / 24) + 1 }
  }

  /// A limit of which nobody knows whether it is passed, because what it limits has no price.
  struct Unknown {
    var part: String
    var limit: UsageResult.LimitResult
    /// The price of one unit up to which the limit holds, in dollars.
    var breakEven: Decimal
  }

  /// The limits that the average of some replications passes, and those that it may pass.
  func limits(_ replications: Range<Int>) -> (passed: [Passed], unknown: [Unknown]) {
    let limited = limited(usages(replications))
    return (limited.passed, limited.unknown)
  }

  /// Takes off what lies beyond the month's limits.
  private func limited(_ usages: [Usage]) -> (usages: [Usage], passed: [Passed], unknown: [Unknown]) {
    guard usage.quantities.contains(where: { $0.limit != nil }) else { return (usages, [], []) }
    let full = bill(usages)
    var usages = usages
    var passed: [Passed] = []
    var unknown: [Unknown] = []
    for (place, quantity) in usage.quantities.enumerated() {
      guard let limit = quantity.limit, let dollars = Decimal(exactText: limit.dollars) else { continue }
      let (part, meter) = (quantity.part, quantity.meter.id)
      let missing = full.notPriced.filter { $0.part == part && $0.meter.id == meter }.reduce(Decimal(0)) {
        $0 + $1.quantity
      }
      if missing > 0 {
        unknown.append(Unknown(part: part, limit: limit, breakEven: dollars / missing))
        continue
      }
      let amount = full.lines.filter { $0.part == part && $0.meter.id == meter }.reduce(Decimal(0)) { $0 + $1.amount }
      guard amount > dollars else { continue }
      let share = dollars / amount
      let known = Passed(part: part, limit: limit, share: NSDecimalNumber(decimal: share).doubleValue)
      passed.append(known)
      let byWindow = usages[place].byWindow.map { $0 * share }
      usages[place] = Usage(
        part: part, meter: usages[place].meter, quantity: (usages[place].quantity * share).roundedAsQuantity,
        byWindow: byWindow,
        countedFrom: usages[place].countedFrom, note: "limit reached on day \(known.day)")
    }
    return (usages, passed, unknown)
  }
}

extension Decimal {
  /// This number, or 0 if it is below; what is no number stays none.
  fileprivate var notNegative: Decimal { isFinite && self < 0 ? 0 : self }
}
