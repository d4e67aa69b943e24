// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// A scenario that cannot be used, with all that is wrong with it.
struct ScenarioRefused: Error {
  /// Sorted, each once.
  var diagnostics: [Diagnostic]
  /// The texts that the diagnostics are about, by file name.
  var sources: [String: String]

  /// What a person reads: a block for each, then how many there were.
  ///
  /// - Parameter outcome: what follows from it: `Nothing was run.`
  func text(color: Bool, outcome: String) -> String {
    let blocks = DiagnosticPrinter.text(diagnostics, sources: sources, color: color)
    var all = Diagnostics()
    for diagnostic in diagnostics { all.append(diagnostic) }
    return blocks + "\(DiagnosticPrinter.summary(all)). \(outcome)\n"
  }

  /// Says it on the standard error, or as JSON on the output.
  ///
  /// - Throws: `Failure` when the output cannot be written.
  func say(asJSON: Bool, _ session: Session, outcome: String = "Nothing was run.") throws -> ExitStatus {
    if asJSON {
      try Output.standard.write(DiagnosticPrinter.json(diagnostics))
    } else {
      Output.error.say(text(color: session.errorUsesColor, outcome: outcome))
    }
    return .invalidScenario
  }
}
