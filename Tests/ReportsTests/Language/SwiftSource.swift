// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A source file as text, as far as it takes to find calls and the strings that they are given.
struct SwiftSource {
  let name: String
  let text: String

  /// A call: what stands between its parentheses, argument by argument.
  struct Call {
    let place: String.Index
    let arguments: [(label: String?, text: String)]
  }

  init(name: String, _ text: String) {
    self.name = name
    self.text = Self.withoutComments(text)
  }

  /// All files below some folders in which one of some words stands.
  static func all(below folders: [String], with words: [String]) throws -> [SwiftSource] {
    try folders.flatMap { folder -> [SwiftSource] in
      let root = Example.root.appendingPathComponent(folder)
      let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
      return try paths.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
        let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
        guard words.contains(where: text.contains) else { return nil }
        return SwiftSource(name: String(path.split(separator: "/").last ?? ""), text)
      }
    }
  }

  /// Calls of what has this name, or of a method of it; declarations are none.
  func calls(of name: String) -> [Call] {
    var calls: [Call] = []
    var rest = text[...]
    while let found = rest.range(of: name + "(") {
      defer { rest = rest[found.upperBound...] }
      let before = text[..<found.lowerBound]
      if let last = before.last, last.isLetter || last.isNumber || last == "_" { continue }
      if ["func ", "struct ", "init", "case "].contains(where: before.hasSuffix) { continue }
      let open = text.index(before: found.upperBound)
      let close = Self.end(ofBracketAt: open, in: text)
      let inside = String(text[found.upperBound..<text.index(before: close)])
      calls.append(Call(place: found.lowerBound, arguments: Self.parts(of: inside, at: ",").map(Self.argument)))
    }
    return calls
  }

  private static func argument(_ text: String) -> (label: String?, text: String) {
    if let label = text.prefixMatch(of: #/\s*([a-z]\w*):\s/#) {
      return (String(label.1), String(text[label.range.upperBound...]).trimmed)
    }
    return (nil, text.trimmed)
  }

  // MARK: Brackets and literals

  /// The end of what an opening bracket or quotation mark begins.
  static func end(ofBracketAt open: String.Index, in text: String) -> String.Index {
    if text[open] == "\"" { return end(ofLiteralAt: open, in: text) }
    var place = text.index(after: open)
    while place < text.endIndex {
      switch text[place] {
      case "(", "[", "{", "\"": place = end(ofBracketAt: place, in: text)
      case ")", "]", "}": return text.index(after: place)
      default: place = text.index(after: place)
      }
    }
    return place
  }

  private static func end(ofLiteralAt open: String.Index, in text: String) -> String.Index {
    let mark = text[open...].hasPrefix("\"\"\"") ? "\"\"\"" : "\""
    var place = text.index(open, offsetBy: mark.count)
    while place < text.endIndex {
      if text[place...].hasPrefix(mark) { return text.index(place, offsetBy: mark.count) }
      if text[place...].hasPrefix("\\(") {
        place = end(ofBracketAt: text.index(after: place), in: text)
      } else if text[place] == "\\" {
        place = text.index(place, offsetBy: 2, limitedBy: text.endIndex) ?? text.endIndex
      } else {
        place = text.index(after: place)
      }
    }
    return place
  }

  /// A text cut where a separator stands outside of all brackets and literals.
  static func parts(of text: String, at separator: String) -> [String] {
    var parts: [String] = []
    var start = text.startIndex
    var place = start
    while place < text.endIndex {
      if text[place...].hasPrefix(separator) {
        parts.append(String(text[start..<place]))
        place = text.index(place, offsetBy: separator.count)
        start = place
      } else if "([{\"".contains(text[place]) {
        place = end(ofBracketAt: place, in: text)
      } else {
        place = text.index(after: place)
      }
    }
    let last = String(text[start...])
    return last.trimmed.isEmpty && !parts.isEmpty ? parts : parts + [last]
  }

  /// Comments have quotation marks and brackets of their own. A literal of several lines has none.
  private static func withoutComments(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      let line = String(line)
      guard !line.hasSuffix("\"\"\"") else { return line }
      var place = line.startIndex
      while place < line.endIndex {
        if line[place] == "\"" {
          place = end(ofBracketAt: place, in: line)
        } else if line[place...].hasPrefix("//") {
          return String(line[..<place])
        } else {
          place = line.index(after: place)
        }
      }
      return line
    }.joined(separator: "\n")
  }
}

extension StringProtocol {
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
