// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports

/// What a plan's report says besides its answer, in every form.
@Suite struct PlanOutlookReportTests {
  private static func choice(_ tasks: Int, _ variant: String = "base") -> PlanResult.Choice {
    .init(
      label: "\(variant): tasks \(tasks)", variant: variant,
      settings: [.init(path: "workers.resizer.tasks", value: "\(tasks)")])
  }

  static var growth: PlanResult.Growth {
    .init(
      asked: "5%/month", perMonth: 0.05, months: 12,
      steps: [
        .init(
          first: 1, last: 6, trafficFirst: 1, trafficLast: 1.2762815625, choice: choice(4), monthlyFirst: "101.5",
          monthlyLast: "103.25", misses: ["fresh"]),
        .init(
          first: 7, last: 12, trafficFirst: 1.340095640625, trafficLast: 1.7103393581, choice: choice(6),
          monthlyFirst: "151.75", monthlyLast: "154.5", misses: []),
      ], replications: 10)
  }

  static var regret: PlanResult.Regret {
    func plan(_ tasks: Int, _ regrets: [String], _ missed: [String], mean: String, held: Int) -> PlanResult.Regret.Plan
    {
      let choice = choice(tasks)
      return .init(
        label: choice.label, variant: choice.variant, settings: choice.settings, isAnswer: tasks == 4,
        holds: Figure(value: Double(held) / 2, low: 0.0126, high: held == 2 ? 1 : 0.9874, n: 2), meanRegret: mean,
        greatestRegret: regrets[1], meanMonthly: "123.45",
        futures: zip(regrets, missed).map { regret, hours in
          .init(monthly: "120.25", hoursMissed: hours, misses: hours == "0" ? [] : ["fresh"], regret: regret)
        })
    }
    return .init(
      sources: [.init(name: "uploads", low: 2, likely: 6, high: 20)],
      futures: [
        .init(number: 1, rates: [3.5], quantiles: [0.2], best: choice(4), bestMonthly: "100", canBeMet: true),
        .init(number: 2, rates: [23.5], quantiles: [0.97], best: nil, bestMonthly: "150", canBeMet: false),
      ],
      plans: [
        plan(6, ["20.25", "8000"], ["0", "40"], mean: "4010.126", held: 1),
        plan(4, ["0", "9000"], ["0", "45"], mean: "4500", held: 1),
      ], costTooHigh: 1, missedPerHour: "200", confidence: 0.95, replications: 10)
  }

  static var whatIf: [PlanResult.WhatIf] {
    [
      .init(
        change: "traffic x2", flag: "-x 2", choice: choice(8), monthly: "201.5", more: "100.25", isSame: false,
        isUnfinished: false),
      .init(
        change: "fargate x86:vcpu +10%", flag: nil, choice: choice(4), monthly: "108.5", more: "7", isSame: true,
        isUnfinished: false),
      .init(
        change: "nothing at all", flag: nil, choice: nil, monthly: nil, more: nil, isSame: false, isUnfinished: false),
    ]
  }

  static var result: PlanResult {
    let run = Samples.thumbnails
    return PlanResult(
      partial: false, madeBy: run.madeBy, scenario: run.scenario, seed: 7, confidence: 0.95, procedure: "ocba",
      asked: .init(
        headroom: 1, survive: nil, room: 0.05, indifference: "0", mostReplications: nil, circumstances: [""],
        objectives: ["fresh"]), outcome: .none, promise: "No promise.", remarks: [], counts: PlanResult.Counts(),
      latency: nil, answer: nil, others: [], rejected: [], whyNot: [], front: [], miss: nil, brokenClaims: [],
      headroom: nil, sensitivity: nil, whatIf: whatIf, growth: growth, regret: regret)
  }

  private static var sections: String {
    PlanOutlookSection.blocks(result, 100).joined().map { $0.rendered(TextStyle(width: 100)) + "\n" }.joined()
  }

  @Test func theSectionsAtAHundredColumns() {
    #expect(
      Self.sections == """
        LEAST REGRET  2 futures of uploads 2 .. 6 .. 20/s · a dollar too many counts 1, an hour that misses
          an SLO $200.00
        CONFIGURATION                 REGRET A MONTH    AT MOST  HOLDS IN            BILL, MEAN
        ▶ base: tasks 6                    $4,010.13  $8,000.00  1 of 2 (1% .. 99%)     $123.45
          base: tasks 4 (the answer)       $4,500.00  $9,000.00  1 of 2 (1% .. 99%)     $123.45
          future 2 (uploads 23.5/s): it misses fresh in 40 h of the month
          in future 2 none of these plans meets the SLOs
          with -o plan.json its settings are those of sluice expand FILE -v plan.json:least-regret
        GROWTH  5%/month for 12 months
         MONTHS  TRAFFIC         CONFIGURATION  A MONTH             UNTIL
         1 .. 6  1x .. 1.28x     base: tasks 4  $101.50 .. $103.25  month 7 misses fresh
        7 .. 12  1.34x .. 1.71x  base: tasks 6  $151.75 .. $154.50  the horizon
        WHAT IF  traffic x2: base: tasks 8, +$100.25 a month
                 fargate x86:vcpu +10%: the same plan, +$7.00 a month
                 nothing at all: no configuration meets the SLOs

        """)
  }

  @Test(arguments: [40, 60, 80, 100, 200]) func noLineIsTooLong(width: Int) {
    for ascii in [false, true] {
      let text = PlanReport.table(Self.result, TextStyle(ascii: ascii, width: width))
      for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= width, "\(line)") }
      if ascii { #expect(text.utf8.allSatisfy { $0 < 0x80 }) }
      for word in ["LEAST REGRET", "GROWTH", "WHAT IF"] { #expect(text.contains(word)) }
    }
  }

  /// One value, many pictures: what stands in the JSON and in the rows of the CSV is the same.
  @Test func jsonAndCSVHaveTheSameNumbers() throws {
    let read = try PlanReport.read(json: Data(try PlanReport.json(Self.result).utf8))
    #expect(read.growth?.steps.map(\.monthlyLast) == ["103.25", "154.5"])
    #expect(read.regret?.plans.map(\.meanRegret) == ["4010.126", "4500"])
    #expect(read.whatIf?.map(\.more) == ["100.25", "7", nil])
    #expect(read.regret?.plans.first?.settings == Self.choice(6).settings)
    let lines = PlanReport.csv(Self.result).split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    }
    let heading = try #require(lines.first)
    #expect(lines.allSatisfy { $0.count == heading.count })
    func values(_ kind: String, _ metric: String, _ label: String) throws -> [String] {
      let columns = try ["kind", "metric", "configuration", "value"].map { try #require(heading.firstIndex(of: $0)) }
      return lines.filter { $0[columns[0]] == kind && $0[columns[1]] == metric && $0[columns[2]] == label }
        .map { $0[columns[3]] }
    }
    #expect(try values("growth", "cost.monthly", "base: tasks 4") == ["101.5", "103.25"])
    #expect(try values("growth", "traffic", "base: tasks 6") == ["1.340095640625", "1.7103393581"])
    #expect(try values("regret", "regret.mean", "base: tasks 6") == ["4010.126"])
    #expect(try values("regret", "holds", "base: tasks 6") == ["0.5"])
    #expect(try values("future", "regret", "base: tasks 4") == ["0", "9000"])
    #expect(try values("future", "hours_missed", "base: tasks 6") == ["0", "40"])
    #expect(try values("what_if", "traffic x2", "base: tasks 8") == ["100.25"])
  }

  @Test func markdownHasThemToo() {
    let text = PlanReport.markdown(Self.result)
    #expect(text.contains("| **base: tasks 6** | **$4,010.13** | **$8,000.00** |"))
    #expect(text.contains("| 1 .. 6 | 1x .. 1.28x | base: tasks 4 | $101.50 .. $103.25 | month 7 misses fresh |"))
    #expect(text.contains("* traffic x2: base: tasks 8, +$100.25 a month"))
  }

  @Test func whatWasNotAskedForIsNotThere() {
    var result = Self.result
    (result.growth, result.regret, result.whatIf) = (nil, nil, nil)
    #expect(PlanOutlookSection.blocks(result, 80).joined().isEmpty)
    #expect(PlanOutlookSection.csv(result).isEmpty)
    #expect(PlanOutlookSection.markdown(result) { $0 }.isEmpty)
  }
}
