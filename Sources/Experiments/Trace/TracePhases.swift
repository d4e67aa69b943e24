// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// How each copy of a message spent its time, told from its steps.
struct TracePhases {
  typealias Kind = TraceResult.Phase.Kind

  private let names: TraceNames
  private var phases: [TraceResult.Phase] = []
  /// By branch: what it does now, where, and since when; nil before it begins and after its end.
  private var now: [(kind: Kind, part: String?, since: Instant)?]
  /// By branch: attempts that are under way.
  private var attempts: [Int]
  /// By branch: whether it has come to its end, so that only what begins anew counts.
  private var isDone: [Bool]
  /// By branch: whether an attempt has begun, so that a wait is one for another.
  private var hasBegun: [Bool]

  /// - Parameter end: the end of the window.
  static func all(_ trace: Trace, _ names: TraceNames, until end: Instant) -> [TraceResult.Phase] {
    var all = TracePhases(names: names, branches: trace.branches.count)
    for step in trace.steps { all.take(step) }
    let last = trace.leftOut > 0 ? trace.steps.last?.at ?? end : end
    for branch in all.now.indices { all.change(branch, to: nil, nil, at: last) }
    return all.phases.sorted { ($0.branch, $0.fromNs, $0.toNs) < ($1.branch, $1.fromNs, $1.toNs) }
  }

  private init(names: TraceNames, branches: Int) {
    self.names = names
    now = .init(repeating: nil, count: branches + 1)
    attempts = [Int](repeating: 0, count: branches + 1)
    isDone = [Bool](repeating: false, count: branches + 1)
    hasBegun = isDone
  }

  private mutating func change(_ branch: Int, to kind: Kind?, _ part: String?, at time: Instant) {
    if let old = now[branch], old.kind == kind, old.part == part || part == nil { return }
    if let old = now[branch], time > old.since {
      phases.append(
        TraceResult.Phase(
          branch: branch, kind: old.kind, part: old.part, fromS: old.since.seconds, toS: time.seconds,
          fromNs: old.since, toNs: time))
    }
    now[branch] = kind.map { ($0, part, time) }
  }

  private mutating func take(_ step: TraceStep) {
    let branch = Int(step.branch)
    let part = names.name(step.component)
    func isAt(_ kind: Kind) -> Bool { now[branch]?.kind == kind }
    switch step.kind {
    case .began:
      attempts[branch] += 1
      hasBegun[branch] = true
      change(branch, to: .working, part, at: step.at)
    case .succeeded:
      attempts[branch] -= 1
      if attempts[branch] <= 0, isAt(.working) { change(branch, to: .waiting, part, at: step.at) }
    case .collected:
      attempts[branch] = max(0, attempts[branch] - 1)
      change(branch, to: .waiting, part, at: step.at)
    case .failed, .cutOff:
      attempts[branch] -= 1
      if attempts[branch] <= 0 { change(branch, to: .invisible, part, at: step.at) }
    case .delivered: finish(branch, at: step.at)
    case .ended: if MessageOutcome(rawValue: UInt8(clamping: step.a)) != .deadLettered { finish(branch, at: step.at) }
    case .deleted, .committed: if attempts[branch] <= 0 { finish(branch, at: step.at) }
    case .setAside: change(branch, to: .deadLetter, names.name(step.other), at: step.at)
    case .redriven, .reopened:
      isDone[branch] = false
      change(branch, to: .waiting, names.name(step.other), at: step.at)
    case .visible, .rewound, .duplicated:
      isDone[branch] = false
      if attempts[branch] <= 0, !isAt(.deadLetter) { takeOther(step, part) }
    default:
      guard !isDone[branch] else { return }
      // While somebody works on it, what it calls is a part of the work.
      if attempts[branch] <= 0, !isAt(.deadLetter) { takeOther(step, part) }
    }
  }

  private mutating func finish(_ branch: Int, at time: Instant) {
    isDone[branch] = true
    change(branch, to: nil, nil, at: time)
  }

  private mutating func takeOther(_ step: TraceStep, _ part: String?) {
    let branch = Int(step.branch)
    switch step.kind {
    case .sent, .followed, .gathered, .called, .throttled, .copied, .delivering:
      change(branch, to: .sending, part, at: step.at)
    case .arrived, .visible, .movedIn, .replicated, .asked, .rewound, .duplicated:
      change(branch, to: .waiting, part, at: step.at)
    case .running: change(branch, to: .working, part, at: step.at)
    case .paused: change(branch, to: hasBegun[branch] ? .invisible : .waiting, part, at: step.at)
    case .delayed, .letGo, .undelivered: change(branch, to: .invisible, part, at: step.at)
    default: break
    }
  }
}
