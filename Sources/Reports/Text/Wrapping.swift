// SPDX-License-Identifier: GPL-3.0-or-later

extension TextLine {
  private struct Cell {
    var character: Character
    var paint: Paint
    var width: Int
  }

  private init(_ cells: ArraySlice<Cell>) {
    self.init()
    for cell in cells { append(String(cell.character), cell.paint) }
  }

  private var cells: [Cell] {
    spans.flatMap { span in
      span.text.map { Cell(character: $0, paint: span.paint, width: DisplayWidth.of($0)) }
    }
  }

  /// The line broken at spaces into lines of at most `columns`.
  ///
  /// - Parameters:
  ///   - hanging: Spaces in front of all lines but the first.
  ///   - breaksWords: Whether a word that is longer than a line is broken, after a sign if it has one; otherwise it
  ///     stands out.
  func wrapped(to columns: Int, hanging: Int = 0, breaksWords: Bool = false) -> [TextLine] {
    guard width > columns else { return [self] }
    var lines: [TextLine] = []
    var line = TextLine()
    var isStart = true
    func room() -> Int { max(columns - (lines.isEmpty ? 0 : hanging), 1) }
    func finish() {
      lines.append(lines.isEmpty ? line : .spaces(hanging) + line)
      line = TextLine()
      isStart = true
    }
    for (spaces, word) in words {
      var word = word[...]
      let leading = isStart && !lines.isEmpty ? 0 : spaces
      if line.width + leading + Self.width(word) <= room() {
        line = line + .spaces(leading) + TextLine(word)
        isStart = false
        continue
      }
      if !isStart { finish() }
      while breaksWords, Self.width(word) > room() {
        let count = Self.breakingPoint(word, room())
        line = TextLine(word.prefix(count))
        word = word.dropFirst(count)
        finish()
      }
      line = line + TextLine(word)
      isStart = word.isEmpty
    }
    if !isStart { finish() }
    return lines
  }

  private static func width(_ cells: ArraySlice<Cell>) -> Int { cells.reduce(0) { $0 + $1.width } }

  /// How many characters of a word fit, at least one; up to the last sign between letters if there is one.
  private static func breakingPoint(_ word: ArraySlice<Cell>, _ columns: Int) -> Int {
    var count = 0
    var sum = 0
    var sign: Int?
    for cell in word {
      guard sum + cell.width <= columns else { break }
      sum += cell.width
      count += 1
      if "-_./,:=".contains(cell.character) { sign = count }
    }
    return max(sign ?? count, 1)
  }

  /// The words, each with the number of spaces in front of it.
  private var words: [(spaces: Int, word: [Cell])] {
    var words: [(spaces: Int, word: [Cell])] = []
    var spaces = 0
    var word: [Cell] = []
    for cell in cells {
      if cell.character == " " {
        if !word.isEmpty {
          words.append((spaces, word))
          (spaces, word) = (0, [])
        }
        spaces += 1
      } else {
        word.append(cell)
      }
    }
    if !word.isEmpty { words.append((spaces, word)) }
    return words
  }

  /// Items joined by a separator, broken only between items where they fit a line of their own.
  static func flowing(
    _ items: [TextLine], separator: String, columns: Int, hanging: Int = 2
  ) -> [TextLine] {
    var lines: [TextLine] = []
    var line = TextLine()
    for item in items where !item.isEmpty {
      if line.isEmpty {
        line = item
      } else if line.width + DisplayWidth.of(separator) + item.width <= columns {
        line = line + TextLine(separator) + item
      } else {
        lines.append(line)
        line = .spaces(hanging) + item
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.flatMap { $0.wrapped(to: columns, hanging: hanging) }
  }
}
