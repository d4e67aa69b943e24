// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// What filters can look at in the messages of a source: their attributes, and the properties of their JSON body.
///
/// Each is drawn from a message's draw key by a stream of its own, so a copy has the same everywhere, and nothing is
/// stored for a message.
public struct MessageFields: Sendable, Hashable {
  /// Message attributes, in the file's order.
  public var attributes: [MessageField] = []
  /// The properties of the body by their paths, in the file's order; nil if the body is not JSON.
  public var body: [MessageField]?

  /// Messages without attributes whose body is not JSON.
  public static let none = MessageFields()

  /// The fields that a filter of this scope looks at; nil if the body is not JSON.
  func fields(_ scope: FilterScope) -> [MessageField]? {
    switch scope {
    case .messageAttributes: attributes
    case .messageBody: body
    }
  }

  /// The fields of one message, by their paths.
  ///
  /// - Parameters:
  ///   - source: the traffic source that the message comes from.
  ///   - drawKey: the message's.
  func values(_ scope: FilterScope, source: String, key: RandomKey, drawKey: UInt64) -> [String: FilterValue]? {
    guard let fields = fields(scope) else { return nil }
    var values: [String: FilterValue] = [:]
    for field in fields {
      let stream = field.stream(key, source: source, scope)
      if let value = field.draw.value(stream, drawKey) { values[field.path] = value }
    }
    return values
  }
}

/// One attribute, or one property of a body.
public struct MessageField: Sendable, Hashable {
  /// The attribute's name, or the names of the body's properties on the way to it, joined by dots.
  public var path: String
  public var draw: FieldDraw

  public init(_ path: String, _ draw: FieldDraw) {
    self.path = path
    self.draw = draw
  }

  /// The field's random numbers.
  func stream(_ key: RandomKey, source: String, _ scope: FilterScope) -> DrawStream {
    DrawStream(key, name: source, purpose: (scope == .messageAttributes ? "attribute." : "body.") + path)
  }
}

/// How the value of a field comes about.
public enum FieldDraw: Sendable, Hashable {
  public struct Share: Sendable, Hashable {
    public var value: FilterValue
    /// Of all messages, 0 to 1.
    public var share: Double
  }

  /// Every message has this value.
  case always(FilterValue)
  /// One of these; messages beyond the shares have none.
  case oneOf([Share])
  /// A number.
  case number(Distribution)

  /// The share of messages that have no value.
  var absent: Double {
    guard case .oneOf(let shares) = self else { return 0 }
    let rest = 1 - shares.reduce(0.0) { $0 + $1.share }
    // What is missing by rounding is not missing.
    return rest > 1e-9 ? rest : 0
  }

  /// The value of a message; nil if it has none.
  func value(_ stream: DrawStream, _ drawKey: UInt64) -> FilterValue? {
    switch self {
    case .always(let value): return value
    case .number(let distribution): return .number(distribution.draw(stream, drawKey))
    case .oneOf(let shares):
      let uniform = stream.uniform(drawKey)
      var end = 0.0
      for share in shares {
        end += share.share
        if uniform < end { return share.value }
      }
      return absent > 0 ? nil : shares.last { $0.share > 0 }?.value
    }
  }
}
