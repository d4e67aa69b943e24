// SPDX-License-Identifier: GPL-3.0-or-later

/// What a piece of text is painted as, where there is colour.
enum Paint: Sendable, Hashable {
  case plain, heading, good, bad, doubt

  /// The parameters of the escape code (ECMA-48, SGR).
  fileprivate var code: String? {
    switch self {
    case .plain: nil
    case .heading: "1"
    case .good: "32"
    case .bad: "1;31"
    case .doubt: "33"
    }
  }
}

/// One line, or a piece of one, before it is written out: text in one or several paints.
///
/// Everything that comes from a scenario passes through here and loses its control characters.
struct TextLine: Sendable, Hashable, ExpressibleByStringInterpolation {
  struct Span: Sendable, Hashable {
    var text: String
    var paint: Paint
  }

  private(set) var spans: [Span] = []
  /// In columns.
  private(set) var width = 0

  init(_ text: String = "", _ paint: Paint = .plain) { append(text, paint) }

  init(stringLiteral text: String) { append(text, .plain) }

  var isEmpty: Bool { width == 0 }
  var text: String { spans.map(\.text).joined() }

  mutating func append(_ text: String, _ paint: Paint = .plain) {
    let clean = Characters.clean(text)
    guard !clean.isEmpty else { return }
    if let last = spans.last, last.paint == paint {
      spans[spans.count - 1].text += clean
    } else {
      spans.append(Span(text: clean, paint: paint))
    }
    width += DisplayWidth.of(clean)
  }

  static func + (left: TextLine, right: TextLine) -> TextLine {
    var sum = left
    for span in right.spans { sum.append(span.text, span.paint) }
    return sum
  }

  static func spaces(_ count: Int) -> TextLine { TextLine(String(repeating: " ", count: max(count, 0))) }

  /// With spaces up to a width.
  func padded(to columns: Int, right: Bool = false) -> TextLine {
    let space = TextLine.spaces(columns - width)
    return right ? space + self : self + space
  }

  /// As it is written: without spaces at the end, in ASCII or colour if wanted.
  func rendered(_ style: TextStyle) -> String {
    var pieces = spans
    while var last = pieces.popLast() {
      while last.text.hasSuffix(" ") { last.text.removeLast() }
      if !last.text.isEmpty {
        pieces.append(last)
        break
      }
    }
    return pieces.map { span in
      let text = style.ascii ? Characters.ascii(span.text) : span.text
      guard style.color, let code = span.paint.code else { return text }
      return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }.joined()
  }
}
