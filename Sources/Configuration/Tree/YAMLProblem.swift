// SPDX-License-Identifier: GPL-3.0-or-later

internal import Yams

/// The parser's complaints in words that say what to do.
enum YAMLProblem {
  static func diagnostic(for error: YamlError, source: SourceText, file: String) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return explain(problem, context: context, mark: mark, source: source, file: file)
    case .reader(let problem, _, _, _):
      return Diagnostic(code: .syntax, message: problem, location: SourceLocation(file: file, line: 1, column: 1))
    case .memory:
      return Diagnostic(
        code: .size, message: "the text is nested too deeply",
        location: SourceLocation(file: file, line: 1, column: 1))
    default:
      return Diagnostic(
        code: .syntax, message: "the text cannot be read as YAML",
        location: SourceLocation(file: file, line: 1, column: 1))
    }
  }

  private static func explain(
    _ problem: String, context: YamlError.Context?, mark: Mark, source: SourceText, file: String
  ) -> Diagnostic {
    var source = source
    let byte = source.offset(line: mark.line, column: mark.column).map { source.bytes[$0] }
    var mark = mark
    var message = problem
    var hint: String?
    let isAtEnd = byte == nil && mark.line >= source.lineStarts.count
    switch problem {
    case "found character that cannot start any token":
      if byte == 0x09 {
        message = "a tab cannot indent YAML"
        hint = "use blanks"
      } else {
        let sign = byte.map { String(decoding: [$0], as: UTF8.self) } ?? "this"
        message = "a text cannot start with \(sign)"
        hint = "put it in quotes"
      }
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      message = "a tab cannot indent YAML"
      hint = "use blanks"
    case "mapping values are not allowed in this context":
      message = "a key with a colon cannot stand here"
      hint = "is this line indented like its neighbours? a text with `: ` in it needs quotes"
    case "could not find expected ':'":
      message = "a key needs a colon"
      hint = "write `key: value`; a text of several lines must be indented"
    case "did not find expected key", "did not find expected '-' indicator", "did not find expected <document start>":
      message = "this line does not fit the lines above it"
      hint = "indent it like its neighbours; close quotes and brackets"
    case "did not find expected ',' or ']'" where isAtEnd, "did not find expected ',' or '}'" where isAtEnd:
      message = problem.hasSuffix("']'") ? "a list in brackets is never closed" : "a map in braces is never closed"
      if let start = context?.mark { mark = start }
    case "did not find expected ',' or ']'":
      message = "a list in brackets needs `,` or `]` here"
      hint = context.map { "the list starts in line \($0.mark.line)" }
    case "did not find expected ',' or '}'":
      message = "a map in braces needs `,` or `}` here"
      hint = context.map { "the map starts in line \($0.mark.line)" }
    case "found unexpected end of stream", "found unexpected document indicator":
      message = "this text in quotes is never closed"
      if let start = context?.mark { mark = start }
    case "found undefined alias":
      message = "no anchor (&name) with this alias's name comes before it"
    case "block sequence entries are not allowed in this context":
      message = "a list item (`- `) cannot stand here"
      hint = "put it on a line of its own below the key"
    case "found unknown escape character":
      message = "no such escape in a text in double quotes"
      hint = "write \\\\ for a backslash, or use single quotes"
    default:
      if let text = context?.text { message = "\(text): \(problem)" }
    }
    return Diagnostic(
      code: .syntax, message: message, hint: hint,
      location: SourceLocation(file: file, line: max(1, mark.line), column: max(1, mark.column)))
  }
}
