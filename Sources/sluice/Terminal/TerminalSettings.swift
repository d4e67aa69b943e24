// SPDX-License-Identifier: GPL-3.0-or-later

import Reports

/// When colours are used.
enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never
}

/// How a run's progress is shown on the standard error.
enum ProgressChoice: String, CaseIterable, Sendable {
  /// A bar, if the standard error is a terminal.
  case auto
  /// A line for each tenth.
  case plain
  case none
}

/// What the program runs in: variables, and what its outputs are connected to.
struct Surroundings: Sendable {
  var environment: Environment
  var outputIsTerminal: Bool
  var errorIsTerminal: Bool
  /// Columns of the terminal that the output goes to; nil if there is none or it does not tell.
  var terminalColumns: Int?
  /// Processors that may be used.
  var cores: Int
  /// The day of the clock, `yyyy-mm-dd`; see ``dayOfClock()``.
  var today = Surroundings.dayOfClock()

  /// Whether the terminal knows no escape sequences.
  var isDumb: Bool { environment["TERM"] == "dumb" }

  /// Whether an output gets colours.
  ///
  /// A choice by flag or `SLUICE_COLOR` decides; then `NO_COLOR`, then `CLICOLOR_FORCE`, then a terminal that is not
  /// dumb.
  func usesColor(_ choice: ColorChoice, isTerminal: Bool) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto:
      if environment["NO_COLOR"] != nil { return false }
      if let force = environment["CLICOLOR_FORCE"], force != "0" { return true }
      return isTerminal && !isDumb
    }
  }

  /// Columns of the standard output: those asked for, the terminal's, or 100 where there is no terminal.
  func width(asked: Int?) -> Int {
    if let asked { return asked }
    guard outputIsTerminal else { return Self.pipeWidth }
    let columns = terminalColumns ?? environment["COLUMNS"].flatMap { Int($0) } ?? Self.pipeWidth
    return min(max(columns, FlagValue.width.lowerBound), FlagValue.width.upperBound)
  }

  static let pipeWidth = 100
}
