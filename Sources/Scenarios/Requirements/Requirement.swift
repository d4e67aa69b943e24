// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Services
import Simulation

/// An ability that a part of a scenario must have, and whether it has it in the variant that was read.
public struct Requirement: Sendable, Hashable {
  /// The part.
  public let of: String
  public let ability: Ability
  public let answer: AbilityAnswer

  public init(of: String, ability: Ability, answer: AbilityAnswer) {
    self.of = of
    self.ability = ability
    self.answer = answer
  }

  /// Whether both ask the same of the same part.
  public func asksSame(as other: Requirement) -> Bool { of == other.of && ability == other.ability }
}

extension Ability {
  /// The key that asks for it: `replay`.
  public var key: String {
    switch self {
    case .orderPerKey, .totalOrder: RequirementKeys.ordering.name
    case .replay: RequirementKeys.replay.name
    case .independentReaders: RequirementKeys.independentReaders.name
    case .exactlyOnce: RequirementKeys.exactlyOnce.name
    case .persistence: RequirementKeys.persistence.name
    }
  }

  /// How much of it is asked for, as it is written: `24h`; `true` where there is no more and no less.
  public var asked: String {
    switch self {
    case .orderPerKey: RequirementKeys.Ordering.perKey.rawValue
    case .totalOrder: RequirementKeys.Ordering.total.rawValue
    case .replay(let time): Self.retention(time)
    case .independentReaders(let count): Format.grouped(count)
    case .exactlyOnce, .persistence: "true"
    }
  }

  /// Retentions are told in hours up to a week, as AWS does: `24h`, not `1d`.
  private static func retention(_ time: Nanoseconds) -> String {
    let hour = 3600 * Nanoseconds.second
    return time % hour == 0 && time <= 168 * hour ? "\(time / hour)h" : Format.exactDuration(time)
  }

  /// `replay 24h`, `exactly_once`.
  public var title: String { asked == "true" ? key : "\(key) \(asked)" }
}

extension AbilityAnswer {
  /// How it can, or why it cannot, in a few words.
  public var detail: String? {
    switch self {
    case .yes(let how): how
    case .no(let why): why
    }
  }

}

extension Scenario {
  /// Whether the variant can do all that `requires` asks for.
  public var isAble: Bool { requirements.allSatisfy(\.answer.isYes) }

  /// What the variant lacks.
  var lacks: [Finding] {
    requirements.filter { !$0.answer.isYes }.map { lack in
      Finding(
        .cannot, .warn, part: lack.of,
        "\(lack.of) cannot do what the scenario requires, \(lack.ability.title)"
          + (lack.answer.detail.map { ": \($0)" } ?? ""))
    }
  }
}
