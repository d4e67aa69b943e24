// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// Where a path such as `workers.resizer.tasks` leads in the tree of a variant, by the key tables: whether the variant has
/// the setting, written or not, and what is known of it.
struct SettingPath {
  /// Nil where the path leads to something that no key table describes: a part as a whole, what a window overlays.
  let key: (any AnyKey)?

  /// Whether more of it never makes an objective worse.
  var isMonotone: Bool { key?.isMonotone ?? false }

  /// Nil where the variant has no such setting.
  init?(_ path: String, in tree: Node) {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard !parts.contains("") else { return nil }
    switch Self.find(parts[...], ScenarioKeys.table, tree) {
    case .key(let key): self.key = key
    case .node: key = nil
    case nil:
      guard tree.value(atPath: path) != nil else { return nil }
      key = nil
    }
  }

  private enum Found {
    case key(any AnyKey)
    case node
  }

  /// The first key may be several parts long, for keys and names may have dots.
  private static func find(_ parts: ArraySlice<String>, _ table: KeyTable, _ node: Node) -> Found? {
    for length in stride(from: parts.count, to: 0, by: -1) {
      guard let key = table.key(parts.prefix(length).joined(separator: ".")) else { continue }
      let rest = parts.dropFirst(length)
      if rest.isEmpty { return .key(key) }
      let value = node[key.name] ?? .map([])
      for nested in key.nested {
        if let found = find(rest, nested.path[...], nested.table, value) { return found }
      }
    }
    return nil
  }

  /// - Parameter way: how to get from the node to the table (``NestedTable/path``).
  private static func find(
    _ parts: ArraySlice<String>, _ way: ArraySlice<String>, _ table: KeyTable, _ node: Node
  ) -> Found? {
    guard let step = way.first else { return parts.isEmpty ? .node : find(parts, table, node) }
    guard let first = parts.first else { return .node }
    switch step {
    case "NAME":
      for length in stride(from: parts.count, to: 0, by: -1) {
        guard let value = node[parts.prefix(length).joined(separator: ".")] else { continue }
        return find(parts.dropFirst(length), way.dropFirst(), table, value)
      }
      return nil
    case "0":
      guard let index = Int(first), let items = node.items, items.indices.contains(index) else { return nil }
      return find(parts.dropFirst(), way.dropFirst(), table, items[index])
    default:
      // The type of the part, or the one key of a map such as `lognormal`.
      if ["type", "engine"].contains(where: { node[$0]?.text == step }) {
        return find(parts, way.dropFirst(), table, node)
      }
      guard first == step, let value = node[step] else { return nil }
      return find(parts.dropFirst(), way.dropFirst(), table, value)
    }
  }

  /// All settings of the parts and sections of a tree, by path, for the nearest one.
  static func all(in tree: Node) -> [String] {
    var paths: [String] = []
    for key in ScenarioKeys.table.keys {
      let value = tree[key.name] ?? .map([])
      for nested in key.nested { paths += all([key.name], nested.path[...], nested.table, value) }
    }
    return paths
  }

  private static func all(
    _ path: [String], _ way: ArraySlice<String>, _ table: KeyTable, _ node: Node
  ) -> [String] {
    guard let step = way.first else { return table.keys.map { (path + [$0.name]).joined(separator: ".") } }
    switch step {
    case "NAME":
      return (node.entries ?? []).flatMap { all(path + [$0.key], way.dropFirst(), table, $0.value) }
    case "0": return []
    default:
      guard ["type", "engine"].contains(where: { node[$0]?.text == step }) else { return [] }
      return all(path, way.dropFirst(), table, node)
    }
  }
}
