// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What a source text says: the templates of its phrases, and all its other literals.
///
/// Only as much of Swift is read as it takes to find literals: strings of every kind with what is filled into them,
/// comments, parentheses, and what stands in front of these.
struct SourcePhrases {
  /// `say("…")`, and `say(count:, "…")` as the catalogue has it: `{} receive`.
  private(set) var templates: Set<String> = []
  /// Every literal, with `{}` where something is filled in.
  private(set) var literals: Set<String> = []
  /// Phrases that cannot be found by their templates.
  private(set) var problems: [String] = []

  private let name: String
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String, name: String = "") {
    self.name = name
    bytes = Array(text.utf8)
    code(until: nil)
  }

  /// Those of all files below some folders of the repository, without the catalogue itself.
  static func all(below folders: [String]) throws -> SourcePhrases {
    var all = SourcePhrases("")
    for folder in folders {
      let root = Example.root.appendingPathComponent(folder)
      let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
      for path in paths.sorted() where path.hasSuffix(".swift") && !"/\(path)".contains("/Language/") {
        let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
        let one = SourcePhrases(text, name: "\(folder)/\(path)")
        all.templates.formUnion(one.templates)
        all.literals.formUnion(one.literals)
        all.problems += one.problems
      }
    }
    return all
  }

  // MARK: Code

  /// An open parenthesis: whether it is that of `say`, and where its arguments begin.
  private struct Call {
    var isPhrase: Bool
    var start: Int
    var hasLiteral = false
  }

  private func starts(_ text: StaticString, at place: Int) -> Bool {
    guard place + text.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
  }

  private var line: Int { bytes[..<min(place, bytes.count)].count { $0 == UInt8(ascii: "\n") } + 1 }

  private mutating func problem(_ text: String) { problems.append("\(name):\(line): \(text)") }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Reads to the end, or to the parenthesis that ends an interpolation and beyond it.
  private mutating func code(until end: UInt8?) {
    var calls: [Call] = []
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "/") where starts("//", at: place):
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
      case UInt8(ascii: "/") where starts("/*", at: place):
        while place < bytes.count, !starts("*/", at: place) { place += 1 }
      case UInt8(ascii: "#") where starts("#/", at: place):
        place += 2
        while place < bytes.count, !starts("/#", at: place) { place += 1 }
      case UInt8(ascii: "\""),
        UInt8(ascii: "#") where isLiteral:
        let start = place
        literal(literal(), from: start, calls.isEmpty ? nil : calls[calls.count - 1])
        if !calls.isEmpty { calls[calls.count - 1].hasLiteral = true }
        continue
      case UInt8(ascii: "("):
        calls.append(Call(isPhrase: isPhrase, start: place + 1))
      case UInt8(ascii: ")"):
        guard let call = calls.popLast() else {
          place += 1
          if end != nil { return }
          continue
        }
        if call.isPhrase, !call.hasLiteral { problem("a phrase without a literal") }
      default: break
      }
      place += 1
    }
  }

  /// Whether quotation marks follow the signs of a raw string.
  private var isLiteral: Bool {
    bytes[place...].first { $0 != UInt8(ascii: "#") } == UInt8(ascii: "\"")
  }

  /// Whether the function `say` is called here; neither a method of that name nor where it is declared.
  private var isPhrase: Bool {
    guard place >= 3, starts("say", at: place - 3) else { return false }
    let before = text(max(0, place - 9)..<place - 3)
    let last = bytes[..<(place - 3)].last ?? 0
    let isWord = last == UInt8(ascii: ".") || last == UInt8(ascii: "_") || Character(Unicode.Scalar(last)).isLetter
    return !isWord && !before.hasSuffix("func")
  }

  // MARK: Literals

  /// Puts a literal where it belongs by what stands around it.
  private mutating func literal(_ template: String, from start: Int, _ call: Call?) {
    literals.insert(template)
    guard let call, call.isPhrase, !call.hasLiteral else { return }
    let before = text(call.start..<start)
    let isCount = before.hasPrefix("count:") && before.hasSuffix(",")
    let next = bytes[place...].first { ![UInt8(ascii: " "), UInt8(ascii: "\n")].contains($0) }
    if !before.isEmpty, !isCount {
      problem("a phrase that is not a literal: \(before)")
    } else if next != UInt8(ascii: ")") {
      problem("a phrase that goes on after its literal: \(template)")
    } else {
      templates.insert(isCount ? "{} \(template)" : template)
    }
  }

  /// Reads a literal.
  ///
  /// - Returns: its text with `{}` for each interpolation.
  private mutating func literal() -> String {
    var signs = 0
    while bytes[place] == UInt8(ascii: "#") { (signs, place) = (signs + 1, place + 1) }
    let isLong = starts("\"\"\"", at: place)
    let mark = isLong ? 3 : 1
    place += mark
    func isSigns(_ start: Int) -> Bool {
      start + signs <= bytes.count && bytes[start..<start + signs].allSatisfy { $0 == UInt8(ascii: "#") }
    }
    var text: [UInt8] = []
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "\""), !isLong || starts("\"\"\"", at: place), isSigns(place + mark) {
        place += mark + signs
        break
      }
      if bytes[place] == UInt8(ascii: "\\"), isSigns(place + 1) {
        place += 1 + signs
        text += escaped()
      } else {
        text.append(bytes[place])
        place += 1
      }
    }
    let plain = String(decoding: text, as: UTF8.self)
    return isLong ? Self.unindented(plain) : plain
  }

  /// Where a line of a long literal goes on in the next.
  private static let joint = "\u{0}"

  /// What stands behind a backslash.
  private mutating func escaped() -> [UInt8] {
    defer { place += 1 }
    switch bytes[place] {
    case UInt8(ascii: "("):
      place += 1
      code(until: UInt8(ascii: ")"))
      place -= 1
      return Array("{}".utf8)
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "\n"): return Array(Self.joint.utf8) + [0x0A]
    case UInt8(ascii: "u"):
      let digits = bytes[(place + 2)...].prefix { $0 != UInt8(ascii: "}") }
      place += digits.count + 2
      let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
      return Array(String(scalar.map(Character.init) ?? "?").utf8)
    default: return [bytes[place]]
    }
  }

  /// The lines of a long literal without what the closing marks are indented by.
  private static func unindented(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let indent = lines.popLast()?.count ?? 0
    return lines.dropFirst().map { $0.dropFirst(indent) }.joined(separator: "\n").replacing(joint + "\n", with: "")
  }
}
