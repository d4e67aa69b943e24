// SPDX-License-Identifier: GPL-3.0-or-later

/// A page for people to read and write on, such as an exercise sheet: in the look of the reports, and as them whole in one
/// file. What is on it is said in blocks; how they are marked up is known here.
public struct HTMLSheet: Sendable {
  public enum Block: Sendable {
    /// Paragraphs; an empty line lies between two.
    case prose(String)
    case list([String])
    case facts([(name: String, text: String)])
    case table(caption: String, columns: [PlainTable.Column], rows: [[String]])
    /// Text whose spaces count: commands, YAML.
    case code(String, name: String)
    case drawing(svg: String, name: String)
    /// Empty lines to write on.
    case lines(Int)
    /// A sentence that stands out, good or not.
    case verdict(String, isGood: Bool)
    /// What is seen when somebody asks for it; always open where `isOpen`.
    case folded(title: String, [String], isOpen: Bool)
  }

  public struct Section: Sendable {
    public var anchor: String
    public var title: String
    public var blocks: [Block]
    public var sections: [Section]

    public init(_ anchor: String, _ title: String, _ blocks: [Block], sections: [Section] = []) {
      self.anchor = anchor
      self.title = title
      self.blocks = blocks
      self.sections = sections
    }
  }

  public var title: String
  public var lead: [String]
  public var program: String
  public var sections: [Section]

  public init(title: String, lead: [String], program: String, sections: [Section]) {
    self.title = title
    self.lead = lead
    self.program = program
    self.sections = sections
  }

  public var html: String {
    HTMLPage(title: title, lead: lead, program: program, sections: sections.map(Self.section)).html
  }

  private static func section(_ section: Section) -> HTMLPage.Section {
    let blocks = section.blocks.enumerated().map { markup($1, anchor: "\(section.anchor)-\($0 + 1)") }
    return HTMLPage.Section(
      HTMLAnchors.word(section.anchor), section.title, blocks, sections: section.sections.map(Self.section))
  }

  private static func markup(_ block: Block, anchor: String) -> String {
    switch block {
    case .prose(let text): prose(text)
    case .list(let items): HTMLBlocks.list(items)
    case .facts(let facts): HTMLBlocks.facts(facts)
    case .table(let caption, let columns, let rows):
      HTMLTable(
        HTMLAnchors.word(anchor), caption,
        columns.map { HTMLTable.Column(title: $0.title, alignsRight: $0.alignsRight) },
        rows.map { row in HTMLTable.Row(cells: row.map { HTMLTable.Cell($0) }) }
      ).markup
    case .code(let text, let name): HTMLBlocks.text(text, name: name, kind: "file")
    case .drawing(let svg, let name): HTMLBlocks.map(svg, name: name)
    case .lines(let count): HTMLTemplates.filled(.lines, LinesModel(lines: (0..<count).map { LineModel(number: $0) }))
    case .verdict(let text, let isGood): HTMLBlocks.verdict(isGood ? "✓" : "✗", text, isGood ? .good : .bad)
    case .folded(let title, let items, let isOpen):
      items.isEmpty
        ? ""
        : HTMLTemplates.filled(
          .folded, FoldedModel(title: Characters.clean(title), isOpen: isOpen, body: HTMLBlocks.list(items)))
    }
  }

  private static func prose(_ text: String) -> String {
    let paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false)
      .split(whereSeparator: { $0.allSatisfy(\.isWhitespace) })
      .map { ParagraphModel(words: Characters.clean($0.joined(separator: " "))) }
    return HTMLTemplates.filled(.prose, ProseModel(paragraphs: paragraphs))
  }
}

private struct ProseModel { let paragraphs: [ParagraphModel] }
private struct ParagraphModel { let words: String }
private struct LinesModel { let lines: [LineModel] }
private struct LineModel { let number: Int }

private struct FoldedModel {
  let title: String
  let isOpen: Bool
  /// Mark-up.
  let body: String
}
