// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// The sections of a plan.
enum PlanPage {
  static func sections(_ result: PlanResult) -> [HTMLPage.Section] {
    [
      .init(
        "answer", say("Answer"),
        [verdict(result), HTMLBlocks.list(PlanReport.missed(result) + result.remarks.map(said))]),
      .init("plans", say("Plans that meet the objectives"), [plans(result)]),
      .init("charts", say("Charts"), [HTMLBlocks.pictures(Chart.all(of: result), prefix: "", level: 3)]),
      .init("slos", say("Service level objectives of the answer"), [objectives(result).markup]),
      .init("why", result.answer == nil ? say("Why none") : say("Why nothing cheaper"), [reasons(result)]),
      .init("regret", say("Least regret"), regret(result.regret)),
      .init("growth", say("Growth"), growth(result.growth)),
      .init("what-if", say("What if"), [whatIf(result.whatIf ?? [])]),
      .init("method", say("How this was computed"), [HTMLBlocks.list(PlanReport.searched(result)), method(result)]),
    ]
  }

  private static func verdict(_ result: PlanResult) -> String {
    switch result.outcome {
    case .found: HTMLBlocks.verdict("✓", said(result.promise), .good)
    case .none: HTMLBlocks.verdict("✗", said(result.promise), .bad)
    case .unfinished: HTMLBlocks.verdict("?", said(result.promise), .doubt)
    }
  }

  /// More than these nobody reads; the JSON has them all.
  private static let mostPlans = 50

  private static func plans(_ result: PlanResult) -> String {
    let all = (result.answer.map { [$0] } ?? []) + result.others
    let shown = Array(all.prefix(mostPlans))
    var table = HTMLTable(
      "plan-table", say("The answer first, then the others by cost"), PlanRanking.table(result, shown))
    guard !shown.isEmpty else { return "" }
    table.columns[0].title = say("rank")
    for (place, plan) in shown.enumerated() {
      let isAnswer = place == 0 && result.answer != nil
      table.bodies[0].rows[place].cells[3].value =
        isAnswer ? plan.monthly.value : plan.more?.value ?? plan.monthly.value
      table.bodies[0].rows[place].cells[4].value = plan.latency?.value.map { "\($0)" }
    }
    let left = all.count - shown.count
    return table.markup + (left > 0 ? HTMLBlocks.list([say("\(say(count: left, "plan")) more: -f json")]) : "")
  }

  private static func objectives(_ result: PlanResult) -> HTMLTable {
    let rows = (result.answer?.objectives ?? []).map { one -> HTMLTable.Row in
      let place = [one.window, said(one.circumstance)].filter { !$0.isEmpty }.joined(separator: " ")
      let verdict =
        ObjectiveSection.mark(one.verdict) + " "
        + (one.withinRoom ? TextLine(say("within the room"), .good) : ObjectiveSection.verdict(one.verdict))
      return HTMLTable.Row(cells: [
        .init("\(one.objective) \(one.metric)"), .init(one.of), .init(place), .init(one.asked, number: one.bound),
        .init(Words.value(one.value, unit: one.unit), number: one.value),
        .init(Words.interval(one.low, one.high, unit: one.unit), number: one.low),
        HTMLTable.Cell(verdict, value: one.verdict.rawValue),
      ])
    }
    return HTMLTable(
      "slo-table", say("Every objective where it is worst"),
      [
        .init(title: say("SLO")), .init(title: say("of")), .init(title: say("window")), .init(title: say("asked")),
        .init(title: say("measured"), alignsRight: true), .init(title: say("interval"), alignsRight: true),
        .init(title: say("verdict")),
      ], rows, isSortable: rows.count > 1)
  }

  private static func reasons(_ result: PlanResult) -> String {
    let groups = PlanReasons.shown(result)
    guard !groups.isEmpty else { return "" }
    return HTMLTable("why-table", say("Configurations that may be cheaper"), PlanReasons.table(groups)).markup
  }

  private static func regret(_ regret: PlanResult.Regret?) -> [String] {
    guard let regret, !regret.plans.isEmpty else { return [] }
    let table = PlanOutlookSection.table(regret, most: mostPlans)
    return [
      HTMLBlocks.list([PlanOutlookSection.asked(regret)]),
      HTMLTable("regret-table", say("Plans over all futures, the least regret first"), table).markup,
      HTMLBlocks.list(PlanOutlookSection.sentences(regret)),
    ]
  }

  private static func growth(_ growth: PlanResult.Growth?) -> [String] {
    guard let growth else { return [] }
    return [
      HTMLBlocks.list([PlanOutlookSection.asked(growth)]),
      HTMLTable("growth-table", say("What is used from month to month"), PlanOutlookSection.table(growth)).markup,
    ]
  }

  private static func whatIf(_ changes: [PlanResult.WhatIf]) -> String {
    HTMLBlocks.list(
      changes.map { one in
        (TextLine(said(one.change), .heading) + TextLine(": \(PlanOutlookSection.words(one))"), one.flag)
      })
  }

  private static func method(_ result: PlanResult) -> String {
    HTMLBlocks.facts([
      (say("asked"), PlanReport.asked(result)), (say("sure"), PlanReport.percent(result.confidence)),
      (say("room beyond a bound"), PlanReport.percent(result.asked.room)),
      (say("indifference"), Words.dollars(result.asked.indifference)), (say("procedure"), result.procedure),
      (say("seed"), "\(result.seed)"), (say("random numbers"), result.madeBy.rng),
      (say("program"), result.madeBy.program), (say("prices"), PageWords.prices(result.madeBy)),
      (say("scenario"), say("fingerprint \(result.scenario.fingerprint)")),
      (say("changed"), result.scenario.set.joined(separator: ", ")), (say("schema"), result.schema),
    ])
  }
}
