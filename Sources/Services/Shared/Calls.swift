// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// The calls of a worker: whom it calls, and what is under way.
///
/// The worker begins a group of calls for a job, hands in every ``CallSignal/answer`` and every retry that is due, and
/// is told how each call ended. A channel gets a message of its own with each try: the next stage of the message
/// received (``Timeline/follow(_:)``), or a copy on a branch where the worker forks (``Timeline/fork(_:onto:)``).
struct Calls: Sendable {
  /// One call of the plan, wired.
  struct Target: Sendable {
    let component: ComponentID
    /// The small number of the call: a ``CallKind``, or a ``CallWord`` at a cache or database.
    let word: UInt16
    /// Whether it is a cache or database, which answers in ``AnswerWord``s.
    let isServer: Bool
    /// The share of the messages that make the call.
    let share: Double
    /// Bytes of what is sent; 0 for those of the message received.
    let size: UInt32
    let ignoresFailure: Bool
    let retry: CallPlan.Retry
    /// Whether it keeps what is sent to it.
    let keepsMessages: Bool
    let succeeded: CounterID
    /// What counts the bytes of the call, where somebody pays for them.
    let toll: Toll?
  }

  /// A job whose calls are made.
  struct Job {
    var place: UInt32
    var generation: UInt32
    var message: MessageID
    /// The number of the attempt, which sets its draws apart.
    var attempt: UInt32
    /// When the attempt began.
    var startedAt: Instant
  }

  /// How a call went on.
  enum Progress {
    /// Nothing to do: it is tried again, or nobody wants to know.
    case pending
    /// It has ended, perhaps with a failure that is ignored.
    case ended(passedOn: Bool)
    /// It has failed for good, and so has the attempt.
    case failed
  }

  private struct UnderWay {
    var job: Job
    /// The copy that was forked; it is held until the answer says who keeps it.
    var copy = Calls.noCopy
    var target: Int
    var tries = 0
    var beganAt: Instant
    var generation: UInt32 = 0
  }

  private static var noCopy: MessageID { .max }

  let id: ComponentID
  /// The signal by which the worker is told that a retry is due: `a` and `b` as in ``CallSignal/answer``.
  let retrySignal: UInt16
  let name: String
  let groups: [Range<Int>]
  let targets: [Target]
  /// For each target, for each flow, the flow of the copies; empty where the worker does not fork.
  private let branches: [[FlowID]]
  /// For each target what sets its draws apart from those of the others.
  private let purposes: [String]
  let instruments: CallInstruments?
  private var slots: [UnderWay] = []
  private var free = FreePlaces()
  private var draws: [(share: DrawStream, backoff: DrawStream)] = []

  /// - Parameter retrySignal: a signal of the worker's own.
  init(_ plan: CallPlan, of name: String, retrySignal: UInt16, _ model: inout ModelBuilder) {
    self.name = name
    self.retrySignal = retrySignal
    id = model.component(name)
    let asks = plan.calls.contains { model.parts[$0.to.name] is any RequestServer }
    instruments = plan.isEmpty ? nil : CallInstruments(name, asks: asks, &model.instruments)
    let channels = plan.channels(among: model.parts.parts)
    let forks = plan.outlets(channels).count > 1
    var targets: [Target] = []
    var groups: [Range<Int>] = []
    var branches: [[FlowID]] = []
    var purposes: [String] = []
    var counters: [(name: String, counter: CounterID)] = []
    var outlets = 0
    for group in plan.groups {
      groups.append(targets.count..<targets.count + group.count)
      for call in group {
        let to = call.to.name
        let keeps = channels.contains(to)
        let isServer = model.parts[to] is any RequestServer
        branches.append(keeps && forks ? model.routes.branch(outlets, of: name) : [])
        if keeps { outlets += 1 }
        // Two calls of one target draw apart; a call of another put before them changes nothing.
        let earlier = purposes.count { $0.hasPrefix("call of \(to) ") }
        purposes.append("call of \(to) \(earlier)")
        let succeeded =
          counters.first { $0.name == to }?.counter
          ?? model.instruments.counter(name, "calls_to_\(to)", unit: "calls")
        if earlier == 0 {
          counters.append((to, succeeded))
          model.link(PartLink(from: name, to: to, kind: .flow, passed: succeeded))
        }
        targets.append(
          Target(
            component: model.component(to),
            word: isServer ? Self.word(earlier, of: name, to: to, model.parts) : CallKind.request,
            isServer: isServer, share: call.share, size: call.size ?? 0,
            ignoresFailure: call.ignoresFailure, retry: call.retry, keepsMessages: keeps, succeeded: succeeded,
            toll: model.toll(of: name, at: to)))
      }
    }
    self.targets = targets
    self.groups = groups
    self.branches = branches
    self.purposes = purposes
  }

  /// The ``CallWord`` of the call at a place among those of one target.
  private static func word(_ place: Int, of worker: String, to server: String, _ parts: PartDirectory) -> UInt16 {
    CallWord.word(CallKind.request, request: parts.requestNumber(of: worker, place: place, to: server))
  }

  mutating func start(_ key: RandomKey) {
    draws = purposes.map { purpose in
      (
        DrawStream(key, name: name, purpose: "share, " + purpose),
        DrawStream(key, name: name, purpose: "backoff, " + purpose)
      )
    }
  }

  /// Whether exactly one channel is called, so that messages go on as themselves.
  var passesOn: Bool { targets.count { $0.keepsMessages } == 1 }

  /// Begins a group's calls; returns how many are under way now.
  mutating func begin(_ group: Int, for job: Job, _ timeline: inout Timeline) -> Int {
    var begun = 0
    for target in groups[group] {
      let share = targets[target].share
      if share < 1, draws[target].share.uniform(timeline.messages[job.message].drawKey) >= share { continue }
      let place = add(UnderWay(job: job, target: target, beganAt: timeline.now))
      if let instruments { timeline.recorder.count(instruments.calls) }
      makeTry(place, &timeline)
      begun += 1
    }
    return begun
  }

  /// The job that an answer or a due retry belongs to; nil for one that nobody waits for.
  func owner(of event: Event) -> (job: UInt32, generation: UInt32)? {
    guard Int(event.a) < slots.count, slots[Int(event.a)].generation == event.b else { return nil }
    return (slots[Int(event.a)].job.place, slots[Int(event.a)].job.generation)
  }

  /// Takes an answer or a due retry, whose ``owner(of:)`` is known.
  ///
  /// - Parameter isWanted: whether the job still waits; a call whose worker is gone is not tried again.
  mutating func handle(_ event: Event, isWanted: Bool, _ timeline: inout Timeline) -> Progress {
    let place = event.a
    if event.signal == retrySignal {
      if isWanted { makeTry(place, &timeline) } else { remove(place) }
      return .pending
    }
    if targets[slots[Int(place)].target].isServer { countAnswer(event.small, &timeline) }
    if timeline.isTracing, isWanted {
      let (slot, asked) = (slots[Int(place)], targets[slots[Int(place)].target])
      timeline.note(
        .answered, slot.job.message, at: id, with: asked.component, a: Int64(AnswerWord.status(event.small)),
        b: asked.isServer ? AnswerWord.length(event.d) : -1)
    }
    return answer(place, AnswerWord.status(event.small), isWanted, &timeline)
  }

  /// Counts what a cache or database says of its data.
  private func countAnswer(_ small: UInt16, _ timeline: inout Timeline) {
    guard AnswerWord.status(small) == CallStatus.ok, let instruments, let asked = instruments.asked else { return }
    timeline.recorder.count(asked.answers)
    if small & AnswerWord.stale != 0 { timeline.recorder.count(asked.stale) }
  }

  private mutating func answer(
    _ place: UInt32, _ status: UInt16, _ isWanted: Bool, _ timeline: inout Timeline
  ) -> Progress {
    let slot = slots[Int(place)]
    let target = targets[slot.target]
    if slot.copy != Self.noCopy {
      // Nobody has taken it: it has not been sent.
      if status != CallStatus.ok { timeline.withdraw(slot.copy) }
      timeline.messages.release(slot.copy)
      slots[Int(place)].copy = Self.noCopy
    }
    if status == CallStatus.ok {
      timeline.recorder.count(target.succeeded)
      return end(place, passedOn: target.keepsMessages, isWanted, &timeline)
    }
    if isWanted, status != CallStatus.refused, slot.tries < target.retry.attempts {
      if let instruments { timeline.recorder.count(instruments.retries) }
      let attempt = slot.job.attempt &* 32 &+ UInt32(slot.tries)
      let uniform = draws[slot.target].backoff.uniform(
        timeline.messages[slot.job.message].drawKey, attempt: attempt)
      timeline.schedule(
        Event(to: id, retrySignal, a: place, b: slot.generation),
        after: target.retry.pause(after: slot.tries, uniform))
      return .pending
    }
    if let instruments { timeline.recorder.count(instruments.failed) }
    let progress = end(place, passedOn: false, isWanted, &timeline)
    return isWanted && !target.ignoresFailure ? .failed : progress
  }

  private mutating func end(
    _ place: UInt32, passedOn: Bool, _ isWanted: Bool, _ timeline: inout Timeline
  ) -> Progress {
    if let instruments {
      timeline.recorder.record(instruments.time, timeline.now - slots[Int(place)].beganAt, at: timeline.now)
    }
    remove(place)
    return isWanted ? .ended(passedOn: passedOn) : .pending
  }

  /// Calls, for the first time or again.
  private mutating func makeTry(_ place: UInt32, _ timeline: inout Timeline) {
    let slot = slots[Int(place)]
    let target = targets[slot.target]
    slots[Int(place)].tries += 1
    var sent = slot.job.message
    if target.keepsMessages {
      let flow = Int(timeline.messages[slot.job.message].flow)
      if flow < branches[slot.target].count, branches[slot.target][flow] != Routes.none {
        sent = timeline.fork(slot.job.message, onto: branches[slot.target][flow])
        timeline.messages.retain(sent)
        slots[Int(place)].copy = sent
      } else {
        sent = timeline.follow(slot.job.message)
      }
      // What has been done so far belongs to the account of the next stage.
      timeline.messages[sent].earlierWork += timeline.now - slot.job.startedAt
      if target.size > 0 { timeline.messages[sent].size = target.size }
    } else {
      timeline.messages.retain(sent)
    }
    if let toll = target.toll { toll.count(sent: Int64(timeline.messages[sent].size), &timeline) }
    if timeline.isTracing {
      timeline.note(
        .called, slot.job.message, at: id, with: target.component, a: 1, b: Int64(slot.tries) + 1)
    }
    timeline.schedule(
      Event(
        to: target.component, CallSignal.call, small: target.word, a: sent, b: place, c: slot.generation, d: id),
      after: 0)
  }

  private mutating func add(_ call: UnderWay) -> UInt32 {
    guard let place = free.take() else {
      slots.append(call)
      return UInt32(truncatingIfNeeded: slots.count - 1)
    }
    let generation = slots[Int(place)].generation
    slots[Int(place)] = call
    slots[Int(place)].generation = generation
    return place
  }

  private mutating func remove(_ place: UInt32) {
    slots[Int(place)].generation &+= 1
    free.give(place)
  }
}
