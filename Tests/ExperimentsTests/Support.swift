// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing
import Scenarios

/// A scenario that a test wrote wrong: its errors, as a person sees them.
struct BadScenario: Error, CustomStringConvertible {
  var description: String
}

/// Reads and runs scenarios for tests.
enum Trial {
  /// The folder of the examples, found from this file's place.
  static var examples: URL {
    URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("scenarios")
  }

  static func pictures() throws -> String {
    try String(contentsOf: examples.appendingPathComponent("image-processing.yaml"), encoding: .utf8)
  }

  static func scenario(
    _ text: String, variant: String = "base", options: ScenarioOptions = ScenarioOptions()
  ) throws -> Scenario {
    var diagnostics = Diagnostics()
    guard let file = ScenarioFile(bytes: Array(text.utf8), path: "test.yaml", &diagnostics),
      let scenario = ScenarioReader.scenario(file, variant: variant, options: options, &diagnostics)
    else { throw BadScenario(description: DiagnosticPrinter.text(diagnostics.sorted, sources: ["test.yaml": text])) }
    return scenario
  }

  static func run(_ scenario: Scenario, jobs: Int = 2) async throws -> RunResult {
    try await Run(scenario, book: try PriceBook.builtIn(scenario.terms.book), jobs: jobs).result()
  }

  static func run(
    _ text: String, variant: String = "base", options: ScenarioOptions = ScenarioOptions(), jobs: Int = 2
  ) async throws -> RunResult {
    try await run(scenario(text, variant: variant, options: options), jobs: jobs)
  }

  /// A result as text in which every bit of every number shows.
  static func json(_ result: RunResult) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return String(decoding: try encoder.encode(result), as: UTF8.self)
  }
}

extension RunResult {
  func window(_ name: String) -> WindowResult? { windows.first { $0.name == name } }
  func slo(_ name: String) -> SLOResult? { slos.first { $0.name == name } }
}

extension WindowResult {
  func flow(_ name: String) -> FlowResult? { flows.first { $0.name == name } }
  func part(_ name: String) -> PartResult? { parts.first { $0.name == name } }

  /// A figure by the subject's name, the metric and the statistic.
  func figure(_ subject: String, _ metric: String, _ statistic: String) -> Figure? {
    (flow(subject)?.metrics ?? part(subject)?.metrics)?[metric]?.stats[statistic]
  }
}
