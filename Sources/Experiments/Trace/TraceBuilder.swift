// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios
import Services
import Simulation

/// Puts names and prices to what was noted of a message.
struct TraceBuilder {
  let scenario: Scenario
  let window: ScenarioWindow
  let trace: Trace
  let subject: TraceSubject
  let message: Message
  let names: TraceNames
  private let pricing: TracePricing
  private let book: PriceBook

  init(
    scenario: Scenario, window: ScenarioWindow, book: PriceBook, trace: Trace, subject: TraceSubject, message: Message
  ) {
    self.scenario = scenario
    self.window = window
    self.trace = trace
    self.subject = subject
    self.message = message
    self.book = book
    names = TraceNames(window.model)
    pricing = TracePricing(window.model, book, region: scenario.region)
  }

  func result(_ selection: TraceResult.Selection, id: String) -> TraceResult {
    let steps = steps
    let flow = window.model.instruments.flows[Int(subject.flow)]
    let isKeyed = (window.model.parts[flow.source] as? any Producer)?.keys(window.model.parts) != nil
    let phases = TracePhases.all(trace, names, until: window.duration)
    return TraceResult(
      madeBy: RunResult.MadeBy(book, scenario), scenario: RunResult.Identity(scenario), seed: scenario.seed,
      selection: selection,
      message: TraceResult.Subject(
        id: id, source: flow.source, number: Int(clamping: subject.number) + 1, bytes: Int(message.size),
        key: isKeyed ? Int(message.key) : nil, sentS: message.sentAt.seconds, sentNs: message.sentAt),
      end: end, branches: branches, participants: participants(steps), steps: steps, leftOut: trace.leftOut,
      phases: phases, cost: pricing.cost(trace, names), windowEndS: window.duration.seconds)
  }

  // MARK: Steps

  private var steps: [TraceResult.Step] {
    var since = Since(branches: trace.branches.count)
    return trace.steps.map { step in
      var shown = TraceResult.Step(atNs: step.at, branch: Int(step.branch), kind: step.kind.word)
      shown.part = names.name(step.component)
      shown.other = names.name(step.other)
      fill(&shown, step, since)
      shown.use = pricing.use(step, callOf: since.calls[Int(step.branch)])
      since.note(step)
      return shown
    }
  }

  /// What the steps of each branch before have told.
  private struct Since {
    /// When it became visible or was taken in, and when an attempt came to nothing or somebody got it.
    var waiting: [Instant?]
    var idle: [Instant?]
    /// Messages of the latest call that went out.
    var calls: [Int64]
    /// The instance of the latest attempt.
    var instances: [Int64]

    init(branches: Int) {
      waiting = [Instant?](repeating: nil, count: branches + 1)
      idle = waiting
      calls = [Int64](repeating: 1, count: branches + 1)
      instances = [Int64](repeating: -1, count: branches + 1)
    }

    mutating func note(_ step: TraceStep) {
      let branch = Int(step.branch)
      switch step.kind {
      case .visible, .arrived, .replicated, .movedIn, .asked, .rewound: waiting[branch] = step.at
      case .failed, .cutOff, .letGo, .hidden: idle[branch] = step.at
      case .called: calls[branch] = step.a
      case .began: instances[branch] = step.b
      default: break
      }
    }
  }

  private func fill(_ shown: inout TraceResult.Step, _ step: TraceStep, _ since: Since) {
    let branch = Int(step.branch)
    func until(_ time: Int64) { shown.untilS = time >= 0 ? time.seconds : nil }
    func place(_ number: Int64) {
      guard number >= 0 else { return }
      shown.place = Int(number)
      shown.placeKind =
        names.calls(names.logs.contains(step.component) ? step.component : names.source(step.component))
        .place
    }
    func waited() { shown.waitedS = since.waiting[branch].map { (step.at - $0).seconds } }
    func instance(_ number: Int64) { if number >= 0 { shown.instance = Int(number) + 1 } }
    func attempt(_ number: Int64) { if number >= 0 { shown.attempt = Int(number) } }
    func length(_ length: Int64) { if length >= 0 { shown.lengthS = length.seconds } }
    switch step.kind {
    case .sent:
      shown.part = window.model.instruments.flows[Int(subject.flow)].source
      shown.bytes = Int(step.a)
    case .gathered: shown.messages = Int(step.a)
    case .called:
      shown.messages = Int(step.a)
      if step.b > 0 { shown.attempt = Int(step.b) }
      let calls = names.calls(step.other)
      shown.call =
        step.b == 0 ? (step.a > 1 ? calls.deleteBatch : calls.delete) : step.a > 1 ? calls.sendBatch : calls.send
    case .accepted: length(step.a)
    case .throttled:
      until(step.a)
      attempt(step.b)
    case .answered:
      shown.status = Self.status(step.a)
      if step.b >= 0 { shown.waitedS = step.b.seconds }
    case .arrived:
      place(step.a)
      shown.bytes = step.b >= 0 ? Int(step.b) : nil
    case .delayed, .hidden, .extended, .startRefused, .paused:
      until(step.a)
      if step.kind == .extended { shown.call = names.calls(step.component).extend }
    case .visible:
      if step.a >= 0 { shown.ahead = Int(step.a) }
      shown.appearance = TraceStep.Appearance(rawValue: step.b).map { "\($0)" }
      if step.b == TraceStep.Appearance.again.rawValue {
        shown.lengthS = since.idle[branch].map { (step.at - $0).seconds }
      }
    case .received:
      shown.receives = Int(step.a)
      shown.call = names.calls(step.component).receive
      instance(step.b)
      waited()
    case .deleting: shown.call = names.calls(step.component).delete
    case .givingBack: shown.call = names.calls(step.component).giveBack
    case .setAside:
      // A queue counts what it has handed out, a worker what it has tried.
      if names.part(step.component) is any Channel { shown.receives = Int(step.a) } else { attempt(step.a) }
    case .replicated, .committed, .rewound: place(step.a)
    case .fetched:
      place(step.a)
      shown.again = step.b == 1
      shown.call = names.calls(names.source(step.component)).receive
      waited()
    case .published: shown.bytes = Int(step.a)
    case .delivering: attempt(step.a)
    case .undelivered:
      shown.status = Self.status(step.a)
      until(step.b)
    case .held, .letGo: instance(step.a)
    case .coldStart: length(step.a)
    case .invoked, .collected: shown.messages = Int(step.a)
    case .returned:
      shown.lengthS = Double(step.a) / 1000
      shown.status = step.b == 1 ? "failed" : "ok"
    case .began:
      attempt(step.a)
      instance(step.b)
    case .failed, .cutOff:
      length(step.a)
      shown.cause = TraceStep.Cause(rawValue: step.b).map { "\($0)" }
      instance(since.instances[branch])
    case .succeeded:
      length(step.a)
      instance(since.instances[branch])
    case .done: length(step.a)
    case .hit: shown.again = step.a == 1
    case .connected, .running: if step.a >= 0 { shown.waitedS = step.a.seconds }
    case .delivered:
      shown.latencyS = step.a.seconds
      shown.outcome = Self.word(.delivered)
    case .ended: shown.outcome = MessageOutcome(rawValue: UInt8(clamping: step.a)).map(Self.word)
    case .followed: shown.messages = Int(step.a)
    default: break
    }
  }

  static func status(_ number: Int64) -> String {
    switch UInt16(clamping: number) {
    case CallStatus.ok: "ok"
    case CallStatus.throttled: "throttled"
    case CallStatus.refused: "refused"
    default: "failed"
    }
  }

  static func word(_ outcome: MessageOutcome) -> String {
    switch outcome {
    case .pending: "in flight"
    case .delivered: "delivered"
    case .deadLettered: "dead-lettered"
    case .expired: "lost"
    case .rejected: "rejected"
    }
  }

  // MARK: What became of it

  /// By branch less 1, what was settled last and when.
  private var fates: [(outcome: MessageOutcome, at: Instant?, latency: Nanoseconds?)] {
    var fates = [(outcome: MessageOutcome, at: Instant?, latency: Nanoseconds?)](
      repeating: (.pending, nil, nil), count: trace.branches.count)
    for step in trace.steps where step.branch > 0 {
      // What continues a message settles the fate of its origin.
      var place = Int(step.branch) - 1
      while !trace.branches[place].isFork { place = Int(trace.branches[place].parent) - 1 }
      switch step.kind {
      case .delivered: fates[place] = (.delivered, step.at, step.a)
      case .ended: fates[place] = (MessageOutcome(rawValue: UInt8(clamping: step.a)) ?? .pending, step.at, nil)
      case .reopened: fates[place] = (.pending, nil, nil)
      default: break
      }
    }
    return fates
  }

  private var end: TraceResult.End {
    let fates = fates
    // Of a message that ends at a fork, what became of the copies; the worst of them.
    let forks = trace.branches.indices.filter { trace.branches[$0].isFork }
    let order: [MessageOutcome] = [.rejected, .expired, .deadLettered, .pending, .delivered]
    let worst = forks.min { one, other in
      let (left, right) = (fates[one].outcome, fates[other].outcome)
      return (order.firstIndex(of: left) ?? 0, one) < (order.firstIndex(of: right) ?? 0, other)
    }
    let fate = worst.map { fates[$0] } ?? (.pending, nil, nil)
    let latency = forks.compactMap { fates[$0].latency }.max()
    let at = fate.outcome == .delivered ? forks.compactMap { fates[$0].at }.max() : fate.at
    return TraceResult.End(
      outcome: Self.word(fate.outcome), atS: at?.seconds, atNs: at, latencyS: latency?.seconds, latencyNs: latency,
      receives: trace.steps.count { $0.kind == .received || $0.kind == .fetched },
      attempts: trace.steps.count { $0.kind == .began })
  }

  private var branches: [TraceResult.Branch] {
    let fates = fates
    return trace.branches.enumerated().map { place, branch in
      var origin = place
      while !trace.branches[origin].isFork { origin = Int(trace.branches[origin].parent) - 1 }
      let first = trace.steps.first {
        Int($0.branch) == place + 1 && ($0.kind == .copied || $0.kind == .arrived || $0.kind == .asked)
      }
      return TraceResult.Branch(
        number: place + 1, parent: branch.parent == 0 ? nil : Int(branch.parent),
        kind: branch.parent == 0 ? "sent" : branch.isFork ? "copy" : "stage",
        flow: window.model.instruments.flows[Int(branch.flow)].name,
        to: first.flatMap { names.name($0.kind == .copied ? $0.other : $0.component) }, beganS: branch.at.seconds,
        outcome: Self.word(fates[origin].outcome), latencyS: fates[origin].latency?.seconds)
    }
  }

  private func participants(_ steps: [TraceResult.Step]) -> [TraceResult.Participant] {
    var found: [String] = []
    for step in steps {
      for name in [step.part, step.other].compactMap(\.self) where !found.contains(name) { found.append(name) }
    }
    return found.map { name in
      TraceResult.Participant(
        name: name, kind: window.model.parts[name]?.kind ?? "",
        title: window.model.rows.first { $0.part == name }?.title ?? name)
    }
  }
}
