// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// A source of messages: producers that send to one channel, one by one or in batches, or ask a cache or a database.
struct TrafficSource: Component {
  enum Signal {
    static let arrive: UInt16 = 1
    static let flush: UInt16 = 2  // producer, number of its batch
    static let retry: UInt16 = 3  // a refused call
    static let askAgain: UInt16 = 4  // message
  }

  /// Messages that a producer gathers for one call.
  struct Batch: Sendable {
    var messages: [MessageID] = []
    var bytes: Int64 = 0
    var number: UInt32 = 0
  }

  let id: ComponentID
  let settings: TrafficSettings
  let flow: FlowID
  let target: ComponentID
  let keys: KeyPopulation?
  let instruments: TrafficInstruments
  /// The most payload of one call, bytes.
  let largestBatch: Int64
  /// The most messages of one call that the channel takes.
  let mostOfBatch: Int
  /// Whether the channel's own client gathers batches.
  let sendsToLog: Bool
  /// What it asks a cache or a database for; nil where it sends to a channel.
  let requests: RequestWords?
  /// What counts the bytes of its calls, where somebody pays for them.
  let toll: Toll?
  /// What was recorded; nil where arrivals are drawn.
  let trace: TraceFile?
  let law: ArrivalProcess.Law
  /// The times between messages that are gamma-distributed.
  let gaps: Distribution
  var walker: LoadWalker
  var next: UInt64 = 0
  var bursts: UInt64 = 0
  var batches: [Batch]
  var draws: TrafficDraws
  /// Calls that wait for another attempt, the free places among them, and the latest that was refused.
  var refused: [Refused] = []
  var freeRefused = FreePlaces()
  var latestRefused: UInt32 = 0

  init(
    id: ComponentID, settings: TrafficSettings, flow: FlowID, target: ComponentID, keys: KeyPopulation?,
    instruments: TrafficInstruments, largestBatch: Int64 = TrafficSettings.largestBatch,
    mostOfBatch: Int = TrafficSettings.mostOfBatch, requests: RequestWords? = nil, sendsToLog: Bool = false,
    toll: Toll? = nil
  ) {
    self.toll = toll
    self.largestBatch = largestBatch
    self.mostOfBatch = mostOfBatch
    self.sendsToLog = sendsToLog
    self.requests = requests
    trace = settings.trace
    law = settings.arrivals.law
    gaps = if case .gamma(let distribution) = settings.arrivals { distribution } else { .zero }
    self.id = id
    self.settings = settings
    self.flow = flow
    self.target = target
    self.keys = keys
    self.instruments = instruments
    walker = LoadWalker(settings.shape, rate: settings.rate)
    batches = [Batch](repeating: Batch(), count: settings.batch == nil ? 0 : settings.producers)
    draws = TrafficDraws(key: RandomKey(seed: 0, replication: 0), source: settings.name)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = TrafficDraws(key: timeline.key, source: settings.name)
    if case .bursts(let every, _) = settings.arrivals {
      // The first burst comes at a random time, so that replications are not all in step.
      let first = Nanoseconds(seconds: every.seconds * draws.gap.uniform(0))
      timeline.schedule(Event(to: id, Signal.arrive), after: first)
    } else {
      scheduleNext(&timeline)
    }
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case Signal.arrive:
      if law == .bursts, case .bursts(let every, let size) = settings.arrivals {
        burst(size, &timeline)
        timeline.schedule(Event(to: id, Signal.arrive), after: every)
      } else {
        emit(&timeline)
        scheduleNext(&timeline)
      }
    case Signal.flush:
      let producer = Int(event.a)
      if batches[producer].number == event.b, !batches[producer].messages.isEmpty { flush(producer, &timeline) }
    case ProducerSignal.throttled: takeBack(event, &timeline)
    case Signal.retry: sendAgain(event.a, &timeline)
    case Signal.askAgain: ask(event.a, &timeline)
    case CallSignal.answer: takeAnswer(event, &timeline)
    default: break
    }
  }

  // MARK: Arrivals

  private mutating func scheduleNext(_ timeline: inout Timeline) {
    let gap: Double
    switch law {
    case .poisson: gap = -DeterministicMath.log(draws.gap.uniform(next))
    case .constant: gap = next == 0 ? draws.gap.uniform(0) : 1
    case .gamma: gap = gaps.draw(draws.gap, next)
    case .bursts: return
    case .trace:
      guard let trace, next < trace.times.count else { return }
      return timeline.schedule(Event(to: id, Signal.arrive), at: trace.times[Int(next)])
    }
    guard let time = walker.advance(by: gap) else { return }
    timeline.schedule(Event(to: id, Signal.arrive), at: time)
  }

  private mutating func burst(_ size: Int, _ timeline: inout Timeline) {
    // A part of a message is carried over by chance, so that the average is right.
    let wanted = Double(size) * settings.shape.value(at: timeline.now)
    let whole = wanted.rounded(.down)
    let extra = draws.burst.uniform(bursts) < wanted - whole ? 1 : 0
    bursts += 1
    for _ in 0..<(Int(min(whole, 1e9)) + extra) where !timeline.isStopped { emit(&timeline) }
  }

  private mutating func emit(_ timeline: inout Timeline) {
    let number = next
    next += 1
    let size: UInt32
    // Asked first, because a look at the trace is a copy of it.
    let isRecorded = law == .trace
    if isRecorded, let trace, !trace.sizes.isEmpty {
      size = trace.sizes[Int(number)]
    } else {
      size = TrafficSettings.bytes(settings.size.draw(draws.size, number))
    }
    let key: UInt32
    if isRecorded, let trace, !trace.keys.isEmpty {
      key = trace.keys[Int(number)]
    } else {
      key = keys?.key(draws.key.uniform(number), at: timeline.now) ?? 0
    }
    let message = timeline.send(number: number, flow: flow, size: size, sentAt: timeline.now, key: key)
    if requests != nil { return ask(message, &timeline) }
    let producer = Int((keys == nil ? number : UInt64(key)) % UInt64(settings.producers))
    if sendsToLog { return tellLog(message, producer: producer, number: number, &timeline) }
    guard let batch = settings.batch else {
      let tag = TrafficRetry.tag(call: UInt32(truncatingIfNeeded: number), attempt: 0)
      if timeline.isTracing { timeline.note(.called, message, at: id, with: target, a: 1, b: 1) }
      return tellChannel(message, tag: tag, bytes: size, &timeline)
    }
    gather(message, size: Int64(size), producer: producer, batch, &timeline)
  }

  /// Hands a message to the log's client in a producer.
  private func tellLog(_ message: MessageID, producer: Int, number: UInt64, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.calls)
    timeline.schedule(
      Event(
        to: target, ChannelSignal.send, small: UInt16(truncatingIfNeeded: producer), a: message,
        b: TrafficRetry.tag(call: UInt32(truncatingIfNeeded: number), attempt: 0), c: timeline.messages[message].size,
        d: id + 1), after: 0)
  }

  // MARK: Batches

  private mutating func gather(
    _ message: MessageID, size: Int64, producer: Int, _ batch: TrafficSettings.Batch, _ timeline: inout Timeline
  ) {
    // A batch that would grow too large goes out first.
    if !batches[producer].messages.isEmpty, batches[producer].bytes + size > largestBatch {
      flush(producer, &timeline)
    }
    batches[producer].messages.append(message)
    if timeline.isTracing { timeline.note(.gathered, message, at: id, a: Int64(batches[producer].messages.count)) }
    batches[producer].bytes += size
    if batches[producer].messages.count >= min(batch.upTo, mostOfBatch) {
      flush(producer, &timeline)
    } else if batches[producer].messages.count == 1 {
      timeline.schedule(
        Event(to: id, Signal.flush, a: UInt32(producer), b: batches[producer].number), after: batch.wait)
    }
  }

  private mutating func flush(_ producer: Int, _ timeline: inout Timeline) {
    let first = timeline.messages[batches[producer].messages[0]].number
    let tag = TrafficRetry.tag(call: UInt32(truncatingIfNeeded: first), attempt: 0)
    var bytes = UInt32(truncatingIfNeeded: batches[producer].bytes)
    for message in batches[producer].messages {
      if timeline.isTracing {
        timeline.note(.called, message, at: id, with: target, a: Int64(batches[producer].messages.count), b: 1)
      }
      tellChannel(message, tag: tag, bytes: bytes, &timeline)
      bytes = ChannelSignal.partOfCall
    }
    batches[producer].messages.removeAll(keepingCapacity: true)
    batches[producer].bytes = 0
    batches[producer].number &+= 1
  }

  /// - Parameters:
  ///   - tag: see ``TrafficRetry/tag(call:attempt:)``.
  ///   - bytes: the payload of the whole call with its first message, ``ChannelSignal/partOfCall`` with the others.
  func tellChannel(_ message: MessageID, tag: UInt32, bytes: UInt32, _ timeline: inout Timeline) {
    if bytes != ChannelSignal.partOfCall {
      timeline.recorder.count(instruments.calls)
      if let toll { toll.count(sent: Int64(bytes), &timeline) }
    }
    timeline.schedule(
      Event(
        to: target, ChannelSignal.send, small: settings.delay.map { UInt16(clamping: $0 / .second + 1) } ?? 0,
        a: message, b: tag, c: bytes, d: id + 1), after: 0)
  }
}

/// A source's random draws, each by a key of its own.
struct TrafficDraws: Sendable {
  let gap, size, burst, key, retry: DrawStream

  init(key: RandomKey, source: String) {
    gap = DrawStream(key, name: source, purpose: "gap")
    size = DrawStream(key, name: source, purpose: "size")
    burst = DrawStream(key, name: source, purpose: "burst")
    self.key = DrawStream(key, name: source, purpose: "key")
    retry = DrawStream(key, name: source, purpose: "retry")
  }
}
