// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Scenarios
import Simulation
import Statistics

/// One configuration that is simulated beside others: a variant of a comparison, a point of a sweep, a candidate of a
/// plan. (Ranking and selection calls them alternatives, or systems.)
///
/// Replication r of every alternative has the same seed, so that message k of a source has the same arrival, size, key,
/// service time and failure in all of them: common random numbers.
public struct Alternative: Sendable {
  /// What tells it from the others: `msk`, `shards 4, tasks 6`.
  public let label: String
  public let scenario: Scenario
  public let book: PriceBook
  /// What its replications are found by in a store.
  public let key: AlternativeKey
  let questions: [Questions]
  let warmups: [Simulation.Warmup]

  public init(_ scenario: Scenario, label: String? = nil, book: PriceBook) {
    self.label = label ?? scenario.variant
    self.scenario = scenario
    self.book = book
    key = AlternativeKey(scenario)
    questions = Replicator.questions(scenario)
    warmups = scenario.windows.map { Replicator.warmup($0, scenario) }
  }

  /// The names of all figures that its replications have, in any window.
  public var figures: [Panel.Wanted] {
    var seen: Set<Panel.Wanted> = []
    return questions.flatMap(\.questions).map { Panel.Wanted($0.subject, $0.metric, $0.statistic) }
      .filter { seen.insert($0).inserted }
  }

  /// Simulates one replication in every window.
  ///
  /// - Returns: nil when it was cancelled.
  /// - Throws: ``Run/Unaccounted`` when a message was lost or counted twice.
  func replication(_ number: Int, _ control: RunControl) throws -> Outcome? {
    var windows: [Outcome.Window] = []
    for (place, window) in scenario.windows.enumerated() {
      let measurements = window.model.simulation.run(
        duration: window.duration,
        key: RandomKey(seed: scenario.seed, replication: UInt32(truncatingIfNeeded: number)), warmup: warmups[place],
        quantiles: questions[place].quantiles, isCancelled: { control.isCancelled })
      guard let measurements else { return nil }
      try Run.checkConservation(measurements.flows, window)
      windows.append(Outcome.Window(Digest(measurements, window.model, questions[place])))
    }
    return Outcome(windows: windows)
  }
}

/// What the replications of an alternative are found by: all that they depend on besides their number.
public struct AlternativeKey: Sendable, Hashable {
  /// The version of the model, the seed, and `Scenario.simulatedText`.
  public let text: String
  /// FNV-1a of the text. Two texts may share one, so a store compares the texts.
  public let hash: UInt64
  public let seed: UInt64
  /// The version of the model that measured them.
  public let modelVersion: Int

  init(_ scenario: Scenario) {
    self.init(
      text: "model: \(Product.modelVersion)\n\(scenario.simulatedText)", seed: scenario.seed,
      modelVersion: Product.modelVersion)
  }

  /// A key as a store has it.
  ///
  /// - Parameter hash: nil for that of the text.
  init(text: String, seed: UInt64, modelVersion: Int, hash: UInt64? = nil) {
    self.text = text
    self.seed = seed
    self.modelVersion = modelVersion
    self.hash = hash ?? StableHash.of(text.utf8)
  }
}
