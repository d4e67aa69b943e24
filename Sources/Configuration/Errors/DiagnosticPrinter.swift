// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes diagnostics for people and for editors.
public enum DiagnosticPrinter {
  /// Lines of a source are shown whole up to this many code points; longer ones are cut around the marked text.
  static let lineLimit = 160

  /// One block for each diagnostic, in the order given:
  ///
  /// ```
  /// mine.yaml:37:25: error[unit]: visibility_timeout needs a unit
  ///    37 |     visibility_timeout: 30
  ///       |                         ^^ did you mean 30s?
  /// ```
  ///
  /// - Parameters:
  ///   - sources: text by file name. A file that is missing here is shown without its line; `--set PATH=VALUE` is
  ///     its own text.
  ///   - color: whether to use terminal colours; they never carry a meaning of their own.
  public static func text(_ diagnostics: [Diagnostic], sources: [String: String] = [:], color: Bool = false) -> String {
    var lines: [String: [Substring]] = [:]
    var output = ""
    for diagnostic in diagnostics {
      let style = Style(color: color, severity: diagnostic.severity)
      let place = diagnostic.location.map { "\(clean($0.description)): " } ?? ""
      let head = style.severity("\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]")
      output += "\(style.bold(place))\(head): \(style.bold(clean(diagnostic.message)))\n"
      var shown = false
      if let location = diagnostic.location {
        if lines[location.file] == nil { lines[location.file] = sourceLines(location.file, sources) }
        let known = lines[location.file] ?? []
        if known.indices.contains(location.line - 1) {
          output += excerpt(diagnostic, location, known[location.line - 1], style)
          shown = true
        }
      }
      if !shown, let hint = diagnostic.hint { output += "      = \(clean(hint))\n" }
    }
    return output
  }

  /// A JSON array with one object on a line, in the order given. Absent places and hints are `null`.
  public static func json(_ diagnostics: [Diagnostic]) -> String {
    let objects = diagnostics.map { diagnostic in
      JSONValue.object([
        .init("file", diagnostic.location.map { .string($0.file) } ?? .null),
        .init("line", diagnostic.location.map { .integer($0.line) } ?? .null),
        .init("column", diagnostic.location.map { .integer($0.column) } ?? .null),
        .init("length", .integer(diagnostic.length)),
        .init("severity", .string(diagnostic.severity.rawValue)),
        .init("code", .string(diagnostic.code.rawValue)),
        .init("message", .string(diagnostic.message)),
        .init("hint", diagnostic.hint.map { .string($0) } ?? .null),
      ]).text()
    }
    return objects.isEmpty ? "[]\n" : "[\n  " + objects.joined(separator: ",\n  ") + "\n]\n"
  }

  /// `2 errors`, `1 error, 3 warnings`; empty if there is nothing.
  public static func summary(_ diagnostics: Diagnostics) -> String {
    let errors = diagnostics.errorCount
    let warnings = diagnostics.items.count { $0.severity == .warning }
    var parts: [String] = []
    if errors > 0 { parts.append(English.count(errors, "error")) }
    if warnings > 0 { parts.append(English.count(warnings, "warning")) }
    if diagnostics.dropped > 0 { parts.append("\(diagnostics.dropped) more not shown") }
    return parts.joined(separator: ", ")
  }

  private static func sourceLines(_ file: String, _ sources: [String: String]) -> [Substring] {
    let flag = "--set "
    let text = sources[file] ?? (file.hasPrefix(flag) ? String(file.dropFirst(flag.count)) : nil)
    return text.map(SourceText.lines) ?? []
  }

  private static func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(DisplayWidth.printable(scalar)) }
    return String(result)
  }

  private static func excerpt(
    _ diagnostic: Diagnostic, _ location: SourceLocation, _ line: Substring, _ style: Style
  ) -> String {
    var before = location.column - 1
    var shown = Array(line.unicodeScalars.prefix(before + 4 * lineLimit))
    before = min(before, shown.count)
    var length = min(diagnostic.length, max(1, shown.count - before))
    if shown.count > lineLimit {
      let start = max(0, min(before - lineLimit / 2, shown.count - lineLimit))
      let end = min(shown.count, start + lineLimit)
      let cutBefore = start > 0
      let cutAfter = end < line.unicodeScalars.count
      shown = (cutBefore ? ["\u{2026}"] : []) + shown[start..<end] + (cutAfter ? ["\u{2026}"] : [])
      before = before - start + (cutBefore ? 1 : 0)
      length = min(length, max(1, end - start - (location.column - 1 - start)))
    }
    let printed = shown.map(DisplayWidth.printable)
    var source = String.UnicodeScalarView()
    source.append(contentsOf: printed)
    let indent = DisplayWidth.of(printed.prefix(before))
    let width = max(1, DisplayWidth.of(printed.dropFirst(before).prefix(length)))
    let number = String(location.line)
    let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number
    let mark = style.severity(String(repeating: "^", count: width))
    let hint = diagnostic.hint.map { " " + clean($0) } ?? ""
    let margin = String(repeating: " ", count: max(5, number.count)) + " | "
    return "\(gutter) | \(String(source))\n\(margin)\(String(repeating: " ", count: indent))\(mark)\(hint)\n"
  }

  private struct Style {
    var color: Bool
    var severity: Diagnostic.Severity

    func bold(_ text: String) -> String { color && !text.isEmpty ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    func severity(_ text: String) -> String {
      let code =
        switch severity {
        case .error: "31"
        case .warning: "33"
        case .note: "36"
        }
      return color ? "\u{1B}[1;\(code)m\(text)\u{1B}[0m" : text
    }
  }
}
