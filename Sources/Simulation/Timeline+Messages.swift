// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// The life of messages: sent, copied at forks, handed on from stage to stage, and ended.
extension Timeline {
  /// Sends a new message on a flow: it is stored with one reference, and counted.
  public mutating func send(
    number: UInt64, flow: FlowID, size: UInt32, sentAt: Instant, key: UInt32 = 0
  ) -> MessageID {
    if messages.isFull { stop(.tooManyMessages) }
    recorder.count(flows[Int(flow)].sent)
    var message = Message(
      number: number, drawKey: number ^ flows[Int(flow)].drawSalt, flow: flow, size: size, sentAt: sentAt)
    message.key = key
    let id = messages.add(message)
    if isTracing { traceSend(id) }
    return id
  }

  /// Copies a message at a fork onto a flow of its own, with one reference: what becomes of the copy is its own affair.
  /// It draws what the message draws, and has its history.
  public mutating func fork(_ id: MessageID, onto flow: FlowID) -> MessageID {
    if messages.isFull { stop(.tooManyMessages) }
    recorder.count(flows[Int(flow)].sent)
    var copy = anew(messages[id])
    copy.flow = flow
    copy.origin = Message.noOrigin
    let new = messages.add(copy)
    if isTracing { traceCopy(new, of: id, isFork: true) }
    return new
  }

  /// Takes back a copy that nobody has taken: it has not been sent. The caller releases it afterwards.
  public mutating func withdraw(_ id: MessageID) {
    guard messages[id].outcome == .pending, messages[id].origin == Message.noOrigin else { return }
    recorder.count(flows[Int(messages[id].flow)].sent, -1)
  }

  /// Hands a message on to the next stage as a new one with one reference, which continues it.
  public mutating func follow(_ id: MessageID) -> MessageID {
    if messages.isFull { stop(.tooManyMessages) }
    var next = anew(messages[id])
    next.origin = messages.origin(of: id)
    messages.retain(next.origin)
    let new = messages.add(next)
    if isTracing { traceCopy(new, of: id, isFork: false) }
    return new
  }

  /// A message as it begins a stage or a branch.
  private func anew(_ message: Message) -> Message {
    var copy = message
    copy.idleSince = now
    copy.receives = 0
    copy.unfailedAttempts = 0
    copy.attempts = 0
    copy.workedFrom = .max
    copy.outcomeValue = Outcome.pending.rawValue
    copy.stage = 0
    copy.isIdle = false
    copy.isDuplicateCounted = false
    copy.branch = 0
    return copy
  }

  /// Notes that a message has passed a stage of its flow; only the first time counts.
  public mutating func pass(_ id: MessageID, stage: UInt8) {
    let origin = messages.origin(of: id)
    let flow = flows[Int(messages[origin].flow)]
    guard stage < flow.stageCount, messages[origin].stage <= stage else { return }
    settleStages(origin, from: messages[origin].stage, to: stage)
    messages[origin].stage = stage + 1
  }

  /// Counts stages as passed.
  private mutating func settleStages(_ origin: MessageID, from first: UInt8, to last: UInt8) {
    let base = flows[Int(messages[origin].flow)].firstStage
    for place in Int(first)...Int(last) {
      let stage = stages[base + place]
      switch messages[origin].outcome {
      case .deadLettered: recorder.count(stage.deadLettered, -1)
      case .expired: recorder.count(stage.expired, -1)
      case .rejected: recorder.count(stage.rejected, -1)
      case .pending, .delivered: recorder.count(stage.decided)
      }
      recorder.count(stage.passed)
      recorder.record(stage.latency, now - messages[origin].sentAt, at: now)
    }
  }

  /// Notes that an attempt at a message has succeeded after `work`. The first success ends the message's latency.
  public mutating func deliver(_ id: MessageID, work: Nanoseconds) {
    let message = messages[id]
    let origin = message.origin == Message.noOrigin ? id : message.origin
    let flow = flows[Int(message.flow)]
    let outcome = messages[origin].outcome
    if outcome == .delivered { return }
    if messages[origin].stage < flow.stageCount {
      // Its end has taken it in before the stage before heard of it, or a reader of a dead-letter queue has brought it
      // there.
      settleStages(origin, from: messages[origin].stage, to: flow.stageCount - 1)
      messages[origin].stage = flow.stageCount
    }
    switch outcome {
    case .deadLettered: recorder.count(flow.deadLettered, -1)  // saved by a consumer of the dead-letter queue
    case .expired: recorder.count(flow.expired, -1)
    case .rejected: recorder.count(flow.rejected, -1)
    case .pending, .delivered: recorder.count(flow.decided)
    }
    messages[origin].outcomeValue = Outcome.delivered.rawValue
    recorder.count(flow.delivered)
    let latency = now - message.sentAt
    // Attempts may overlap; what is handed out never exceeds what is left, so the parts add up to the latency.
    var left = latency
    func take(_ length: Nanoseconds) -> Nanoseconds {
      let taken = Swift.min(Swift.max(length, 0), left)
      left -= taken
      return taken
    }
    let workPart = take(work + message.earlierWork)
    let sending = take(message.sending)
    let failedWork = take(message.failedWork)
    let invisible = take(message.invisible)
    recorder.record(flow.latency, latency, at: now)
    recorder.record(flow.wait, left, at: now)
    recorder.record(flow.service, workPart, at: now)
    recorder.breakdowns[Int(message.flow)].add(
      latency: latency, sending: sending, waiting: left, failedWork: failedWork, invisible: invisible, work: workPart)
    if isTracing { traceDelivery(id, latency: latency) }
  }

  /// Notes what became of a message that nobody has worked on successfully: moved to a dead-letter queue, expired or
  /// rejected. Only the first such end counts, and none after a success.
  public mutating func end(_ id: MessageID, as outcome: Outcome) {
    let origin = messages.origin(of: id)
    guard messages[origin].outcome == .pending, outcome != .pending, outcome != .delivered else { return }
    let flow = flows[Int(messages[origin].flow)]
    messages[origin].outcomeValue = outcome.rawValue
    if isTracing { traceEnd(id, as: outcome) }
    recorder.count(flow.decided)
    switch outcome {
    case .deadLettered: recorder.count(flow.deadLettered)
    case .expired: recorder.count(flow.expired)
    case .rejected: recorder.count(flow.rejected)
    case .pending, .delivered: break
    }
    for place in Int(messages[origin].stage)..<Int(flow.stageCount) {
      let stage = stages[flow.firstStage + place]
      recorder.count(stage.decided)
      switch outcome {
      case .deadLettered: recorder.count(stage.deadLettered)
      case .expired: recorder.count(stage.expired)
      case .rejected: recorder.count(stage.rejected)
      case .pending, .delivered: break
      }
    }
  }

  /// Takes back the end of a message whose place in a dead-letter queue it leaves: it is on its way again.
  public mutating func reopen(_ id: MessageID) {
    let origin = messages.origin(of: id)
    guard messages[origin].outcome == .deadLettered else { return }
    let flow = flows[Int(messages[origin].flow)]
    messages[origin].outcomeValue = Outcome.pending.rawValue
    note(.reopened, id, at: TraceStep.nobody)
    recorder.count(flow.decided, -1)
    recorder.count(flow.deadLettered, -1)
    for place in Int(messages[origin].stage)..<Int(flow.stageCount) {
      recorder.count(stages[flow.firstStage + place].decided, -1)
      recorder.count(stages[flow.firstStage + place].deadLettered, -1)
    }
  }
}

/// The numbers of a flow's instruments, without its names: what a message's events need of it.
struct FlowNumbers: Sendable {
  let drawSalt: UInt64
  let sent, delivered, deadLettered, expired, rejected, decided: CounterID
  let latency, wait, service: DistributionID
  /// The place of its first stage in the list of all.
  let firstStage: Int
  let stageCount: UInt8

  static func all(_ instruments: Instruments) -> ([FlowNumbers], [StageNumbers]) {
    var flows: [FlowNumbers] = []
    var stages: [StageNumbers] = []
    for flow in instruments.flows {
      flows.append(
        FlowNumbers(
          drawSalt: flow.drawSalt, sent: flow.sent, delivered: flow.delivered, deadLettered: flow.deadLettered,
          expired: flow.expired, rejected: flow.rejected, decided: flow.decided, latency: flow.latency, wait: flow.wait,
          service: flow.service, firstStage: stages.count, stageCount: UInt8(clamping: flow.stages.count)))
      stages += flow.stages.map {
        StageNumbers(
          passed: $0.passed, deadLettered: $0.deadLettered, expired: $0.expired, rejected: $0.rejected,
          decided: $0.decided, latency: $0.latency)
      }
    }
    return (flows, stages)
  }
}

/// The numbers of a stage's instruments.
struct StageNumbers: Sendable {
  let passed, deadLettered, expired, rejected, decided: CounterID
  let latency: DistributionID
}
