// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Mustache

/// The templates of a report (`Templates/*.mustache`), compiled into the program, so that it is whole wherever it lies.
///
/// Each is filled by itself: the markup that one gives is put into the next by `{{{ }}}`, all other text by `{{ }}`,
/// which escapes it.
enum HTMLTemplates {
  enum Name: String, CaseIterable {
    case page, section, table, figure, map, list, facts, verdict, text, prose, lines, folded
  }

  static func filled(_ name: Name, _ model: Any) -> String {
    guard let template = compiled[name] else { fatalError("the template \(name.rawValue) cannot be read") }
    return template.render(model)
  }

  static var css: String { text(PackageResources.page_css) }
  static var script: String { text(PackageResources.page_js) }

  private static let compiled: [Name: MustacheTemplate] = {
    MustacheContentTypes.register(EscapedText(), named: "SLUICE")
    return Dictionary(
      uniqueKeysWithValues: Name.allCases.compactMap { name in
        (try? MustacheTemplate(string: text(source(name)))).map { (name, $0) }
      })
  }()

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func source(_ name: Name) -> [UInt8] {
    switch name {
    case .page: PackageResources.page_mustache
    case .section: PackageResources.section_mustache
    case .table: PackageResources.table_mustache
    case .figure: PackageResources.figure_mustache
    case .map: PackageResources.map_mustache
    case .list: PackageResources.list_mustache
    case .facts: PackageResources.facts_mustache
    case .verdict: PackageResources.verdict_mustache
    case .text: PackageResources.text_mustache
    case .prose: PackageResources.prose_mustache
    case .lines: PackageResources.lines_mustache
    case .folded: PackageResources.folded_mustache
    }
  }
}

/// Text as HTML has it. The library's own escapes by characters: it would let a quotation mark with an accent on it
/// end an attribute.
private struct EscapedText: MustacheContentType {
  func escapeText(_ text: String) -> String { SVGWriter.escaped(text) }
}
