// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension CostReport {
  /// The bill as Markdown, for a pull request or a page: the total first, then what makes it doubtful, then the lines.
  public static func markdown(_ statement: CostStatement) -> String {
    let cost = statement.cost
    var text = "**\(cell(statement.scenario.name)), \(cell(statement.scenario.variant))**: "
    text += cost.amountText
    if let low = cost.low, let high = cost.high {
      let confidence = "\(Words.number(statement.confidence * 100, significant: 4))%"
      text += " (\(say("\(confidence) interval \(Words.dollars(low)) to \(Words.dollars(high))")))"
    }
    text += ", \(cost.region), \(say("\(cost.book) prices")), \(say("free tier: \(cost.freeTierTerms)"))\n\n"
    for missing in cost.notPriced {
      text += "* \(say("not priced:")) \(cell(missing.part)) \(cell(said(missing.title))), "
      text += "\(Words.decimal(missing.quantity)) \(missing.unit): \(cell(said(missing.reason)))\n"
    }
    for doubt in cost.doubts + cost.terms.map(said) { text += "* \(cell(doubt))\n" }
    if !cost.notPriced.isEmpty || !cost.doubts.isEmpty || !cost.terms.isEmpty { text += "\n" }
    text += "| \(say("part")) | \(say("what is paid for")) | \(say("quantity")) | \(say("unit price")) | "
    text += "\(say("amount")) |\n| --- | --- | ---: | ---: | ---: |\n"
    for line in cost.lines {
      text += "| \(cell(line.part)) | \(cell(line.fullTitle)) | \(line.quantityText) | \(line.unitPriceText) | "
      text += "\(Words.dollars(line.shown)) |\n"
    }
    for credit in cost.credits { text += "| | \(cell(said(credit.title))) | | | \(Words.dollars(credit.shown)) |\n" }
    text += "| | **\(cost.atLeast ? say("at least") : say("total"))** | | | **\(Words.dollars(cost.monthly))** |\n"
    return text
  }

  /// A text that does not end its cell or begin markup.
  private static func cell(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "|\\`*_<>[]".contains(character) { escaped.append("\\") }
      escaped.append(character.isNewline ? " " : character)
    }
    return escaped
  }
}
