// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing

/// A number, a verdict or a word of a result that can be laid beside that of another.
struct DiffItem {
  /// What is known of it.
  enum Value {
    /// A figure of so many replications.
    case figure(Figure, replications: Int)
    /// An amount of dollars, and how much it varies between replications.
    case amount(String, MoneyNoise?)
    /// What is not measured: equal or not.
    case word(String, Double?)
    /// A verdict, with the figure that it is about.
    case verdict(SLOResult, replications: Int)
  }

  /// The spread of an amount: its standard error as a share of it, and replications.
  struct MoneyNoise {
    var share: Double
    var replications: Int
  }

  var kind: DiffResult.Kind
  var window: String
  var subject: String
  var metric: String
  var statistic: String
  var unit: String
  var value: Value

  var key: [String] { [kind.rawValue, window, subject, metric, statistic] }
}

extension RunResult {
  /// All that can be compared, in the order in which a person reads it.
  ///
  /// Left out is what follows from the rest: totals over replications (they grow with their number), the metrics under
  /// CloudWatch's names, the values over time and the account of the slowest messages, which have no interval.
  var diffItems: [DiffItem] {
    slos.map { slo in
      DiffItem(
        kind: .verdict, window: "", subject: slo.name, metric: slo.metric, statistic: "", unit: slo.unit,
        value: .verdict(slo, replications: windows.map(\.replications).min() ?? 0))
    }
      + slos.map { slo in
        DiffItem(
          kind: .setting, window: "", subject: slo.name, metric: slo.metric, statistic: "asked", unit: "",
          value: .word(slo.asked, slo.bound))
      } + abilities + money + windows.flatMap { $0.diffItems } + settings
  }

  private var abilities: [DiffItem] {
    (requirements ?? []).map { one in
      DiffItem(
        kind: .ability, window: "", subject: one.of, metric: one.title, statistic: "", unit: "",
        value: .word(one.answer, one.able ? 1 : 0))
    }
  }

  private var settings: [DiffItem] {
    windows.flatMap { window in
      [("month_hours", window.monthHours, "h"), ("duration", window.durationS, "s")].map { name, value, unit in
        DiffItem(
          kind: .setting, window: window.name, subject: "window", metric: name, statistic: "", unit: unit,
          value: .word("\(value)", value))
      }
    }
  }

  // MARK: Bills

  private var money: [DiffItem] {
    guard let cost else { return [] }
    let replications = windows.map(\.replications).min() ?? 0
    func item(_ subject: String, _ metric: String, _ amount: String, _ noise: DiffItem.MoneyNoise?) -> DiffItem {
      DiffItem(
        kind: .cost, window: "month", subject: subject, metric: metric, statistic: "monthly", unit: cost.currency,
        value: .amount(amount, noise))
    }
    var items = [
      item("total", "cost", cost.exact, Self.noise(cost.exact, cost.low, cost.high, replications, confidence))
    ]
    if let amount = cost.perMillion {
      items.append(
        DiffItem(
          kind: .cost, window: "month", subject: "total", metric: "cost", statistic: "per_million",
          unit: cost.currency,
          value: .amount(amount.value, Self.noise(amount.value, amount.low, amount.high, amount.n, confidence))))
    }
    items += cost.lines.map { line in item(line.part, line.meter, line.amount, noise(line)) }
    items += cost.credits.map { item($0.title, "credit", $0.amount, nil) }
    return items
      + cost.notPriced.map { missing in
        DiffItem(
          kind: .cost, window: "month", subject: missing.part, metric: missing.meter, statistic: "not_priced", unit: "",
          value: .word("not priced", nil))
      }
  }

  /// From the interval of an amount.
  private static func noise(
    _ value: String, _ low: String?, _ high: String?, _ replications: Int, _ confidence: Double
  ) -> DiffItem.MoneyNoise? {
    guard let amount = Double(value), let low = low.flatMap(Double.init), let high = high.flatMap(Double.init),
      replications > 1
    else { return nil }
    let half = max(high - amount, amount - low, 0)
    // The ends of a bill's interval are whole cents.
    let error = half <= 0.0051 ? 0 : half / DiffNoise.quantile(replications, confidence)
    return DiffItem.MoneyNoise(share: amount == 0 ? 0 : error / abs(amount), replications: replications)
  }

  /// A line has no interval of its own, but the quantity that it is made of is known of each replication. A line's amount
  /// is taken to vary as its quantity does.
  private func noise(_ line: CostResult.Line) -> DiffItem.MoneyNoise? {
    guard let usage, usage.isWhole,
      let quantity = usage.quantities.first(where: { $0.part == line.part && $0.meter.id == line.meter })
    else { return nil }
    let months = (0..<usage.replications).map { replication in
      zip(usage.windows, quantity.perHour).reduce(0.0) { $0 + $1.0.monthHours * $1.1[replication] }
    }
    let mean = months.reduce(0, +) / Double(months.count)
    guard months.count > 1 else { return nil }
    guard mean != 0 else { return DiffItem.MoneyNoise(share: 0, replications: months.count) }
    let squares = months.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / Double(months.count - 1) / Double(months.count)).squareRoot()
    // What a Double's last digits leave of a quantity that is the same in all.
    let share = error / abs(mean)
    return DiffItem.MoneyNoise(share: share < 1e-12 ? 0 : share, replications: months.count)
  }
}

extension WindowResult {
  fileprivate var diffItems: [DiffItem] {
    flows.flatMap { flow in
      items(flow.name, flow.metrics) + flow.stages.flatMap { items($0.name, $0.metrics) }
    }
      + parts.flatMap { part in
        [("in", part.inPerSecond), ("out", part.outPerSecond)].compactMap { item(part.name, $0, "rate", "/s", $1) }
          + items(part.name, part.metrics)
      } + links.compactMap { item("\($0.from) -> \($0.to)", "passed", "rate", "/s", $0.perSecond) }
  }

  private func items(_ subject: String, _ metrics: [String: MetricResult]) -> [DiffItem] {
    metrics.sorted { $0.key < $1.key }.flatMap { name, metric in
      metric.stats.sorted { $0.key < $1.key }.compactMap { statistic, figure in
        let isTally = metric.stats["ratio"] != nil || metric.stats["rate"] != nil
        let unit =
          isTally && statistic == "count" ? "count" : isTally && statistic == "rate" ? "/s" : metric.unit
        return item(subject, name, statistic, unit, figure)
      }
    }
  }

  private func item(
    _ subject: String, _ metric: String, _ statistic: String, _ unit: String, _ figure: Figure?
  ) -> DiffItem? {
    figure.map {
      DiffItem(
        kind: .figure, window: name, subject: subject, metric: metric, statistic: statistic, unit: unit,
        value: .figure($0, replications: replications))
    }
  }
}
