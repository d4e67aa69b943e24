// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Pricing
import Reports
import Scenarios

/// The smallest fleet with which every objective of a scenario passes, and the report on it.
func fewestTasks(_ scenario: String, fleet: String, among counts: ClosedRange<Int>) async throws -> (Int, String)? {
  var diagnostics = Diagnostics()
  guard let file = ScenarioFile(bytes: Array(scenario.utf8), path: "scenario.yaml", &diagnostics) else {
    throw NotValid(diagnostics)
  }
  for tasks in counts {
    var options = ScenarioOptions()
    options.changes = [(path: "workers.\(fleet).tasks", value: "\(tasks)")]
    options.precision = .replications(4)
    guard let scenario = ScenarioReader.scenario(file, options: options, &diagnostics) else {
      throw NotValid(diagnostics)
    }
    let book = try PriceBook.builtIn(scenario.terms.book)
    let result = try await Run(scenario, book: book, jobs: 2).result()
    if result.slos.allSatisfy({ $0.verdict == .pass }) {
      return (tasks, RunReport.table(result, TextStyle(width: 100), path: "scenario.yaml"))
    }
  }
  return nil
}

/// What is wrong with a scenario, each error with its line and column.
struct NotValid: Error, CustomStringConvertible {
  let description: String

  init(_ diagnostics: Diagnostics) {
    description = DiagnosticPrinter.text(diagnostics.sorted)
  }
}
