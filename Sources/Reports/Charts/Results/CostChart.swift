// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Pricing

/// What is paid for: bills as bars, by meter. The amounts are those that a bill shows, which add up to its total.
enum CostChart {
  /// Meters with a colour of their own; the rest are one.
  private static let mostMeters = 7

  /// A bar for each part.
  static func charts(_ result: RunResult) -> [Chart] {
    result.cost.map { cost in
      let parts = RunResult.unique(cost.lines.map(\.part))
      let bars = parts.map { part in (part, cost.lines.filter { $0.part == part }, [CostResult.Credit]()) }
      return [
        chart(
          say("What is paid for"), bars + (cost.credits.isEmpty ? [] : [(say("credits"), [], cost.credits)]),
          total: cost.monthly)
      ].compactMap(\.self)
    } ?? []
  }

  /// A bar for each bill.
  static func charts(_ bills: [(name: String, cost: CostResult)]) -> [Chart] {
    [chart(say("What is paid for"), bills.map { ($0.name, $0.cost.lines, $0.cost.credits) }, total: nil)]
      .compactMap(\.self)
  }

  private static func chart(
    _ title: String, _ bars: [(name: String, lines: [CostResult.Line], credits: [CostResult.Credit])], total: String?
  ) -> Chart? {
    var sums: [(meter: String, amounts: [Decimal])] = []
    func add(_ meter: String, _ text: String, _ bar: Int) {
      guard let amount = Decimal(exactText: text), amount != 0 else { return }
      let place = sums.firstIndex { $0.meter == meter } ?? sums.count
      if place == sums.count { sums.append((meter, bars.map { _ in 0 })) }
      sums[place].amounts[bar] += amount
    }
    for (place, bar) in bars.enumerated() {
      for line in bar.lines { add(said(line.title), line.shown, place) }
      for credit in bar.credits { add(say("credits"), credit.shown, place) }
    }
    guard !sums.isEmpty else { return nil }
    let totals = bars.indices.map { bar in sums.reduce(Decimal(0)) { $0 + $1.amounts[bar] } }
    let series = shown(sums).enumerated().map { number, sum in
      ChartSeries(
        sum.meter, .stack,
        sum.amounts.enumerated().map { place, amount in
          ChartPoint(
            double(amount), Double(place),
            label: number == 0 ? Money.dollars(totals[place]) : nil, exact: Money.plain(amount))
        })
    }
    let words = zip(bars, totals).map { "\($0.name) \(Money.dollars($1))" }.joined(separator: ", ")
    return Chart(
      id: "cost", title: title,
      summary: total.map { say("Dollars a month by what is billed: \(words); in all \(Words.dollars($0)).") }
        ?? say("Dollars a month by what is billed: \(words)."),
      x: ChartAxis(say("a month"), .dollars), y: ChartAxis("", .number, .category, categories: bars.map(\.name)),
      series: series)
  }

  /// The dearest meters in the order of the bill, then all others together.
  private static func shown(
    _ sums: [(meter: String, amounts: [Decimal])]
  ) -> [(meter: String, amounts: [Decimal])] {
    guard sums.count > mostMeters + 1 else { return sums }
    let weights = sums.map { $0.amounts.reduce(Decimal(0)) { $0 + abs($1) } }
    let order = sums.indices.sorted { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1 }
    let kept = order.prefix(mostMeters).sorted()
    let rest = order.dropFirst(mostMeters)
    let amounts = sums[0].amounts.indices.map { bar in rest.reduce(Decimal(0)) { $0 + sums[$1].amounts[bar] } }
    return kept.map { sums[$0] } + [(say("\(rest.count) others"), amounts)]
  }

  static func double(_ amount: Decimal) -> Double { Double(Money.plain(amount)) ?? 0 }
}
