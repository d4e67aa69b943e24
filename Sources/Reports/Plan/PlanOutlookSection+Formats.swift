// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension PlanOutlookSection {
  /// Rows of ``PlanReport/csv(_:)``.
  ///
  /// `kind` is `what_if` (`metric` says what is changed, `value` is what it costs more), `growth` (by month: the bill of the
  /// first and of the last month in which a configuration is used), `regret` (of a plan over all futures) or `future` (of a
  /// plan in a future, whose number stands under `window`).
  static func csv(_ result: PlanResult) -> [[String]] {
    let changes = (result.whatIf ?? []).map { one in
      row(
        "what_if", one.choice, metric: one.change, value: one.more ?? "",
        status: one.isUnfinished ? "unfinished" : one.choice == nil ? "none" : one.isSame ? "same" : "other")
    }
    let growth = (result.growth?.steps ?? []).flatMap { step -> [[String]] in
      let until = step.misses.joined(separator: " ")
      guard let first = step.monthlyFirst, let last = step.monthlyLast else {
        return [row("growth", step.choice, metric: "traffic", window: "\(step.first)", value: "\(step.trafficFirst)")]
      }
      let ends = [(step.first, first, step.trafficFirst), (step.last, last, step.trafficLast)]
      return ends.prefix(step.first == step.last ? 1 : 2).flatMap { month, cost, traffic in
        [
          row("growth", step.choice, metric: "cost.monthly", window: "\(month)", value: cost, reason: until),
          row("growth", step.choice, metric: "traffic", window: "\(month)", value: "\(traffic)"),
        ]
      }
    }
    return changes + growth + regret(result.regret)
  }

  private static func regret(_ regret: PlanResult.Regret?) -> [[String]] {
    guard let regret else { return [] }
    return regret.plans.flatMap { plan -> [[String]] in
      let choice = PlanResult.Choice(label: plan.label, variant: plan.variant, settings: plan.settings)
      let holds = row(
        "regret", choice, metric: "holds", value: "\(plan.holds.value)", low: plan.holds.low.map { "\($0)" } ?? "",
        high: plan.holds.high.map { "\($0)" } ?? "", n: "\(plan.holds.n)", status: plan.isAnswer ? "answer" : "")
      return [
        row("regret", choice, metric: "regret.mean", value: plan.meanRegret),
        row("regret", choice, metric: "regret.max", value: plan.greatestRegret),
        row("regret", choice, metric: "cost.monthly", value: plan.meanMonthly), holds,
      ]
        + zip(regret.futures, plan.futures).flatMap { future, entry in
          let window = "\(future.number)"
          let missed = entry.misses.joined(separator: " ")
          return [
            row("future", choice, metric: "regret", window: window, value: entry.regret, reason: missed),
            row("future", choice, metric: "cost.monthly", window: window, value: entry.monthly),
            row("future", choice, metric: "hours_missed", window: window, value: entry.hoursMissed),
          ]
        }
    }
  }

  /// In the columns of ``PlanReport/csv(_:)``.
  private static func row(
    _ kind: String, _ choice: PlanResult.Choice?, metric: String, window: String = "", value: String, low: String = "",
    high: String = "", n: String = "", status: String = "", reason: String = ""
  ) -> [String] {
    [kind, "", choice?.variant ?? "", choice?.label ?? "", "", metric, window, "", value, low, high, n, status, reason]
  }

  /// Sections of ``PlanReport/markdown(_:)``.
  ///
  /// - Parameter cell: makes a text that does not end its cell.
  static func markdown(_ result: PlanResult, cell: (String) -> String) -> String {
    var text = ""
    if let regret = result.regret, !regret.plans.isEmpty {
      text += "### \(say("Least regret"))\n\n\(cell(asked(regret)))\n\n"
      let titles = [
        say("configuration"), say("regret a month"), say("at most"), say("holds in"), say("bill, mean"),
      ]
      text += "| \(titles.joined(separator: " | ")) |\n| --- | ---: | ---: | --- | ---: |\n"
      for (place, plan) in regret.plans.enumerated() {
        let cells = [
          cell(plan.label) + (plan.isAnswer ? " (\(say("the answer")))" : ""), Words.dollars(plan.meanRegret),
          Words.dollars(plan.greatestRegret), holds(plan), Words.dollars(plan.meanMonthly),
        ]
        text += "| " + cells.map { place == 0 ? "**\($0)**" : $0 }.joined(separator: " | ") + " |\n"
      }
      text += "\n" + sentences(regret).map { "* \(cell($0))\n" }.joined() + "\n"
    }
    if let growth = result.growth {
      text += "### \(say("Growth"))\n\n\(cell(asked(growth)))\n\n"
      let titles = [say("months"), say("traffic"), say("configuration"), say("a month"), say("until")]
      text += "| \(titles.joined(separator: " | ")) |\n| ---: | ---: | --- | ---: | --- |\n"
      for step in growth.steps {
        let months = step.first == step.last ? "\(step.first)" : "\(step.first) .. \(step.last)"
        let traffic = "\(Words.number(step.trafficFirst))x .. \(Words.number(step.trafficLast))x"
        text +=
          "| \(months) | \(traffic) | \(cell(step.choice?.label ?? say("none meets the SLOs"))) | \(dollars(step)) | "
        text += "\(cell(until(step, growth))) |\n"
      }
      text += "\n"
    }
    let changes = result.whatIf ?? []
    if !changes.isEmpty {
      let items = changes.map { "* \(cell("\(said($0.change)): \(words($0))"))\n" }
      text += "### \(say("What if"))\n\n\(items.joined())\n"
    }
    return text
  }
}
