// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a key's default comes from. Every default has one, so that none is a silent constant.
public enum DefaultOrigin: Hashable, Sendable {
  /// What AWS does if the setting is left out; the source is a page's address or name.
  case aws(String)
  /// AWS has no such number and nobody measured it here; the text says why this one.
  case assumed(String)
  /// This program's own choice.
  case sluice

  /// `AWS default`, `assumed, not measured` or `Sluice default`.
  public var label: String {
    switch self {
    case .aws: "AWS default"
    case .assumed: "assumed, not measured"
    case .sluice: "Sluice default"
    }
  }

  /// The source of an AWS default or the reason for an assumption.
  public var detail: String? {
    switch self {
    case .aws(let source): source.isEmpty ? nil : source
    case .assumed(let why): why.isEmpty ? nil : why
    case .sluice: nil
    }
  }
}

/// A default that was used because nothing was written.
public struct DefaultUsed: Hashable, Sendable {
  /// The path of keys, from where reading began.
  public var path: [String]
  /// The default as YAML.
  public var text: String
  public var origin: DefaultOrigin
}

/// A name of a thing elsewhere in the file. Whether there is such a thing is for the caller to check, once all names
/// are known.
public struct Reference: Hashable, Sendable {
  public var name: String
  /// Where the name stands.
  public var node: Node

  public init(name: String, node: Node) {
    self.name = name
    self.node = node
  }
}

/// What is collected while a tree is read: errors, defaults, names that must lead somewhere, and the way to where we
/// are.
public struct ReadContext: Sendable {
  public var diagnostics = Diagnostics()
  /// Defaults that were filled in, in the order of reading.
  public private(set) var defaultsUsed: [DefaultUsed] = []
  /// Every reference that was read, with the kinds of thing that it may lead to.
  public private(set) var references: [(reference: Reference, kinds: [String])] = []
  /// Other files whose content was read, in the order of reading.
  public private(set) var files: [String] = []
  private var frames: [Frame] = []

  struct Frame: Sendable {
    var name: String
    var isIndex = false
    var location: SourceLocation?
    var length = 1
    var facts: KeyFacts?
  }

  /// What is known about the key being read, for hints.
  struct KeyFacts: Sendable {
    var allowed: String?
    var defaultText: String?
    var origin: DefaultOrigin?
  }

  public init() {}

  /// The keys and positions that lead to where we are.
  public var path: [String] { frames.map(\.name) }

  /// What to call the value being read in a message: its key, not its position in a list.
  public var settingName: String {
    frames.last { !$0.isIndex }.map { Diagnostic.shortened($0.name) } ?? "the value"
  }

  /// Reads the value of a map's entry, so that messages and paths know its name.
  public mutating func within<T>(_ entry: Node.Entry, _ body: (Node, inout ReadContext) -> T) -> T {
    within(Frame(name: entry.key, location: entry.keyLocation, length: entry.keyLength)) { body(entry.value, &$0) }
  }

  /// Reads an item of a list.
  public mutating func within<T>(index: Int, _ body: (inout ReadContext) -> T) -> T {
    within(Frame(name: String(index), isIndex: true), body)
  }

  /// Reads under a name that no entry has.
  public mutating func within<T>(_ name: String, _ body: (inout ReadContext) -> T) -> T {
    within(Frame(name: name), body)
  }

  mutating func within<T>(_ frame: Frame, _ body: (inout ReadContext) -> T) -> T {
    frames.append(frame)
    defer { frames.removeLast() }
    return body(&self)
  }

  mutating func useDefault(_ text: String, _ origin: DefaultOrigin) {
    defaultsUsed.append(DefaultUsed(path: path, text: text, origin: origin))
  }

  /// Notes that the content of another file is part of what is read.
  public mutating func noteFile(_ path: String) {
    if !files.contains(path) { files.append(path) }
  }

  mutating func refer(_ reference: Reference, to kinds: [String]) {
    references.append((reference, kinds))
  }

  /// Reads on the side: what is collected is thrown away unless it is taken over with `adopt`.
  func attempt<T>(_ body: (inout ReadContext) -> T) -> (result: T, context: ReadContext) {
    var copy = self
    copy.diagnostics = Diagnostics()
    copy.defaultsUsed = []
    copy.references = []
    let result = body(&copy)
    return (result, copy)
  }

  mutating func adopt(_ other: ReadContext) {
    diagnostics.append(contentsOf: other.diagnostics)
    defaultsUsed += other.defaultsUsed
    references += other.references
    for file in other.files { noteFile(file) }
  }

  // MARK: - Errors

  /// Adds an error about the value being read.
  ///
  /// - Parameters:
  ///   - problem: the end of a sentence that starts with the setting's name: `needs a unit`.
  ///   - suggestion: what was probably meant. What is allowed and the default are added to the hint.
  public mutating func fail(
    _ code: Diagnostic.Code, at node: Node, _ problem: String, suggestion: String? = nil, hint: String? = nil
  ) {
    let facts = facts
    let meant = suggestion.map { "did you mean \($0)?" }
    let words: String? =
      switch (meant ?? hint, facts) {
      case (let first?, let facts?): "\(first) (\(facts))"
      case (let first?, nil): first
      case (nil, let facts): facts
      }
    diagnostics.error(code, at: node, "\(settingName) \(problem)", hint: words)
  }

  /// Adds an error about something that is not there, at the key under which it should be.
  public mutating func failMissing(_ message: String, in node: Node, hint: String?) {
    if let frame = frames.last, let location = frame.location {
      diagnostics.error(.missing, at: location, length: frame.length, message, hint: hint)
    } else {
      diagnostics.error(.missing, at: node, message, hint: hint)
    }
  }

  /// `AWS allows 0s to 12h; its default is 30s`.
  private var facts: String? {
    guard let facts = frames.last?.facts else { return nil }
    let isAWS = if case .aws = facts.origin { true } else { false }
    switch (facts.allowed, facts.defaultText) {
    case (let allowed?, let text?):
      return isAWS ? "AWS allows \(allowed); its default is \(text)" : "allowed: \(allowed); the default is \(text)"
    case (let allowed?, nil): return "allowed: \(allowed)"
    case (nil, let text?): return isAWS ? "the AWS default is \(text)" : "the default is \(text)"
    case (nil, nil): return nil
    }
  }

  /// The unit of the key's default, to suggest for a bare number: `s` of `30s`.
  var unitOfDefault: String? {
    guard let text = frames.last?.facts?.defaultText else { return nil }
    let unit = text.drop { $0.isNumber || $0 == "." }
    return unit.isEmpty || unit == text || unit.contains(where: \.isNumber) ? nil : String(unit)
  }
}
