// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes XML that is well-formed whatever text is put in, with numbers of one decimal: nobody sees a tenth of a pixel.
struct SVGWriter {
  /// What a file of its own names its elements by. In a page of HTML the parser knows them, and a namespace is an
  /// address that a page need not have.
  static let namespace = "http://www.w3.org/2000/svg"

  private(set) var text = ""

  /// An element without content.
  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    start(name, attributes)
    text += "/>"
  }

  /// An element with text in it, which loses what cannot be seen.
  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>, content: String) {
    open(name, attributes)
    text += Self.escaped(Characters.clean(content))
    close(name)
  }

  mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    start(name, attributes)
    text += ">"
  }

  mutating func close(_ name: String) { text += "</\(name)>" }

  /// What is well-formed already.
  mutating func raw(_ markup: String) { text += markup }

  private mutating func start(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    text += "<\(name)"
    for (key, value) in attributes where !value.isEmpty { text += " \(key)=\"\(Self.escaped(value))\"" }
  }

  // MARK: Text and numbers

  /// By scalars: a letter's accents must not hide a sign that ends the text. What XML 1.0 cannot have is left out.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": break
      default: if scalar.value & 0xFFFE != 0xFFFE { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  /// A line through places, each relative to the one before: that is shorter. What rounding takes from one is given
  /// to the next.
  static func line(_ places: [(Double, Double)]) -> String {
    guard let first = places.first else { return "" }
    func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }
    var (x, y) = (tenths(first.0), tenths(first.1))
    var text = "M\(number(x)),\(number(y))"
    for place in places.dropFirst() {
      let (nextX, nextY) = (tenths(place.0), tenths(place.1))
      let (dx, dy) = (number(nextX - x), number(nextY - y))
      text += dy == "0" ? "h\(dx)" : dx == "0" ? "v\(dy)" : "l\(dx),\(dy)"
      (x, y) = (nextX, nextY)
    }
    return text
  }

  /// `12`, `12.5`
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let tenths = Int((min(max(value, -1e6), 1e6) * 10).rounded())
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }
}
