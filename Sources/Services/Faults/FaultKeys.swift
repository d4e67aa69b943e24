// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// The settings of a fault, as they are written in a scenario: when, what, and to which part.
enum FaultKeys {
  static let at = RequiredKey("at", .duration(0...Units.longestDuration), "When it begins, from the window's start.")
  static let length = OptionalKey(
    "for", .duration(1_000_000...Units.longestDuration), "How long it lasts; to the window's end if it is left out.")
  static let windows = OptionalKey("in", .oneOrMore(of: .name), "The windows in which it happens; all by default.")
  static let only = OptionalKey("only", .oneOrMore(of: .name), "The variants in which it happens; all by default.")

  /// The part that it happens to stands under the kind of fault.
  static let kinds: [(kind: FaultKind, key: OptionalKey<Reference>)] = FaultKind.allCases.map { kind in
    (kind, OptionalKey(kind.rawValue, .reference(to: []), summary(of: kind)))
  }

  static let factor = Key(
    "by", .factor(1.01...10_000), default: "10x", .sluice, "With slow: how many times longer everything takes.")
  static let share = Key(
    "share", .ratio(0.0001...1), default: "100%", .sluice, "With fail: the share of what fails.")
  static let tasks = Key(
    "tasks", .integer(1...100_000), default: "1", .sluice, "With kill: tasks of a fleet that are lost at once.")
  static let nodes = Key(
    "nodes", .integer(1...1_000), default: "1", .sluice,
    "With kill: nodes or brokers that are lost at once, brokers for as long as for says; with stop: nodes of a cache that come back with what they held."
  )
  static let waves = Key(
    "waves", .integer(1...1_000), default: "4", .sluice, "With deploy: how many groups of tasks are replaced in turn.")
  static let rate = OptionalKey(
    "rate", .integer(1...500),
    "With redrive: messages moved in a second (MaxNumberOfMessagesPerSecond); 500, the most, if it is left out.",
    source: "API/StartMessageMoveTask")
  static let to = OptionalKey(
    "to", .reference(to: ["channel"]),
    "With redrive: the queue that the messages go to; where they came from if it is left out.",
    source: "API/StartMessageMoveTask")

  static let since = OptionalKey(
    "since", .duration(0...Units.longestDuration),
    "With replay: the time from which records are read again, from the window's start.")

  static let table = KeyTable(
    "fault", "Something that goes wrong, or is done, at a planned time.",
    keys: [at, length, windows, only] + kinds.map(\.key) + [factor, share, tasks, nodes, waves, rate, to, since])

  private static func summary(of kind: FaultKind) -> String {
    switch kind {
    case .stop: "The part that cannot be reached for a time: calls to it fail and are tried again."
    case .remove: "The part that is deleted for a time: calls to it are refused, and nobody tries again."
    case .slow: "The part whose work or answers take longer for a time."
    case .fail: "The part that fails a share of what it is asked for a time."
    case .kill: "The part that loses tasks or nodes at once, with what they hold."
    case .pause: "The worker that takes no new messages for a time."
    case .deploy: "The fleet whose tasks are replaced in waves."
    case .redrive: "The dead-letter queue whose messages are moved back."
    case .restart: "The cache or database whose nodes start anew; a cache comes back empty unless it keeps snapshots."
    case .flush: "The cache that is emptied (FLUSHALL, flush_all)."
    case .replay: "The worker that reads its log again from the time that since says."
    }
  }
}
