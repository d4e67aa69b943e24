// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Scenarios
import Services

extension UsageResult {
  /// What the replications of a scenario's windows measured.
  init(_ scenario: Scenario, _ digests: [[Digest]]) {
    windows = zip(scenario.windows, digests).map { window, digests in
      Window(name: window.name, monthHours: window.hoursPerMonth, deliveredPerHour: digests.map(\.deliveredPerHour))
    }
    guard let model = scenario.windows.first?.model else {
      quantities = []
      return
    }
    let limits = model.parts.parts.compactMap { $0 as? any MonthlyLimited }.compactMap { part in
      part.monthlyLimit.map { (part: part.name, limit: $0) }
    }
    // The parts, and so the meters, are the same in every window.
    quantities = model.meters.enumerated().map { place, metered in
      let limit = limits.first { $0.part == metered.part && $0.limit.meter == metered.meter.id }?.limit
      return Quantity(
        part: metered.part, meter: MeterResult(metered.meter), countedFrom: metered.countedFrom(model.instruments),
        perHour: digests.map { $0.map { $0.meteredPerHour[place].quantity } }, aside: metered.aside?.word,
        asidePerHour: metered.aside.map { _ in
          digests.map { digests in
            digests.reduce(0.0) { $0 + ($1.meteredPerHour[place].aside ?? 0) } / Double(max(digests.count, 1))
          }
        },
        limit: limit.map { LimitResult(dollars: Money.plain($0.dollars), finding: $0.check, what: $0.what) })
    }
  }
}
