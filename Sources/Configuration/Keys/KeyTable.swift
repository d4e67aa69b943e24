// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of one kind of thing: the one place from which the reader, the defaults, the JSON Schema, `explain` and the
/// reference are made, so that they cannot drift apart.
public struct KeyTable: Sendable {
  /// What it describes: `sqs`, `dead_letter`.
  public let kind: String
  /// One sentence for the reference.
  public let summary: String
  /// The keys, in the order in which they are documented and printed.
  public let keys: [any AnyKey]

  /// - Parameter others: tables whose keys belong to this kind too; they come first.
  public init(_ kind: String, _ summary: String, keys: [any AnyKey], also others: [KeyTable] = []) {
    self.kind = kind
    self.summary = summary
    self.keys = others.flatMap(\.keys) + keys
  }

  public func key(_ name: String) -> (any AnyKey)? { keys.first { $0.name == name } }

  /// The values of a map. All its errors at once: keys that nobody knows, values that will not do, keys that are
  /// missing. If there is any, nil. Nothing (`null`) is an empty map.
  public func read(_ node: Node, _ context: inout ReadContext) -> Record? {
    read(node, &context, allowing: [], what: kind)
  }

  /// - Parameters:
  ///   - others: keys that are read elsewhere, such as `type`.
  ///   - what: what to call the thing in messages.
  ///   - elsewhere: what else a key might belong to.
  func read(
    _ node: Node, _ context: inout ReadContext, allowing others: [String], what: String,
    elsewhere: ((String) -> String?)? = nil
  ) -> Record? {
    guard let entries = node.isNull ? [] : node.entries else {
      context.fail(.type, at: node, "must be a map of settings, not \(node.kindOfContent)", hint: example)
      return nil
    }
    let before = context.diagnostics.errorCount
    var written: [String: Node.Entry] = [:]
    for entry in entries {
      if key(entry.key) != nil {
        if written[entry.key] == nil { written[entry.key] = entry }
      } else if !others.contains(entry.key) {
        reportUnknown(entry, &context, others: others, what: what, elsewhere: elsewhere)
      }
    }
    var record = Record(node: node)
    for key in keys {
      if let entry = written[key.name] {
        read(entry, as: key, into: &record, &context)
      } else if key.isRequired {
        let such = key.example.map { "\(key.name): \($0)" } ?? key.name
        context.failMissing("\(what) needs \(key.name)", in: node, hint: "\(such) - \(key.summary)")
      } else if let text = key.defaultText, let origin = key.origin {
        fill(key, text, origin, into: &record, &context)
      }
    }
    return context.diagnostics.errorCount == before ? record : nil
  }

  private func read(
    _ entry: Node.Entry, as key: any AnyKey, into record: inout Record, _ context: inout ReadContext
  ) {
    let frame = ReadContext.Frame(
      name: key.name, location: entry.keyLocation, length: entry.keyLength, facts: key.facts)
    context.within(frame) { context in
      if entry.value.isNull, !key.readsNull {
        let hint = key.defaultText == nil ? nil : "leave the key out to get the default"
        let node = Node(.null, location: entry.keyLocation, length: entry.keyLength)
        context.fail(.missing, at: node, "has no value", hint: hint)
      } else if let value = key.readAny(entry.value, &context) {
        record.set(key.name, value, written: entry.value)
      }
    }
  }

  private func fill(
    _ key: any AnyKey, _ text: String, _ origin: DefaultOrigin, into record: inout Record,
    _ context: inout ReadContext
  ) {
    context.within(ReadContext.Frame(name: key.name)) { context in
      context.useDefault(text, origin)
      guard let node = key.defaultNode, let value = key.readAny(node, &context) else {
        context.fail(.value, at: .null, "has a default that cannot be read: \(text)")
        return
      }
      record.set(key.name, value, written: nil)
    }
  }

  private func reportUnknown(
    _ entry: Node.Entry, _ context: inout ReadContext, others: [String], what: String,
    elsewhere: ((String) -> String?)?
  ) {
    let known = others + keys.map(\.name)
    let hint: String
    if entry.value.isNull, entry.key.contains(" ") {
      // `{ title: 24 tasks, 30 s }` has a key "30 s" without a value.
      hint = "in braces a comma starts the next key; a text with a comma needs quotes"
    } else if let place = elsewhere?(entry.key) {
      hint = "that is a setting of \(place)"
    } else if let near = Names.nearest(entry.key, in: known) {
      hint = "nearest: \(near)"
    } else {
      hint = known.isEmpty ? "it has no settings" : "it has: \(English.list(known, limit: 30))"
    }
    context.diagnostics.error(
      .key, at: entry.keyLocation, length: entry.keyLength,
      "\(what) has no setting \(Diagnostic.quoted(entry.key))", hint: hint)
  }

  private var example: String? {
    let first = keys.first { $0.isRequired } ?? keys.first
    return first.flatMap { key in (key.defaultText ?? key.example).map { "such as { \(key.name): \($0) }" } }
  }

  /// What is wrong with the table itself: defaults that cannot be read, names that are given twice. For tests; empty
  /// if all is well. It looks into the tables inside too.
  public func defaultProblems() -> [String] {
    var problems: [String] = []
    var seen: Set<String> = []
    for key in keys {
      if !seen.insert(key.name).inserted { problems.append("\(kind).\(key.name): the key is given twice") }
      if key.summary.isEmpty { problems.append("\(kind).\(key.name): no summary") }
      if let text = key.defaultText {
        var context = ReadContext()
        let value = key.defaultNode.flatMap { key.readAny($0, &context) }
        if value == nil {
          let why = context.diagnostics.items.first?.message ?? "it is not YAML"
          problems.append("\(kind).\(key.name): the default \(text) cannot be read: \(why)")
        }
      }
      for nested in key.nested { problems += nested.table.defaultProblems().map { "\(kind).\(key.name): \($0)" } }
    }
    return problems
  }
}

extension ValueKind where Value == Record {
  /// A map with the keys of a table.
  public static func record(_ table: KeyTable) -> ValueKind {
    ValueKind(
      table.kind, schema: table.schema, example: nil, nested: [NestedTable(path: [], table: table)], shapes: .map
    ) { node, context in table.read(node, &context) }.expanding { table.expanded($0) }
  }
}
