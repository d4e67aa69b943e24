// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A number with so many decimals.
func decimals(_ value: Double, _ count: Int) -> String { String(format: "%.\(count)f", value) }

/// The lines as text for a person.
func table(_ lines: [Comparison], rounds: Int) -> String {
  let head = ["work", "unit", "Sluice", "C++", "ratio", "target", ""]
  let rows = lines.map { line in
    [
      line.name, line.unit, decimals(line.swift, 1), line.reference.map { decimals($0, 1) } ?? "-",
      line.ratio.map { decimals($0, 2) } ?? "-", line.target?.text ?? "-",
      line.isMet.map { $0 ? "met" : "MISSED" } ?? "",
    ]
  }
  let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
  func text(_ row: [String]) -> String {
    let cells = zip(row, widths).enumerated().map { column, cell in
      let padding = String(repeating: " ", count: cell.1 - cell.0.count)
      return (2...4).contains(column) ? padding + cell.0 : cell.0 + padding
    }
    return cells.joined(separator: "  ")
  }
  let notes = lines.filter { !$0.note.isEmpty }.map { "\($0.name): \($0.note)" }
  return ([text(head)] + rows.map(text) + ["medians of \(rounds) rounds, Sluice and C++ in turn"] + notes)
    .joined(separator: "\n")
}

/// The lines as JSON.
func json(_ lines: [Comparison], rounds: Int) throws -> String {
  struct Document: Encodable {
    var rounds: Int
    var results: [Comparison]
  }
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
  return String(decoding: try encoder.encode(Document(rounds: rounds, results: lines)), as: UTF8.self)
}
