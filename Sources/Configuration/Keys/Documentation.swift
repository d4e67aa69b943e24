// SPDX-License-Identifier: GPL-3.0-or-later

extension KeyTable {
  var schemaProperties: (properties: [(name: String, schema: Schema)], required: [String]) {
    let properties = keys.map { key in
      var schema = key.schema.with("description", .string(key.summary))
      if let node = key.defaultNode { schema = schema.with("default", node.json) }
      return (name: key.name, schema: schema)
    }
    return (properties, keys.filter(\.isRequired).map(\.name))
  }

  /// A map with these keys.
  public var schema: Schema {
    let (properties, required) = schemaProperties
    return .object(properties, required: required, description: summary.isEmpty ? nil : summary)
  }

  /// All that is known about one key, for a terminal; nil if there is none of this name. `dead_letter.max_receives`
  /// looks into the table of a key.
  public func explain(_ path: String) -> String? {
    explain(path, title: kind)
  }

  private func explain(_ path: String, title: String) -> String? {
    guard let key = key(path) else {
      guard let dot = path.firstIndex(of: "."), let outer = self.key(String(path[..<dot])) else { return nil }
      let rest = String(path[path.index(after: dot)...])
      for nested in outer.nested {
        let name = "\(title).\(outer.name)"
        if let found = nested.table.explain(rest, title: name) { return found }
        let inner = nested.path.joined(separator: ".") + "."
        if rest.hasPrefix(inner), let found = nested.table.explain(String(rest.dropFirst(inner.count)), title: name) {
          return found
        }
      }
      return nil
    }
    var lines = ["\(title).\(key.name): \(key.kindName)" + (key.allowed.map { ", \($0)" } ?? "")]
    lines.append("  \(key.summary)")
    if let text = key.defaultText {
      let origin = key.origin
      lines.append("  default: \(text) (\(origin?.label ?? "default"))" + (origin?.detail.map { ": \($0)" } ?? ""))
    } else {
      lines.append(key.isRequired ? "  required" : "  may be left out")
    }
    if let example = key.example { lines.append("  example: \(key.name): \(example)") }
    if let source = key.source { lines.append("  source: \(source)") }
    for nested in key.nested where !nested.table.keys.isEmpty {
      lines.append("  settings: \(nested.table.keys.map(\.name).joined(separator: ", "))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The map with every default filled in, also inside of records, in the order of the table; keys that the table does
  /// not know come last. Defaults are in the layer `standardDefault`. A key without a default stays out.
  public func expanded(_ node: Node) -> Node {
    expanded(node, first: [])
  }

  /// - Parameter first: keys that are not the table's but come first.
  func expanded(_ node: Node, first: [String]) -> Node {
    guard let entries = node.isNull ? [] : node.entries else { return node }
    var result: [Node.Entry] = []
    for name in first { result += entries.filter { $0.key == name } }
    for key in keys {
      if let entry = entries.first(where: { $0.key == key.name }) {
        var changed = entry
        changed.value = key.expand(entry.value)
        result.append(changed)
      } else if let value = key.defaultNode {
        result.append(Node.Entry(key: key.name, value: key.expand(value).inLayer(.standardDefault)))
      }
    }
    result += entries.filter { entry in !first.contains(entry.key) && key(entry.key) == nil }
    var copy = node
    copy.content = .map(result)
    return copy
  }
}

extension TableChoice {
  /// One of the tables, each with its word under the discriminator.
  public var schema: Schema {
    .oneOf(
      tables.map { type, table in
        let (properties, required) = table.schemaProperties
        return Schema.object(
          [(name: discriminator, schema: Schema.constant(type))] + properties, required: [discriminator] + required,
          description: table.summary.isEmpty ? nil : table.summary)
      })
  }

  /// What is known about a key in each table that has it; nil if none has.
  public func explain(_ key: String) -> String? {
    let found = tables.compactMap { $0.table.explain(key) }
    return found.isEmpty ? nil : found.joined(separator: "\n")
  }

  /// The map with the defaults of its type filled in; unchanged if its type is not known.
  public func expanded(_ node: Node) -> Node {
    guard let type = node[discriminator]?.text, let table = table(type) else { return node }
    return table.expanded(node, first: [discriminator])
  }
}
