// SPDX-License-Identifier: GPL-3.0-or-later

/// Which message of a replication is meant.
public struct TraceSubject: Sendable, Hashable {
  /// The flow that begins at the message's source.
  public var flow: FlowID
  /// Its number at the source, from 0 in the order of sending.
  public var number: UInt64

  public init(flow: FlowID, number: UInt64) {
    self.flow = flow
    self.number = number
  }
}

/// What a message is looked for by.
public enum TraceSearch: Sendable, Hashable {
  /// The longest latency of those that count, the warm-up being over.
  case longestLatency
  /// The first that ended so.
  case firstEnded(as: Outcome)
  /// The first that was worked on once more although no attempt had failed.
  case firstDuplicate
}

/// A message that was found.
public struct TraceFinding: Sendable, Hashable {
  /// The flow that it was found on: its own, or that of a copy.
  public var flow: FlowID
  public var number: UInt64
  /// When what was looked for happened.
  public var at: Instant
  /// Its latency, where that was looked for.
  public var latency: Nanoseconds = 0
}

/// Looks for a message while a replication runs.
struct TraceFinder: Sendable {
  var search: TraceSearch
  /// The flows that count; empty for all.
  var flows: [Bool]
  /// Of each stretch between two marks the slowest message so far; of other searches what was found is the first.
  private var found: [(since: Instant, finding: TraceFinding?)] = [(0, nil)]

  init(_ search: TraceSearch, flows: [Bool]) {
    self.search = search
    self.flows = flows
  }

  private func counts(_ flow: FlowID) -> Bool { flows.isEmpty || flows[Int(flow)] }

  mutating func mark(at now: Instant) { found.append((now, nil)) }

  mutating func noteDelivery(_ flow: FlowID, _ number: UInt64, _ latency: Nanoseconds, at now: Instant) {
    guard search == .longestLatency, counts(flow) else { return }
    let place = found.count - 1
    // The first of equals.
    if let known = found[place].finding, known.latency >= latency { return }
    found[place].finding = TraceFinding(flow: flow, number: number, at: now, latency: latency)
  }

  mutating func noteEnd(_ flow: FlowID, _ number: UInt64, as outcome: Outcome, at now: Instant) {
    guard search == .firstEnded(as: outcome) else { return }
    noteFirst(flow, number, at: now)
  }

  mutating func noteDuplicate(_ flow: FlowID, _ number: UInt64, at now: Instant) {
    guard search == .firstDuplicate else { return }
    noteFirst(flow, number, at: now)
  }

  private mutating func noteFirst(_ flow: FlowID, _ number: UInt64, at now: Instant) {
    guard counts(flow), found[0].finding == nil else { return }
    found[0].finding = TraceFinding(flow: flow, number: number, at: now)
  }

  /// What was found; of latencies those that were measured from an instant on.
  func finding(since warm: Instant) -> TraceFinding? {
    guard search == .longestLatency else { return found[0].finding }
    return found.filter { $0.since >= warm }.compactMap(\.finding).reduce(nil) { (best: TraceFinding?, next) in
      guard let best, best.latency >= next.latency else { return next }
      return best
    }
  }
}

/// ``Outcome`` under a name of its own, for who has another type of that name.
public typealias MessageOutcome = Outcome
