// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension SweepReport {
  /// The result as comma-separated values, one row for each number.
  ///
  /// The kind of a row is `point`, `knee`, `break_even`, `cheapest`, `headroom`, `tornado` or `index`. `point` counts from
  /// 0, `values` are those of the inputs, `;` between them; `low` and `high` are the interval. Numbers are in full and in
  /// base units (seconds, ratios, dollars).
  public static func csv(_ result: SweepResult) -> String {
    var rows = SweepRows(variant: result.scenario.variant)
    for point in result.points ?? [] { rows.add(point) }
    for knee in result.knees ?? [] {
      rows.add(
        "knee", String(knee.point), [knee.at], knee.window, knee.subject, knee.metric, figure: knee.figure,
        unit: knee.unit)
    }
    for span in result.breakEven ?? [] { rows.add(span) }
    if let cheapest = result.cheapest, let points = result.points, points.indices.contains(cheapest) {
      let point = points[cheapest]
      rows.add(
        "cheapest", String(cheapest), point.values, "month", "cost", "monthly", amount: point.monthly)
    }
    for objective in result.headroom?.objectives ?? [] {
      rows.add(
        "headroom", "", [], objective.window ?? "", objective.name, "traffic", figure: objective.factor, unit: "x",
        asked: objective.asked, verdict: objective.status.rawValue)
    }
    if let tornado = result.tornado { rows.add(tornado) }
    if let indices = result.indices { rows.add(indices) }
    return rows.text
  }
}

private struct SweepRows {
  let variant: String
  private var rows = [
    [
      "variant", "kind", "point", "values", "window", "subject", "metric", "value", "low", "high", "n", "unit", "asked",
      "verdict",
    ]
  ]

  init(variant: String) { self.variant = variant }

  var text: String { CSV.text(rows) }

  mutating func add(
    _ kind: String, _ point: String, _ values: [String], _ window: String, _ subject: String, _ metric: String,
    figure: Figure?, unit: String, asked: String = "", verdict: String = ""
  ) {
    func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    rows.append([
      variant, kind, point, values.joined(separator: ";"), window, subject, metric, number(figure?.value),
      number(figure?.low), number(figure?.high), figure.map { String($0.n) } ?? "", unit, asked, verdict,
    ])
  }

  mutating func add(
    _ kind: String, _ point: String, _ values: [String], _ window: String, _ subject: String, _ metric: String,
    amount: CostResult.Amount?, verdict: String = ""
  ) {
    rows.append([
      variant, kind, point, values.joined(separator: ";"), window, subject, metric, amount?.value ?? "",
      amount?.low ?? "", amount?.high ?? "", amount.map { String($0.n) } ?? "", "USD", "", verdict,
    ])
  }

  mutating func add(_ point: SweepResult.Point) {
    let number = String(point.number)
    add(
      "point", number, point.values, "month", "cost", "monthly", amount: point.monthly,
      verdict: point.verdict.rawValue)
    for judged in point.objectives {
      add(
        "point", number, point.values, judged.window, judged.name, judged.metric, figure: judged.figure,
        unit: judged.unit, asked: judged.asked, verdict: judged.verdict.rawValue)
    }
    for reading in point.latencies + point.utilisations {
      add(
        "point", number, point.values, reading.window, reading.subject, reading.metric, figure: reading.figure,
        unit: reading.unit)
    }
  }

  mutating func add(_ span: SweepResult.Span) {
    let ends = [("passes_from", span.passesFrom), ("passes_up_to", span.passesUpTo), ("fails_at", span.failsAt)]
    for (metric, value) in ends {
      guard let value else { continue }
      rows.append([
        variant, "break_even", "", value, "", span.objective ?? "all", metric, "", "", "", "", "", "", "",
      ])
    }
  }

  mutating func add(_ tornado: TornadoResult) {
    for input in tornado.inputs {
      for end in [input.low, input.high] {
        add("tornado", "", [end.value], "month", input.path, "cost.monthly", amount: end.monthly)
        guard let objective = tornado.objective else { continue }
        add(
          "tornado", "", [end.value], objective.window, input.path, "\(objective.of) \(objective.metric)",
          figure: end.objective, unit: objective.unit)
      }
    }
  }

  mutating func add(_ indices: SobolIndicesResult) {
    for input in indices.inputs {
      let responses = [
        ("cost.monthly", input.monthly), (indices.objective.map { "\($0.of) \($0.metric)" } ?? "", input.objective),
      ]
      for (name, pair) in responses {
        guard let pair else { continue }
        add("index", "", [input.from, input.to], "", input.path, "\(name) first", figure: pair.first, unit: "ratio")
        add("index", "", [input.from, input.to], "", input.path, "\(name) total", figure: pair.total, unit: "ratio")
      }
    }
  }
}
