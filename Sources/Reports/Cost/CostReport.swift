// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing

/// The bill as text: for a person, for a program, for a spreadsheet, for a pull request. All are made from the same
/// `CostStatement` and say the same amounts.
public enum CostReport {
  /// The bill for a terminal. What makes it doubtful comes first: what is not priced, prices of several sources, old ones.
  /// Then each line with its count, its price and where both are from; the lines' cents add up to the total.
  ///
  /// With `-q` there are the lines without their explanations.
  public static func table(_ statement: CostStatement, _ style: TextStyle, path: String) -> String {
    let columns = style.columns
    var blocks = [CostHeading.lines(statement, columns), CostTable.lines(statement, style)]
    if !style.quiet {
      blocks += [
        CostTable.windows(statement, columns), CostSources.lines(statement.cost, columns),
        CostHeading.next(statement, columns, path: path),
      ]
    }
    blocks.removeAll(where: \.isEmpty)
    let lines = blocks.enumerated().flatMap { number, lines in number == 0 ? lines : [TextLine()] + lines }
    return lines.map { $0.rendered(style) + "\n" }.joined()
  }

  /// The statement as JSON: keys in snake case and sorted, money as decimal text.
  public static func json(_ statement: CostStatement) throws -> String { try RunReport.encoded(statement) }
}

extension CostResult {
  /// `a month`, or how many hours.
  var periodText: String {
    guard let hours else { return partOfMonth.map { say("a month (\($0))") } ?? say("a month") }
    return hours == "1" ? say("1 hour") : say("\(Words.decimal(hours)) hours")
  }

  /// `$1,008.88 a month`, `at least $0.12 for 1 hour`.
  var amountText: String {
    let amount = Words.dollars(monthly)
    guard hours == nil else {
      return atLeast ? say("at least \(amount) for \(periodText)") : say("\(amount) for \(periodText)")
    }
    guard let part = partOfMonth else {
      return atLeast ? say("at least \(amount) a month") : say("\(amount) a month")
    }
    return atLeast ? say("at least \(amount) a month (\(part))") : say("\(amount) a month (\(part))")
  }

  /// The same as a heading.
  var totalText: String {
    let amount = Words.dollars(monthly)
    guard hours == nil else {
      return atLeast ? say("AT LEAST \(amount) for \(periodText)") : say("TOTAL \(amount) for \(periodText)")
    }
    return atLeast ? say("AT LEAST \(amount) \(periodText)") : say("TOTAL \(amount) \(periodText)")
  }

  /// The windows and their hours, where they are not a whole month.
  private var partOfMonth: String? {
    let sum = windows.reduce(Decimal(0)) { $0 + (Decimal(exactText: $1.hours) ?? 0) }
    guard sum != hoursPerMonth else { return nil }
    return say("only \(windows.map { "\(Words.decimal($0.hours)) h \($0.window)" }.joined(separator: " + "))")
  }

  /// What can be said of the prices as a whole, the gravest first; empty where there is nothing to say.
  var doubts: [String] {
    var doubts: [String] = []
    let sources = provenance
    if sources.isMixed {
      let lines = [sources.documentedLines, sources.marketLines, sources.ownLines].map { say(count: $0, "line") }
      let layers = [
        (sources.documentedLines, say("\(lines[0]) from the course")),
        (sources.marketLines, say("\(lines[1]) list price")), (sources.ownLines, say("\(lines[2]) of your own")),
      ]
      let parts = layers.filter { $0.0 > 0 }.map(\.1)
      doubts.append(say("mixed prices: \(parts.joined(separator: ", "))"))
    }
    if sources.staleLines > 0, let oldest = sources.oldest, let age = sources.oldestAgeMonths {
      let (lines, most) = (say(count: sources.staleLines, "line"), BillProvenance.staleMonths)
      let day = sources.date ?? say("that day")
      doubts.append(
        say("stale prices: \(lines) more than \(most) months old on \(day), the oldest of \(oldest) (\(age) months)"))
    }
    if sources.undatedLines > 0 {
      doubts.append(say("undated prices: \(say(count: sources.undatedLines, "line"))"))
    }
    if sources.unverifiedLines > 0 {
      let lines = say(count: sources.unverifiedLines, "line")
      doubts.append(say("unverified prices (one source, or sources in conflict): \(lines)"))
    }
    if sources.derivedLines > 0 {
      doubts.append(say("prices worked out from documented ones: \(say(count: sources.derivedLines, "line"))"))
    }
    return doubts
  }
}

extension Words {
  /// A decimal text with its thousands grouped and all its decimals.
  static func decimal(_ text: String) -> String {
    Decimal(exactText: text).map { Money.grouped($0, places: 12) } ?? text
  }

  /// An amount with all its decimals, at least two.
  static func exactDollars(_ text: String) -> String { Decimal(exactText: text).map(Money.unitPrice) ?? text }
}
