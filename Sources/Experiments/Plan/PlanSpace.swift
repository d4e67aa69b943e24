// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Scenarios

/// All that a plan chooses from, and how a candidate becomes something that can be simulated.
public struct PlanSpace: Sendable {
  public let file: ScenarioFile
  public let settings: PlanSettings
  /// What the command changes from outside; candidates and circumstances come on top.
  public let options: ScenarioOptions
  /// By which prices.
  public let book: @Sendable (PricingTerms) throws -> PriceBook
  public internal(set) var candidates: [Candidate]

  public init(
    file: ScenarioFile, settings: PlanSettings, options: ScenarioOptions,
    book: @escaping @Sendable (PricingTerms) throws -> PriceBook, candidates: [Candidate]
  ) {
    self.file = file
    self.settings = settings
    self.options = options
    self.book = book
    self.candidates = candidates
  }

  /// The scenario as the bill is made for it: its own traffic, the faults as they are written.
  public static let asWritten = Circumstance(name: "as written", trafficFactor: 1, faults: nil)

  /// Under what every candidate must meet the objectives: the headroom's traffic, with each fault to survive.
  public var circumstances: [Circumstance] {
    let traffic = settings.headroom == 1 ? "" : "at \(Format.number(settings.headroom))x traffic"
    guard let survive = settings.survive else {
      return [Circumstance(name: traffic, trafficFactor: settings.headroom, faults: nil)]
    }
    let calm = Circumstance(name: traffic, trafficFactor: settings.headroom, faults: [])
    return [calm]
      + survive.map { fault in
        let name = traffic.isEmpty ? "with \(fault)" : "\(traffic) with \(fault)"
        return Circumstance(name: name, trafficFactor: settings.headroom, faults: [fault])
      }
  }

  /// A candidate under a circumstance, ready to be simulated.
  ///
  /// - Parameter seed: nil for the scenario's.
  /// - Returns: nil after an error in `diagnostics`.
  public func scenario(
    _ candidate: Candidate, _ circumstance: Circumstance, _ diagnostics: inout Diagnostics
  ) -> Scenario? {
    var options = options
    options.trafficFactor *= circumstance.trafficFactor
    options.faults = circumstance.faults ?? options.faults
    options.changes += candidate.values.map { ($0.path, $0.value) }
    return ScenarioReader.scenario(file, variant: candidate.variant, options: options, &diagnostics)
  }

  /// The same as an alternative, under the candidate's label.
  ///
  /// - Throws: what the price book throws; ``Invalid`` for a candidate that is no valid scenario.
  public func alternative(_ candidate: Candidate, _ circumstance: Circumstance) throws -> Alternative {
    var found = Diagnostics()
    guard let scenario = scenario(candidate, circumstance, &found) else {
      throw Invalid(diagnostics: found.sorted)
    }
    return Alternative(scenario, label: candidate.label, book: try book(scenario.terms))
  }

  /// A candidate that is no valid scenario.
  public struct Invalid: Error {
    public var diagnostics: [Diagnostic]
  }
}
