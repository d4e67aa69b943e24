// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios

/// What becomes of plans under traffic that they were not chosen for: what they cost there, and what they miss.
///
/// All are simulated with the same random numbers, a fixed number of replications each, at the traffic as it comes (without
/// the headroom, which is there for this very case) and under each fault that they must survive.
struct PlanTrials {
  /// A candidate at the traffic of a space.
  struct Case {
    var candidate: Candidate
    var space: PlanSpace
  }

  let laboratory: Laboratory
  let replications: Int

  /// The entries of cases, in their order; nil when it was interrupted.
  ///
  /// - Throws: what the laboratory and ``PlanSpace/alternative(_:_:)`` throw.
  func entries(_ cases: [Case]) async throws -> [LeastRegret.Entry]? {
    var alternatives: [Alternative] = []
    var places: [AlternativeKey: Int] = [:]
    // By case: where its circumstances are among the alternatives; the first is the one that is billed.
    let wanted = try cases.map { one in
      try Self.circumstances(one.space).map { circumstance in
        let alternative = try one.space.alternative(one.candidate, circumstance)
        if let place = places[alternative.key] { return place }
        places[alternative.key] = alternatives.count
        alternatives.append(alternative)
        return alternatives.count - 1
      }
    }
    let panels = alternatives.map { Panel($0) }
    var tallies = panels.map { Tally($0) }
    let tasks = (0..<replications).flatMap { replication in
      alternatives.indices.map { Laboratory.Task(alternative: $0, replication: replication) }
    }
    let done = try await laboratory.run(tasks, of: alternatives, isPlanned: false) { task, outcome in
      panels[task.alternative].sample(outcome)
    } take: { task, sample in
      tallies[task.alternative].add(sample)
    }
    guard done == tasks.count else { return nil }
    return zip(cases, wanted).map { one, places in
      Self.entry(places.map { tallies[$0] }, room: one.space.settings.room)
    }
  }

  /// The traffic as it comes: billed as the faults are written, judged under each that must be survived.
  static func circumstances(_ space: PlanSpace) -> [Circumstance] {
    guard let survive = space.settings.survive else { return [PlanSpace.asWritten] }
    let calm = Circumstance(name: "", trafficFactor: 1, faults: [])
    return [PlanSpace.asWritten, calm]
      + survive.map { Circumstance(name: "with \($0)", trafficFactor: 1, faults: [$0]) }
  }

  /// - Parameter tallies: the billed one first; where there are others, they are judged in its place.
  static func entry(_ tallies: [Tally], room: Double) -> LeastRegret.Entry {
    guard let billed = tallies.first else { return LeastRegret.Entry(cost: 0) }
    let scenario = billed.panel.alternative.scenario
    var missed: [String] = []
    var windows: Set<String> = []
    for tally in tallies.count > 1 ? Array(tallies.dropFirst()) : tallies {
      for objective in scenario.objectives where objective.level == .fail {
        // A bill that is too high counts as such, not in hours.
        let isCost = if case .cost = objective.source { true } else { false }
        for judgement in (isCost ? billed : tally).judgements(objective)
        where misses(judgement, objective, room: room) {
          if !missed.contains(objective.name) { missed.append(objective.name) }
          if !isCost {
            windows.formUnion(
              judgement.window == "month" ? objective.windows ?? scenario.windows.map(\.name) : [judgement.window])
          }
        }
      }
    }
    let hours = scenario.windows.filter { windows.contains($0.name) }
      .reduce(Decimal(0)) { $0 + Decimal(count: $1.hoursPerMonth) }
    let names = scenario.objectives.map(\.name)
    return LeastRegret.Entry(
      cost: billed.cost()?.value ?? 0, hoursMissed: hours,
      missed: missed.sorted { (names.firstIndex(of: $0) ?? 0) < (names.firstIndex(of: $1) ?? 0) })
  }

  /// Whether an objective is missed, by the rule of the search: where the interval lies on one side of the bound, that
  /// decides; where it reaches over the bound, the value may be beyond it by the room. Where there is no data nothing was
  /// missed.
  static func misses(_ judgement: Tally.Judgement, _ objective: Objective, room: Double) -> Bool {
    guard let value = judgement.figure?.value, !value.isNaN else { return false }
    switch judgement.verdict {
    case .pass: return false
    case .fail: return true
    case .undecided: break
    }
    let slack = abs(objective.bound) * room
    return switch objective.comparison {
    case .less: value >= objective.bound + slack
    case .atMost: value > objective.bound + slack
    case .greater: value <= objective.bound - slack
    case .atLeast: value < objective.bound - slack
    case .equal: value != objective.bound
    }
  }
}
