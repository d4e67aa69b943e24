// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Scenarios

extension RunReport {
  /// The result as comma-separated values with a header, one row for each (variant, window, subject, metric, stat).
  ///
  /// * Numbers are in full and in base units (seconds, ratios, dollars); an empty field is a number that there is not.
  /// * A verdict is a row with the metric `slo`, the objective's name as subject and `METRIC.STAT` as stat.
  /// * A required ability is a row with the metric `requires`, the part as subject and the ability as stat; asked is how
  ///   much of it, and the verdict the answer.
  /// * A metric of CloudWatch is a row with its namespace and name as metric and CloudWatch's statistic and unit; a `Sum`
  ///   is that of an average minute.
  /// * The bill is rows with the window `month` and the subject `cost`; the metric names part and meter. `shown` adds
  ///   up to the total's `monthly`; `amount` is exact.
  /// * Fields are quoted as in RFC 4180 where they need it; lines end in a line feed.
  public static func csv(_ result: RunResult) -> String {
    CSV.text([RunRows.titles] + RunRows(result).rows.map(\.fields))
  }
}

/// Every number of a result, each in a row: what the flat formats are made of.
struct RunRows {
  struct Row {
    var variant: String
    var window: String
    var subject: String
    var metric: String
    var statistic: String
    /// Numbers in full, as text; empty where there is none.
    var value: String
    var low: String
    var high: String
    var n: String
    var unit: String
    var asked: String
    var verdict: String

    var fields: [String] {
      [variant, window, subject, metric, statistic, value, low, high, n, unit, asked, verdict]
    }
  }

  static let titles = [
    "variant", "window", "subject", "metric", "stat", "value", "low", "high", "n", "unit", "asked", "verdict",
  ]

  private let variant: String
  private(set) var rows: [Row] = []

  init(_ result: RunResult) {
    variant = result.scenario.variant
    for window in result.windows { add(window) }
    for requirement in result.requirements ?? [] { add(requirement) }
    for slo in result.slos { add(slo) }
    if let cost = result.cost { add(cost) }
  }

  // MARK: Windows

  private mutating func add(_ window: WindowResult) {
    let whole = [
      ("month", window.monthHours, "h"), ("duration", window.durationS, "s"), ("warmup", window.warmupS, "s"),
      ("replications", Double(window.replications), "count"), ("events", Double(window.events), "count"),
    ]
    for (metric, value, unit) in whole {
      row(window.name, "window", metric, "value", number(value), unit: unit)
    }
    for flow in window.flows { add(flow, window.name) }
    for part in window.parts { add(part, window.name) }
    for link in window.links {
      add(link.perSecond, window.name, "\(link.from) -> \(link.to)", "passed", "rate", FigureUnit.perSecond.rawValue)
    }
    for metric in window.cloudWatch {
      for (statistic, figure) in metric.statistics.sorted(by: { $0.key < $1.key }) {
        add(figure, window.name, metric.subject, "\(metric.namespace) \(metric.metric)", statistic, metric.unit)
      }
    }
  }

  private mutating func add(_ flow: FlowResult, _ window: String) {
    let totals = [
      ("sent", flow.sent), ("delivered", flow.delivered), ("dead_lettered", flow.deadLettered), ("lost", flow.lost),
      ("rejected", flow.rejected), ("in_flight", flow.inFlight),
    ]
    for (name, total) in totals { row(window, flow.name, name, "total", String(total), unit: "count") }
    add(flow.metrics, window, flow.name)
    for stage in flow.stages { add(stage.metrics, window, stage.name) }
    guard let slowest = flow.slowest else { return }
    let account = [
      ("sending", slowest.sendingS), ("waiting", slowest.waitingS), ("work", slowest.workS),
      ("failed_work", slowest.failedWorkS), ("invisible", slowest.invisibleS),
    ]
    for (name, seconds) in account {
      row(window, flow.name, "slowest_\(name)", "mean", number(seconds), n: String(slowest.n), unit: "s")
    }
  }

  private mutating func add(_ part: PartResult, _ window: String) {
    add(part.inPerSecond, window, part.name, "in", "rate", FigureUnit.perSecond.rawValue)
    add(part.outPerSecond, window, part.name, "out", "rate", FigureUnit.perSecond.rawValue)
    add(part.metrics, window, part.name)
    for (name, count) in part.counts.sorted(by: { $0.key < $1.key }) {
      row(window, part.name, name, "total", String(count), unit: "count")
    }
  }

  private mutating func add(_ metrics: [String: MetricResult], _ window: String, _ subject: String) {
    for (name, metric) in metrics.sorted(by: { $0.key < $1.key }) {
      for statistic in Words.ordered(metric.stats.keys) {
        add(metric.stats[statistic], window, subject, name, statistic, Words.unit(metric, statistic))
      }
    }
  }

  private mutating func add(
    _ figure: Figure?, _ window: String, _ subject: String, _ metric: String, _ statistic: String, _ unit: String
  ) {
    guard let figure else { return }
    row(
      window, subject, metric, statistic, number(figure.value), number(figure.low), number(figure.high),
      n: String(figure.n), unit: unit)
  }

  // MARK: Verdicts and bill

  private mutating func add(_ requirement: RequirementResult) {
    row(
      "", requirement.of, "requires", requirement.ability, requirement.able ? "1" : "0", asked: requirement.asked,
      verdict: requirement.answer)
  }

  private mutating func add(_ slo: SLOResult) {
    row(
      slo.window, slo.name, "slo", slo.metric, number(slo.value), number(slo.low), number(slo.high),
      n: String(slo.n), unit: slo.unit, asked: slo.asked, verdict: slo.verdict.rawValue)
  }

  private mutating func add(_ cost: CostResult) {
    for line in cost.lines {
      let metric = "\(line.part) \(line.meter)"
      row("month", "cost", metric, "quantity", line.quantity, unit: line.unit)
      row("month", "cost", metric, "amount", line.amount, unit: cost.currency)
      row("month", "cost", metric, "shown", line.shown, unit: cost.currency)
    }
    for credit in cost.credits {
      row("month", "cost", credit.title, "amount", credit.amount, unit: cost.currency)
      row("month", "cost", credit.title, "shown", credit.shown, unit: cost.currency)
    }
    for missing in cost.notPriced {
      row("month", "cost", "\(missing.part) \(missing.meter)", "not_priced", missing.quantity)
    }
    let n = cost.perMillion.map { String($0.n) } ?? ""
    row("month", "cost", "total", "monthly", cost.monthly, cost.low ?? "", cost.high ?? "", n: n, unit: cost.currency)
    if let amount = cost.perMillion {
      row(
        "month", "cost", "total", "per_million", amount.value, amount.low ?? "", amount.high ?? "", n: n,
        unit: cost.currency)
    }
  }

  // MARK: Fields

  private mutating func row(
    _ window: String, _ subject: String, _ metric: String, _ statistic: String, _ value: String, _ low: String = "",
    _ high: String = "", n: String = "", unit: String = "", asked: String = "", verdict: String = ""
  ) {
    rows.append(
      Row(
        variant: variant, window: window, subject: subject, metric: metric, statistic: statistic, value: value,
        low: low, high: high, n: n, unit: unit, asked: asked, verdict: verdict))
  }

  /// The shortest digits that read back to the same number.
  private func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
