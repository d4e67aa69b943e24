// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Testing

/// The scenarios of `scenarios/bills`, simulated, against the lines that their pages work out by hand.
@Suite("Pages of bills by hand: simulated") struct WorkedBillTests {
  struct Line: Sendable {
    var number: Int
    var part: String
    var meter: String
    var quantity: String
    var amount: String
  }

  private static let columns = ["part", "meter", "quantity", "by hand", "amount"]
  static let folder = Trial.examples.appendingPathComponent("bills")

  static var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  private static func lines(_ name: String) throws -> [Line] {
    var isIn = false
    var found: [Line] = []
    let text = try String(contentsOf: folder.appendingPathComponent("\(name).md"), encoding: .utf8)
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let isRow = line.hasPrefix("|") && line.hasSuffix("|")
      let cells =
        isRow
        ? line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map {
          $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "")
        } : []
      if cells == columns {
        isIn = true
      } else if !isRow {
        isIn = false
      } else if isIn, cells.count == columns.count, !cells[0].hasPrefix("-") {
        found.append(Line(number: number + 1, part: cells[0], meter: cells[1], quantity: cells[2], amount: cells[4]))
      }
    }
    return found
  }

  /// Whether a number of a page and one of the program are the same, as exactly as the page writes it.
  private func agrees(_ written: String, _ exact: String) throws -> Bool {
    let isRough = written.hasPrefix("~")
    let digits = written.filter { $0.isNumber || $0 == "." }
    let wanted = try #require(Decimal(string: digits))
    var value = try #require(Decimal(string: exact))
    if isRough { return abs(value - wanted) <= wanted / 200 }
    var rounded = Decimal()
    NSDecimalRound(&rounded, &value, digits.split(separator: ".").dropFirst().first?.count ?? 0, .bankers)
    return rounded == wanted
  }

  @Test("the simulated month has the page's lines, and no other", arguments: names)
  func bill(_ name: String) async throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent("\(name).yaml"), encoding: .utf8)
    let cost = try #require(try await Trial.run(text).cost)
    let lines = try Self.lines(name)
    try #require(!lines.isEmpty, "\(name).md has no table of lines")
    for line in lines {
      if line.part == "total" {
        #expect(try agrees(line.amount, cost.monthly), "total: \(cost.monthly)")
        continue
      }
      let billed = cost.lines.first { $0.part == line.part && $0.meter == line.meter }
      let found = try #require(billed, "line \(line.number): there is no \(line.meter) of \(line.part)")
      #expect(try agrees(line.quantity, found.quantity), "line \(line.number): quantity \(found.quantity)")
      #expect(try agrees(line.amount, found.amount), "line \(line.number): amount \(found.amount)")
    }
    let missing = cost.lines.filter { billed in
      !lines.contains { $0.part == billed.part && $0.meter == billed.meter }
    }
    #expect(missing.isEmpty, "not on the page: \(missing.map { "\($0.part) \($0.meter) \($0.quantity) \($0.amount)" })")
  }
}
