// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Services

/// What else is made from the key tables: the scenario with its defaults, the JSON Schema, the reference, and the
/// explanation of one key.
public enum ScenarioDocuments {
  /// The scenario of a variant with all defaults written out, as YAML.
  ///
  /// - Parameter why: whether a comment says of each value where it comes from; otherwise only defaults have one.
  public static func expanded(
    _ file: ScenarioFile, variant: String, options: ScenarioOptions, why: Bool, _ diagnostics: inout Diagnostics
  ) -> String? {
    let before = diagnostics.errorCount
    guard let tree = file.tree(variant: variant, changes: options.changes, &diagnostics) else { return nil }
    var context = ReadContext()
    let record = ScenarioKeys.table.read(tree, &context)
    diagnostics.append(contentsOf: context.diagnostics)
    guard record != nil, diagnostics.errorCount == before else { return nil }
    var comments: [[String]: String] = [:]
    for used in context.defaultsUsed {
      let detail = why ? used.origin.detail.map { ": \($0)" } ?? "" : ""
      comments[used.path] = used.origin.label + detail
    }
    var expanded = ScenarioKeys.table.expanded(withChangesInWindows(tree, options, file))
    for slo in expanded["slos"]?.entries ?? [] {
      expanded = expanded.replacing(["slos", slo.key], with: ObjectiveKeys.table.expanded(slo.value))
    }
    for used in context.defaultsUsed where isLeftOut(used, tree) {
      expanded = expanded.replacing(used.path[...], with: .text("0s"))
      comments[used.path] = "calibration: none"
    }
    return expanded.yaml { path, node in comments[path] ?? (why ? place(of: node) : nil) }
  }

  /// Whether a default is a call's time that `calibration: none` makes 0.
  private static func isLeftOut(_ used: DefaultUsed, _ tree: Node) -> Bool {
    guard tree["calibration"]?.text == "none", case .assumed = used.origin, used.path.first == "channels" else {
      return false
    }
    return used.path.last?.hasSuffix("_time") ?? false
  }

  /// A change from outside wins over a window's overlay too. So that the text says the same without the change, it is
  /// made in each overlay that has something at its path.
  private static func withChangesInWindows(_ tree: Node, _ options: ScenarioOptions, _ file: ScenarioFile) -> Node {
    var tree = tree
    for window in tree.value(atPath: "run.windows")?.entries ?? [] {
      guard let overlay = window.value["traffic"] else { continue }
      let before = Node.map([("traffic", overlay)])
      // What cannot be set has been reported for the tree itself.
      var ignored = Diagnostics()
      let after = file.changed(
        before, options.changes.filter { $0.path.hasPrefix("traffic.") && before.value(atPath: $0.path) != nil },
        &ignored)
      tree = tree.replacing(["run", "windows", window.key, "traffic"], with: after["traffic"] ?? .map([]))
    }
    return tree
  }

  private static func place(of node: Node) -> String? {
    guard node.entries == nil else { return nil }
    switch node.layer {
    case .file: return node.location.map { "line \($0.line)" }
    case .variant(let name): return "variant \(name)" + (node.location.map { ", line \($0.line)" } ?? "")
    case .window(let name): return "window \(name)"
    case .set(let change): return "--set \(change)"
    case .standardDefault: return nil
    }
  }

  /// The JSON Schema (2020-12) of a scenario file.
  public static var schema: String {
    ScenarioKeys.table.schema.document(id: "scenario.schema.json", title: "Sluice scenario, version 1").json() + "\n"
  }

  /// Every key of the language as an article in Markdown.
  public static var reference: String {
    ReferenceArticle(root: ScenarioKeys.table, objective: ObjectiveKeys.table).text
  }

  /// What is known about a key: by its path (`run.seed`), by a path in a scenario (`channels.jobs.retention`) or by its
  /// name alone. Nil if there is none.
  public static func explain(_ key: String) -> String? {
    if let found = ScenarioKeys.table.explain(key) { return found }
    // Of a path in a scenario, the longest end that a table knows.
    var rest = Substring(key)
    while true {
      let found = tables.compactMap { $0.explain(String(rest)) }
      if !found.isEmpty { return found.joined(separator: "\n") }
      guard let dot = rest.firstIndex(of: ".") else { return nil }
      rest = rest[rest.index(after: dot)...]
    }
  }

  /// The names of all keys, for the nearest one.
  public static var keyNames: [String] {
    var names: [String] = []
    for table in tables {
      for key in table.keys where !names.contains(key.name) { names.append(key.name) }
    }
    return names
  }

  /// All key tables, the outer before the inner.
  private static var tables: [KeyTable] {
    var tables: [KeyTable] = []
    func add(_ table: KeyTable) {
      guard !tables.contains(where: { $0.kind == table.kind && $0.keys.count == table.keys.count }) else { return }
      tables.append(table)
      for key in table.keys {
        for nested in key.nested { add(nested.table) }
      }
    }
    add(ScenarioKeys.table)
    add(ObjectiveKeys.table)
    return tables
  }
}

extension Node {
  /// The tree with another value at the end of these keys, all of which are there.
  fileprivate func replacing(_ keys: ArraySlice<String>, with value: Node) -> Node {
    guard let first = keys.first else { return value }
    var copy = self
    copy.content = .map(
      (entries ?? []).map { entry in
        var entry = entry
        if entry.key == first { entry.value = entry.value.replacing(keys.dropFirst(), with: value) }
        return entry
      })
    return copy
  }
}
