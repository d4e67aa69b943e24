// SPDX-License-Identifier: GPL-3.0-or-later

/// How wide text is about, without a font at hand: rather too wide than too narrow, so that nothing overlaps whatever
/// sans-serif font the reader has.
enum TextWidth {
  /// The size of all text in a chart, in pixels.
  static let size = 12.0
  /// From one line to the next.
  static let line = 15.0

  static func of(_ text: String) -> Double { text.reduce(0) { $0 + of($1) } * size }

  /// In units of the font's size; those of DejaVu Sans, which is wider than most.
  private static func of(_ character: Character) -> Double {
    switch character {
    case " ", ".", ",", ":", ";", "!", "|", "'", "i", "j", "l", "I": 0.33
    case "f", "r", "t", "(", ")", "[", "]", "/", "\\", "-", "\"": 0.42
    case "m", "M", "w", "W", "%", "@": 1.0
    case "0"..."9", "$": 0.64
    case "A"..."Z": 0.74
    case "a"..."z": 0.63
    case "가"..."힣": 1.0
    default: DisplayWidth.of(character) == 2 ? 1.3 : character.isASCII ? 0.84 : 0.8
    }
  }

  /// The text, or as much of it as fits with an ellipsis.
  static func cut(_ text: String, to width: Double) -> String {
    let text = Characters.clean(text)
    guard of(text) > width else { return text }
    let room = width - of("…") * 1.05
    var (used, kept) = (0.0, "")
    for character in text {
      used += of(character) * size
      if used > room { break }
      kept.append(character)
    }
    while kept.hasSuffix(" ") { kept.removeLast() }
    return kept + "…"
  }
}

extension TextWidth {
  /// The same with the ellipsis inside: the ends of a path say more than its middle.
  static func cutInside(_ text: String, to width: Double) -> String {
    let text = Characters.clean(text)
    guard of(text) > width else { return text }
    let head = cut(text, to: width * 0.4)
    var (used, tail) = (of(head), "")
    for character in text.reversed() {
      used += of(String(character))
      if used > width { break }
      tail.insert(character, at: tail.startIndex)
    }
    return head + tail
  }
}

/// Where a text stands.
struct LabelBox: Hashable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double
  var text: String

  func overlaps(_ other: LabelBox) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
  }
}
