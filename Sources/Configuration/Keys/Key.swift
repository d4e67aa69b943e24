// SPDX-License-Identifier: GPL-3.0-or-later

/// A key of a key table, whatever its value's type: what documentation, schema and reader need to know.
public protocol AnyKey: Sendable {
  associatedtype Value: Sendable
  var name: String { get }
  /// One sentence for the reference, without a full stop at the end.
  var summary: String { get }
  var kind: ValueKind<Value> { get }
  var isRequired: Bool { get }
  /// The default as YAML; nil if there is none.
  var defaultText: String? { get }
  /// The default as a node in the layer `standardDefault`; nil if there is none or it is not YAML.
  var defaultNode: Node? { get }
  var origin: DefaultOrigin? { get }
  /// Where the rule that the key stands for is documented.
  var source: String? { get }
  /// Whether more of it never makes a result worse, which lets the planner search by halving.
  var isMonotone: Bool { get }
}

extension AnyKey {
  public var kindName: String { kind.name }
  public var schema: Schema { kind.schema }
  public var allowed: String? { kind.allowed }
  public var example: String? { kind.example }
  public var nested: [NestedTable] { kind.nested }
  public var isRequired: Bool { false }
  public var defaultText: String? { nil }
  public var defaultNode: Node? { nil }
  public var origin: DefaultOrigin? { nil }

  func readAny(_ node: Node, _ context: inout ReadContext) -> (any Sendable)? { kind.read(node, &context) }

  func expand(_ node: Node) -> Node { kind.expanded(node) }

  var facts: ReadContext.KeyFacts {
    ReadContext.KeyFacts(allowed: allowed, defaultText: defaultText, origin: origin)
  }

  /// Whether nothing (`key:`) may stand for an empty map.
  var readsNull: Bool { kind.shapes == .map }
}

/// A key that always has a value: what is written, else its default.
public struct Key<Value: Sendable>: AnyKey {
  public let name: String
  public let kind: ValueKind<Value>
  public let summary: String
  public let source: String?
  public let isMonotone: Bool
  private let text: String
  private let node: Node?
  private let from: DefaultOrigin

  /// - Parameter text: the default as YAML. It is read like any value; `KeyTable.defaultProblems()` finds a bad one.
  public init(
    _ name: String, _ kind: ValueKind<Value>, default text: String, _ origin: DefaultOrigin, _ summary: String,
    monotone: Bool = false, source: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.text = text
    self.node = Self.parse(text, key: name)
    self.from = origin
    self.summary = summary
    self.isMonotone = monotone
    self.source = source
  }

  public var defaultText: String? { text }
  public var defaultNode: Node? { node }
  public var origin: DefaultOrigin? { from }

  private static func parse(_ text: String, key: String) -> Node? {
    // Most defaults are one word; they do not need the YAML parser.
    let isWord = text.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "$", ".", "%", "/", "-", "_": true
      default: false
      }
    }
    let file = "default of \(key)"
    if isWord, text.unicodeScalars.first.map({ $0 != "-" && $0 != "%" && $0 != "." }) ?? false,
      text.lowercased() != "null"
    {
      return Node(
        .scalar(text: text, quoted: false), location: SourceLocation(file: file, line: 1, column: 1),
        length: text.unicodeScalars.count, layer: .standardDefault)
    }
    var diagnostics = Diagnostics()
    return Document.parse(text, file: file, into: &diagnostics)?.inLayer(.standardDefault)
  }
}

/// A key that may be left out; then there is no value.
public struct OptionalKey<Value: Sendable>: AnyKey {
  public let name: String
  public let kind: ValueKind<Value>
  public let summary: String
  public let source: String?
  public let isMonotone: Bool

  public init(
    _ name: String, _ kind: ValueKind<Value>, _ summary: String, monotone: Bool = false, source: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.isMonotone = monotone
    self.source = source
  }
}

/// A key that must be written.
public struct RequiredKey<Value: Sendable>: AnyKey {
  public let name: String
  public let kind: ValueKind<Value>
  public let summary: String
  public let source: String?
  public let isMonotone: Bool

  public init(
    _ name: String, _ kind: ValueKind<Value>, _ summary: String, monotone: Bool = false, source: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.isMonotone = monotone
    self.source = source
  }

  public var isRequired: Bool { true }
}
