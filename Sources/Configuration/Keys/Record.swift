// SPDX-License-Identifier: GPL-3.0-or-later

/// The values of one map, read with a key table: `record[visibilityTimeout]`.
public struct Record: Sendable {
  /// The map as written.
  public let node: Node
  private var values: [String: any Sendable] = [:]
  private var written: [String: Node] = [:]

  init(node: Node) { self.node = node }

  mutating func set(_ name: String, _ value: any Sendable, written node: Node?) {
    values[name] = value
    written[name] = node
  }

  /// The value, written or default. The key must belong to the table that the record was read with.
  public subscript<Value>(key: Key<Value>) -> Value { required(key.name, Value.self) }

  /// The value; the key must belong to the table that the record was read with.
  public subscript<Value>(key: RequiredKey<Value>) -> Value { required(key.name, Value.self) }

  /// The value, or nil if the key was left out.
  public subscript<Value>(key: OptionalKey<Value>) -> Value? {
    values[key.name].map { _ in required(key.name, Value.self) }
  }

  private func required<Value>(_ name: String, _ type: Value.Type) -> Value {
    guard let value = values[name] as? Value else {
      fatalError("the key \(name) does not belong to the table that this record was read with")
    }
    return value
  }

  /// The value as written, or nil if it is the default or left out.
  public func node(_ key: any AnyKey) -> Node? { written[key.name] }

  /// Whether nothing was written for the key.
  public func isDefaulted(_ key: any AnyKey) -> Bool { written[key.name] == nil }
}
