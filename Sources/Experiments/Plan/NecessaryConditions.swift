// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Services
import Simulation

/// Why a configuration cannot meet the objectives, whatever a simulation would say: abilities that it lacks, figures that
/// are beyond a bound whatever chance brings (``Certainty``), a price from below that is above what it may cost. Nothing is
/// excluded by an approximation.
struct NecessaryConditions {
  /// At the scenario's own traffic: what is paid for.
  let own: Scenario
  /// At the traffic that the objectives must hold for.
  let asked: Scenario
  let floor: CostFloor

  /// The first condition that is not met; nil for a configuration that may work.
  var exclusion: Candidate.Exclusion? { lacks ?? impossible ?? dear }

  private var lacks: Candidate.Exclusion? {
    let lacks = own.requirements.filter { !$0.answer.isYes }
    guard !lacks.isEmpty else { return nil }
    let words = lacks.map { lack in
      let why = lack.answer.detail.flatMap { $0 == "none" ? nil : " (\($0))" } ?? ""
      return "no \(lack.ability.title) of \(lack.of)\(why)"
    }
    return Candidate.Exclusion(kind: "requires", reason: "cannot: \(words.joined(separator: ", "))")
  }

  /// A warning may be failed.
  private var binding: [Objective] { asked.objectives.filter { $0.level == .fail } }

  private var impossible: Candidate.Exclusion? {
    for window in asked.windows {
      let objectives = binding.filter { $0.windows?.contains(window.name) ?? true }
      guard !objectives.isEmpty else { continue }
      let view = FindingsView(
        parts: window.model.parts, window: window.name, duration: window.duration,
        hoursPerMonth: window.hoursPerMonth)
      for part in window.model.parts.parts {
        for certainty in part.certainties(view) {
          for objective in objectives {
            guard let value = Self.failure(objective, certainty, window.model) else { continue }
            return Candidate.Exclusion(
              kind: certainty.kind.rawValue,
              reason: "\(certainty.reason); \(objective.name) (asked \(objective.asked)) is "
                + "\(objective.comparison.wantsSmall ? "at least" : "at most") \(objective.unit.text(value))")
          }
        }
      }
    }
    return nil
  }

  /// The value that an objective's figure cannot do better than, where that fails it.
  private static func failure(_ objective: Objective, _ certainty: Certainty, _ model: Model) -> Double? {
    guard case .measured(_, let statistic) = objective.source, objective.metric == certainty.metric,
      isAbout(objective.subject, certainty.subject, model)
    else { return nil }
    switch certainty.bound {
    case .atLeast(let value):
      guard statistic.description == certainty.statistic, objective.comparison != .greater,
        objective.comparison != .atLeast
      else { return nil }
      return value > objective.bound ? value : nil
    case .atMost(let value):
      guard statistic.description == certainty.statistic, !objective.comparison.wantsSmall else { return nil }
      return value < objective.bound ? value : nil
    case .quantiles(let least):
      guard objective.comparison.wantsSmall else { return nil }
      let value: Double
      switch statistic {
      case .percentile(let percentile): value = least(percentile.percent / 100)
      case .max: value = least(1)
      case .mean, .ratio, .count, .rate: return nil
      }
      return value > objective.bound ? value : nil
    }
  }

  static func isAbout(_ subject: String, _ other: Certainty.Subject, _ model: Model) -> Bool {
    switch other {
    case .part(let name): subject == name
    case .flows(let end): model.routes.ends(of: end).contains { model.instruments.flows[$0].name == subject }
    }
  }

  /// What it costs at least against what it may cost at the scenario's own traffic.
  private var dear: Candidate.Exclusion? {
    for objective in own.objectives where objective.level == .fail && objective.comparison.wantsSmall {
      guard case .cost(let part) = objective.source, objective.statistic == "monthly" else { continue }
      let least = part.map { floor.lines(of: $0) } ?? floor.total
      guard least > Decimal(count: objective.bound) else { continue }
      return Candidate.Exclusion(
        kind: "cost",
        reason: "costs at least \(Money.dollars(least)) a month, and \(objective.name) asks for \(objective.asked)")
    }
    return nil
  }
}
