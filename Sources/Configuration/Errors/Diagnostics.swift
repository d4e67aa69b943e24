// SPDX-License-Identifier: GPL-3.0-or-later

/// All that was found wrong with a text, so that a person can mend everything at once.
public struct Diagnostics: Hashable, Sendable {
  /// How many are kept. More than that help nobody, and a hostile file must not fill the memory.
  public static let limit = 1_000

  /// In the order in which they were found.
  public private(set) var items: [Diagnostic] = []
  /// How many were left out because there were more than `limit`.
  public private(set) var dropped = 0
  /// How many errors there were, kept or not.
  public private(set) var errorCount = 0

  public init() {}

  public var hasErrors: Bool { errorCount > 0 }
  public var isEmpty: Bool { items.isEmpty }

  /// By file, line and column; those without a place come last. Repetitions are left out.
  public var sorted: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    let unique = items.filter { seen.insert($0).inserted }
    return unique.enumerated().sorted { left, right in
      switch (left.element.location, right.element.location) {
      case (let first?, let second?) where first != second: first < second
      case (_?, nil): true
      case (nil, _?): false
      default: left.offset < right.offset
      }
    }.map(\.element)
  }

  /// Adds one that was made elsewhere.
  public mutating func append(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { errorCount += 1 }
    if items.count < Self.limit { items.append(diagnostic) } else { dropped += 1 }
  }

  public mutating func append(contentsOf other: Diagnostics) {
    for item in other.items { append(item) }
    dropped += other.dropped
    errorCount += other.errorCount - other.items.count { $0.severity == .error }
  }

  public mutating func error(_ code: Diagnostic.Code, at node: Node, _ message: String, hint: String? = nil) {
    error(code, at: node.location, length: node.length, message, hint: hint)
  }

  public mutating func error(
    _ code: Diagnostic.Code, at location: SourceLocation?, length: Int, _ message: String, hint: String? = nil
  ) {
    append(
      Diagnostic(severity: .error, code: code, message: message, hint: hint, location: location, length: length))
  }

  public mutating func warning(_ code: Diagnostic.Code, at node: Node, _ message: String, hint: String? = nil) {
    warning(code, at: node.location, length: node.length, message, hint: hint)
  }

  public mutating func warning(
    _ code: Diagnostic.Code, at location: SourceLocation?, length: Int, _ message: String, hint: String? = nil
  ) {
    append(
      Diagnostic(severity: .warning, code: code, message: message, hint: hint, location: location, length: length))
  }

  public mutating func note(_ code: Diagnostic.Code, at node: Node, _ message: String, hint: String? = nil) {
    note(code, at: node.location, length: node.length, message, hint: hint)
  }

  public mutating func note(
    _ code: Diagnostic.Code, at location: SourceLocation?, length: Int, _ message: String, hint: String? = nil
  ) {
    append(
      Diagnostic(severity: .note, code: code, message: message, hint: hint, location: location, length: length))
  }

  /// Says that `name` does not lead to a thing that is wanted here.
  ///
  /// - Parameters:
  ///   - known: every name in the file with what it is, for instance `("jobs-dlq", "channel")`.
  ///   - wanted: the kinds of thing that may stand here; empty for any.
  ///
  /// A name of another kind gives `error[reference]`, an unknown one `error[name]` with the nearest name of a kind
  /// that is wanted.
  public mutating func unknownReference(
    _ name: String, at node: Node, among known: [(name: String, what: String)], wanted: [String]
  ) {
    let asked = wanted.map(English.withArticle).joined(separator: " or ")
    if let found = known.first(where: { $0.name == name }) {
      let choices = known.filter { wanted.contains($0.what) }.map(\.name)
      error(
        .reference, at: node,
        "\(Diagnostic.quoted(name)) is \(English.withArticle(found.what)), but \(asked) is needed here",
        hint: choices.isEmpty ? nil : "there is: \(English.list(choices, limit: 6))")
      return
    }
    let candidates = wanted.isEmpty ? known : known.filter { wanted.contains($0.what) }
    let near =
      Names.nearest(name, in: candidates.map(\.name)) ?? Names.nearest(name, in: known.map(\.name))
    var hint: String?
    if let near, let found = known.first(where: { $0.name == near }) {
      hint = "nearest: \(near) (\(English.withArticle(found.what)))"
    } else if !candidates.isEmpty {
      hint = "there is: \(English.list(candidates.map(\.name), limit: 6))"
    } else if !wanted.isEmpty {
      hint = "\(asked) is needed, and the file has none"
    }
    error(.name, at: node, "nothing is called \(Diagnostic.quoted(name))", hint: hint)
  }
}
