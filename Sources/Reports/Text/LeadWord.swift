// SPDX-License-Identifier: GPL-3.0-or-later

extension TextLine {
  /// A word in front of lines, painted with the spaces that follow it up to a width.
  static func lead(_ word: String, columns: Int = 8, _ paint: Paint = .heading) -> TextLine {
    TextLine(word + String(repeating: " ", count: max(0, columns - DisplayWidth.of(word))), paint)
  }
}
