// SPDX-License-Identifier: GPL-3.0-or-later

/// Korean particles that depend on the last sound of the word before them: 을/를, 은/는, 이/가, 과/와, 으로/로.
enum Particle {
  /// - Parameters:
  ///   - choice: the two forms, after a consonant and after a vowel: `을/를`.
  ///   - word: what it follows; of a word in other letters, the sound of its last digit or letter as it is read.
  /// - Returns: the form that fits; both, `을(를)`, where that cannot be known.
  static func text(of choice: Substring, after word: String) -> String {
    let forms = choice.split(separator: "/", maxSplits: 1).map(String.init)
    guard forms.count == 2 else { return String(choice) }
    guard let last = word.last(where: { $0.isLetter || $0.isNumber || $0 == "%" }) else {
      return "\(forms[0])(\(forms[1]))"
    }
    switch ending(last) {
    case .vowel: return forms[1]
    case .rieul where forms[0] == "으로": return forms[1]
    case .rieul, .consonant: return forms[0]
    case nil: return "\(forms[0])(\(forms[1]))"
    }
  }

  private enum Ending { case vowel, consonant, rieul }

  private static func ending(_ character: Character) -> Ending? {
    if let scalar = character.unicodeScalars.first?.value, (0xAC00...0xD7A3).contains(scalar) {
      switch (scalar - 0xAC00) % 28 {
      case 0: return .vowel
      case 8: return .rieul
      default: return .consonant
      }
    }
    switch character.lowercased() {
    // 영, 삼, 육; 일, 칠, 팔; 이, 사, 오, 구; 퍼센트.
    case "0", "3", "6": return .consonant
    case "1", "7", "8": return .rieul
    case "2", "4", "5", "9", "%": return .vowel
    // The names of the letters: 엘, 엠, 엔, 아르.
    case "l": return .rieul
    case "m", "n": return .consonant
    case let letter where letter.first?.isASCII == true: return .vowel
    default: return nil
    }
  }
}
