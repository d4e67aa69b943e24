// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Services

/// Every key of the scenario language as an article of the guide: Markdown that DocC reads too.
struct ReferenceArticle {
  static let title = "ScenarioReference"

  private let root: KeyTable
  private let tables: ReferenceTables

  init(root: KeyTable, objective: KeyTable) {
    self.root = root
    tables = ReferenceTables(root: root, objective: objective)
  }

  var text: String {
    var text = """
      # Reference of the scenario file

      <!-- SPDX-License-Identifier: GPL-3.0-or-later -->
      <!-- Written by `make reference` from the key tables of the program. -->

      Every key with its kind of value, its default and where that comes from.

      ## How to read it

      A default is one of three kinds. **Documented**: what AWS, Kafka, Redis or Memcached do when the setting is left out,
      with the page that says so. **Assumed**: nobody publishes the number; the reason for this one follows, and a report
      lists each that was used. **Sluice**: a choice of this program. A key without a default may be left out, unless it is *required*.

      `NAME` stands for a name of your own. A key whose value is a map of its own links to that map's keys.


      """
    text += "## Top level\n\n" + table(root)
    for chapter in tables.chapters {
      text += "## \(chapter.key.name)\n\n\(Self.sentence(chapter.key.summary))\n\n"
      for entry in chapter.entries {
        if entry.heading != chapter.key.name { text += "### \(entry.heading)\n\n" }
        if entry.table.summary != chapter.key.summary { text += Self.paragraph(entry.table.summary) }
        text += table(entry.table)
      }
    }
    text += "## Kinds of value\n\n" + kinds + "## Maps that stand in several places\n\n"
    for entry in tables.shared {
      text += "### \(entry.heading)\n\n" + Self.paragraph(entry.table.summary) + table(entry.table)
    }
    return String(text.dropLast())
  }

  private func table(_ table: KeyTable) -> String {
    var text = "| key | value | default | meaning |\n| --- | --- | --- | --- |\n"
    for key in table.keys {
      var meaning = Self.sentence(key.summary)
      if let source = key.source { meaning += " Source: \(source)." }
      let cells = ["`\(key.name)`", value(of: key), fallback(of: key), meaning].map(Self.cell)
      text += "| \(cells.joined(separator: " | ")) |\n"
    }
    return text + "\n"
  }

  private func value(of key: any AnyKey) -> String {
    let words = key.kindName + (key.allowed.map { ", \($0)" } ?? "")
    if let chapter = tables.chapters.first(where: { $0.key.name == key.name && $0.key.summary == key.summary }) {
      return "[\(words)](doc:\(Self.title)#\(Self.anchor(chapter.key.name)))"
    }
    let links = links(key)
    if links.isEmpty { return words }
    guard links.count > Self.mostLinks else { return "\(words): \(links.joined(separator: ", "))" }
    let name = "[\(key.kindName)](doc:\(Self.title)#\(Self.anchor(key.kindName)))"
    let limits =
      key.allowed.flatMap { $0.components(separatedBy: Self.choiceWords).first }?
      .trimmingCharacters(in: .whitespaces) ?? ""
    let range = limits.hasSuffix(" or") ? String(limits.dropLast(3)) : limits
    return range.isEmpty ? name : "\(name), \(range)"
  }

  /// The tables inside of a key's value.
  private func links(_ key: any AnyKey) -> [String] {
    var links: [String] = []
    for nested in key.nested {
      guard let heading = tables.heading(of: nested.table) else { continue }
      let link = "[\(nested.table.kind)](doc:\(Self.title)#\(Self.anchor(heading)))"
      if !links.contains(link) { links.append(link) }
    }
    return links
  }

  /// Kinds of value with more maps inside than fit a cell: each is described once.
  private var kinds: String {
    var names: [String] = []
    var text = ""
    for table in [root] + tables.chapters.flatMap(\.entries).map(\.table) + tables.shared.map(\.table) {
      for key in table.keys where !names.contains(key.kindName) && Section(rawValue: key.name) == nil {
        let links = links(key)
        guard links.count > Self.mostLinks else { continue }
        names.append(key.kindName)
        text += "### \(key.kindName)\n\n"
        if let words = key.allowed?.components(separatedBy: Self.choiceWords).dropFirst().first {
          text += "A map has one of these keys: \(words).\n\n"
        }
        if let example = key.example { text += "Example: `\(example)`.\n\n" }
        text += "Maps inside: \(links.joined(separator: ", ")).\n\n"
      }
    }
    return text
  }

  private static let mostLinks = 3
  private static let choiceWords = "one of "

  private func fallback(of key: any AnyKey) -> String {
    guard let text = key.defaultText else { return key.isRequired ? "*required*" : "" }
    let origin: String
    switch key.origin {
    case .aws(let source): origin = source.isEmpty ? "documented" : "documented: \(source)"
    case .assumed(let why): origin = why.isEmpty ? "assumed" : "assumed: \(why)"
    case .sluice, nil: origin = "Sluice"
    }
    return "`\(text)` (\(origin))"
  }

  /// How DocC names a heading in an address.
  static func anchor(_ heading: String) -> String {
    heading.map { $0 == " " ? "-" : String($0) }.joined()
  }

  private static func paragraph(_ summary: String) -> String { summary.isEmpty ? "" : sentence(summary) + "\n\n" }

  private static func sentence(_ summary: String) -> String {
    guard let last = summary.last, !".!?:".contains(last) else { return summary }
    return summary + "."
  }

  private static func cell(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "|": result += "\\|"
      case "\n": result += " "
      case "<": result += "\\<"
      default: result.append(character)
      }
    }
    return result
  }
}
