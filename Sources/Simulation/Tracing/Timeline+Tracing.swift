// SPDX-License-Identifier: GPL-3.0-or-later

/// What is looked at of a replication besides what is measured. Nothing that happens depends on it.
struct Tracer: Sendable {
  var subject: TraceSubject?
  var finder: TraceFinder?
  var trace = Trace()

  /// Gives a copy of a message that is followed a number of its own.
  mutating func branch(_ parent: UInt16, _ flow: FlowID, at now: Instant, isFork: Bool) -> UInt16 {
    guard trace.branches.count < Int(UInt16.max) - 1 else { return UInt16(trace.branches.count) }
    trace.branches.append(Trace.Branch(parent: parent, flow: flow, at: now, isFork: isFork))
    return UInt16(trace.branches.count)
  }

  mutating func add(_ step: TraceStep) {
    if trace.steps.count < Trace.limit { trace.steps.append(step) } else { trace.leftOut += 1 }
  }
}

extension Timeline {
  /// Whether somebody follows this message. A look at one word where nobody follows any.
  @inlinable @inline(__always)
  public func isFollowed(_ id: MessageID) -> Bool { isTracing && messages[id].branch != 0 }

  /// Notes what happens to a message, if it is followed. Whoever has to work out what to note asks ``isTracing`` first, so
  /// that where nobody follows a message this costs a look at one word.
  ///
  /// - Parameters:
  ///   - component: where it happens.
  ///   - other: who else has to do with it.
  ///   - a, b: what ``TraceKind`` says.
  ///   - use: what is billed for it.
  @inlinable @inline(__always)
  public mutating func note(
    _ kind: TraceKind, _ id: MessageID, at component: ComponentID, with other: ComponentID = TraceStep.nobody,
    a: Int64 = -1, b: Int64 = -1, use: TraceStep.Use? = nil
  ) {
    if isFollowed(id) { addStep(kind, id, component, other, a, b, use) }
  }

  @usableFromInline @inline(never)
  mutating func addStep(
    _ kind: TraceKind, _ id: MessageID, _ component: ComponentID, _ other: ComponentID, _ a: Int64, _ b: Int64,
    _ use: TraceStep.Use?
  ) {
    let step = TraceStep(
      kind, at: now, branch: messages[id].branch, component: component, other: other, a: a, b: b, use: use)
    tracer.add(step)
  }

  /// Notes what comes of a call about a message that the one who is called has no longer: it is that of the latest call
  /// that the caller made just now, if that was about the message that is followed.
  ///
  /// - Parameters:
  ///   - call: the step that says that the call has arrived, with what is billed for it.
  ///   - then: the step that says what it comes to.
  @inline(never)
  public mutating func noteVain(
    call: TraceKind, then: TraceKind, at component: ComponentID, of caller: ComponentID, use: TraceStep.Use
  ) {
    var place = tracer.trace.steps.count - 1
    while place >= 0, tracer.trace.steps[place].at == now {
      let step = tracer.trace.steps[place]
      // Another call of the same instant has been told of already.
      if step.kind == call, step.other == caller, step.component == component { return }
      if step.kind == .called, step.b == 0, step.component == caller, step.other == component {
        let time = now
        for (kind, use) in [(call, use), (then, nil)] {
          tracer.add(
            TraceStep(kind, at: time, branch: step.branch, component: component, other: caller, a: -1, b: -1, use: use))
        }
        return
      }
      place -= 1
    }
  }

  /// Steps of the message that is followed, so far.
  public var followedSteps: Int { tracer.trace.steps.count + tracer.trace.leftOut }

  // MARK: What messages have in common

  /// A message has been sent: it may be the one that is wanted.
  @inline(never)
  mutating func traceSend(_ id: MessageID) {
    let message = messages[id]
    guard let subject = tracer.subject, subject.flow == message.flow, subject.number == message.number,
      tracer.trace.message == nil
    else { return }
    let time = now
    messages[id].branch = tracer.branch(0, message.flow, at: time, isFork: true)
    tracer.trace.message = message
    note(.sent, id, at: TraceStep.nobody, a: Int64(message.size))
  }

  /// A copy has been made of a message that is followed.
  @inline(never)
  mutating func traceCopy(_ copy: MessageID, of id: MessageID, isFork: Bool) {
    let (parent, flow, time) = (messages[id].branch, messages[copy].flow, now)
    guard parent != 0 else { return }
    messages[copy].branch = tracer.branch(parent, flow, at: time, isFork: isFork)
    note(.followed, copy, at: TraceStep.nobody, a: Int64(parent))
  }

  /// Notes that a message has been worked on once more although no attempt had failed.
  @inline(never)
  public mutating func traceDuplicate(_ id: MessageID) {
    let (message, now) = (messages[id], now)
    tracer.finder?.noteDuplicate(message.flow, message.number, at: now)
  }

  @inline(never)
  mutating func traceDelivery(_ id: MessageID, latency: Nanoseconds) {
    let (message, now) = (messages[id], now)
    tracer.finder?.noteDelivery(message.flow, message.number, latency, at: now)
    note(.delivered, id, at: TraceStep.nobody, a: latency)
  }

  @inline(never)
  mutating func traceEnd(_ id: MessageID, as outcome: Outcome) {
    let (message, now) = (messages[id], now)
    tracer.finder?.noteEnd(message.flow, message.number, as: outcome, at: now)
    note(.ended, id, at: TraceStep.nobody, a: Int64(outcome.rawValue))
  }
}
