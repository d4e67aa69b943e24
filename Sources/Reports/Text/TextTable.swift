// SPDX-License-Identifier: GPL-3.0-or-later

/// A table that fits a width: columns move together, then the ones that may shrink wrap their cells.
struct TextTable {
  struct Column {
    var title: String
    var alignsRight = false
    /// How narrow it may become; nil for never narrower than its widest cell.
    var minimum: Int?
  }

  struct Row {
    var cells: [TextLine]
    /// Stands behind the last cell if there is room, otherwise below the row.
    var tail = TextLine()
    /// Lines below the row.
    var below: [TextLine] = []
  }

  var columns: [Column]
  var rows: [Row] = []
  /// Where lines below a row begin.
  var indent = 2

  /// How wide it is when nothing is squeezed but the space between columns.
  var leastWidth: Int { natural.reduce(0, +) + columns.count - 1 }

  private var natural: [Int] {
    columns.indices.map { place in
      rows.reduce(DisplayWidth.of(columns[place].title)) { max($0, $1.cells[place].width) }
    }
  }

  /// The widths of the columns and the space between them.
  private func layout(_ columnsInAll: Int) -> (widths: [Int], gap: Int) {
    var widths = natural
    var gap = 2
    func excess() -> Int { widths.reduce(0, +) + gap * (widths.count - 1) - columnsInAll }
    if excess() > 0 { gap = 1 }
    while excess() > 0 {
      let able = columns.indices.filter { widths[$0] > columns[$0].minimum ?? .max }
      guard let widest = able.max(by: { widths[$0] < widths[$1] }) else { break }
      // Down to the next narrower one of those that can shrink, or as far as is needed; equal ones take turns.
      let next = able.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
      let floor = max(columns[widest].minimum ?? 1, next, widths[widest] - excess())
      widths[widest] = min(floor, widths[widest] - 1)
    }
    return (widths, gap)
  }

  /// The lines, the titles first.
  func lines(_ columnsInAll: Int) -> [TextLine] {
    let (widths, gap) = layout(columnsInAll)
    var lines = block(columns.map { TextLine($0.title, .heading) }, widths, gap)
    for row in rows {
      var block = block(row.cells, widths, gap)
      if !row.tail.isEmpty {
        let start = widths.reduce(0, +) + gap * widths.count
        if block.count == 1, start + row.tail.width <= columnsInAll {
          block[0] = block[0].padded(to: start) + row.tail
        } else {
          block += row.tail.wrapped(to: columnsInAll - indent).map { .spaces(indent) + $0 }
        }
      }
      lines += block
      lines += row.below.flatMap { line in line.wrapped(to: columnsInAll - indent).map { .spaces(indent) + $0 } }
    }
    return lines
  }

  private func block(_ cells: [TextLine], _ widths: [Int], _ gap: Int) -> [TextLine] {
    let wrapped = cells.indices.map { cells[$0].wrapped(to: widths[$0], breaksWords: true) }
    let height = wrapped.map(\.count).max() ?? 0
    return (0..<height).map { number in
      var line = TextLine()
      for place in cells.indices {
        let piece = number < wrapped[place].count ? wrapped[place][number] : TextLine()
        if place > 0 { line = line + .spaces(gap) }
        line = line + piece.padded(to: widths[place], right: columns[place].alignsRight)
      }
      return line
    }
  }
}
