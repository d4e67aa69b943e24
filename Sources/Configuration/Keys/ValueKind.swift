// SPDX-License-Identifier: GPL-3.0-or-later

/// What kinds of node a value may be.
struct Shapes: OptionSet, Sendable {
  var rawValue: Int
  static let text = Shapes(rawValue: 1)
  static let list = Shapes(rawValue: 2)
  static let map = Shapes(rawValue: 4)
  static let any: Shapes = [.text, .list, .map]

  init(rawValue: Int) { self.rawValue = rawValue }

  init(of node: Node) {
    switch node.content {
    case .null: self = []
    case .scalar: self = .text
    case .list: self = .list
    case .map: self = .map
    }
  }
}

/// A key table inside of a value, for the reference.
public struct NestedTable: Sendable {
  /// How to get there from the value: empty for the value itself, `NAME` for any key, `0` for a list's items, else a
  /// key.
  public var path: [String]
  public var table: KeyTable
}

/// How one kind of value is read, described, checked by an editor, and filled with defaults.
///
/// For instance `.duration(0...43_200_000_000_000)` reads `30s` as nanoseconds.
public struct ValueKind<Value: Sendable>: Sendable {
  /// What it is called in documentation and messages: `duration`, `list of names`.
  public let name: String
  public let schema: Schema
  /// A value as one writes it.
  public let example: String?
  /// What is allowed, in words: `0s to 12h`.
  public let allowed: String?
  /// The key tables inside.
  public let nested: [NestedTable]
  let shapes: Shapes
  private let reading: @Sendable (Node, inout ReadContext) -> Value?
  private let expanding: @Sendable (Node) -> Node

  /// A kind of your own.
  ///
  /// - Parameter read: gives the value, or adds an error (see `ReadContext.fail`) and gives nil.
  public init(
    _ name: String, schema: Schema, example: String? = nil, allowed: String? = nil,
    read: @escaping @Sendable (Node, inout ReadContext) -> Value?
  ) {
    self.init(name, schema: schema, example: example, allowed: allowed, shapes: .any, read: read)
  }

  init(
    _ name: String, schema: Schema, example: String? = nil, allowed: String? = nil, nested: [NestedTable] = [],
    shapes: Shapes, expand: @escaping @Sendable (Node) -> Node = { $0 },
    read: @escaping @Sendable (Node, inout ReadContext) -> Value?
  ) {
    self.name = name
    self.schema = schema
    self.example = example
    self.allowed = allowed
    self.nested = nested
    self.shapes = shapes
    self.reading = read
    self.expanding = expand
  }

  /// The value of a node. If it is none of this kind, nil and at least one error.
  public func read(_ node: Node, _ context: inout ReadContext) -> Value? { reading(node, &context) }

  /// The node with the defaults of the key tables inside filled in.
  public func expanded(_ node: Node) -> Node { expanding(node) }

  /// The same kind with another way to fill in defaults.
  func expanding(_ expand: @escaping @Sendable (Node) -> Node) -> ValueKind {
    ValueKind(
      name, schema: schema, example: example, allowed: allowed, nested: nested, shapes: shapes, expand: expand,
      read: reading)
  }

  /// The same kind with a further check or conversion, which adds an error and gives nil if the value will not do.
  public func map<T: Sendable>(
    _ transform: @escaping @Sendable (Value, Node, inout ReadContext) -> T?
  ) -> ValueKind<T> {
    let reading = reading
    return ValueKind<T>(
      name, schema: schema, example: example, allowed: allowed, nested: nested, shapes: shapes, expand: expanding
    ) { node, context in
      reading(node, &context).flatMap { transform($0, node, &context) }
    }
  }

  /// The same kind with another name, example or words for what is allowed.
  public func described(
    as name: String? = nil, example: String? = nil, allowed: String? = nil, schema: Schema? = nil
  ) -> ValueKind {
    ValueKind(
      name ?? self.name, schema: schema ?? self.schema, example: example ?? self.example,
      allowed: allowed ?? self.allowed, nested: nested, shapes: shapes, expand: expanding, read: reading)
  }
}

extension ReadContext {
  /// Adds the error for a node of the wrong shape.
  mutating func failShape(_ node: Node, wanted: String, example: String?) {
    if node.isNull {
      fail(.missing, at: node, "has no value", hint: "leave the key out, or write \(English.withArticle(wanted))")
    } else {
      let such = example.map { " such as \($0)" } ?? ""
      fail(.type, at: node, "must be \(English.withArticle(wanted))\(such), not \(node.kindOfContent)")
    }
  }
}
