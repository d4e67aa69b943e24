// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing

/// The lines of a bill, each with its explanation: how many units, at what price, by which tiers, and what it was counted
/// from.
enum CostTable {
  static func lines(_ statement: CostStatement, _ style: TextStyle) -> [TextLine] {
    let cost = statement.cost
    let numbers = CostSources.numbers(cost)
    var table = TextTable(
      columns: [
        .init(title: say("PART"), minimum: 8), .init(title: say("what is paid for"), minimum: 16),
        .init(title: say("quantity"), alignsRight: true),
        .init(title: say("unit price"), alignsRight: true, minimum: 12),
        .init(title: say("amount"), alignsRight: true),
      ], indent: 4)
    table.rows = CostSection.rows(cost) { style.quiet ? [] : explanation($0, numbers) }
    for credit in cost.credits {
      table.rows.append(
        .init(
          cells: ["", TextLine(said(credit.title)), "", "", TextLine(Words.dollars(credit.shown))],
          below: style.quiet ? [] : [TextLine("\(Words.exactDollars(credit.amount)), \(credit.source)")]))
    }
    for missing in cost.notPriced {
      table.rows.append(
        .init(cells: [
          TextLine(missing.part), TextLine(said(missing.title)), TextLine(Words.decimal(missing.quantity)),
          TextLine("?"),
          TextLine(say("not priced"), .doubt),
        ]))
    }
    table.rows.append(
      .init(cells: [
        "", "", "", TextLine(cost.atLeast ? say("at least") : say("total"), .heading),
        TextLine(Words.dollars(cost.monthly), .heading),
      ]))
    return table.lines(style.columns)
  }

  /// How a line's amount comes about: `15,873,317.16129 request x $0.0000004 = $6.349326864516 [1]`.
  static func explanation(_ line: CostResult.Line, _ numbers: [String: Int]) -> [TextLine] {
    let source = numbers[CostSources.key(line)].map { " [\($0)]" } ?? ""
    var lines: [TextLine] = []
    for (place, tier) in line.tiers.enumerated() {
      let isLast = place == line.tiers.count - 1
      var text = "\(Words.decimal(tier.quantity)) \(line.unit) x \(Words.exactDollars(tier.price))"
      text += " = \(Words.exactDollars(tier.amount))"
      if line.tiers.count > 1 || tier.from != "0" {
        let from = Words.decimal(tier.from)
        let range = tier.to.map { say("from \(from) to \(Words.decimal($0))") } ?? say("from \(from) on")
        text += " (\(range))"
      }
      lines.append(TextLine(text + (isLast ? source : "")))
    }
    if line.windows.count > 1 {
      let shares = line.windows.map { "\(Words.decimal(Self.short($0.quantity))) \($0.window)" }
      lines.append(TextLine(shares.joined(separator: " + ")))
    }
    lines.append(TextLine(say("counted: \(said(line.countedFrom))")))
    return lines
  }

  /// A quantity to a thousandth, for a breakdown.
  private static func short(_ text: String) -> String {
    Decimal(exactText: text).map { Money.plain($0.rounded(places: 3)) } ?? text
  }

  /// What each window has of the total; empty where there is only one.
  static func windows(_ statement: CostStatement, _ columns: Int) -> [TextLine] {
    let cost = statement.cost
    guard cost.windows.count > 1 else { return [] }
    var table = TextTable(
      columns: [
        .init(title: say("WINDOW"), minimum: 8), .init(title: say("hours"), alignsRight: true),
        .init(title: say("amount"), alignsRight: true), .init(title: say("an hour"), alignsRight: true),
      ])
    for window in cost.windows {
      let hours = Decimal(exactText: window.hours) ?? 0
      let amount = Decimal(exactText: window.amount) ?? 0
      table.rows.append(
        .init(cells: [
          TextLine(window.window), TextLine(Words.decimal(window.hours)), TextLine(Words.dollars(window.shown)),
          TextLine(hours > 0 ? Money.rough((amount / hours).rounded(places: 9)) : "-"),
        ]))
    }
    return table.lines(columns)
  }
}
