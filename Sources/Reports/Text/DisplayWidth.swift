// SPDX-License-Identifier: GPL-3.0-or-later

/// How many columns of a terminal a character takes (after Unicode Standard Annex 11: East Asian wide ones take two).
enum DisplayWidth {
  static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

  static func of(_ character: Character) -> Int {
    if character.isASCII { return 1 }
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.contains("\u{FE0F}") || first.properties.isEmojiPresentation { return 2 }
    return isWide(first.value) ? 2 : 1
  }

  private static func isWide(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

/// What a report does with characters that must not or cannot be shown.
enum Characters {
  /// Without control characters, which could move the cursor or colour the terminal, and without invisible ones, which
  /// could reorder the text. A line break or tab becomes a space.
  static func clean(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isUnwanted($0) }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !isUnwanted(scalar) {
        result.append(scalar)
      } else if scalar.properties.isWhitespace {
        result.append(" ")
      }
    }
    return String(result)
  }

  private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
    default: false
    }
  }

  /// The same in ASCII, as wide as before, so that nothing that was aligned moves.
  static func ascii(_ text: String) -> String {
    var result = ""
    for character in text {
      if character.isASCII {
        result.append(character)
      } else if let plain = plain[character] {
        result.append(plain)
      } else {
        result += String(repeating: "?", count: DisplayWidth.of(character))
      }
    }
    return result
  }

  private static let plain: [Character: Character] = [
    "─": "-", "▶": ">", "▲": "^", "±": "~", "│": "|", "├": "|", "└": "+", "┐": "+", "┤": "+", "┴": "+", "·": "-",
    "✓": "+", "✗": "x",
    "█": "#", "▉": "#", "▊": "#", "▋": "#", "▌": "#", "▍": "|", "▎": "|", "▏": "|", "▁": "_", "▂": ".", "▃": ":",
    "▄": "-", "▅": "=", "▆": "+", "▇": "*", "–": "-", "—": "-", "…": ".", "×": "x", "‘": "'", "’": "'", "“": "\"",
    "”": "\"", "µ": "u", "\u{A0}": " ",
  ]
}
