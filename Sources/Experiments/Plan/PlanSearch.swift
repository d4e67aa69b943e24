// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios

/// Finds the cheapest configuration that meets the objectives, by simulation.
///
/// It looks at configurations in rounds with common random numbers, drops each when one of its objectives fails beyond doubt,
/// and never simulates what can only be dearer than what is known to do (`PlanLevels` says why the answer is then wrong
/// with no more than the probability that is allowed). The answer is checked with random numbers of its own, and it is that
/// check which is reported.
public struct PlanSearch: Sendable {
  /// How replications are spent.
  public enum Procedure: String, Sendable, CaseIterable {
    /// Where a wrong decision is most likely to change the answer (optimal computing budget allocation with constraints:
    /// Lee, Pujowidianto, Li, Chen and Yap 2012).
    case ocba
    /// The same for the objectives; the costs of those that meet them are compared by the fully sequential procedure with an
    /// indifference zone of Kim and Nelson (2001).
    case kn
    /// So many replications of everything that is not excluded: the oracle. Its replications are the planned ones that shards
    /// can divide; `PlanSettings.mostReplications` does not limit it.
    case all
  }

  public let space: PlanSpace
  public let procedure: Procedure
  public let laboratory: Laboratory
  /// Of each configuration, for ``Procedure/all``.
  public let replications: Int

  /// - Parameter replications: only ``Procedure/all`` asks for them; at least 2.
  public init(_ space: PlanSpace, procedure: Procedure = .ocba, laboratory: Laboratory, replications: Int = 30) {
    self.space = space
    self.procedure = procedure
    self.laboratory = laboratory
    self.replications = max(2, replications)
  }

  /// Searches until the answer is sure, or a budget ends: that of `PlanSettings.mostReplications`, or wall time, which
  /// closes the laboratory's control.
  ///
  /// - Throws: ``PlanSpace/Invalid`` where no variant at all is a valid scenario, ``Run/Unaccounted``, what the store
  ///   throws, ``Laboratory/ShardDone``, ``Laboratory/Missing``.
  public func result() async throws -> PlanResult {
    let engine = PlanEngine(self)
    let reference = try reference()
    if procedure == .all {
      try await engine.simulateAll()
    } else {
      engine.dropTooDear()
    }
    while true {
      if procedure != .all { try await engine.search() }
      guard let best = try await engine.settle() else {
        // Perhaps something was ruled out by an order that does not hold.
        if procedure != .all, !engine.isExhausted, engine.probeOrder(around: nil) { continue }
        return engine.result(reference, nil, nil)
      }
      if engine.isExhausted { return engine.result(reference, best, nil) }
      if procedure != .all, engine.probeOrder(around: best.place) { continue }
      if let checked = try await engine.checkAfresh(best.place) { return engine.result(reference, best, checked) }
      if engine.isExhausted { return engine.result(reference, best, nil) }
    }
  }

  /// The scenario that the result is named after, and its prices: that of the first variant that is valid.
  private func reference() throws -> (scenario: Scenario, book: PriceBook) {
    var first: PlanSpace.Invalid?
    for variant in space.settings.variants + space.file.variants {
      var found = Diagnostics()
      if let scenario = ScenarioReader.scenario(space.file, variant: variant, options: space.options, &found) {
        return (scenario, try space.book(scenario.terms))
      }
      first = first ?? PlanSpace.Invalid(diagnostics: found.sorted)
    }
    throw first ?? PlanSpace.Invalid(diagnostics: [])
  }
}

extension PlanEngine {
  /// Gives everything that is not excluded the same number of replications, and judges it then.
  func simulateAll() async throws {
    let places = status.indices.filter { status[$0] == .untried }
    var requests: [Request] = []
    for place in places {
      guard let trial = try trial(place) else { continue }
      for course in trial.courses.indices {
        requests.append(Request(trial: trial, course: course, range: 0..<(fixed ?? 0)))
      }
    }
    _ = try await simulate(requests, isPlanned: true)
    for place in places {
      guard let trial = trials[place], trial.courses.allSatisfy({ $0.replications > 1 }) else { continue }
      judge(place, Array(trial.courses.indices))
    }
  }

  /// Takes out what cannot meet an objective about the month's bill, by its lower bound.
  func dropTooDear() {
    guard let place = status.firstIndex(of: .untried), let trial = try? trial(place) else { return }
    let bounds = trial.objectives.filter { objective in
      if case .cost(part: nil) = objective.source {
        return objective.statistic == "monthly" && objective.comparison.wantsSmall
      }
      return false
    }
    for objective in bounds {
      let bound = Decimal(count: objective.bound)
      for place in status.indices where status[place] == .untried {
        let least = candidate(place).lowerBound
        guard objective.comparison == .less ? least >= bound : least > bound else { continue }
        status[place] = .out
        trials[place] = nil
        rejections[place] = Rejection(
          kind: .tooDear,
          reason: "fails \(objective.name): costs at least \(Money.dollars(least)) a month, asked \(objective.asked)")
      }
    }
  }
}
