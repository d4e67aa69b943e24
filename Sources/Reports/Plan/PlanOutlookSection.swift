// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing

/// What a plan says besides its answer, for a terminal: what if, growth, least regret.
enum PlanOutlookSection {
  static func blocks(_ result: PlanResult, _ columns: Int) -> [[TextLine]] {
    [regret(result.regret, columns), growth(result.growth, columns), whatIf(result.whatIf, columns)]
  }

  // MARK: What if

  static func whatIf(_ all: [PlanResult.WhatIf]?, _ columns: Int) -> [TextLine] {
    guard let all, !all.isEmpty else { return [] }
    return all.enumerated().flatMap { place, one in
      let heading = TextLine(place == 0 ? say("WHAT IF") : "", .heading).padded(to: 9)
      return (heading + TextLine("\(said(one.change)): \(words(one))")).wrapped(to: columns, hanging: 11)
    }
  }

  /// `the same plan, +$12.00 a month`
  static func words(_ one: PlanResult.WhatIf) -> String {
    guard let choice = one.choice else {
      return one.isUnfinished ? say("not known when the budget ended") : say("no configuration meets the SLOs")
    }
    return [
      one.isSame ? say("the same plan") : choice.label, one.more.map { say("\(signed($0)) a month") },
      one.isUnfinished ? say("as far as the search went") : nil,
    ].compactMap(\.self).joined(separator: ", ")
  }

  static func signed(_ amount: String) -> String {
    amount.hasPrefix("-") ? Words.dollars(amount) : "+\(Words.dollars(amount))"
  }

  // MARK: Growth

  static func growth(_ growth: PlanResult.Growth?, _ columns: Int) -> [TextLine] {
    guard let growth else { return [] }
    let head = TextLine(say("GROWTH"), .heading) + TextLine("  \(asked(growth))")
    return head.wrapped(to: columns) + lines(table(growth), columns)
  }

  /// `5%/month for 12 months`
  static func asked(_ growth: PlanResult.Growth) -> String {
    "\(growth.asked) \(say("for \(say(count: growth.months, "month"))"))"
  }

  static func table(_ growth: PlanResult.Growth) -> TextTable {
    var table = TextTable(columns: [
      .init(title: say("MONTHS"), alignsRight: true), .init(title: say("TRAFFIC"), minimum: 8),
      .init(title: say("CONFIGURATION"), minimum: 14), .init(title: say("A MONTH"), minimum: 10),
      .init(title: say("UNTIL"), minimum: 12),
    ])
    for step in growth.steps {
      let isNone = step.choice == nil
      table.rows.append(
        .init(cells: [
          TextLine(step.first == step.last ? "\(step.first)" : "\(step.first) .. \(step.last)"),
          TextLine(range("\(Words.number(step.trafficFirst))x", "\(Words.number(step.trafficLast))x")),
          TextLine(step.choice?.label ?? say("none meets the SLOs"), isNone ? .bad : .plain), TextLine(dollars(step)),
          TextLine(until(step, growth)),
        ]))
    }
    return table
  }

  /// The table, or where there is no room for its columns each row as a sentence.
  private static func lines(_ table: TextTable, _ columns: Int) -> [TextLine] {
    if columns >= narrowest { return table.lines(columns) }
    return table.rows.flatMap { row -> [TextLine] in
      let first = row.cells[0].text.trimmingPrefix("▶ ")
      let rest = row.cells.indices.dropFirst().map { place in
        "\(table.columns[place].title.lowercased()) \(row.cells[place].text)"
      }
      return TextLine("\(first.trimmingPrefix("  ")): \(rest.joined(separator: ", "))").wrapped(
        to: columns, hanging: 4)
    }
  }

  private static let narrowest = 76

  static func dollars(_ step: PlanResult.Growth.Step) -> String {
    guard let first = step.monthlyFirst, let last = step.monthlyLast else { return "-" }
    return range(Words.dollars(first), Words.dollars(last))
  }

  static func until(_ step: PlanResult.Growth.Step, _ growth: PlanResult.Growth) -> String {
    guard step.choice != nil else { return "-" }
    guard step.last < growth.months else { return say("the horizon") }
    return say("month \(step.last + 1) misses \(step.misses.joined(separator: ", "))")
  }

  private static func range(_ low: String, _ high: String) -> String { low == high ? low : "\(low) .. \(high)" }

  // MARK: Least regret

  private static let mostPlans = 6

  static func regret(_ regret: PlanResult.Regret?, _ columns: Int) -> [TextLine] {
    guard let regret, !regret.plans.isEmpty else { return [] }
    var lines = (TextLine(say("LEAST REGRET"), .heading) + TextLine("  \(asked(regret))")).wrapped(
      to: columns, hanging: 2)
    lines += Self.lines(table(regret, most: mostPlans), columns)
    let left = regret.plans.count - mostPlans
    if left > 0 { lines.append(TextLine("  \(say("\(say(count: left, "plan")) more: -f json"))")) }
    for sentence in sentences(regret) { lines += TextLine("  \(sentence)").wrapped(to: columns, hanging: 2) }
    return lines
  }

  static func table(_ regret: PlanResult.Regret, most: Int) -> TextTable {
    var table = TextTable(columns: [
      .init(title: say("CONFIGURATION"), minimum: 14),
      .init(title: say("REGRET A MONTH"), alignsRight: true, minimum: 9),
      .init(title: say("AT MOST"), alignsRight: true), .init(title: say("HOLDS IN"), minimum: 9),
      .init(title: say("BILL, MEAN"), alignsRight: true, minimum: 8),
    ])
    for (place, plan) in regret.plans.prefix(most).enumerated() {
      let paint: Paint = place == 0 ? .heading : .plain
      table.rows.append(
        .init(cells: [
          TextLine("\(place == 0 ? "▶ " : "  ")\(label(plan))", paint),
          TextLine(Words.dollars(plan.meanRegret), paint), TextLine(Words.dollars(plan.greatestRegret), paint),
          TextLine(holds(plan), paint), TextLine(Words.dollars(plan.meanMonthly), paint),
        ]))
    }
    return table
  }

  /// `base: tasks 24 (the answer)`
  static func label(_ plan: PlanResult.Regret.Plan) -> String {
    plan.isAnswer ? "\(plan.label) (\(say("the answer")))" : plan.label
  }

  /// `16 futures of uploads 2 .. 6 .. 20/s · a dollar too many counts 1, an hour missed $200`
  static func asked(_ regret: PlanResult.Regret) -> String {
    let sources = regret.sources.map { source in
      "\(source.name) \(Words.number(source.low)) .. \(Words.number(source.likely)) .. \(Words.number(source.high))/s"
    }
    let futures = "\(say(count: regret.futures.count, "future")) \(say("of \(sources.joined(separator: ", "))"))"
    let (money, hour) = (Words.number(regret.costTooHigh), Words.dollars(regret.missedPerHour))
    return "\(futures) · \(say("a dollar too many counts \(money), an hour that misses an SLO \(hour)"))"
  }

  /// `15 of 16 (70% .. 100%)`
  static func holds(_ plan: PlanResult.Regret.Plan) -> String {
    let held = plan.futures.count { $0.misses.isEmpty }
    // Only English has a word between the two numbers.
    let share = "\(held)\(Language.current == .english ? " of " : "/")\(plan.futures.count)"
    guard let low = plan.holds.low, let high = plan.holds.high else { return share }
    return "\(share) (\(Words.percent(low, decimals: 0)) .. \(Words.percent(high, decimals: 0)))"
  }

  /// What the chosen plan misses, and what no plan meets.
  static func sentences(_ regret: PlanResult.Regret) -> [String] {
    guard let best = regret.plans.first else { return [] }
    var sentences: [String] = []
    for (future, entry) in zip(regret.futures, best.futures) where !entry.misses.isEmpty {
      let hours = Decimal(exactText: entry.hoursMissed) ?? 0
      let (rates, misses) = (rates(future, regret), entry.misses.joined(separator: ", "))
      sentences.append(
        hours > 0
          ? say("future \(future.number) (\(rates)): it misses \(misses) in \(Money.plain(hours)) h of the month")
          : say("future \(future.number) (\(rates)): it misses \(misses)"))
    }
    let most = 3
    let left = sentences.count - most
    sentences = Array(sentences.prefix(most))
    if left > 0 { sentences.append(say("and in \(say(count: left, "future")) more")) }
    let hopeless = regret.futures.filter { !$0.canBeMet }.map { String($0.number) }
    if !hopeless.isEmpty {
      let numbers = hopeless.joined(separator: ", ")
      sentences.append(
        hopeless.count == 1
          ? say("in future \(numbers) none of these plans meets the SLOs")
          : say("in futures \(numbers) none of these plans meets the SLOs"))
    }
    if !best.isAnswer {
      sentences.append(say("with -o plan.json its settings are those of sluice expand FILE -v plan.json:least-regret"))
    }
    return sentences
  }

  static func rates(_ future: PlanResult.Regret.Future, _ regret: PlanResult.Regret) -> String {
    zip(regret.sources, future.rates).map { "\($0.name) \(Words.number($1))/s" }.joined(separator: ", ")
  }
}
