// SPDX-License-Identifier: GPL-3.0-or-later

extension TextCheck {
  /// Letters, digits, `-` and `_`, of which libYAML makes names of anchors.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      return true
    default: return false
    }
  }

  /// The first thing to refuse: what, where, and what to do instead.
  struct Refusal: Error {
    var code: Diagnostic.Code
    var offset: Int
    var message: String
    var hint: String?
  }
}

extension TextCheck.Refusal {
  static func tooMany(_ limit: Int, offset: Int) -> Self {
    Self(
      code: .size, offset: offset, message: "more than \(Format.grouped(limit)) values in one file",
      hint: "aliases count with everything that they stand for")
  }

  static func tooDeep(_ limit: Int, offset: Int) -> Self {
    Self(
      code: .size, offset: offset, message: "nested deeper than \(limit) levels",
      hint: "is a bracket left open?")
  }
}

/// Characters that YAML does not allow, found before the parser finds them, which would not say where.
enum CharacterCheck {
  /// The bytes must be UTF-8.
  static func run(_ bytes: [UInt8]) throws(TextCheck.Refusal) {
    for (offset, byte) in bytes.enumerated() where byte < 0x20 || byte >= 0x7F {
      let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
      let afterNext = offset + 2 < bytes.count ? bytes[offset + 2] : 0
      let isBad: Bool
      switch byte {
      case 0x09, 0x0A, 0x0D: isBad = false
      case ..<0x20, 0x7F: isBad = true
      // C1 controls except NEL.
      case 0xC2: isBad = next < 0xA0 && next != 0x85
      // U+FEFF, U+FFFE and U+FFFF.
      case 0xEF: isBad = (next == 0xBB && afterNext == 0xBF) || (next == 0xBF && afterNext >= 0xBE)
      default: isBad = false
      }
      guard !isBad else {
        throw TextCheck.Refusal(
          code: .syntax, offset: offset, message: "a control character is not allowed in YAML",
          hint: "remove it, or write it as an escape in double quotes, such as \"\\x1b\"")
      }
    }
  }
}

/// Finding the first byte that is not UTF-8.
enum UTF8Check {
  static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
    var position = 0
    while position < bytes.count {
      let length = sequenceLength(bytes, at: position)
      guard length > 0 else { return position }
      position += length
    }
    return nil
  }

  /// The length of the valid sequence at `position`; 0 if there is none. Table 3-7 of the Unicode Standard.
  private static func sequenceLength(_ bytes: [UInt8], at position: Int) -> Int {
    func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      position + offset < bytes.count && range.contains(bytes[position + offset])
    }
    switch bytes[position] {
    case ...0x7F: return 1
    case 0xC2...0xDF: return follows(1) ? 2 : 0
    case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : 0
    case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : 0
    case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
    case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : 0
    case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
    case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : 0
    default: return 0
    }
  }
}
