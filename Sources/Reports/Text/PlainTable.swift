// SPDX-License-Identifier: GPL-3.0-or-later

/// A table of plain texts for other lists than reports, laid out as the tables of a report are.
public enum PlainTable {
  public struct Column: Sendable {
    public var title: String
    public var alignsRight: Bool
    /// How narrow it may become; nil for never narrower than its widest cell.
    public var minimum: Int?

    public init(_ title: String, alignsRight: Bool = false, minimum: Int? = nil) {
      self.title = title
      self.alignsRight = alignsRight
      self.minimum = minimum
    }
  }

  /// The lines, the titles first; each row has a cell for every column.
  public static func text(_ columns: [Column], _ rows: [[String]], _ style: TextStyle) -> String {
    let table = TextTable(
      columns: columns.map { TextTable.Column(title: $0.title, alignsRight: $0.alignsRight, minimum: $0.minimum) },
      rows: rows.map { TextTable.Row(cells: $0.map { TextLine($0) }) })
    return table.lines(style.width).map { $0.rendered(style) + "\n" }.joined()
  }
}
