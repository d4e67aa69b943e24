// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Pricing

/// The pages of `scenarios/bills`, whose tables hold what was worked out by hand.
enum WorkedTables {
  /// A row of a table that is read, with its place for messages.
  struct Row: Sendable, CustomTestStringConvertible {
    var page: String
    var line: Int
    var cells: [String: String]

    subscript(column: String) -> String { cells[column] ?? "" }
    var testDescription: String { "\(page):\(line) \(self["price"])\(self["part"]) \(self["quantity"])" }
  }

  static let priceColumns = ["price", "region", "book", "free tier", "quantity", "by hand", "amount"]

  static var folder: URL {
    URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("scenarios/bills")
  }

  /// All rows under a heading of these columns, in the order of the pages' names.
  static func rows(_ columns: [String]) -> [Row] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted().flatMap { name in
      rows(
        columns, page: name, text: (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
      )
    }
  }

  private static func rows(_ columns: [String], page: String, text: String) -> [Row] {
    var isIn = false
    var found: [Row] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let cells = cells(line)
      if cells.isEmpty {
        isIn = false
      } else if cells == columns {
        isIn = true
      } else if isIn, !cells.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } }) {
        found.append(
          Row(page: page, line: number + 1, cells: Dictionary(zip(columns, cells), uniquingKeysWith: { $1 })))
      }
    }
    return found
  }

  /// The cells of a line of a table; empty for any other line.
  private static func cells(_ line: Substring) -> [String] {
    guard line.hasPrefix("|"), line.hasSuffix("|") else { return [] }
    return line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "")
    }
  }

  /// A number as people write it: `100,000,000,001`, `$40,000.00`.
  static func number(_ text: some StringProtocol) -> Decimal? {
    let isNegative = text.hasPrefix("-")
    let digits = String(text.filter { !",$ -".contains($0) })
    return Decimal(exactText: digits).map { isNegative ? -$0 : $0 }
  }

  /// How many decimals a number is written with.
  static func decimals(_ text: some StringProtocol) -> Int {
    text.split(separator: ".", maxSplits: 1).dropFirst().first?.count ?? 0
  }
}
