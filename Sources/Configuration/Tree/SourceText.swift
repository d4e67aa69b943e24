// SPDX-License-Identifier: GPL-3.0-or-later

/// A text as bytes with an index of its lines, to find the byte that a line and column mean.
///
/// Lines end where libYAML ends them: at CR LF, CR, LF, NEL (U+0085), LS (U+2028) and PS (U+2029).
struct SourceText {
  /// Every how many code points of a line that is not ASCII a byte offset is kept.
  private static let stride = 64

  let bytes: [UInt8]
  /// Offset of the first byte of each line.
  let lineStarts: [Int]
  private var checkpoints: [Int: [Int]] = [:]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    var position = 0
    while position < bytes.count {
      let width = Self.breakWidth(bytes, at: position)
      position += max(1, width)
      if width > 0 { starts.append(position) }
    }
    lineStarts = starts
  }

  /// How many bytes the line break at `position` takes; 0 if there is none.
  static func breakWidth(_ bytes: [UInt8], at position: Int) -> Int {
    switch bytes[position] {
    case 0x0A: return 1
    case 0x0D: return position + 1 < bytes.count && bytes[position + 1] == 0x0A ? 2 : 1
    case 0xC2: return position + 1 < bytes.count && bytes[position + 1] == 0x85 ? 2 : 0
    case 0xE2:
      guard position + 2 < bytes.count, bytes[position + 1] == 0x80 else { return 0 }
      return bytes[position + 2] == 0xA8 || bytes[position + 2] == 0xA9 ? 3 : 0
    default: return 0
    }
  }

  /// The lines of a text without their breaks.
  static func lines(_ text: String) -> [Substring] {
    let source = SourceText(Array(text.utf8))
    return source.lineStarts.indices.map { line in
      let start = source.lineStarts[line]
      guard line + 1 < source.lineStarts.count else {
        return Substring(String(decoding: source.bytes[start...], as: UTF8.self))
      }
      // Two bytes first, so that CR LF does not leave its CR.
      let next = source.lineStarts[line + 1]
      let width = [2, 3, 1].first { next - $0 >= start && breakWidth(source.bytes, at: next - $0) == $0 } ?? 0
      return Substring(String(decoding: source.bytes[start..<next - width], as: UTF8.self))
    }
  }

  /// Line and column, both from 1, of the byte at `offset`.
  func position(of offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    let before = bytes[lineStarts[low]..<min(offset, bytes.count)]
    return (low + 1, 1 + before.count { $0 & 0xC0 != 0x80 })
  }

  /// The byte at a line and column, both from 1; nil beyond the end of the line.
  mutating func offset(line: Int, column: Int) -> Int? {
    guard lineStarts.indices.contains(line - 1), column >= 1 else { return nil }
    let start = lineStarts[line - 1]
    let end = line < lineStarts.count ? lineStarts[line] : bytes.count
    let marks = checkpoints(line: line, start: start, end: end)
    guard let marks else { return start + column - 1 < end ? start + column - 1 : nil }
    let wanted = column - 1
    guard marks.indices.contains(wanted / Self.stride) else { return nil }
    var offset = marks[wanted / Self.stride]
    var left = wanted % Self.stride
    while offset < end {
      if left == 0 { return offset }
      offset += 1
      while offset < end, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return nil
  }

  /// Offsets of every 64th code point of a line; nil if the line is ASCII, where columns are bytes.
  private mutating func checkpoints(line: Int, start: Int, end: Int) -> [Int]? {
    if let known = checkpoints[line] { return known.isEmpty ? nil : known }
    var marks: [Int] = []
    if bytes[start..<end].contains(where: { $0 >= 0x80 }) {
      var count = 0
      for offset in start..<end where bytes[offset] & 0xC0 != 0x80 {
        if count % Self.stride == 0 { marks.append(offset) }
        count += 1
      }
    }
    checkpoints[line] = marks
    return marks.isEmpty ? nil : marks
  }
}
