// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension CostReport {
  /// The bill as Markdown, for a pull request or a page: the total first, then what makes it doubtful, then the lines.
  public static func markdown(_ statement: CostStatement) -> String {
    let cost = statement.cost
    var text = "**\(cell(statement.scenario.name)), \(cell(statement.scenario.variant))**: "
    text += "\(cost.atLeast ? "at least " : "")\(Words.dollars(cost.monthly)) "
    text += cost.hours == nil ? cost.periodText : "for \(cost.periodText)"
    if let low = cost.low, let high = cost.high {
      text += " (\(Words.number(statement.confidence * 100, significant: 4))% interval "
      text += "\(Words.dollars(low)) to \(Words.dollars(high)))"
    }
    text += ", \(cost.region), \(cost.book) prices, free tier: \(cost.freeTierTerms)\n\n"
    for missing in cost.notPriced {
      text += "* not priced: \(cell(missing.part)) \(cell(missing.title)), \(Words.decimal(missing.quantity)) "
      text += "\(missing.unit): \(cell(missing.reason))\n"
    }
    for doubt in cost.doubts + cost.terms { text += "* \(cell(doubt))\n" }
    if !cost.notPriced.isEmpty || !cost.doubts.isEmpty || !cost.terms.isEmpty { text += "\n" }
    text += "| part | what is paid for | quantity | unit price | amount |\n| --- | --- | ---: | ---: | ---: |\n"
    for line in cost.lines {
      text += "| \(cell(line.part)) | \(cell(line.fullTitle)) | \(line.quantityText) | \(line.unitPriceText) | "
      text += "\(Words.dollars(line.shown)) |\n"
    }
    for credit in cost.credits { text += "| | \(cell(credit.title)) | | | \(Words.dollars(credit.shown)) |\n" }
    text += "| | **\(cost.atLeast ? "at least" : "total")** | | | **\(Words.dollars(cost.monthly))** |\n"
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
