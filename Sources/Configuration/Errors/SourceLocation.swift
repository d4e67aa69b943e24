// SPDX-License-Identifier: GPL-3.0-or-later

/// A place in a text: file, line and column.
///
/// Lines and columns count from 1. A column counts Unicode code points, as libYAML does. Places are ordered by file
/// name, then line, then column.
public struct SourceLocation: Hashable, Codable, Comparable, Sendable {
  /// The file's name as the user gave it, `-` for the standard input, or `--set PATH=VALUE` for a flag.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in Unicode code points.
  public var column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    if left.file != right.file { return left.file < right.file }
    if left.line != right.line { return left.line < right.line }
    return left.column < right.column
  }
}

extension SourceLocation: CustomStringConvertible {
  /// `file:line:column`, the form that editors and terminals make clickable.
  public var description: String { "\(file):\(line):\(column)" }
}
