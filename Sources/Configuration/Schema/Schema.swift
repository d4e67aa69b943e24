// SPDX-License-Identifier: GPL-3.0-or-later

/// A piece of a JSON Schema (2020-12), for editors that check and complete a scenario.
///
/// The schema is looser than the reader: it knows shapes, names and patterns of units, not references or limits that
/// depend on other values.
public struct Schema: Hashable, Sendable {
  /// The keywords in the order in which they are written.
  public private(set) var members: [JSONValue.Member]

  public init(_ members: [JSONValue.Member]) { self.members = members }

  public var value: JSONValue { .object(members) }

  /// As JSON text, indented, in the order of the keywords.
  public func json() -> String { value.text(pretty: true) }

  /// The same with another value for a keyword; nil takes it away.
  public func with(_ keyword: String, _ value: JSONValue?) -> Schema {
    var copy = self
    if let index = copy.members.firstIndex(where: { $0.name == keyword }) {
      if let value { copy.members[index].value = value } else { copy.members.remove(at: index) }
    } else if let value {
      copy.members.append(.init(keyword, value))
    }
    return copy
  }

  /// A whole schema document of this piece.
  public func document(id: String, title: String) -> Schema {
    Schema(
      [
        .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
        .init("$id", .string(id)),
        .init("title", .string(title)),
      ] + members)
  }
}

extension Schema {
  /// Anything at all.
  public static let any = Schema([])
  public static let text = Schema([.init("type", .string("string"))])
  public static let flag = Schema([.init("type", .string("boolean"))])
  public static let null = Schema([.init("type", .string("null"))])

  /// A text of this form (a regular expression of ECMA 262).
  public static func text(pattern: String) -> Schema { text.with("pattern", .string(pattern)) }

  public static func integer(_ range: ClosedRange<Int>? = nil) -> Schema {
    Schema([.init("type", .string("integer"))])
      .with("minimum", range.map { .integer($0.lowerBound) })
      .with("maximum", range.map { .integer($0.upperBound) })
  }

  public static let number = Schema([.init("type", .string("number"))])

  public static func number(_ range: ClosedRange<Double>) -> Schema {
    number
      .with("minimum", .number(plain(range.lowerBound)))
      .with("maximum", .number(plain(range.upperBound)))
  }

  /// One of these texts.
  public static func choice(_ values: [String]) -> Schema {
    Schema([.init("enum", .array(values.map { .string($0) }))])
  }

  public static func constant(_ value: String) -> Schema { Schema([.init("const", .string(value))]) }

  public static func list(of item: Schema, count: ClosedRange<Int>? = nil) -> Schema {
    Schema([.init("type", .string("array")), .init("items", item.value)])
      .with("minItems", count.map { .integer($0.lowerBound) })
      .with("maxItems", count.map { .integer($0.upperBound) })
  }

  /// A map with any names whose values are all of this kind.
  public static func map(of value: Schema) -> Schema {
    Schema([.init("type", .string("object")), .init("additionalProperties", value.value)])
  }

  /// A map with these keys only.
  public static func object(
    _ properties: [(name: String, schema: Schema)], required: [String], description: String? = nil
  ) -> Schema {
    var schema = Schema([.init("type", .string("object"))])
    if let description { schema = schema.with("description", .string(description)) }
    schema = schema.with("properties", .object(properties.map { .init($0.name, $0.schema.value) }))
    if !required.isEmpty { schema = schema.with("required", .array(required.map { .string($0) })) }
    return schema.with("additionalProperties", .bool(false))
  }

  /// One or more of these hold.
  public static func anyOf(_ schemas: [Schema]) -> Schema {
    schemas.count == 1 ? schemas[0] : Schema([.init("anyOf", .array(schemas.map(\.value)))])
  }

  /// Exactly one of these holds.
  public static func oneOf(_ schemas: [Schema]) -> Schema {
    schemas.count == 1 ? schemas[0] : Schema([.init("oneOf", .array(schemas.map(\.value)))])
  }

  private static func plain(_ value: Double) -> String {
    value.isFinite ? Digits(value).text() : "0"
  }
}

extension Node {
  /// The value as JSON: unquoted numbers, `true` and `false` become what they look like.
  public var json: JSONValue {
    switch content {
    case .null: return .null
    case .scalar(let text, let quoted):
      if quoted { return .string(text) }
      if text == "true" || text == "false" { return .bool(text == "true") }
      if let number = Int(text), String(number) == text { return .integer(number) }
      if let number = Double(text), number.isFinite, Digits(number).text() == text { return .number(text) }
      return .string(text)
    case .list(let items): return .array(items.map(\.json))
    case .map(let entries): return .object(entries.map { .init($0.key, $0.value.json) })
    }
  }
}
