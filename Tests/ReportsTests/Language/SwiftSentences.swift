// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The sentences that a string expression can come out as: both sides of each `?:`, whatever a local name may stand
/// for, and ``hole`` where a value is filled in.
struct SwiftSentences {
  static let hole = "\u{FFFC}"

  /// A sentence, and what must be the case for it to come out: the same condition does not go both ways in one.
  struct Case: Hashable {
    var text: String
    var given: [String: Bool] = [:]

    func followed(by other: Case) -> Case? {
      var given = given
      for (condition, value) in other.given {
        if let known = given[condition], known != value { return nil }
        given[condition] = value
      }
      return Case(text: text + other.text, given: given)
    }

    func given(_ condition: String, _ value: Bool) -> Case? {
      Case(text: "", given: [condition: value]).followed(by: self)
    }
  }

  let source: SwiftSource
  /// What expressions stand for that no local name says: by the expression, or `File.swift: expression`.
  let words: [String: [Case]]

  /// - Parameter place: where the expression stands, for the names that are known there.
  func cases(_ expression: String, at place: String.Index, depth: Int = 0) -> [Case] {
    let text = expression.trimmed
    guard depth < 12, !text.isEmpty else { return [Case(text: Self.hole)] }
    func inner(_ text: String) -> [Case] { cases(text, at: place, depth: depth + 1) }
    if let known = words["\(source.name): \(text.oneLine)"] ?? words[text.oneLine] { return known }
    if let (condition, yes, no) = Self.ternary(text) {
      return inner(yes).compactMap { $0.given(condition, true) } + inner(no).compactMap { $0.given(condition, false) }
    }
    let choices = SwiftSource.parts(of: text, at: "??")
    if choices.count > 1 { return choices.flatMap(inner) }
    let sum = SwiftSource.parts(of: text, at: "+")
    if sum.count > 1 { return sum.map(inner).reduce([Case(text: "")], Self.joined) }
    if text.hasPrefix("\""), SwiftSource.end(ofBracketAt: text.startIndex, in: text) == text.endIndex {
      return literal(text, inner)
    }
    if text.hasPrefix("("), SwiftSource.end(ofBracketAt: text.startIndex, in: text) == text.endIndex {
      return inner(String(text.dropFirst().dropLast()))
    }
    if let list = text.wholeMatch(of: #/(.+)\.joined\(separator: " and "\)/#) {
      let count = "\(list.1).count == 1"
      return [
        Case(text: Self.hole, given: [count: true]), Case(text: "\(Self.hole) and \(Self.hole)", given: [count: false]),
        Case(text: "\(Self.hole) and \(Self.hole) and \(Self.hole)", given: [count: false]),
      ]
    }
    if let closure = text.wholeMatch(of: #/[\w.?()]+\.map \{(.+)\}/#.dotMatchesNewlines()) {
      return inner(String(closure.1))
    }
    guard text.wholeMatch(of: #/[a-z]\w*/#) != nil else { return [Case(text: Self.hole)] }
    let meanings = definitions(of: text, before: place).flatMap { cases($0, at: place, depth: depth + 1) }
    return meanings.isEmpty ? [Case(text: Self.hole)] : meanings
  }

  private static func joined(_ left: [Case], _ right: [Case]) -> [Case] {
    left.flatMap { one in right.compactMap { one.followed(by: $0) } }
  }

  private func literal(_ text: String, _ inner: (String) -> [Case]) -> [Case] {
    var all = [Case(text: "")]
    let body = String(text.dropFirst().dropLast())
    var place = body.startIndex
    var plain = ""
    while place < body.endIndex {
      if body[place...].hasPrefix("\\(") {
        let open = body.index(after: place)
        let end = SwiftSource.end(ofBracketAt: open, in: body)
        all = Self.joined(all.map { Case(text: $0.text + plain, given: $0.given) }, inner(String(body[open..<end])))
        plain = ""
        place = end
      } else if body[place] == "\\" {
        place = body.index(after: place)
        plain.append(body[place])
        place = body.index(after: place)
      } else {
        plain.append(body[place])
        place = body.index(after: place)
      }
    }
    return all.map { Case(text: $0.text + plain, given: $0.given) }
  }

  /// `condition ? yes : no` outside of all brackets.
  private static func ternary(_ text: String) -> (condition: String, yes: String, no: String)? {
    var question: String.Index?
    var open = 0
    var place = text.startIndex
    while place < text.endIndex {
      let isAlone =
        place > text.startIndex && text[text.index(before: place)].isWhitespace
        && text.index(after: place) < text.endIndex && text[text.index(after: place)].isWhitespace
      if "([{\"".contains(text[place]) {
        place = SwiftSource.end(ofBracketAt: place, in: text)
        continue
      } else if text[place] == "?", isAlone {
        if question == nil { question = place }
        open += 1
      } else if text[place] == ":", isAlone, let start = question {
        open -= 1
        if open == 0 {
          return (
            text[..<start].trimmed.oneLine, text[text.index(after: start)..<place].trimmed,
            text[text.index(after: place)...].trimmed
          )
        }
      }
      place = text.index(after: place)
    }
    return nil
  }

  // MARK: Names

  /// What a name is given in the function or property that a place lies in.
  private func definitions(of name: String, before place: String.Index) -> [String] {
    let head = String(source.text[..<place])
    let members = head.matches(of: #/\n {0,2}(?:[a-z]+ )*(?:func|var) /#)
    let scope = String(head[(members.last?.range.lowerBound ?? head.startIndex)...])
    var found: [String] = []
    var rest = scope[...]
    while let hit = rest.firstMatch(of: #/\b(\w+)(?:: String)?\s*=\s(?!=)/#) {
      rest = rest[hit.range.upperBound...]
      if hit.1 == name { found.append(Self.expression(at: hit.range.upperBound, in: scope)) }
    }
    return found.filter { $0.contains("\"") || words[$0.oneLine] != nil }
  }

  /// An expression to its end: a line goes on where it or the next one says so.
  private static func expression(at start: String.Index, in text: String) -> String {
    var place = start
    while place < text.endIndex {
      if "([{\"".contains(text[place]) {
        place = SwiftSource.end(ofBracketAt: place, in: text)
      } else if ",)]}".contains(text[place]) {
        break
      } else if text[place] == "\n" {
        let so = text[start..<place].trimmed
        let next = text[place...].trimmed
        let goesOn = so.isEmpty || "+?:=".contains(so.last ?? " ") || "+?:.".contains(next.first ?? " ")
        if !goesOn { break }
        place = text.index(after: place)
      } else {
        place = text.index(after: place)
      }
    }
    return text[start..<place].trimmed
  }
}

extension String {
  fileprivate var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
