// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// The settings under a worker's `calls`.
enum CallKeys {
  /// The kinds of part that can be called, as far as a name can tell.
  static let kinds = ["channel", "worker", "cache", "database", "endpoint"]

  static let to = RequiredKey(
    "to", .reference(to: kinds),
    "What is called: an endpoint, a cache or a database is asked and the answer awaited; to a channel a message is sent."
  )
  static let operation = OptionalKey(
    "operation", .requestOperation,
    "With a cache or database: what it is asked for by the message's key; read if it is left out.")
  static let share = Key(
    "share", .ratio(0.000_001...1), default: "100%", .sluice,
    "The share of the messages that make this call; a message that does makes it at every attempt.")
  static let size = OptionalKey(
    "size", .bytes(1...(1 << 30)),
    "With a channel: the size of the message that is sent; that of the one received if it is left out.")
  static let onFailure = Key(
    "on_failure", .choice(of: Failure.self), default: "fail", .sluice,
    "What becomes of the attempt when the call is refused, or has failed at its last try: it fails, or goes on.")
  static let retry = Key(
    "retry", .record(Retry.table), default: "{}",
    .aws("AWS SDKs and Tools Reference Guide, retry behavior, standard mode"),
    "How a call that is throttled or fails is tried again. A refused one is not.")

  enum Failure: String, CaseIterable, Sendable {
    case fail
    case ignore
  }

  enum Retry {
    static let attempts = Key(
      "attempts", .integer(1...20), default: "3",
      .aws("AWS SDKs and Tools Reference Guide, retry behavior: max_attempts"), "Tries in all, the first included.")
    static let backoff = Key(
      "backoff", .duration(0...Units.longestDuration), default: "1s",
      .aws("AWS SDKs and Tools Reference Guide, retry behavior: base 2, with jitter"),
      "The longest pause before the first retry; it doubles with each, and a pause is drawn evenly from 0 to it.")
    static let longest = Key(
      "max_backoff", .duration(0...Units.longestDuration), default: "20s",
      .aws("AWS SDKs and Tools Reference Guide, retry behavior"), "What that pause never exceeds.")
    static let table = KeyTable(
      "retry", "Retries of a call, those of the AWS SDKs' standard mode by default.",
      keys: [attempts, backoff, longest])
  }

  static let table = KeyTable(
    "call", "A call that a worker makes after its work.", keys: [to, operation, share, size, onFailure, retry])

  /// A call, or several at once.
  enum Entry {
    static let to = OptionalKey("to", CallKeys.to.kind, CallKeys.to.summary)
    static let parallel = OptionalKey(
      "parallel", .list(of: .call, count: 1...100), "Calls that are made at the same time; the longest decides.")
    static let table = KeyTable(
      "call", "A call that a worker makes after its work, or several at once.",
      keys: [to, operation, parallel, share, size, onFailure, retry])
  }
}

extension ValueKind where Value == CallPlan.Call {
  /// A name, or `{ to: NAME, … }`.
  static var call: ValueKind<CallPlan.Call> {
    let name = ValueKind<Reference>.reference(to: CallKeys.kinds)
    let record = ValueKind<Record>.record(CallKeys.table).map { record, _, _ in
      CallPlan.Call(to: record[CallKeys.to], record)
    }
    return .either(name, record, { CallPlan.Call(to: $0) }, { $0 })
  }
}

extension ValueKind where Value == CallPlan {
  /// A name, a list in order, `{ parallel: [a, b] }`, or names with settings.
  static var calls: ValueKind<CallPlan> {
    let name = ValueKind<Reference>.reference(to: CallKeys.kinds)
    let record = ValueKind<Record>.record(CallKeys.Entry.table).map(readEntry)
    let entry = ValueKind<[CallPlan.Call]>.either(name, record, { [CallPlan.Call(to: $0)] }, { $0 })
      .described(as: "name of a part or call", example: "jobs")
    return ValueKind<[[CallPlan.Call]]>.oneOrMore(of: entry).map { groups, node, context in
      guard groups.count <= 100 else {
        context.fail(.range, at: node, "must have at most 100 items, not \(groups.count)")
        return nil
      }
      return CallPlan(groups: groups)
    }
  }

  private static func readEntry(_ record: Record, _ node: Node, _ context: inout ReadContext) -> [CallPlan.Call]? {
    switch (record[CallKeys.Entry.to], record[CallKeys.Entry.parallel]) {
    case (let to?, nil): return [CallPlan.Call(to: to, record)]
    case (nil, let calls?):
      let others: [any AnyKey] = [
        CallKeys.operation, CallKeys.share, CallKeys.size, CallKeys.onFailure, CallKeys.retry,
      ]
      let written = others.filter { !record.isDefaulted($0) }
      for key in written {
        context.diagnostics.error(
          .value, at: record.node(key) ?? node, "\(key.name) has no place beside parallel",
          hint: "it belongs to one call: { parallel: [{ to: NAME, \(key.name): … }] }")
      }
      return written.isEmpty ? calls : nil
    case (nil, nil):
      context.fail(.missing, at: node, "needs to or parallel", hint: "such as { to: NAME } or { parallel: [a, b] }")
      return nil
    case (_?, _?):
      context.fail(.duplicate, at: node, "can have only one of to and parallel")
      return nil
    }
  }
}
