// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a value came from.
public enum Layer: Hashable, Sendable {
  /// The scenario file of this name.
  case file(String)
  /// The variant of this name.
  case variant(String)
  /// The flag `--set` with this path.
  case set(String)
  /// The window of this name.
  case window(String)
  /// A key table's default: nobody wrote it.
  case standardDefault
}

extension Layer: CustomStringConvertible {
  /// For people: `scenario.yaml`, `variant lambda`, `--set run.seed`, `window promo`, `default`.
  public var description: String {
    switch self {
    case .file(let name): name
    case .variant(let name): "variant \(name)"
    case .set(let path): "--set \(path)"
    case .window(let name): "window \(name)"
    case .standardDefault: "default"
    }
  }
}

/// A value of a YAML tree with the place that it came from.
///
/// Two nodes are equal only if their places are equal too; `hasSameContent(as:)` compares what they say.
public struct Node: Hashable, Sendable {
  public indirect enum Content: Hashable, Sendable {
    /// Nothing was written, or `null` or `~`.
    case null
    /// A text. `quoted` tells `"5"` from `5`; block texts (`|` and `>`) count as quoted.
    case scalar(text: String, quoted: Bool)
    case list([Node])
    /// Entries in the order of the file; no key twice.
    case map([Entry])
  }

  /// One key of a map with its value.
  public struct Entry: Hashable, Sendable {
    public var key: String
    public var keyLocation: SourceLocation?
    /// Length of the key in the text, in code points.
    public var keyLength: Int
    public var value: Node

    public init(key: String, keyLocation: SourceLocation? = nil, keyLength: Int? = nil, value: Node) {
      self.key = key
      self.keyLocation = keyLocation
      self.keyLength = keyLength ?? max(1, key.unicodeScalars.count)
      self.value = value
    }
  }

  public var content: Content
  public var location: SourceLocation?
  /// How many code points to mark in a message, at least 1.
  public var length: Int
  public var layer: Layer

  public init(_ content: Content, location: SourceLocation? = nil, length: Int = 1, layer: Layer = .standardDefault) {
    self.content = content
    self.location = location
    self.length = max(1, length)
    self.layer = layer
  }
}

extension Node {
  /// A text that no file contains.
  public static func text(_ text: String, quoted: Bool = false) -> Node {
    Node(.scalar(text: text, quoted: quoted), length: text.unicodeScalars.count)
  }

  /// A map that no file contains.
  public static func map(_ entries: [(String, Node)]) -> Node {
    Node(.map(entries.map { Entry(key: $0.0, value: $0.1) }))
  }

  /// A list that no file contains.
  public static func list(_ items: [Node]) -> Node { Node(.list(items)) }

  public static var null: Node { Node(.null) }

  public var isNull: Bool { content == .null }

  /// The entries of a map, nil for anything else.
  public var entries: [Entry]? {
    if case .map(let entries) = content { entries } else { nil }
  }

  /// The items of a list, nil for anything else.
  public var items: [Node]? {
    if case .list(let items) = content { items } else { nil }
  }

  /// The text of a scalar, nil for anything else.
  public var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// Whether a text was written in quotes or as a block.
  public var isQuoted: Bool {
    if case .scalar(_, let quoted) = content { quoted } else { false }
  }

  /// The value of a key of a map; nil for other nodes. Takes time in proportion to the number of keys.
  public subscript(key: String) -> Node? { entry(key)?.value }

  /// The entry of a key of a map; nil for other nodes.
  public func entry(_ key: String) -> Entry? { entries?.first { $0.key == key } }

  /// `a map`, `a list`, `a text` or `nothing`, for messages.
  public var kindOfContent: String {
    switch content {
    case .null: "nothing"
    case .scalar: "a text"
    case .list: "a list"
    case .map: "a map"
    }
  }

  /// Whether both say the same, wherever they stand: the same texts with the same quoting, lists and maps in the same
  /// order.
  public func hasSameContent(as other: Node) -> Bool {
    switch (content, other.content) {
    case (.null, .null): true
    case (.scalar(let left, let leftQuoted), .scalar(let right, let rightQuoted)):
      left == right && leftQuoted == rightQuoted
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.hasSameContent(as: $1) }
    case (.map(let left), .map(let right)):
      left.count == right.count
        && zip(left, right).allSatisfy { $0.key == $1.key && $0.value.hasSameContent(as: $1.value) }
    default: false
    }
  }

  /// The same tree with another layer on every node.
  public func inLayer(_ layer: Layer) -> Node {
    var copy = self
    copy.layer = layer
    switch content {
    case .null, .scalar: break
    case .list(let items): copy.content = .list(items.map { $0.inLayer(layer) })
    case .map(let entries):
      copy.content = .map(
        entries.map { entry in
          var entry = entry
          entry.value = entry.value.inLayer(layer)
          return entry
        })
    }
    return copy
  }

  /// How many lists and maps lie within each other; 0 for a text.
  public var depth: Int {
    switch content {
    case .null, .scalar: 0
    case .list(let items): 1 + (items.map(\.depth).max() ?? 0)
    case .map(let entries): 1 + (entries.map(\.value.depth).max() ?? 0)
    }
  }
}
