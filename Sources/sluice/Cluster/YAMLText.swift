// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// A value as block YAML. Every text is quoted as JSON quotes it, which YAML reads as it is (YAML 1.2, section 1.3), or stands as
/// a literal block; so no word is taken for a number, a truth or a tag.
enum YAMLText {
  static func document(_ value: JSONValue) -> String {
    var text = ""
    write(value, 0, into: &text)
    return text
  }

  private static func write(_ value: JSONValue, _ indent: Int, into text: inout String) {
    let space = String(repeating: " ", count: indent)
    switch value {
    case .object(let members):
      for member in members { write(member, space, indent, into: &text) }
    case .array(let items):
      for item in items {
        guard case .object(let members) = item, !members.isEmpty else {
          text += "\(space)- \(inline(item))\n"
          continue
        }
        for (place, member) in members.enumerated() {
          write(member, place == 0 ? space + "- " : space + "  ", indent + 2, into: &text)
        }
      }
    default: text += "\(space)\(inline(value))\n"
    }
  }

  private static func write(
    _ member: JSONValue.Member, _ lead: String, _ indent: Int, into text: inout String
  ) {
    let isPlain =
      member.name.first?.isLetter == true && member.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    text += lead + (isPlain ? member.name : JSONValue.string(member.name).text()) + ":"
    switch member.value {
    case .object(let members) where !members.isEmpty:
      text += "\n"
      write(member.value, indent + 2, into: &text)
    case .array(let items) where !items.isEmpty:
      text += "\n"
      write(member.value, indent + 2, into: &text)
    case .string(let string) where isLiteral(string):
      text += " |2\n"
      let space = String(repeating: " ", count: indent + 2)
      for line in string.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
        text += line.isEmpty ? "\n" : "\(space)\(line)\n"
      }
    default: text += " \(inline(member.value))\n"
    }
  }

  /// As JSON, but for what YAML takes for a line break or cannot print.
  private static func inline(_ value: JSONValue) -> String {
    var text = String.UnicodeScalarView()
    for scalar in value.text().unicodeScalars {
      if isPrintable(scalar) {
        text.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        text.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
      }
    }
    return String(text)
  }

  /// Whether a text of several lines reads back as it is from a literal block: it ends in one line feed, and holds nothing
  /// that YAML takes for another break or cannot print.
  private static func isLiteral(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count > 2, scalars.last == "\n", scalars[scalars.count - 2] != "\n", scalars.dropLast().contains("\n")
    else { return false }
    return scalars.allSatisfy { $0 == "\n" || isPrintable($0) }
  }

  /// What stands for itself, on one line; what does not lies below U+10000.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
