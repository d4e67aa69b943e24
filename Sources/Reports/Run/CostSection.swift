// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing

/// The month's bill: lines that add up.
enum CostSection {
  /// What the bill does not have whatever happens: some of it only because the scenario does not ask for it.
  static func neverPriced(_ cost: CostResult) -> String {
    let hasNetwork =
      cost.lines.contains { $0.part == "network" } || cost.notPriced.contains { $0.part == "network" }
    let hasLogs = cost.lines.contains { $0.meter.hasPrefix("cloudwatch.logs.") }
    let items = ["S3", hasLogs ? nil : "logs", hasNetwork ? nil : "data to the internet", "support"]
    return items.compactMap { $0 }.joined(separator: ", ")
  }

  static func lines(_ result: RunResult, _ columns: Int) -> [TextLine] {
    guard let cost = result.cost else { return [] }
    var table = TextTable(
      columns: [
        .init(title: "COST", minimum: 8), .init(title: "a month", minimum: 14),
        .init(title: "quantity", alignsRight: true), .init(title: "unit price", alignsRight: true, minimum: 10),
        .init(title: "amount", alignsRight: true),
      ], indent: 4)
    table.rows = rows(cost)
    for credit in cost.credits {
      table.rows.append(.init(cells: ["", TextLine(credit.title), "", "", TextLine(Words.dollars(credit.shown))]))
    }
    table.rows.append(
      .init(
        cells: [
          "", "", "", TextLine(cost.atLeast ? "at least" : "total", .heading),
          TextLine(Words.dollars(cost.monthly), .heading),
        ], tail: TextLine(perMillion(cost))))
    return table.lines(columns) + notes(cost, result, columns)
  }

  /// A row for each line, its part only where it is another than above.
  ///
  /// - Parameter below: what stands under a line.
  static func rows(
    _ cost: CostResult, below: (CostResult.Line) -> [TextLine] = { _ in [] }
  ) -> [TextTable.Row] {
    var last: String?
    return cost.lines.map { line in
      defer { last = line.part }
      return TextTable.Row(
        cells: [
          TextLine(line.part == last ? "" : line.part), TextLine(line.fullTitle), TextLine(line.quantityText),
          TextLine(line.unitPriceText), TextLine(Words.dollars(line.shown)),
        ], below: below(line))
    }
  }

  static func perMillion(_ cost: CostResult) -> String {
    guard let amount = cost.perMillion.flatMap({ Decimal(exactText: $0.value) }) else { return "" }
    return "\(Money.rough(amount)) per million delivered"
  }

  static func notes(_ cost: CostResult, _ result: RunResult, _ columns: Int) -> [TextLine] {
    let hours = result.windows.map { "\(Words.number($0.monthHours, significant: 4)) h \($0.name)" }
    var items = [TextLine("priced: \(hours.joined(separator: " + "))")]
    if let low = cost.low, let high = cost.high {
      items.append(TextLine("\(Words.confidence(result)) interval \(Words.dollars(low)) .. \(Words.dollars(high))"))
    }
    items.append(TextLine(cost.ownPrices.map { "prices of \($0) over \(cost.book)" } ?? "\(cost.book) prices"))
    if cost.freeTierTerms != "none" { items.append(TextLine("free tier: \(cost.freeTierTerms)")) }
    items.append(TextLine("never priced: \(neverPriced(cost))"))
    var lines = TextLine.flowing(items, separator: " · ", columns: columns)
    for missing in cost.notPriced {
      lines += TextLine("not priced: \(missing.part) \(missing.meter), \(missing.quantity): \(missing.reason)")
        .wrapped(to: columns, hanging: 2)
    }
    for difference in cost.differences { lines += TextLine(difference).wrapped(to: columns, hanging: 2) }
    return lines
  }
}

extension CostResult.Line {
  /// The title with the remark: `SQS requests: receive (2.1 M empty)`.
  var fullTitle: String { note.map { "\(title) (\($0))" } ?? title }
}
