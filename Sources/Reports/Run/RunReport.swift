// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// The result of `sluice run` as text: for a person, for a program, for a spreadsheet.
///
/// All three are made from the same `RunResult` and say the same numbers. The same result gives the same text.
public enum RunReport {
  /// The report for a terminal: identity, picture, verdicts, latency, parts, the time of faults, cost, checks and
  /// what to do next.
  ///
  /// No line is longer than the style's width, except for a word that cannot be broken.
  ///
  /// - Parameter path: The scenario's path as it was typed, for the commands to try next.
  /// - Returns: The lines, each with a line break at its end.
  public static func table(_ result: RunResult, _ style: TextStyle, path: String) -> String {
    let columns = style.columns
    var blocks: [[TextLine]]
    if style.quiet {
      blocks = [
        IdentitySection.interruption(result, columns) + IdentitySection.lacks(result, columns),
        ObjectiveSection.lines(result, style),
      ]
    } else {
      blocks = [
        IdentitySection.lines(result, columns), Picture.lines(result, columns),
        RequirementSection.lines(result, columns), ObjectiveSection.lines(result, style),
        LatencySection.lines(result, style),
        PartsSection.lines(result, columns), OverTimeSection.lines(result, style), CostSection.lines(result, columns),
      ]
      if style.verbose { blocks += DetailSection.blocks(result, columns) }
      blocks.append(ClosingSection.checks(result, style) + ClosingSection.next(result, columns, path: path))
    }
    blocks.removeAll(where: \.isEmpty)
    let lines = blocks.enumerated().flatMap { number, lines in number == 0 ? lines : [TextLine()] + lines }
    return lines.map { $0.rendered(style) + "\n" }.joined()
  }
}
