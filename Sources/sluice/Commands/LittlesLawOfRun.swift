// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Pricing
import Reports

/// `sluice explain little --of FILE`: the law on the numbers of a run.
struct LittlesLawOfRun {
  let file: String
  let wanted: ScenarioRequest

  /// Enough for numbers that agree to the percent; nobody judges anything by them.
  private static let replications = 3

  static func isMeant(_ word: String) -> Bool {
    ["little", "littles-law", "little's-law"].contains(word.lowercased())
  }

  /// - Throws: `Failure` for a file that cannot be read, or is no result.
  func show(_ session: Session) async throws -> ExitStatus {
    let source = try ScenarioSource(file, limit: SavedResults.limit)
    let results: [RunResult]
    if SavedResults.isResult(source.bytes) {
      results = try SavedResults.read(source).results
    } else {
      let variants = ScenarioVariants(source, wanted, checkAll: false)
      if variants.hasErrors { return try variants.refusal.say(asJSON: false, session) }
      var found: [RunResult] = []
      for var scenario in variants.scenarios {
        scenario.precision = .replications(Self.replications)
        let book = try PriceBook.builtIn(scenario.terms.book)
        found.append(try await Run(scenario, book: book, jobs: session.surroundings.cores).result())
      }
      results = found
    }
    for result in results { try Output.standard.write("\n" + LittlesLaw.table(result, session.style)) }
    return .done
  }
}
