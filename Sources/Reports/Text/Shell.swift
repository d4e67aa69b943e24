// SPDX-License-Identifier: GPL-3.0-or-later

/// Words of commands that a reader may paste.
public enum Shell {
  /// A word as a shell reads it back.
  public static func word(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./=:,@%+".utf8.contains(byte)
      }
    }
    return plain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
  }

  /// Commands to try next, each as words that belong on one line. One that is broken must still be one when it is pasted.
  static func lines(_ commands: [[String]], _ columns: Int) -> [TextLine] {
    let indent = 8
    return commands.enumerated().flatMap { place, words -> [TextLine] in
      let lines = joined(words, columns - indent - 2)
      return lines.enumerated().map { number, line in
        let heading = TextLine(place == 0 && number == 0 ? say("next") : "", .heading)
        return heading.padded(to: number == 0 ? indent : indent + 2)
          + TextLine(number < lines.count - 1 ? line + " \\" : line)
      }
    }
  }

  /// Words joined to lines of at most `columns` where they fit, never broken within a word, with room for a backslash.
  private static func joined(_ words: [String], _ columns: Int) -> [String] {
    words.reduce(into: []) { lines, word in
      if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(word) <= columns - 2 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(word)
      }
    }
  }
}

extension Shell {
  /// The same as text for other lists than reports.
  public static func text(_ commands: [[String]], _ style: TextStyle) -> String {
    lines(commands, style.columns).map { $0.rendered(style) + "\n" }.joined()
  }
}
