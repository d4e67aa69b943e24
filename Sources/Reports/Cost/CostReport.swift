// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing

/// The bill as text: for a person, for a program, for a spreadsheet, for a pull request. All are made from the same
/// ``CostStatement`` and say the same amounts.
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
    guard let hours else { return "a month\(partOfMonth.map { " (\($0))" } ?? "")" }
    return hours == "1" ? "1 hour" : "\(Words.decimal(hours)) hours"
  }

  /// The windows and their hours, where they are not a whole month.
  private var partOfMonth: String? {
    let sum = windows.reduce(Decimal(0)) { $0 + (Decimal(exactText: $1.hours) ?? 0) }
    guard sum != hoursPerMonth else { return nil }
    return "only " + windows.map { "\(Words.decimal($0.hours)) h \($0.window)" }.joined(separator: " + ")
  }

  /// What can be said of the prices as a whole, the gravest first; empty where there is nothing to say.
  var doubts: [String] {
    var doubts: [String] = []
    let sources = provenance
    if sources.isMixed {
      let layers = [
        (sources.documentedLines, "from the course"), (sources.marketLines, "list price"),
        (sources.ownLines, "of your own"),
      ]
      let parts = layers.filter { $0.0 > 0 }.map { "\(Words.plural($0.0, "line")) \($0.1)" }
      doubts.append("mixed prices: " + parts.joined(separator: ", "))
    }
    if sources.staleLines > 0, let oldest = sources.oldest, let age = sources.oldestAgeMonths {
      doubts.append(
        "stale prices: \(Words.plural(sources.staleLines, "line")) more than \(BillProvenance.staleMonths) months old on "
          + "\(sources.date ?? "that day"), the oldest of \(oldest) (\(age) months)")
    }
    if sources.undatedLines > 0 { doubts.append("undated prices: \(Words.plural(sources.undatedLines, "line"))") }
    if sources.unverifiedLines > 0 {
      doubts.append(
        "unverified prices (one source, or sources in conflict): \(Words.plural(sources.unverifiedLines, "line"))")
    }
    if sources.derivedLines > 0 {
      doubts.append("prices worked out from documented ones: \(Words.plural(sources.derivedLines, "line"))")
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
