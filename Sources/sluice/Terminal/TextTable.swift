// SPDX-License-Identifier: GPL-3.0-or-later

/// Columns of text, as wide as their widest cell.
struct TextTable {
  enum Alignment {
    case left, right
  }

  var alignments: [Alignment]
  var rows: [[String]]

  /// - Parameter width: columns of the terminal; the last column is cut to fit.
  func text(width: Int) -> String {
    let widths = alignments.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        line += column == 0 ? "" : "  "
        line += alignments[column] == .left ? cell + space : space + cell
      }
      while line.last == " " { line.removeLast() }
      return (line.count > width ? String(line.prefix(max(1, width - 1))) + "…" : line) + "\n"
    }.joined()
  }
}
