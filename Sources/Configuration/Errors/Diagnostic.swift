// SPDX-License-Identifier: GPL-3.0-or-later

/// One error, warning or note about a text, with its place and, where there is one, the way out.
public struct Diagnostic: Error, Hashable, Codable, Sendable {
  /// How bad it is. Only an `error` stops a scenario from being used.
  public enum Severity: String, Hashable, Codable, Sendable, CaseIterable {
    case error, warning, note
  }

  /// What kind of mistake it is. The words are part of the program's output format and stay the same.
  public enum Code: String, Hashable, Codable, Sendable, CaseIterable {
    /// The text is not YAML.
    case syntax
    /// Nothing has this name.
    case name
    /// A unit is missing or unknown.
    case unit
    /// Another kind of value is needed: a map instead of a text, say.
    case type
    /// No such key here.
    case key
    /// The value lies outside what is allowed.
    case range
    /// A key that is needed is not there.
    case missing
    /// A name exists, but it is the wrong kind of thing.
    case reference
    /// A key is given twice.
    case duplicate
    /// The value cannot be understood, or is not one of those allowed.
    case value
    /// It is a real thing, but this program does not do it.
    case unsupported
    /// The text is too long, too deep or too large.
    case size
  }

  public var severity: Severity
  public var code: Code
  /// One sentence without a full stop that says what is wrong.
  public var message: String
  /// What to do about it, or what is allowed.
  public var hint: String?
  /// Where the marked text starts; nil if the problem belongs to no text.
  public var location: SourceLocation?
  /// Length of the marked text in code points, at least 1.
  public var length: Int

  public init(
    severity: Severity = .error, code: Code, message: String, hint: String? = nil, location: SourceLocation? = nil,
    length: Int = 1
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.hint = hint
    self.location = location
    self.length = max(1, length)
  }
}

extension Diagnostic {
  /// The user's text as it may stand in a message: in double quotes, without control characters, at most `limit`
  /// code points long.
  public static func quoted(_ text: String, limit: Int = 48) -> String {
    "\"" + shortened(text, limit: limit) + "\""
  }

  /// The user's text without control characters and cut after `limit` code points.
  public static func shortened(_ text: String, limit: Int = 48) -> String {
    var result = String.UnicodeScalarView()
    for (index, scalar) in text.unicodeScalars.prefix(limit + 1).enumerated() {
      guard index < limit else {
        result.append("\u{2026}")
        break
      }
      result.append(DisplayWidth.printable(scalar))
    }
    return String(result)
  }
}
