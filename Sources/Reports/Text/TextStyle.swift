// SPDX-License-Identifier: GPL-3.0-or-later

/// How a report for a terminal is written.
public struct TextStyle: Sendable, Hashable {
  /// Whether marks, verdicts and headings are coloured by ANSI escape codes. Colour never carries meaning alone.
  public var color: Bool
  /// Whether only ASCII is written: no box drawing, no block characters, and `?` for other letters.
  public var ascii: Bool
  /// The longest line, in columns; what is below 40 counts as 40, what is above 1,000 as 1,000.
  public var width: Int
  /// `-V`: also the values over time, intervals of latencies, assumptions and fingerprints.
  public var verbose: Bool
  /// `-q`: only the verdicts.
  public var quiet: Bool

  public init(
    color: Bool = false, ascii: Bool = false, width: Int = 100, verbose: Bool = false, quiet: Bool = false
  ) {
    self.color = color
    self.ascii = ascii
    self.width = width
    self.verbose = verbose
    self.quiet = quiet
  }

  /// The width that is laid out for.
  var columns: Int { min(max(width, 40), 1_000) }
}
