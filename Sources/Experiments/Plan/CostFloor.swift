// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios
import Services
import Simulation

/// What a scenario's month costs at least, without simulating it: what is paid for by its capacity exactly, what is paid for
/// by its use with the least use possible (no retries, full batches, no empty receives), under the scenario's terms. Where
/// the parts cannot say, nothing.
struct CostFloor: Sendable {
  private let usages: [Usage]
  private let book: PriceBook
  private let region: String
  private let terms: PricingTerms

  init(_ scenario: Scenario, book: PriceBook) {
    self.book = book
    region = scenario.region
    terms = scenario.terms
    let parts = scenario.windows.first?.model.parts
    let limited = parts?.parts.compactMap { $0 as? any MonthlyLimited } ?? []
    let meters = scenario.windows.first?.model.meters ?? []
    usages = meters.indices.compactMap { place -> Usage? in
      let meter = meters[place].meter
      // Above a limit of the month nothing more is paid for.
      let isLimited = limited.contains { $0.name == meters[place].part && $0.monthlyLimit?.meter == meter.id }
      guard !isLimited else { return nil }
      let quantity = scenario.windows.reduce(Decimal(0)) { sum, window in
        guard place < window.model.meters.count else { return sum }
        let perHour = Self.perHour(window.model.meters[place].least, window, scenario.warmup)
        return sum + Decimal(measured: perHour) * Decimal(count: window.hoursPerMonth)
      }
      guard quantity > 0 else { return nil }
      return Usage(part: meters[place].part, meter: meter, quantity: quantity.roundedAsQuantity, countedFrom: "")
    }
  }

  /// US dollars a month.
  var total: Decimal {
    LeastBill.total(usages: usages, book: book, region: region, terms: terms).floored(places: 6)
  }

  /// What the lines of one part come to at least, as an objective about its cost counts them.
  func lines(of part: String) -> Decimal {
    LeastBill.lines(usages: usages.filter { $0.part == part }, book: book, region: region, terms: terms)
      .floored(places: 6)
  }

  // MARK: Quantities

  /// A billionth less than what is known, which is more than floating point loses.
  private static let slack = 1 - 1e-9

  static func perHour(_ least: LeastUse, _ window: ScenarioWindow, _ warmup: WarmupSetting) -> Double {
    switch least {
    case .nothing: 0
    case .perHour(let units): units.isFinite ? max(0, units) * slack : 0
    case .perMessage(let count, let most): min(perHour(count, window, warmup), most) * slack
    }
  }

  /// What the messages take that are sent after the warm-up, wherever that ends, and long enough before the end; four
  /// standard deviations of a replication's count less, so that none comes out below by chance.
  private static func perHour(_ count: LeastCount, _ window: ScenarioWindow, _ warmup: WarmupSetting) -> Double {
    let parts = window.model.parts
    let starts: [Nanoseconds] =
      switch warmup {
      case .fixed(let time): [time]
      case .automatic: [0, min(window.duration / 2, window.model.firstPlannedChange ?? window.duration)]
      }
    let rates = starts.map { start -> Double in
      let length = (window.duration - start).seconds
      guard length > 0 else { return 0 }
      return count.sources.reduce(0.0) { sum, source in
        guard let producer = parts[source.name] as? any Producer, let dispersion = producer.dispersion else {
          return sum
        }
        let until = max(start, window.duration - count.delay)
        let messages =
          producer.expectedMessages(duration: until) - producer.expectedMessages(duration: start)
        guard messages.isFinite, messages > 0, count.squaredVariation.isFinite else { return sum }
        let spread = (messages * (dispersion + count.squaredVariation)).squareRoot()
        return sum + max(0, messages - 4 * spread) * source.units / length * 3600
      }
    }
    let least = rates.min() ?? 0
    return least.isFinite ? least : 0
  }
}
