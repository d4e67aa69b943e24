// SPDX-License-Identifier: GPL-3.0-or-later

/// A table of a page: with a caption, headings that say of what they are, and the numbers behind its texts.
struct HTMLTable {
  struct Column {
    var title: String
    var alignsRight = false
  }

  struct Cell {
    var text: TextLine
    /// The number behind the text, in full: what a test, or another program, reads back.
    var value: String?
    /// Below the text.
    var notes: [String] = []

    init(_ text: TextLine, value: String? = nil, notes: [String] = []) {
      self.text = text
      self.value = value
      self.notes = notes.filter { !$0.isEmpty }
    }

    init(_ text: String, value: String? = nil, _ paint: Paint = .plain) {
      self.init(TextLine(text, paint), value: value)
    }

    init(_ text: String, number: Double?, _ paint: Paint = .plain) {
      self.init(TextLine(text, paint), value: number.flatMap { $0.isFinite ? "\($0)" : nil })
    }
  }

  struct Row {
    var cells: [Cell]
    var isTotal = false
  }

  /// Rows under a title of their own, or without one.
  struct Body {
    var title: String?
    var rows: [Row]
  }

  /// Its own on the page.
  var anchor: String
  var caption: String
  var columns: [Column]
  var bodies: [Body]
  /// Columns at the left that say what a row is about. An empty cell in the first of them belongs to the one above.
  var heads = 1
  /// Whether rows can be put in another order.
  var isSortable = false

  init(
    _ anchor: String, _ caption: String, _ columns: [Column], _ rows: [Row] = [], bodies: [Body] = [], heads: Int = 1,
    isSortable: Bool = false
  ) {
    self.anchor = anchor
    self.caption = caption
    self.columns = columns
    self.bodies = bodies.isEmpty ? [Body(title: nil, rows: rows)] : bodies
    self.heads = heads
    self.isSortable = isSortable
  }

  /// A table of a report for a terminal, before it is laid out.
  init(_ anchor: String, _ caption: String, _ table: TextTable, heads: Int = 1) {
    let rows = table.rows.map { row in
      var cells = row.cells.map { Cell($0) }
      let notes = row.below.map(\.text)
      if !cells.isEmpty { cells[cells.count - 1].notes = [row.tail.text].filter { !$0.isEmpty } + notes }
      return Row(cells: cells)
    }
    self.init(
      anchor, caption, table.columns.map { Column(title: Self.quiet($0.title), alignsRight: $0.alignsRight) }, rows,
      heads: heads)
  }

  /// A title of a terminal's table is in capitals; a page has other means.
  static func quiet(_ title: String) -> String {
    title.contains(where: \.isLowercase) || ["", "SLO"].contains(title) ? title : title.lowercased()
  }

  var isEmpty: Bool { bodies.allSatisfy(\.rows.isEmpty) }

  // MARK: Markup

  var markup: String {
    isEmpty ? "" : HTMLTemplates.filled(.table, model)
  }

  private var model: TableModel {
    TableModel(
      anchor: anchor, caption: Characters.clean(caption),
      kinds: [isSortable ? "sortable" : "fixed", columns.count > 8 ? "many" : "few"].joined(separator: " "),
      columns: columns.map {
        ColumnModel(name: Characters.clean($0.title), isNamed: !$0.title.isEmpty, isRight: $0.alignsRight)
      },
      bodies: bodies.filter { !$0.rows.isEmpty }.map { body in
        BodyModel(
          hasTitle: body.title != nil, groupTitle: Characters.clean(body.title ?? ""), width: columns.count,
          rows: body.rows.indices.map { row($0, body.rows) })
      })
  }

  private func row(_ place: Int, _ rows: [Row]) -> RowModel {
    let row = rows[place]
    let cells = row.cells.enumerated().compactMap { column, cell -> CellModel? in
      let isHead = column < heads && columns.indices.contains(column)
      var height = 1
      if heads > 0, column == 0, !isSortable {
        // It is a part of the cell above.
        if place > 0, cell.text.isEmpty, !row.isTotal { return nil }
        while place + height < rows.count, rows[place + height].cells.first?.text.isEmpty ?? false,
          !rows[place + height].isTotal
        { height += 1 }
      }
      return CellModel(
        isHead: isHead && !cell.text.isEmpty, scope: height > 1 ? "rowgroup" : "row", isTall: height > 1,
        height: height, isRight: columns.indices.contains(column) && columns[column].alignsRight,
        hasValue: cell.value != nil, raw: cell.value ?? "", spans: SpanModel.of(cell.text),
        notes: cell.notes.map { SpanModel(isPainted: false, paint: "", words: Characters.clean($0)) })
    }
    return RowModel(isTotal: row.isTotal, cells: cells)
  }
}

private struct TableModel {
  let anchor: String
  let caption: String
  let kinds: String
  let columns: [ColumnModel]
  let bodies: [BodyModel]
}

private struct ColumnModel {
  let name: String
  let isNamed: Bool
  let isRight: Bool
}

private struct BodyModel {
  let hasTitle: Bool
  let groupTitle: String
  let width: Int
  let rows: [RowModel]
}

private struct RowModel {
  let isTotal: Bool
  let cells: [CellModel]
}

private struct CellModel {
  let isHead: Bool
  let scope: String
  let isTall: Bool
  let height: Int
  let isRight: Bool
  let hasValue: Bool
  let raw: String
  let spans: [SpanModel]
  let notes: [SpanModel]
}

/// A piece of text in one paint.
struct SpanModel {
  let isPainted: Bool
  let paint: String
  let words: String

  static func of(_ line: TextLine) -> [SpanModel] {
    line.spans.map { SpanModel(isPainted: $0.paint != .plain, paint: "\($0.paint)", words: $0.text) }
  }
}
