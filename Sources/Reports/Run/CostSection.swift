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
    let items = ["S3", hasLogs ? nil : say("logs"), hasNetwork ? nil : say("data to the internet"), say("support")]
    return items.compactMap { $0 }.joined(separator: ", ")
  }

  static func lines(_ result: RunResult, _ columns: Int) -> [TextLine] {
    guard let cost = result.cost else { return [] }
    var table = TextTable(
      columns: [
        .init(title: say("COST"), minimum: 8), .init(title: say("a month"), minimum: 14),
        .init(title: say("quantity"), alignsRight: true),
        .init(title: say("unit price"), alignsRight: true, minimum: 10),
        .init(title: say("amount"), alignsRight: true),
      ], indent: 4)
    table.rows = rows(cost)
    for credit in cost.credits {
      table.rows.append(
        .init(cells: ["", TextLine(said(credit.title)), "", "", TextLine(Words.dollars(credit.shown))]))
    }
    table.rows.append(
      .init(
        cells: [
          "", "", "", TextLine(cost.atLeast ? say("at least") : say("total"), .heading),
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
    return say("\(Money.rough(amount)) per million delivered")
  }

  static func notes(_ cost: CostResult, _ result: RunResult, _ columns: Int) -> [TextLine] {
    let items = terms(cost, result) + [say("never priced: \(neverPriced(cost))")]
    let notes = notPriced(cost) + cost.differences.map(said)
    return TextLine.flowing(items.map { TextLine($0) }, separator: " · ", columns: columns)
      + notes.flatMap { TextLine($0).wrapped(to: columns, hanging: 2) }
  }

  /// For how long and at which prices.
  static func terms(_ cost: CostResult, _ result: RunResult) -> [String] {
    let hours = result.windows.map { "\(Words.number($0.monthHours, significant: 4)) h \($0.name)" }
    var items = [say("priced: \(hours.joined(separator: " + "))")]
    if let low = cost.low, let high = cost.high {
      items.append(say("\(Words.confidence(result)) interval \(Words.dollars(low)) .. \(Words.dollars(high))"))
    }
    items.append(cost.ownPrices.map { say("prices of \($0) over \(cost.book)") } ?? say("\(cost.book) prices"))
    if cost.freeTierTerms != "none" { items.append(say("free tier: \(cost.freeTierTerms)")) }
    return items
  }

  static func notPriced(_ cost: CostResult) -> [String] {
    cost.notPriced.map {
      say("not priced: \($0.part) \($0.meter), \($0.quantity): \(said($0.reason))")
    }
  }
}

extension CostResult {
  /// `$1,008.88`, with `at least` where something has no price.
  var monthlyText: String {
    let amount = Words.dollars(monthly)
    return atLeast ? say("at least \(amount)") : amount
  }
}

extension CostResult.Line {
  /// The title with the remark: `SQS requests: receive (2.1 M empty)`.
  var fullTitle: String { note.map { "\(said(title)) (\(said($0)))" } ?? said(title) }
}
