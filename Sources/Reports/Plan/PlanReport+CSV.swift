// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension PlanReport {
  /// The result as comma-separated values, one row for each number.
  ///
  /// `kind` is `count`, `answer` (the chosen configuration's month), `other` (that of another one which meets the
  /// objectives), `objective` (a figure of one of them), `rejected` (a lower bound and the reason), `front` (cost and
  /// latency of everything simulated, `status` says whether it lies on the front) or `headroom`.
  public static func csv(_ result: PlanResult) -> String {
    let heading = [
      "kind", "number", "variant", "configuration", "objective", "metric", "window", "circumstance", "value", "low",
      "high", "n", "status", "reason",
    ]
    let search = counts(result) + plans(result) + rejected(result) + front(result) + headroom(result)
    return CSV.text([heading] + search + PlanOutlookSection.csv(result))
  }

  private static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  private static func row(
    _ kind: String, _ plan: (number: Int, variant: String, label: String)? = nil, objective: String = "",
    metric: String = "", window: String = "", circumstance: String = "", value: String = "", low: String = "",
    high: String = "", n: String = "", status: String = "", reason: String = ""
  ) -> [String] {
    [kind, plan.map { String($0.number) } ?? "", plan?.variant ?? "", plan?.label ?? "", objective, metric, window]
      + [circumstance, value, low, high, n, status, reason]
  }

  private static func counts(_ result: PlanResult) -> [[String]] {
    let counts = result.counts
    let all = [
      ("searched", counts.searched), ("cannot_work", counts.cannotWork), ("dearer", counts.dearer),
      ("ruled_out", counts.ruledOut), ("too_dear", counts.tooDear), ("simulated", counts.simulated),
      ("left", counts.left), ("replications", counts.replications), ("fresh", counts.fresh),
    ]
    return all.map { row("count", metric: $0.0, value: String($0.1)) }
  }

  private static func plans(_ result: PlanResult) -> [[String]] {
    let answer = result.answer.map { [($0, "answer")] } ?? []
    return (answer + result.others.map { ($0, "other") }).flatMap { plan, kind -> [[String]] in
      let name = (plan.number, plan.variant, plan.label)
      let cost = row(
        kind, name, metric: "cost.monthly", window: "month", value: plan.monthly.value, low: plan.monthly.low ?? "",
        high: plan.monthly.high ?? "", n: String(plan.monthly.n), status: plan.isChecked ? "checked" : "searched")
      return [cost]
        + plan.objectives.map { one in
          row(
            "objective", name, objective: one.objective, metric: one.metric, window: one.window,
            circumstance: one.circumstance, value: number(one.value), low: number(one.low), high: number(one.high),
            n: String(one.n), status: one.withinRoom ? "within room" : one.verdict.rawValue, reason: one.asked)
        }
    }
  }

  private static func rejected(_ result: PlanResult) -> [[String]] {
    result.rejected.map { one in
      row(
        "rejected", (one.number, one.variant, one.label), objective: one.judged?.objective ?? "",
        metric: "lower_bound", window: one.judged?.window ?? "", circumstance: one.judged?.circumstance ?? "",
        value: one.lowerBound, n: String(one.replications), status: one.kind.rawValue, reason: one.reason)
    }
  }

  private static func front(_ result: PlanResult) -> [[String]] {
    result.front.flatMap { point -> [[String]] in
      let name = (point.number, "", point.label)
      let status = point.isOnFront ? "front" : point.meets ? "meets" : "fails"
      let cost = row(
        "front", name, metric: point.isBound ? "lower_bound" : "cost.monthly", value: point.monthly, status: status)
      guard let latency = point.latency else { return [cost] }
      return [cost, row("front", name, metric: "latency", value: number(latency), status: status)]
    }
  }

  private static func headroom(_ result: PlanResult) -> [[String]] {
    (result.headroom ?? []).map { one in
      row(
        "headroom", objective: one.objective, metric: "traffic", value: number(one.factor.value),
        low: number(one.factor.low), high: number(one.factor.high), n: String(one.factor.n),
        status: one.isBeyond ? "beyond" : "", reason: one.because ?? "")
    }
  }
}
