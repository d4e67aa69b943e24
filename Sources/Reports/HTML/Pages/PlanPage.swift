// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// The sections of a plan.
enum PlanPage {
  static func sections(_ result: PlanResult) -> [HTMLPage.Section] {
    [
      .init("answer", "Answer", [verdict(result), HTMLBlocks.list(PlanReport.missed(result) + result.remarks)]),
      .init("plans", "Plans that meet the objectives", [plans(result)]),
      .init("charts", "Charts", [HTMLBlocks.pictures(Chart.all(of: result), prefix: "", level: 3)]),
      .init("slos", "Service level objectives of the answer", [objectives(result).markup]),
      .init("why", result.answer == nil ? "Why none" : "Why nothing cheaper", [reasons(result)]),
      .init("regret", "Least regret", regret(result.regret)),
      .init("growth", "Growth", growth(result.growth)),
      .init("what-if", "What if", [whatIf(result.whatIf ?? [])]),
      .init("method", "How this was computed", [HTMLBlocks.list(PlanReport.searched(result)), method(result)]),
    ]
  }

  private static func verdict(_ result: PlanResult) -> String {
    switch result.outcome {
    case .found: HTMLBlocks.verdict("✓", result.promise, .good)
    case .none: HTMLBlocks.verdict("✗", result.promise, .bad)
    case .unfinished: HTMLBlocks.verdict("?", result.promise, .doubt)
    }
  }

  /// More than these nobody reads; the JSON has them all.
  private static let mostPlans = 50

  private static func plans(_ result: PlanResult) -> String {
    let all = (result.answer.map { [$0] } ?? []) + result.others
    let shown = Array(all.prefix(mostPlans))
    var table = HTMLTable("plan-table", "The answer first, then the others by cost", PlanRanking.table(result, shown))
    guard !shown.isEmpty else { return "" }
    table.columns[0].title = "rank"
    for (place, plan) in shown.enumerated() {
      let isAnswer = place == 0 && result.answer != nil
      table.bodies[0].rows[place].cells[3].value =
        isAnswer ? plan.monthly.value : plan.more?.value ?? plan.monthly.value
      table.bodies[0].rows[place].cells[4].value = plan.latency?.value.map { "\($0)" }
    }
    let left = all.count - shown.count
    return table.markup + (left > 0 ? HTMLBlocks.list(["\(Words.plural(left, "plan")) more: -f json"]) : "")
  }

  private static func objectives(_ result: PlanResult) -> HTMLTable {
    let rows = (result.answer?.objectives ?? []).map { one -> HTMLTable.Row in
      let place = [one.window, one.circumstance].filter { !$0.isEmpty }.joined(separator: " ")
      let verdict =
        ObjectiveSection.mark(one.verdict) + " "
        + (one.withinRoom ? TextLine("within the room", .good) : ObjectiveSection.verdict(one.verdict))
      return HTMLTable.Row(cells: [
        .init("\(one.objective) \(one.metric)"), .init(one.of), .init(place), .init(one.asked, number: one.bound),
        .init(Words.value(one.value, unit: one.unit), number: one.value),
        .init(Words.interval(one.low, one.high, unit: one.unit), number: one.low),
        HTMLTable.Cell(verdict, value: one.verdict.rawValue),
      ])
    }
    return HTMLTable(
      "slo-table", "Every objective where it is worst",
      [
        .init(title: "SLO"), .init(title: "of"), .init(title: "window"), .init(title: "asked"),
        .init(title: "measured", alignsRight: true), .init(title: "interval", alignsRight: true),
        .init(title: "verdict"),
      ], rows, isSortable: rows.count > 1)
  }

  private static func reasons(_ result: PlanResult) -> String {
    let groups = PlanReasons.shown(result)
    guard !groups.isEmpty else { return "" }
    return HTMLTable("why-table", "Configurations that may be cheaper", PlanReasons.table(groups)).markup
  }

  private static func regret(_ regret: PlanResult.Regret?) -> [String] {
    guard let regret, !regret.plans.isEmpty else { return [] }
    let table = PlanOutlookSection.table(regret, most: mostPlans)
    return [
      HTMLBlocks.list([PlanOutlookSection.asked(regret)]),
      HTMLTable("regret-table", "Plans over all futures, the least regret first", table).markup,
      HTMLBlocks.list(PlanOutlookSection.sentences(regret)),
    ]
  }

  private static func growth(_ growth: PlanResult.Growth?) -> [String] {
    guard let growth else { return [] }
    return [
      HTMLBlocks.list(["\(growth.asked) for \(Words.plural(growth.months, "month"))"]),
      HTMLTable("growth-table", "What is used from month to month", PlanOutlookSection.table(growth)).markup,
    ]
  }

  private static func whatIf(_ changes: [PlanResult.WhatIf]) -> String {
    HTMLBlocks.list(
      changes.map { one in
        (TextLine(one.change, .heading) + TextLine(": \(PlanOutlookSection.words(one))"), one.flag)
      })
  }

  private static func method(_ result: PlanResult) -> String {
    HTMLBlocks.facts([
      ("asked", PlanReport.asked(result)), ("sure", PlanReport.percent(result.confidence)),
      ("room beyond a bound", PlanReport.percent(result.asked.room)),
      ("indifference", Words.dollars(result.asked.indifference)), ("procedure", result.procedure),
      ("seed", "\(result.seed)"), ("random numbers", result.madeBy.rng), ("program", result.madeBy.program),
      ("prices", PageWords.prices(result.madeBy)), ("scenario", "fingerprint \(result.scenario.fingerprint)"),
      ("changed", result.scenario.set.joined(separator: ", ")), ("schema", result.schema),
    ])
  }
}
