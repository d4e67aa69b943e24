// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

extension RangeText {
  /// Whether a text that is no list is meant as a range: two ends of numbers, or what somebody might write for that.
  static func looksLikeRange(_ text: String) -> Bool {
    guard let first = text.first, !"{\"'".contains(first) else { return false }
    return text.contains("..") || repaired(text) != nil
  }

  /// `2-20`, `2:20`, `2 to 20` and `2...20` as they should be; nil for what is nothing like it.
  static func repaired(_ text: String) -> String? {
    for separator in ["...", "..", " to ", " - ", "-", ":"] {
      guard let place = text.range(of: separator) else { continue }
      let (from, to) = (text[..<place.lowerBound], text[place.upperBound...])
      let upper = to.split(separator: " ").first.map(String.init) ?? ""
      guard (try? RangeNumber(String(from))) != nil, (try? RangeNumber(upper)) != nil else { continue }
      return "\(from)..\(to.drop { $0 == " " })"
    }
    return nil
  }

  /// The members of `[a, b]`, or the one value that a text is, each as it is written.
  ///
  /// - Throws: for brackets that do not close, empty members and members that are there twice.
  static func list(_ text: String) throws(UnitError) -> [String] {
    let isList = text.hasPrefix("[")
    guard !isList || text.hasSuffix("]"), text.count > 1 || !isList else {
      throw UnitError(.value, "has a list that does not end", suggestion: text + "]")
    }
    let members = try members(isList ? String(text.dropFirst().dropLast()) : text, text)
    guard isList || members.count == 1 else {
      throw UnitError(.value, "is several values without brackets", suggestion: "[\(text)]")
    }
    guard members.count <= ValueRange.mostValues else {
      throw UnitError(.range, "has more than \(Format.grouped(ValueRange.mostValues)) values")
    }
    var seen: Set<String> = []
    for member in members where !seen.insert(member).inserted {
      throw UnitError(.value, "has \(member) twice")
    }
    return members
  }

  /// What stands between commas that are in no brackets and no quotes.
  private static func members(_ inner: String, _ text: String) throws(UnitError) -> [String] {
    var members = [""]
    var open: [Character] = []
    var quote: Character?
    for character in inner {
      if let mark = quote {
        if character == mark { quote = nil }
      } else {
        switch character {
        case "\"", "'": quote = character
        case "[": open.append("]")
        case "{": open.append("}")
        case "]", "}":
          guard open.popLast() == character else {
            throw UnitError(.value, "has a bracket too many: \(Diagnostic.quoted(text))")
          }
        default: break
        }
      }
      if character == ",", open.isEmpty, quote == nil {
        members.append("")
      } else {
        members[members.count - 1].append(character)
      }
    }
    guard open.isEmpty, quote == nil else {
      throw UnitError(.value, "has a bracket or quote that does not end: \(Diagnostic.quoted(text))")
    }
    let all = members.map { $0.trimmingCharacters(in: .whitespaces) }
    guard !all.contains("") else { throw UnitError(.value, "has an empty value", suggestion: "[2, 4, 8]") }
    return all
  }
}
