// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension CompareReport {
  /// The result as comma-separated values, one row for each number.
  ///
  /// * `kind` is `value`, `vs_base` (the difference from the base), `vs_best` (from the best of the others), `cost`,
  ///   `slo`, `requires`, `survives`, `standing`, or of a break-even `at` (a bill at a value of the range, in `window`)
  ///   and `change` (value: the first place where the variant is the cheapest, low and high its interval, subject: who was
  ///   the cheapest before).
  /// * Numbers are in full and in base units; `verdict` is a word: of a difference `less`, `more`, `same` or `untold`.
  public static func csv(_ result: CompareResult) -> String {
    let heading = [
      "variant", "kind", "window", "subject", "metric", "stat", "value", "low", "high", "n", "unit", "asked", "verdict",
    ]
    return CSV.text([heading] + result.variants.flatMap { rows($0, result) } + breakEven(result))
  }

  private static func rows(_ variant: CompareResult.Variant, _ result: CompareResult) -> [[String]] {
    var rows: [[String]] = []
    func add(
      _ kind: String, _ window: String, _ subject: String, _ metric: String, _ statistic: String, _ numbers: [String],
      _ unit: String = "", asked: String = "", _ verdict: String = ""
    ) {
      rows.append([variant.label, kind, window, subject, metric, statistic] + numbers + [unit, asked, verdict])
    }
    add(
      "standing", "", "", "", "", numbers(nil as Figure?),
      CompareWords.isCheapest(variant, result) ? "cheapest" : "",
      variant.standing.rawValue)
    for one in variant.readings {
      add("value", one.window, one.subject, one.metric, one.statistic, numbers(one.figure), one.unit)
    }
    for (kind, differences) in [("vs_base", variant.differences), ("vs_best", variant.fromBest)] {
      for one in differences {
        add(
          kind, one.window, one.subject, one.metric, one.statistic, numbers(one.figure), one.unit, one.told.rawValue)
      }
    }
    add("value", "month", "cost", "total", "monthly", numbers(variant.monthly), "USD")
    for (kind, difference) in [("vs_base", variant.monthlyDifference), ("vs_best", variant.monthlyFromBest)] {
      guard let difference else { continue }
      add(
        kind, "month", "cost", "total", "monthly", numbers(difference.amount), "USD", difference.told.rawValue)
    }
    for line in variant.cost?.lines ?? [] {
      add("cost", "month", line.part, line.meter, "amount", [line.amount, "", "", ""], "USD")
    }
    for slo in variant.slos {
      let figure = slo.value.map { Figure(value: $0, low: slo.low, high: slo.high, n: slo.n) }
      add(
        "slo", slo.window, slo.name, slo.metric, "", numbers(figure), slo.unit, asked: slo.asked, slo.verdict.rawValue)
    }
    for one in variant.requirements ?? [] {
      add(
        "requires", "", one.of, one.ability, "", [one.able ? "1" : "0", "", "", ""], asked: one.asked, one.answer)
    }
    for one in variant.survivals where !one.windows.isEmpty {
      add(
        "survives", one.windows.joined(separator: " "), one.subject ?? "", "recovery_time", one.fault,
        numbers(one.recovery), "s", one.verdict?.rawValue ?? "")
    }
    return rows
  }

  private static func breakEven(_ result: CompareResult) -> [[String]] {
    guard let even = result.breakEven else { return [] }
    let points = even.points.flatMap { point in
      zip(even.labels, point.monthly).map { label, amount in
        [label, "at", number(point.value), even.path, "total", "monthly"] + numbers(amount)
          + ["USD", "", label == point.cheapest ? "cheapest" : ""]
      }
    }
    let changes = even.changes.map { change in
      [
        change.to, "change", "", change.from, even.path, "break_even", number(change.after), number(change.low),
        number(change.high), String(even.replications), even.unit, "", "",
      ]
    }
    return points + changes
  }

  /// The shortest digits that read back to the same number.
  private static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  private static func numbers(_ figure: Figure?) -> [String] {
    [number(figure?.value), number(figure?.low), number(figure?.high), figure.map { String($0.n) } ?? ""]
  }

  private static func numbers(_ amount: CostResult.Amount?) -> [String] {
    [amount?.value ?? "", amount?.low ?? "", amount?.high ?? "", amount.map { String($0.n) } ?? ""]
  }
}
