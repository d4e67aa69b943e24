// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing
import Scenarios

/// Plans for tests.
enum PlanTrial {
  static func example(_ name: String) throws -> String {
    try String(contentsOf: Trial.examples.appendingPathComponent("\(name).yaml"), encoding: .utf8)
  }

  static func space(
    _ text: String, jobs: Int = 2, estimates: Bool = true, changing change: (inout PlanSettings) -> Void = { _ in }
  ) async throws -> PlanSpace {
    var found = Diagnostics()
    guard let file = ScenarioFile(bytes: Array(text.utf8), path: "test.yaml", &found),
      var settings = ScenarioReader.plan(file, &found)
    else { throw BadScenario(description: DiagnosticPrinter.text(found.sorted, sources: ["test.yaml": text])) }
    change(&settings)
    return try await PlanSpace.listed(
      file, settings, options: ScenarioOptions(), jobs: jobs, estimates: estimates,
      book: { try PriceBook.builtIn($0.book) })
  }
}
