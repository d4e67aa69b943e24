// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Services
import Simulation

/// The keys of an entry of `requires`: what a part must be able to do, whatever it costs and however fast it is.
enum RequirementKeys {
  enum Ordering: String, CaseIterable, Sendable {
    /// Messages of one key are seen in the order in which they were sent.
    case perKey = "per_key"
    /// All messages are.
    case total
  }

  static let of = RequiredKey(
    "of", .reference(to: wanted), "The part that must be able to: mostly a channel.")
  static let ordering = OptionalKey(
    "ordering", .choice(of: Ordering.self),
    "Messages are seen in the order in which they were sent: those of one key (per_key), or all of them (total).")
  static let replay = OptionalKey(
    "replay", .duration(.second...(3650 * 86_400 * .second)),
    "What was sent in so long a time back from now can be read again.")
  static let independentReaders = OptionalKey(
    "independent_readers", .integer(1...10_000), "So many readers see all messages, each at its own pace.")
  static let exactlyOnce = OptionalKey(
    "exactly_once", .flag, "What comes of a message is seen once, whatever crashes.")
  static let persistence = OptionalKey(
    "persistence", .flag, "What was accepted survives the loss of a server.")

  /// What can be asked for abilities.
  static let wanted = [Section.channels, .workers, .caches, .databases].map(\.noun)

  static let table = KeyTable(
    "requirement", "Abilities that a part must have; a variant that lacks one is marked and does not pass.",
    keys: [of, ordering, replay, independentReaders, exactlyOnce, persistence])

  static let abilities: [any AnyKey] = [ordering, replay, independentReaders, exactlyOnce, persistence]
}

/// An entry of `requires` as written: a part and what it must be able to do.
public struct RequirementSettings: Sendable {
  var of: Reference
  var abilities: [Ability]
}

extension ValueKind where Value == RequirementSettings {
  /// `{ of: clicks, ordering: per_key }`, perhaps with several abilities.
  static var requirement: ValueKind<RequirementSettings> {
    ValueKind<Record>.record(RequirementKeys.table).map { record, node, context in
      typealias Keys = RequirementKeys
      guard Keys.abilities.contains(where: { record.node($0).map { !$0.isNull } ?? false }) else {
        context.diagnostics.error(
          .missing, at: node,
          "a requirement needs one of \(Keys.abilities.map(\.name).joined(separator: ", "))",
          hint: "such as { of: \(record[Keys.of].name), replay: 24h }")
        return nil
      }
      var abilities: [Ability] = []
      switch record[Keys.ordering] {
      case .perKey: abilities.append(.orderPerKey)
      case .total: abilities.append(.totalOrder)
      case nil: break
      }
      if let time = record[Keys.replay] { abilities.append(.replay(time)) }
      if let readers = record[Keys.independentReaders] { abilities.append(.independentReaders(readers)) }
      // What is set to false is not asked for.
      if record[Keys.exactlyOnce] == true { abilities.append(.exactlyOnce) }
      if record[Keys.persistence] == true { abilities.append(.persistence) }
      return RequirementSettings(of: record[Keys.of], abilities: abilities)
    }.described(as: "requirement", example: "{ of: jobs, ordering: per_key }")
  }
}
