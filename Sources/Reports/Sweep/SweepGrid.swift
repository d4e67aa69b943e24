// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing
import Scenarios

/// A table of a sweep before it is drawn: on a terminal it is cut to the width, in Markdown it is whole.
struct SweepGrid {
  struct Column {
    var title: String
    var alignsRight = false
  }

  var title: String
  var columns: [Column]
  var rows: [[TextLine]]
  /// Columns that are repeated where the table must be cut: they say what a row is about.
  var heads = 1
  /// A bar behind every row, as a share of the largest, and what it shows.
  var bars: (title: String, shares: [Double?])?

  /// The lines on a terminal: as many tables as the width asks for, the first with the bars if there is room.
  func lines(_ style: TextStyle, most: Int) -> [TextLine] {
    var lines: [TextLine] = title.isEmpty ? [] : TextLine(title, .heading).wrapped(to: style.columns)
    let shown = style.verbose ? rows : Array(rows.prefix(most))
    for (number, block) in blocks(style.columns).enumerated() {
      var table = TextTable(
        columns: block.map { .init(title: columns[$0].title, alignsRight: columns[$0].alignsRight, minimum: 8) })
      for row in shown { table.rows.append(.init(cells: block.map { row[$0] })) }
      let room = style.columns - table.leastWidth - 1 - block.count
      if number == 0, let bars, room >= 10 {
        let full = min(room, 30)
        table.columns.append(.init(title: TextLine(bars.title).wrapped(to: full)[0].text, alignsRight: false))
        for place in shown.indices {
          table.rows[place].cells.append(TextLine(Bars.bar(bars.shares[place] ?? 0, full: full - 1)))
        }
      }
      if number > 0 { lines.append(TextLine()) }
      lines += table.lines(style.columns)
    }
    if shown.count < rows.count {
      lines.append(TextLine(say("and \(Format.grouped(rows.count - shown.count)) more: -V shows all")))
    }
    return lines
  }

  /// Which columns stand side by side.
  private func blocks(_ width: Int) -> [[Int]] {
    let widths = columns.indices.map { place in
      rows.reduce(DisplayWidth.of(columns[place].title)) { max($0, $1[place].width) }
    }
    let head = Array(0..<min(heads, columns.count))
    let fixed = head.reduce(0) { $0 + widths[$1] + 1 }
    var blocks: [[Int]] = [head]
    var used = fixed
    for place in columns.indices.dropFirst(heads) {
      if used + widths[place] > width, blocks[blocks.count - 1].count > head.count {
        blocks.append(head)
        used = fixed
      }
      blocks[blocks.count - 1].append(place)
      used += widths[place] + 1
    }
    return blocks
  }

  /// As a table of Markdown.
  var markdown: String {
    func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }
    var text = title.isEmpty ? "" : "**\(Self.escaped(title))**\n\n"
    text += row(columns.map { Self.escaped($0.title) })
    text += row(columns.map { $0.alignsRight ? "---:" : "---" })
    for cells in rows { text += row(cells.map { Self.escaped($0.text) }) }
    return text
  }

  /// A text that does not end its cell or begin markup.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "|\\`*_<>[]".contains(character) { escaped.append("\\") }
      escaped.append(character.isNewline ? " " : character)
    }
    return escaped
  }
}

/// How the numbers of a sweep are written.
enum SweepWords {
  /// `✓`, `✗` or `?`.
  static func mark(_ verdict: SLOResult.Verdict) -> String {
    switch verdict {
    case .pass: "✓"
    case .fail: "✗"
    case .undecided: "?"
    }
  }

  static func paint(_ verdict: SLOResult.Verdict) -> Paint {
    switch verdict {
    case .pass: .good
    case .fail: .bad
    case .undecided: .doubt
    }
  }

  /// `6m02s ±21s`; `+0.4s ±0.1s` for a difference.
  static func figure(_ figure: Figure?, unit: String, signed: Bool = false) -> String {
    guard let figure else { return "-" }
    let sign = signed && figure.value > 0 ? "+" : ""
    let text = sign + value(figure.value, unit: unit)
    let half = figure.halfWidth
    return half.isFinite && half > 0 ? "\(text) ±\(value(half, unit: unit))" : text
  }

  /// Dollars with their cents: the differences of a sweep are small.
  private static func value(_ value: Double, unit: String) -> String {
    guard unit == FigureUnit.dollars.rawValue, abs(value) < 1e12 else { return Words.value(value, unit: unit) }
    let amount = Format.money(Decimal(measured: abs(value)))
    return value < 0 ? "-\(amount)" : amount
  }

  /// `$1,014.74 ±1.80`; `+$5.10 ±0.30` for a difference.
  static func amount(_ amount: CostResult.Amount?, atLeast: Bool = false, signed: Bool = false) -> String {
    guard let amount, let value = Decimal(exactText: amount.value) else { return "-" }
    let dollars = (signed && value > 0 ? "+" : "") + Words.dollars(amount.value)
    var text = atLeast ? say("at least \(dollars)") : dollars
    if let high = amount.high.flatMap({ Decimal(exactText: $0) }), high != value {
      text += " ±" + Format.money(high - value).dropFirst()
    }
    return text
  }

  /// Whether a difference may be nothing but chance.
  static func isNothing(_ figure: Figure?) -> Bool {
    guard let figure, let low = figure.low, let high = figure.high else { return true }
    return low <= 0 && high >= 0
  }

  /// `1.62x`.
  static func factor(_ value: Double) -> String { "\(Format.number(value, significant: 3))x" }

  /// `0.31 (0.28 .. 0.35)`.
  static func index(_ figure: Figure?) -> String {
    guard let figure else { return "-" }
    func number(_ value: Double) -> String { Format.number((value * 1000).rounded() / 1000) }
    guard let low = figure.low, let high = figure.high else { return number(figure.value) }
    return "\(number(figure.value)) (\(number(low)) .. \(number(high)))"
  }
}
