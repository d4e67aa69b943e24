// SPDX-License-Identifier: GPL-3.0-or-later

/// A table with a column for each alternative, however many there are: columns that do not fit beside each other continue
/// in further blocks below, each with the rows' labels.
struct ColumnBlocks {
  enum Row {
    /// A line of its own across all columns.
    case heading(TextLine)
    /// A label, and a cell for each column.
    case cells(label: TextLine, [TextLine])
  }

  var titles: [TextLine]
  var rows: [Row] = []

  /// A label or cell beyond this wraps.
  private static let widestLabel = 26
  private static let widestCell = 24
  private static let gap = 2

  func lines(_ columns: Int) -> [TextLine] {
    let label = min(labels.map(\.width).max() ?? 0, min(Self.widestLabel, columns / 2))
    let room = max(columns - label - Self.gap, 8)
    let widths = titles.indices.map { place in
      min(cells(place).map(\.width).reduce(titles[place].width, max), min(Self.widestCell, room))
    }
    let blocks = Self.blocks(widths, room)
    return blocks.enumerated().flatMap { number, block in
      (number == 0 ? [] : [TextLine()]) + lines(block, widths, label, columns)
    }
  }

  private var labels: [TextLine] {
    rows.compactMap { if case .cells(let label, _) = $0 { label } else { nil } }
  }

  private func cells(_ place: Int) -> [TextLine] {
    rows.compactMap { if case .cells(_, let cells) = $0 { cells[place] } else { nil } }
  }

  /// As many columns in each block as fit.
  private static func blocks(_ widths: [Int], _ room: Int) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var start = 0
    var used = 0
    for (place, width) in widths.enumerated() {
      if place > start, used + gap + width > room {
        blocks.append(start..<place)
        (start, used) = (place, width)
      } else {
        used += (place > start ? gap : 0) + width
      }
    }
    return blocks + [start..<widths.count]
  }

  private func lines(_ block: Range<Int>, _ widths: [Int], _ label: Int, _ columns: Int) -> [TextLine] {
    let heading = row(TextLine(), block.map { titles[$0] }, block.map { widths[$0] }, label)
    return heading
      + rows.flatMap { row -> [TextLine] in
        switch row {
        case .heading(let line): line.wrapped(to: columns, hanging: 2)
        case .cells(let title, let cells):
          self.row(title, block.map { cells[$0] }, block.map { widths[$0] }, label)
        }
      }
  }

  private func row(_ title: TextLine, _ cells: [TextLine], _ widths: [Int], _ label: Int) -> [TextLine] {
    // A label that wraps keeps its indent.
    let indent = title.text.prefix { $0 == " " }.count
    let first = title.wrapped(to: label, hanging: indent + 2, breaksWords: true)
    let wrapped = zip(cells, widths).map { $0.wrapped(to: $1, breaksWords: true) }
    let height = max(first.count, wrapped.map(\.count).max() ?? 0)
    return (0..<height).map { number in
      var line = (number < first.count ? first[number] : TextLine()).padded(to: label)
      for (cell, width) in zip(wrapped, widths) {
        line = line + .spaces(Self.gap) + (number < cell.count ? cell[number] : TextLine()).padded(to: width)
      }
      return line
    }
  }
}
