// SPDX-License-Identifier: GPL-3.0-or-later

/// A record with the word that says of which type it is.
public struct TypedRecord: Sendable {
  public var type: String
  public var record: Record

  public init(type: String, record: Record) {
    self.type = type
    self.record = record
  }
}

/// Several key tables of which a key of the map itself picks one: `type: sqs`.
public struct TableChoice: Sendable {
  /// The key that picks: `type` or `engine`.
  public let discriminator: String
  /// What the tables describe: `channel`.
  public let what: String
  /// The tables with the words that pick them, in the order of the documentation.
  public let tables: [(type: String, table: KeyTable)]
  /// Words for real things that are not simulated.
  public let unsupported: [String]

  public init(
    discriminator: String, _ what: String, tables: [(String, KeyTable)], unsupported: [String] = []
  ) {
    self.discriminator = discriminator
    self.what = what
    self.tables = tables.map { (type: $0.0, table: $0.1) }
    self.unsupported = unsupported
  }

  public func table(_ type: String) -> KeyTable? { tables.first { $0.type == type }?.table }

  private var types: [String] { tables.map(\.type) }

  /// The type and the values of a map. If there is any error, nil.
  public func read(_ node: Node, _ context: inout ReadContext) -> (type: String, record: Record)? {
    let choices = "one of \(English.list(types, limit: 20))"
    guard let entries = node.isNull ? [] : node.entries else {
      context.fail(
        .type, at: node, "must be a map of settings, not \(node.kindOfContent)",
        hint: "such as { \(discriminator): \(types.first ?? "") }")
      return nil
    }
    guard let entry = entries.first(where: { $0.key == discriminator }) else {
      let near = entries.first {
        Names.nearest($0.key, in: [discriminator]) != nil && table($0.value.text ?? "") != nil
      }
      if let near {
        context.diagnostics.error(
          .key, at: near.keyLocation, length: near.keyLength,
          "\(English.withArticle(what)) has no setting \(Diagnostic.quoted(near.key))",
          hint: "nearest: \(discriminator)")
      } else {
        context.failMissing(
          "\(English.withArticle(what)) needs \(discriminator)", in: node, hint: "\(discriminator) is \(choices)")
      }
      return nil
    }
    guard let type = entry.value.text else {
      context.within(entry) { node, context in
        context.fail(.type, at: node, "must be \(choices), not \(node.kindOfContent)")
      }
      return nil
    }
    guard let table = table(type) else {
      if unsupported.contains(type) {
        context.diagnostics.error(
          .unsupported, at: entry.value, "\(English.withArticle("\(type) \(what)")) is not simulated yet",
          hint: "\(discriminator) is \(choices)")
      } else {
        let near = Names.nearest(type, in: types + unsupported)
        context.diagnostics.error(
          .value, at: entry.value, "there is no \(what) of \(discriminator) \(Diagnostic.quoted(type))",
          hint: near.map { "nearest: \($0)" } ?? "\(discriminator) is \(choices)")
      }
      return nil
    }
    let record = table.read(
      node, &context, allowing: [discriminator], what: English.withArticle("\(type) \(what)")
    ) { key in
      let owners = tables.filter { $0.table.key(key) != nil }.map(\.type)
      return owners.isEmpty ? nil : English.list(owners, limit: 6)
    }
    return record.map { (type, $0) }
  }

  /// Problems of all tables; see `KeyTable.defaultProblems()`.
  public func defaultProblems() -> [String] { tables.flatMap { $0.table.defaultProblems() } }
}

extension ValueKind where Value == TypedRecord {
  /// A map whose type picks the table.
  public static func choosing(_ choice: TableChoice) -> ValueKind {
    ValueKind(
      choice.what, schema: choice.schema,
      example: choice.tables.first.map { "{ \(choice.discriminator): \($0.type) }" },
      nested: choice.tables.map { NestedTable(path: [$0.type], table: $0.table) }, shapes: .map
    ) { node, context in
      choice.read(node, &context).map { TypedRecord(type: $0.type, record: $0.record) }
    }.expanding { choice.expanded($0) }
  }
}
