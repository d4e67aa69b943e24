// SPDX-License-Identifier: GPL-3.0-or-later

/// One of the keys of which a map must have exactly one, with how its value is read.
public struct OneKeyCase<Result: Sendable>: Sendable {
  public let name: String
  public let summary: String
  public let example: String?
  let schema: Schema
  let nested: [NestedTable]
  let read: @Sendable (Node, inout ReadContext) -> Result?
  let expand: @Sendable (Node) -> Node

  /// - Parameter make: turns what stands under the key into the common value.
  public init<Value>(
    _ name: String, _ kind: ValueKind<Value>, _ summary: String = "",
    _ make: @escaping @Sendable (Value) -> Result
  ) {
    self.init(name, kind, summary, checked: { value, _, _ in make(value) })
  }

  /// - Parameter make: turns what stands under the key into the common value, or adds an error and gives nil.
  public init<Value>(
    _ name: String, _ kind: ValueKind<Value>, _ summary: String = "",
    checked make: @escaping @Sendable (Value, Node, inout ReadContext) -> Result?
  ) {
    self.name = name
    self.summary = summary
    example = kind.example
    schema = summary.isEmpty ? kind.schema : kind.schema.with("description", .string(summary))
    nested = kind.nested.map { NestedTable(path: [name] + $0.path, table: $0.table) }
    read = { node, context in kind.read(node, &context).flatMap { make($0, node, &context) } }
    expand = { kind.expanded($0) }
  }
}

extension ValueKind {
  /// A map with exactly one of these keys, such as `{ lognormal: { p50: 1s, p99: 9s } }`.
  public static func oneKey(_ name: String, _ cases: [OneKeyCase<Value>]) -> ValueKind {
    oneKey(name, cases, also: KeyTable(name, "", keys: [])) { value, _ in value }
  }

  /// As `oneKey(_:_:)`, with further keys that may stand beside any of them, such as `per_message` in
  /// `{ constant: 60ms, per_message: 50us }`.
  public static func oneKey<Result: Sendable>(
    _ name: String, _ cases: [OneKeyCase<Result>], also others: KeyTable,
    _ combine: @escaping @Sendable (Result, Record) -> Value
  ) -> ValueKind {
    let names = cases.map(\.name)
    let schemas = cases.map { single in
      let more = others.schemaProperties
      return Schema.object(
        [(single.name, single.schema)] + more.properties, required: [single.name] + more.required)
    }
    var nested = cases.flatMap(\.nested)
    if !others.keys.isEmpty { nested.append(NestedTable(path: [], table: others)) }
    let example = cases.first.flatMap { single in single.example.map { "{ \(single.name): \($0) }" } }
    return ValueKind(
      name, schema: .oneOf(schemas), example: example, allowed: "one of \(English.list(names, limit: 12))",
      nested: nested, shapes: .map
    ) { node, context in
      guard let entries = node.entries else {
        context.failShape(node, wanted: name, example: example)
        return nil
      }
      let before = context.diagnostics.errorCount
      let record = others.read(node, &context, allowing: names, what: English.withArticle(name))
      let given = OneKey.latest(entries.filter { names.contains($0.key) })
      guard let entry = given.first, let single = cases.first(where: { $0.name == entry.key }) else {
        // A key that is spelled wrong is already an error; that the right one is missing would be a second one.
        if context.diagnostics.errorCount == before {
          context.failMissing(
            "\(context.settingName) needs one of \(English.list(names, limit: 12))", in: node, hint: nil)
        }
        return nil
      }
      if given.count > 1 {
        context.diagnostics.error(
          .duplicate, at: given[1].keyLocation, length: given[1].keyLength,
          "\(context.settingName) can have only one of \(English.list(given.map(\.key), limit: 12))")
      }
      let value = context.within(entry) { node, context -> Result? in
        single.read(node, &context)
      }
      guard let value, let record, context.diagnostics.errorCount == before else { return nil }
      return combine(value, record)
    }.expanding { node in
      guard let entries = node.entries else { return node }
      let latest = OneKey.latest(entries.filter { names.contains($0.key) }).map(\.key)
      var chosen = node
      chosen.content = .map(entries.filter { !names.contains($0.key) || latest.contains($0.key) })
      let own = chosen.mapEntries { entry in cases.first { $0.name == entry.key }?.expand(entry.value) }
      return others.keys.isEmpty ? own : others.expanded(own)
    }
  }
}

/// Which of several keys is meant when overlays have put one beside another.
private enum OneKey {
  /// What the last overlay wrote: a flag comes after a window, a window after a variant, a variant after the file. Keys
  /// of one layer all stay, which is an error.
  static func latest(_ entries: [Node.Entry]) -> [Node.Entry] {
    guard let top = entries.map({ rank($0.value.layer) }).max(), entries.count > 1 else { return entries }
    let last = entries.filter { rank($0.value.layer) == top }
    guard let layer = last.last?.value.layer else { return entries }
    return last.filter { $0.value.layer == layer }
  }

  private static func rank(_ layer: Layer) -> Int {
    switch layer {
    case .standardDefault: 0
    case .file: 1
    case .variant: 2
    case .window: 3
    case .set: 4
    }
  }
}

extension Node {
  /// The map with some values replaced; nil keeps the value.
  func mapEntries(_ transform: (Entry) -> Node?) -> Node {
    guard let entries else { return self }
    var copy = self
    copy.content = .map(
      entries.map { entry in
        var changed = entry
        if let value = transform(entry) { changed.value = value }
        return changed
      })
    return copy
  }
}
