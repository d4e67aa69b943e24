// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Scenarios

/// Required abilities against variants: a row for each ability and a column for each variant, or, where that is too
/// wide, the other way round.
public struct RequirementTable {
  private let variants: [(name: String, requirements: [RequirementResult])]
  /// What is asked of any variant, each once.
  private let asked: [RequirementResult]

  init(_ variants: [(name: String, requirements: [RequirementResult])]) {
    self.variants = variants
    asked = variants.flatMap(\.requirements).reduce(into: []) { asked, one in
      if !asked.contains(where: { Self.asksSame($0, one) }) { asked.append(one) }
    }
  }

  /// The table of what several variants of a file can do; empty where nothing is required.
  public static func text(_ scenarios: [Scenario], _ style: TextStyle) -> String {
    let table = RequirementTable(scenarios.map { ($0.variant, $0.requirements.map(RequirementResult.init)) })
    guard !table.asked.isEmpty else { return "" }
    return table.lines(style.columns).map { $0.rendered(style) + "\n" }.joined()
  }

  func lines(_ columns: Int) -> [TextLine] {
    let upright = upright
    let table = upright.leastWidth > columns && transposed.leastWidth < upright.leastWidth ? transposed : upright
    return table.lines(columns)
  }

  // MARK: Both ways

  var upright: TextTable {
    TextTable(
      columns: [.init(title: heading, minimum: 12)] + variants.map { .init(title: $0.name, minimum: 8) },
      rows: asked.map { one in
        TextTable.Row(cells: [TextLine(title(one))] + variants.map { cell(one, $0.requirements) })
      })
  }

  private var transposed: TextTable {
    TextTable(
      columns: [.init(title: heading, minimum: 12)] + asked.map { .init(title: title($0), minimum: 8) },
      rows: variants.map { variant in
        TextTable.Row(cells: [TextLine(variant.name)] + asked.map { cell($0, variant.requirements) })
      })
  }

  /// The only part that something is asked of; nil if there are several.
  private var onlyPart: String? {
    guard let first = asked.first?.of, asked.allSatisfy({ $0.of == first }) else { return nil }
    return first
  }

  private var heading: String { onlyPart.map { say("REQUIRES of \($0)") } ?? say("REQUIRES") }

  private func title(_ one: RequirementResult) -> String {
    onlyPart == nil ? "\(one.of) \(said(one.title))" : said(one.title)
  }

  private func cell(_ one: RequirementResult, _ answers: [RequirementResult]) -> TextLine {
    guard let answer = answers.first(where: { Self.asksSame($0, one) }) else { return TextLine("-") }
    return TextLine(answer.able ? "✓" : "✗", answer.able ? .good : .bad) + TextLine(" \(said(answer.answer))")
  }

  private static func asksSame(_ one: RequirementResult, _ other: RequirementResult) -> Bool {
    one.of == other.of && one.ability == other.ability && one.asked == other.asked
  }
}
