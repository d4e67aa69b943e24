// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Services

/// The key tables of the scenario language in the order of the reference, each once. A table that is found inside of
/// several others, such as a law of times, stands at the end.
struct ReferenceTables {
  /// A table under its heading.
  struct Entry {
    var table: KeyTable
    /// Where it stands in a scenario (`channels.NAME.dead_letter`); the table's name if that is at several places.
    var path: String
    /// What is written to get it, `type: sqs`, or which one of that name it is.
    var choice: String?

    var heading: String { choice.map { "\(path), \($0)" } ?? path }
  }

  /// A key of the top level whose value has tables inside.
  struct Chapter {
    var key: any AnyKey
    var entries: [Entry] = []
  }

  /// What makes two tables the same: all that the reference says of them.
  private struct Identity: Hashable {
    var kind: String
    var keys: [[String]]

    init(_ table: KeyTable) {
      kind = table.kind
      keys = table.keys.map { [$0.name, $0.kindName, $0.allowed ?? "", $0.defaultText ?? "", $0.summary] }
    }
  }

  private(set) var chapters: [Chapter] = []
  private(set) var shared: [Entry] = []
  private var headings: [Identity: String] = [:]
  /// How many different tables each is found in.
  private var parents: [Identity: Set<Identity>] = [:]
  /// Shared tables that still need their place, with the first path at which they were found.
  private var waiting: [(table: KeyTable, path: String)] = []

  /// - Parameter objective: the table of one objective, whose kind of value does not name it.
  init(root: KeyTable, objective: KeyTable) {
    for key in root.keys {
      let entries = Self.outer(key, objective)
      if !entries.isEmpty { chapters.append(Chapter(key: key, entries: entries)) }
    }
    for entry in chapters.flatMap(\.entries) { count(entry.table) }
    for index in chapters.indices {
      let outer = chapters[index].entries
      chapters[index].entries = []
      for entry in outer { place(entry, in: \.chapters[index].entries) }
    }
    while !waiting.isEmpty {
      let (table, path) = waiting.removeFirst()
      guard headings[Identity(table)] == nil else { continue }
      let isTaken = shared.contains { $0.heading == table.kind }
      place(Entry(table: table, path: table.kind, choice: isTaken ? "as in \(path)" : nil), in: \.shared)
    }
  }

  /// The heading under which a table stands.
  func heading(of table: KeyTable) -> String? { headings[Identity(table)] }

  /// The tables right under a key of the top level. What a word picks is known here, so it can be said.
  private static func outer(_ key: any AnyKey, _ objective: KeyTable) -> [Entry] {
    if let section = Section(rawValue: key.name) {
      return Registry.services.filter { $0.section == section }.map { service in
        let word = section.discriminator.map { "\($0): \(service.type)" }
        return Entry(table: service.table, path: "\(key.name).NAME", choice: word)
      }
    }
    if key.name == "slos" { return [Entry(table: objective, path: "slos.NAME")] }
    return inside(key, at: key.name)
  }

  private static func inside(_ key: any AnyKey, at path: String) -> [Entry] {
    var seen: Set<Identity> = []
    return key.nested.filter { !$0.table.keys.isEmpty && seen.insert(Identity($0.table)).inserted }.map {
      Entry(table: $0.table, path: ([path] + $0.path.filter { $0 != "0" }).joined(separator: "."))
    }
  }

  private mutating func count(_ table: KeyTable) {
    for key in table.keys {
      for nested in key.nested where !nested.table.keys.isEmpty {
        let inner = Identity(nested.table)
        let isNew = parents[inner] == nil
        parents[inner, default: []].insert(Identity(table))
        if isNew { count(nested.table) }
      }
    }
  }

  /// Puts a table at the end of a list, and after it those that are found inside of it alone.
  private mutating func place(_ entry: Entry, in list: WritableKeyPath<ReferenceTables, [Entry]>) {
    guard headings[Identity(entry.table)] == nil else { return }
    headings[Identity(entry.table)] = entry.heading
    self[keyPath: list].append(entry)
    for key in entry.table.keys {
      for inner in Self.inside(key, at: "\(entry.path).\(key.name)") {
        if parents[Identity(inner.table)]?.count ?? 0 > 1 {
          waiting.append((inner.table, "\(entry.path).\(key.name)"))
        } else {
          place(Entry(table: inner.table, path: inner.path, choice: entry.choice), in: list)
        }
      }
    }
  }
}
