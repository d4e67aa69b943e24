// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Scenarios

/// `run --verify`: what the checks of a result advise is tried, beside the scenario as it is written.
struct AdviceTrials {
  /// The variant as it was run.
  let space: SweepSpace
  let replications: Int

  /// - Parameters:
  ///   - word: what the variant was asked for by.
  ///   - scenario: as it was run: its seed and its precision count.
  init?(
    _ word: String, _ scenario: Scenario, _ source: ScenarioSource, _ request: ScenarioRequest, _ books: BookRequest
  ) {
    var ignored = Diagnostics()
    // It was read before.
    guard let file = ScenarioFile(bytes: source.bytes, path: source.name, &ignored) else { return nil }
    var (variant, options) = request.variant(word)
    options.seed = scenario.seed
    space = SweepSpace(file: file, variant: variant, options: options) { try books.book($0) }
    replications = scenario.precision.atLeast
  }

  /// The result with the effects of what its checks advise.
  func verified(
    _ result: RunResult, jobs: Int, control: RunControl, progress: @escaping @Sendable (RunProgress) -> Void
  ) async throws -> RunResult {
    let laboratory = Laboratory(jobs: jobs, control: control) { work in
      progress(RunProgress(finished: work.simulated, planned: work.planned, atMost: work.planned))
    }
    return try await Verification(result, in: space, replications: replications).result(laboratory)
  }
}
