// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// The clock, the pending events, the messages and the measurements of one replication: all that a component sees of
/// the world.
public struct Timeline: ~Copyable {
  @usableFromInline var clock: Instant = 0
  /// The current instant.
  @inlinable public var now: Instant { clock }
  /// The end of the replication; nothing happens at or after it.
  public let end: Instant
  /// The key of all random draws of this replication.
  public let key: RandomKey
  /// All messages that somebody holds.
  public var messages = MessageStore()
  /// Counters, gauges and distributions.
  public var recorder: Recorder
  let flows: [FlowInstruments]
  let drawSalts: [UInt64]

  @usableFromInline var queue = EventQueue()
  @usableFromInline var immediate = EventRing()
  var stopped: StopReason?
  var handled: UInt64 = 0
  @usableFromInline var handledAtOnce = 0
  /// The most events that may follow each other without the clock moving; more mean that it stands still.
  @usableFromInline var mostAtOnce = 50_000_000

  init(end: Instant, key: RandomKey, instruments: Instruments) {
    self.end = end
    self.key = key
    flows = instruments.flows
    drawSalts = instruments.flows.map(\.drawSalt)
    recorder = Recorder(instruments)
  }

  /// Schedules an event at an instant; one in the past happens now.
  @inlinable @inline(__always)
  public mutating func schedule(_ event: Event, at time: Instant) {
    if time <= now {
      immediate.append(event, order: queue.takeOrder())
    } else if time < end {
      if queue.isFull { return stop(.tooManyEvents) }
      queue.schedule(event, at: time)
    }
  }

  /// Schedules an event after a length of time, 0 or more.
  @inlinable @inline(__always)
  public mutating func schedule(_ event: Event, after length: Nanoseconds) {
    schedule(event, at: now.advanced(by: length))
  }

  /// Whether the replication is about to end early.
  public var isStopped: Bool { stopped != nil }

  /// Ends the replication after the current event.
  public mutating func stop(_ reason: StopReason) { if stopped == nil { stopped = reason } }

  /// The next event, with the clock set to its instant; nil when `limit` comes first or nothing is left.
  @inlinable @inline(__always)
  mutating func next(before limit: Instant) -> Event? {
    let first = queue.firstKey()
    if immediate.count > 0 {
      // Due now. An event in the heap goes first if it is due now too and was scheduled earlier.
      if first._high == UInt64(bitPattern: now), first._low &>> 24 < immediate.firstOrder { return queue.takeFirst() }
      handledAtOnce &+= 1
      if handledAtOnce > mostAtOnce { stop(.clockStands) }
      return immediate.takeFirst()
    }
    handledAtOnce = 0
    let time = Instant(truncatingIfNeeded: first._high)
    if first._high >= UInt64(bitPattern: limit) { return nil }
    clock = time
    return queue.takeFirst()
  }
}

// MARK: - Messages

extension Timeline {
  /// Sends a new message on a flow: it is stored with one reference, and counted.
  public mutating func send(
    number: UInt64, flow: FlowID, size: UInt32, sentAt: Instant
  ) -> MessageID {
    if messages.isFull { stop(.tooManyMessages) }
    recorder.count(flows[Int(flow)].sent)
    return messages.add(
      Message(number: number, drawKey: number ^ drawSalts[Int(flow)], flow: flow, size: size, sentAt: sentAt))
  }

  /// Notes that an attempt at a message has succeeded after `work`. The first success ends the message's latency.
  public mutating func deliver(_ id: MessageID, work: Nanoseconds) {
    let message = messages[id]
    let flow = flows[Int(message.flow)]
    switch message.outcome {
    case .delivered: return
    case .deadLettered: recorder.count(flow.deadLettered, -1)  // saved by a consumer of the dead-letter queue
    case .expired: recorder.count(flow.expired, -1)
    case .rejected, .pending: break
    }
    messages[id].outcomeValue = Outcome.delivered.rawValue
    recorder.count(flow.delivered)
    let latency = now - message.sentAt
    // Attempts may overlap; what is handed out never exceeds what is left, so the parts add up to the latency.
    var left = latency
    func take(_ length: Nanoseconds) -> Nanoseconds {
      let taken = Swift.min(Swift.max(length, 0), left)
      left -= taken
      return taken
    }
    let workPart = take(work)
    let sending = take(message.sending)
    let failedWork = take(message.failedWork)
    let invisible = take(message.invisible)
    recorder.record(flow.latency, latency, at: now)
    recorder.record(flow.wait, left, at: now)
    recorder.record(flow.service, workPart, at: now)
    recorder.breakdowns[Int(message.flow)].add(
      latency: latency, sending: sending, waiting: left, failedWork: failedWork, invisible: invisible, work: workPart)
  }

  /// Notes what became of a message that nobody has worked on successfully: moved to a dead-letter queue, expired or
  /// rejected. Only the first such end counts, and none after a success.
  public mutating func end(_ id: MessageID, as outcome: Outcome) {
    let flow = flows[Int(messages[id].flow)]
    guard messages[id].outcome == .pending else { return }
    messages[id].outcomeValue = outcome.rawValue
    switch outcome {
    case .deadLettered: recorder.count(flow.deadLettered)
    case .expired: recorder.count(flow.expired)
    case .rejected: recorder.count(flow.rejected)
    case .pending, .delivered: break
    }
  }
}
