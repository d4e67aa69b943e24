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
    guard let tree = file.tree(variant: variant, changes: options.changes, &diagnostics) else { return nil }
    var context = ReadContext()
    guard ScenarioKeys.table.read(tree, &context) != nil else {
      diagnostics.append(contentsOf: context.diagnostics)
      return nil
    }
    var origins: [[String]: DefaultOrigin] = [:]
    for used in context.defaultsUsed { origins[used.path] = used.origin }
    let expanded = ScenarioKeys.table.expanded(tree)
    return expanded.yaml { path, node in
      if let origin = origins[path] {
        guard why, let detail = origin.detail else { return origin.label }
        return "\(origin.label): \(detail)"
      }
      return why ? place(of: node) : nil
    }
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

  /// Every key of the language as Markdown.
  public static var reference: String { ScenarioKeys.table.reference() }

  /// What is known about a key: by its path (`run.seed`) or its name alone. Nil if there is none.
  public static func explain(_ key: String) -> String? {
    if let found = ScenarioKeys.table.explain(key) { return found }
    let found = tables.compactMap { $0.explain(key) }
    return found.isEmpty ? nil : found.joined(separator: "\n")
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
    return tables
  }
}
