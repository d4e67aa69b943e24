// SPDX-License-Identifier: GPL-3.0-or-later

/// A JSON value whose objects keep their order, so that the same value always gives the same bytes.
public indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// Written as given; it must be a JSON number. For numbers that must not pass through binary floating point.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One member of an object.
  public struct Member: Hashable, Sendable {
    public var name: String
    public var value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The first member of this name; nil if there is none or this is no object.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// As JSON: on one line, or, if `pretty`, with one member or item on a line, indented by two blanks.
  public func text(pretty: Bool = false) -> String {
    var output = ""
    write(to: &output, indent: pretty ? 0 : nil)
    return output
  }

  private func write(to output: inout String, indent: Int?) {
    switch self {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .integer(let value): output += String(value)
    case .number(let text): output += text
    case .string(let text): Self.quote(text, into: &output)
    case .array(let items):
      Self.write(items.count, "[", "]", to: &output, indent: indent) { index, output, indent in
        items[index].write(to: &output, indent: indent)
      }
    case .object(let members):
      Self.write(members.count, "{", "}", to: &output, indent: indent) { index, output, indent in
        Self.quote(members[index].name, into: &output)
        output += indent == nil ? ":" : ": "
        members[index].value.write(to: &output, indent: indent)
      }
    }
  }

  private static func write(
    _ count: Int, _ open: String, _ close: String, to output: inout String, indent: Int?,
    _ item: (Int, inout String, Int?) -> Void
  ) {
    output += open
    for index in 0..<count {
      if index > 0 { output += "," }
      if let indent { output += "\n" + String(repeating: " ", count: indent + 2) }
      item(index, &output, indent.map { $0 + 2 })
    }
    if let indent, count > 0 { output += "\n" + String(repeating: " ", count: indent) }
    output += close
  }

  private static func quote(_ text: String, into output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let hex = String(scalar.value, radix: 16)
          output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        } else {
          output.unicodeScalars.append(scalar)
        }
      }
    }
    output += "\""
  }
}
