// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing

/// The first and the last lines of a bill: what it is about, how much it is, how sure that is, what to try next.
enum CostHeading {
  static func lines(_ statement: CostStatement, _ columns: Int) -> [TextLine] {
    let scenario = statement.scenario
    let cost = statement.cost
    var variant = TextLine(scenario.variant)
    if let title = scenario.variantTitle { variant.append(" \"\(title)\"") }
    var lines = TextLine.flowing(
      [TextLine(scenario.name, .heading), variant, TextLine(cost.region), TextLine(cost.periodText)], separator: " · ",
      columns: columns)
    var facts = [
      TextLine(say("seed \(statement.seed)")), TextLine(say(count: statement.replications, "replication")),
    ]
    let prices = cost.ownPrices.map { say("\(cost.book) prices, over them \($0)") } ?? say("\(cost.book) prices")
    facts.append(TextLine(prices))
    if let date = statement.madeBy.prices.date { facts.append(TextLine(say("newest \(date)"))) }
    facts.append(TextLine(say("free tier: \(cost.freeTierTerms)")))
    facts += cost.terms.map { TextLine(said($0)) }
    lines += TextLine.flowing(facts, separator: " · ", columns: columns)
    if statement.partial { lines.append(TextLine(say("PARTIAL: the simulation was interrupted"), .bad)) }
    lines += IdentitySection.changes(scenario, columns)
    return lines + [TextLine()] + total(statement, columns) + doubts(cost, columns)
  }

  private static func total(_ statement: CostStatement, _ columns: Int) -> [TextLine] {
    let cost = statement.cost
    var items = [TextLine(cost.totalText, cost.atLeast ? .doubt : .heading)]
    // Where cents say nothing, all digits do.
    if let exact = Decimal(exactText: cost.exact), exact > 0, exact < 1 {
      items.append(TextLine(say("exactly \(Words.exactDollars(cost.exact))")))
    }
    if let low = cost.low, let high = cost.high {
      let confidence = "\(Words.number(statement.confidence * 100, significant: 4))%"
      items.append(TextLine(say("\(confidence) interval \(Words.dollars(low)) .. \(Words.dollars(high))")))
    } else {
      items.append(TextLine(say("no interval from one replication")))
    }
    items.append(TextLine(CostSection.perMillion(cost)))
    return TextLine.flowing(items, separator: " · ", columns: columns)
  }

  private static func doubts(_ cost: CostResult, _ columns: Int) -> [TextLine] {
    let missing = cost.notPriced.map { missing in
      TextLine("! ", .doubt)
        + TextLine(say("not priced:") + " ", .heading)
        + TextLine("\(missing.part) \(said(missing.title)), \(Words.decimal(missing.quantity)) \(missing.unit): ")
        + TextLine(said(missing.reason))
    }
    let others = cost.doubts.map { TextLine("! ", .doubt) + TextLine($0) }
    return (missing + others).flatMap { $0.wrapped(to: columns, hanging: 2) }
  }

  static func next(_ statement: CostStatement, _ columns: Int, path: String) -> [TextLine] {
    let file = Shell.word(path.isEmpty ? "SCENARIO.yaml" : path)
    let made = ChangeFlags.flags(variant: statement.scenario.variant, statement.scenario.set)
    func cost(_ flags: String...) -> [String] { ["sluice cost \(file)"] + made + flags }
    let other = statement.cost.region == "us-east-1" ? "ap-northeast-2" : "us-east-1"
    var commands = [cost("--hours 1"), cost("--as market", "--region \(other)")]
    if statement.cost.freeTierTerms == FreeTier.none.rawValue {
      commands.append(cost("--set pricing.free_tier=always"))
    }
    if statement.cost.atLeast {
      commands.append(["sluice explain price-gap"])
    } else if let line = statement.cost.lines.first(where: { $0.layer != PriceLayer.own.rawValue }) {
      commands.append(["sluice prices show \(Shell.word("\(line.service):\(line.item)"))"])
    }
    return Shell.lines(commands, columns)
  }
}
