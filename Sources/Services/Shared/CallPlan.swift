// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a worker calls after its work: groups one after the other, the calls of a group at the same time.
struct CallPlan: Sendable {
  /// One call.
  struct Call: Sendable {
    let to: Reference
    /// What a cache or database is asked for.
    let operation: RequestOperation
    /// Where that is written, if it is.
    let operationPlace: Reference?
    /// The share of the messages that make it.
    let share: Double
    /// Bytes of the message that is sent to a channel; nil for those of the message received.
    let size: UInt32?
    /// Whether the attempt goes on after a call that was refused or has failed for good.
    let ignoresFailure: Bool
    let retry: Retry

    /// A call as it is if nothing but its target is written.
    init(to: Reference) {
      self.to = to
      operation = .read
      operationPlace = nil
      share = 1
      size = nil
      ignoresFailure = false
      retry = .standard
    }

    init(to: Reference, _ record: Record) {
      self.to = to
      operation = record[CallKeys.operation] ?? .read
      operationPlace = record.node(CallKeys.operation).map { Reference(name: CallKeys.operation.name, node: $0) }
      share = record[CallKeys.share]
      size = record[CallKeys.size].map { UInt32($0) }
      ignoresFailure = record[CallKeys.onFailure] == .ignore
      retry = Retry(record[CallKeys.retry])
    }
  }

  /// How a call is tried again: after a pause drawn evenly from 0 to `backoff`, which doubles up to `longest`.
  struct Retry: BitwiseCopyable, Sendable, Hashable {
    /// Tries in all.
    let attempts: Int
    let backoff, longest: Nanoseconds

    /// The standard mode of the AWS SDKs, which the keys have as their defaults.
    static let standard = Retry(attempts: 3, backoff: .second, longest: 20 * .second)

    init(attempts: Int, backoff: Nanoseconds, longest: Nanoseconds) {
      self.attempts = attempts
      self.backoff = backoff
      self.longest = longest
    }

    init(_ record: Record) {
      attempts = record[CallKeys.Retry.attempts]
      backoff = record[CallKeys.Retry.backoff]
      longest = record[CallKeys.Retry.longest]
    }

    /// The pause after the `tries`-th try has failed, from a number between 0 and 1.
    func pause(after tries: Int, _ uniform: Double) -> Nanoseconds {
      var bound = Double(backoff)
      for _ in 1..<max(tries, 1) where bound < Double(longest) { bound *= 2 }
      return Nanoseconds(min(bound, Double(longest)) * uniform)
    }
  }

  let groups: [[Call]]

  static let none = CallPlan(groups: [])

  var calls: [Call] { groups.flatMap(\.self) }
  var isEmpty: Bool { groups.isEmpty }
  var references: [Reference] { calls.map(\.to) }

  /// The calls of a part for each message, on average; nil for none.
  func share(to name: String) -> Double? {
    let shares = calls.filter { $0.to.name == name }.map(\.share)
    return shares.isEmpty ? nil : shares.reduce(0, +)
  }

  /// The names of those parts that keep what is sent to them.
  func channels(among parts: [any Part]) -> Set<String> {
    Set(calls.map(\.to.name).filter { name in parts.contains { $0.name == name && $0.keepsMessages } })
  }

  /// What is asked of caches and databases, in the order of the calls; what stands here for other parts is nobody's.
  func requests(_ worker: String) -> [Request] {
    calls.map { Request(caller: worker, to: $0.to.name, $0.operation) }
  }

  /// Where the messages go on: as themselves if there is one channel, as copies if there are more.
  func outlets(_ channels: Set<String>) -> [Outlet] {
    let sends = calls.filter { channels.contains($0.to.name) }
    return sends.map { Outlet(to: $0.to.name, kind: sends.count == 1 ? .passesOn : .copies, share: $0.share) }
  }

  /// Finds calls to what cannot be called.
  func validate(_ worker: String, _ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    for call in calls {
      guard let target = parts[call.to.name] else { continue }
      guard target.isCallable else {
        let source = (target as? any Consumer)?.source
        diagnostics.error(
          .reference, at: call.to.node, "\(worker) cannot call \(target.name): a \(target.kind) takes no calls",
          hint: source.map { "send to \($0), which it reads: calls: \($0)" } ?? "call a channel or an endpoint")
        continue
      }
      if call.size != nil, !target.keepsMessages {
        diagnostics.error(
          .value, at: call.to.node,
          "\(target.name) is a \(target.kind): no message is sent to it that could have a size",
          hint: "leave size out")
      }
      if let server = target as? any RequestServer {
        checkAsking(server, call, worker, parts, &diagnostics)
      } else if let place = call.operationPlace {
        diagnostics.error(
          .value, at: place.node,
          "operation has no place with \(target.name), which is \(English.withArticle(target.kind))",
          hint: "leave it out, or call a cache or a database")
      }
    }
  }

  private func checkAsking(
    _ server: any RequestServer, _ call: Call, _ worker: String, _ parts: PartDirectory,
    _ diagnostics: inout Diagnostics
  ) {
    if let problem = server.problem(asking: call.operation) {
      return diagnostics.error(
        .value, at: call.operationPlace?.node ?? call.to.node, problem.message, hint: problem.hint)
    }
    guard call.operation.needsKeys else { return }
    let sources = Routes(parts).sources(reaching: worker).compactMap { parts[$0] as? any Producer }
    for source in sources where source.keys(parts) == nil {
      diagnostics.error(
        .missing, at: call.to.node,
        "\(worker) asks \(server.name) for the records of keys, but the messages of \(source.name) have none",
        hint: "such as traffic: { \(source.name): { keys: { zipf: { count: 50k, exponent: 0.9 } } } }")
    }
  }
}
