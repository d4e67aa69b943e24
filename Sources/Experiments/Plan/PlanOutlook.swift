// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios

/// What a plan says besides its answer: other circumstances, planned for anew.
///
/// Nothing here is known beforehand, so that shards divide the search for the answer only.
public struct PlanOutlook: Sendable {
  public typealias Book = @Sendable (PricingTerms) throws -> PriceBook

  /// What a search comes to.
  public struct Found: Sendable {
    /// Nil where nothing meets the objectives.
    public var choice: PlanResult.Choice?
    /// US dollars a month.
    public var monthly: String?
    /// Whether a budget ended before it was known.
    public var isUnfinished: Bool

    public init(choice: PlanResult.Choice?, monthly: String?, isUnfinished: Bool = false) {
      self.choice = choice
      self.monthly = monthly
      self.isUnfinished = isUnfinished
    }

    public init(_ result: PlanResult) {
      self.init(
        choice: result.answer?.choice, monthly: result.answer?.monthly.value,
        isUnfinished: result.outcome == .unfinished)
    }
  }

  /// The space of the answer.
  public let space: PlanSpace
  let laboratory: Laboratory
  /// Replications of every configuration where no search decides how many.
  let replications: Int
  /// Lists a space with other settings, changes from outside or prices.
  let listed: @Sendable (PlanSettings, ScenarioOptions, @escaping Book) async throws -> PlanSpace
  let search: @Sendable (PlanSpace) async throws -> Found

  public init(
    _ space: PlanSpace, laboratory: Laboratory, replications: Int,
    listed: @escaping @Sendable (PlanSettings, ScenarioOptions, @escaping Book) async throws -> PlanSpace,
    search: @escaping @Sendable (PlanSpace) async throws -> Found
  ) {
    self.space = space
    self.laboratory = laboratory
    self.replications = max(2, replications)
    self.listed = listed
    self.search = search
  }

  var trials: PlanTrials { PlanTrials(laboratory: laboratory, replications: replications) }

  /// The uncertain sources, each once.
  public var doubts: [String] {
    var names: [String] = []
    for source in space.scenarios.flatMap(\.uncertainSources) where !names.contains(source.name) {
      names.append(source.name)
    }
    return names
  }

  var isInterrupted: Bool { !laboratory.control.isOpen }

  /// The space with other changes from outside, not listed: enough to simulate a configuration that is known.
  func unlisted(_ options: ScenarioOptions) -> PlanSpace {
    PlanSpace(file: space.file, settings: space.settings, options: options, book: space.book, candidates: [])
  }
}

extension PlanResult.Plan {
  public var choice: PlanResult.Choice { PlanResult.Choice(label: label, variant: variant, settings: settings) }
}

extension PlanResult.Choice {
  /// The same as something that can be simulated. Its number means nothing.
  var candidate: Candidate {
    Candidate(
      number: 0, variant: variant,
      values: settings.map { Candidate.Value(path: $0.path, value: $0.value, place: 0, isMonotone: false) })
  }
}
