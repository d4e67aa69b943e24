// SPDX-License-Identifier: GPL-3.0-or-later

/// Plain text for other lists than reports, broken as the lines of a report are.
public enum PlainParagraph {
  /// The text in lines of at most the style's width, each with its line feed.
  ///
  /// - Parameters:
  ///   - hanging: spaces in front of all lines but the first.
  ///   - isHeading: whether it is painted as the titles of a table are.
  public static func text(_ text: String, hanging: Int = 0, isHeading: Bool = false, _ style: TextStyle) -> String {
    TextLine(text, isHeading ? .heading : .plain)
      .wrapped(to: style.columns, hanging: hanging, breaksWords: true)
      .map { $0.rendered(style) + "\n" }.joined()
  }
}

extension PlainParagraph {
  /// Each line of the text as a paragraph of its own.
  public static func lines(_ text: String, _ style: TextStyle) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0)
      .map { Self.text(String($0), style) }.joined()
  }
}
