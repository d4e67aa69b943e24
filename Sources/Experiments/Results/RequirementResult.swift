// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// An ability that the scenario requires of a part, and whether the variant has it.
public struct RequirementResult: Sendable, Codable, Hashable {
  public var of: String
  /// `replay`.
  public var ability: String
  /// `24h`; `true` for an ability that one has or has not.
  public var asked: String
  public var able: Bool
  /// How it can (`via SNS`), or why it cannot (`none`), if there is something to say.
  public var reason: String?

  /// `replay 24h`.
  public var title: String { asked == "true" ? ability : "\(ability) \(asked)" }
  /// `yes`, `yes via SNS`, `no: none`.
  public var answer: String {
    guard let reason else { return able ? "yes" : "no" }
    return able ? "yes \(reason)" : "no: \(reason)"
  }
}

extension RequirementResult {
  public init(_ requirement: Requirement) {
    self.init(
      of: requirement.of, ability: requirement.ability.key, asked: requirement.ability.asked,
      able: requirement.answer.isYes, reason: requirement.answer.detail)
  }

  /// Nil for a scenario that requires nothing.
  static func all(of scenario: Scenario) -> [RequirementResult]? {
    scenario.requirements.isEmpty ? nil : scenario.requirements.map(RequirementResult.init)
  }
}
