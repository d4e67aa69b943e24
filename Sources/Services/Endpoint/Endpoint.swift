// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// Something outside that is called: a web server, a mail server, a telephone, an app, a delivery stream.
///
/// It takes calls at the rate that it accepts, works on any number of them at a time, and answers each. It keeps no
/// message: what it has answered well is the caller's to count as delivered.
struct Endpoint: Component {
  /// The endpoint's own signals.
  enum Signal {
    static let ended = ChannelSignal.own  // a call
    static let turnDue = ChannelSignal.own + 1
  }

  /// A call that waits or is under way.
  struct Call: BitwiseCopyable, Sendable {
    var message: MessageID
    /// The caller's words.
    var b, c: UInt32
    var caller: ComponentID
    var began: Instant = 0
    /// Times that the endpoint had been interrupted when it began.
    var interruptions: UInt32 = 0
    /// A ``CallStatus``.
    var status: UInt16 = CallStatus.ok
    var kind: UInt16
    var timesOut = false
  }

  let id: ComponentID
  let settings: EndpointSettings
  let instruments: EndpointInstruments
  var draws: EndpointDraws
  var calls: [Call] = []
  var free = FreePlaces()
  /// List 0: the calls that wait for their turn.
  var waiting = IndexLists(lists: 1)
  var limit: RateLimit?
  var faults = ServerFaults()
  var turnIsDue = false

  init(id: ComponentID, settings: EndpointSettings, instruments: EndpointInstruments) {
    self.id = id
    self.settings = settings
    self.instruments = instruments
    limit = settings.accepts.map { RateLimit(perSecond: $0, burst: settings.burst) }
    draws = EndpointDraws(key: RandomKey(seed: 0, replication: 0), endpoint: settings.name)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = EndpointDraws(key: timeline.key, endpoint: settings.name)
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case CallSignal.call: take(event, &timeline)
    case Signal.ended: end(event.a, &timeline)
    case Signal.turnDue: takeTurns(&timeline)
    case ControlSignal.begin, ControlSignal.end: change(event, &timeline)
    default: break
    }
  }

  // MARK: Calls

  private mutating func take(_ event: Event, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.calls)
    if timeline.isTracing { timeline.note(.asked, event.a, at: id, with: event.d) }
    let call = add(Call(message: event.a, b: event.b, c: event.c, caller: event.d, kind: event.small))
    if let status = interruption { return turnAway(call, status, &timeline) }
    guard let limit, !waiting.isEmpty(0) || !limit.isOpen(at: timeline.now) else { return begin(call, &timeline) }
    if settings.refusesExcess { return turnAway(call, CallStatus.throttled, &timeline) }
    waiting.append(call, to: 0)
    timeline.recorder.add(instruments.waiting, 1, at: timeline.now)
    armTurn(&timeline)
  }

  /// Why no call comes through, if none does.
  private var interruption: UInt16? {
    faults.removals > 0 ? CallStatus.refused : faults.stops > 0 ? CallStatus.failed : nil
  }

  private mutating func armTurn(_ timeline: inout Timeline) {
    guard let limit, !turnIsDue, !waiting.isEmpty(0) else { return }
    turnIsDue = true
    timeline.schedule(Event(to: id, Signal.turnDue), at: limit.next(after: timeline.now))
  }

  private mutating func takeTurns(_ timeline: inout Timeline) {
    turnIsDue = false
    while limit?.isOpen(at: timeline.now) ?? true, let call = waiting.removeFirst(0) {
      timeline.recorder.add(instruments.waiting, -1, at: timeline.now)
      begin(call, &timeline)
    }
    armTurn(&timeline)
  }

  private mutating func begin(_ place: UInt32, _ timeline: inout Timeline) {
    limit?.take(at: timeline.now)
    let message = calls[Int(place)].message
    let (item, attempt) = draw(place, timeline)
    let drawn = settings.latency.draw(draws.latency, item, attempt: attempt) * faults.factor
    var time = Nanoseconds(seconds: drawn)
    if faults.share > 0, draws.fault.uniform(item, attempt: attempt) < faults.share {
      calls[Int(place)].status = CallStatus.failed
    } else if settings.refuse > 0, draws.refuse.uniform(item, attempt: attempt) < settings.refuse {
      calls[Int(place)].status = CallStatus.refused
    } else if settings.error > 0, draws.error.uniform(item, attempt: attempt) < settings.error {
      calls[Int(place)].status = CallStatus.failed
    }
    if let timeout = settings.timeout, time > timeout {
      time = timeout
      calls[Int(place)].status = CallStatus.failed
      calls[Int(place)].timesOut = true
    }
    calls[Int(place)].began = timeline.now
    calls[Int(place)].interruptions = faults.interruptions
    if timeline.isTracing { timeline.note(.running, message, at: id) }
    timeline.recorder.add(instruments.busy, 1, at: timeline.now)
    // A copy that a topic delivers is worked on here and nowhere else; a worker counts its own attempts.
    if calls[Int(place)].kind == CallKind.push {
      timeline.messages[message].attempts &+= 1
      timeline.messages[message].idleSince = timeline.now  // what came before was waiting
    }
    timeline.schedule(Event(to: id, Signal.ended, a: place), after: time)
  }

  /// The item and the attempt of a call's draws.
  private func draw(_ place: UInt32, _ timeline: borrowing Timeline) -> (item: UInt64, attempt: UInt32) {
    let message = timeline.messages[calls[Int(place)].message]
    return (message.drawKey, UInt32(message.attempts))
  }

  private mutating func end(_ place: UInt32, _ timeline: inout Timeline) {
    let call = calls[Int(place)]
    guard call.began >= 0 else { return answer(place, &timeline) }
    timeline.recorder.add(instruments.busy, -1, at: timeline.now)
    timeline.recorder.record(instruments.service, timeline.now - call.began, at: timeline.now)
    if call.timesOut { timeline.recorder.count(instruments.timeouts) }
    if timeline.isTracing { timeline.note(.done, call.message, at: id, a: timeline.now - call.began) }
    // What was under way when it went down has failed too.
    if call.interruptions != faults.interruptions {
      calls[Int(place)].status = interruption ?? CallStatus.failed
    }
    answer(place, &timeline)
  }

  /// Answers a call that does not come through, after the time that this takes.
  private mutating func turnAway(_ place: UInt32, _ status: UInt16, _ timeline: inout Timeline) {
    calls[Int(place)].status = status
    calls[Int(place)].began = -1
    let (item, attempt) = draw(place, timeline)
    if calls[Int(place)].kind == CallKind.push {
      timeline.messages[calls[Int(place)].message].attempts &+= 1
    }
    let time = Nanoseconds(seconds: settings.failureTime.draw(draws.failureTime, item, attempt: attempt))
    timeline.schedule(Event(to: id, Signal.ended, a: place), after: time)
  }

  private mutating func answer(_ place: UInt32, _ timeline: inout Timeline) {
    let call = calls[Int(place)]
    switch call.status {
    case CallStatus.ok:
      timeline.recorder.count(instruments.delivered)
      // Each 64 KB of a delivery that is begun is billed as one (SNS pricing). Push messages are SNS's whoever sends them.
      if call.kind == CallKind.push || settings.kind == .push {
        let size = Int64(timeline.messages[call.message].size)
        timeline.recorder.count(instruments.notifications, SQSRequests.count(bytes: size))
      }
      timeline.recorder.count(instruments.parts, settings.parts)
    case CallStatus.throttled: timeline.recorder.count(instruments.throttled)
    case CallStatus.refused: timeline.recorder.count(instruments.refused)
    default: timeline.recorder.count(instruments.failed)
    }
    timeline.messages.release(call.message)
    free.give(place)
    timeline.schedule(Event(to: call.caller, CallSignal.answer, small: call.status, a: call.b, b: call.c), after: 0)
  }

  // MARK: Places and faults

  private mutating func add(_ call: Call) -> UInt32 {
    if let place = free.take() {
      calls[Int(place)] = call
      return place
    }
    calls.append(call)
    waiting.reserve(calls.count)
    return UInt32(truncatingIfNeeded: calls.count - 1)
  }

  private mutating func change(_ event: Event, _ timeline: inout Timeline) {
    faults.change(event)
    // What waits in line finds nobody there.
    guard let status = interruption else { return }
    while let call = waiting.removeFirst(0) {
      timeline.recorder.add(instruments.waiting, -1, at: timeline.now)
      turnAway(call, status, &timeline)
    }
  }
}
