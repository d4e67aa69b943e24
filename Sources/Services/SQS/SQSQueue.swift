// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// A standard queue of Amazon SQS.
///
/// The rules are AWS's: a receive hides a message for the visibility timeout and makes its older receipt handles
/// worthless; a message whose receives are used up is moved at the next attempt to receive it; retention runs from the
/// enqueue time whatever the state; a call is a request, an empty one too. The file beside this one that has the
/// settings names the source of each number.
///
/// Where AWS publishes no rule the model assumes one and says so: messages lie on several servers by a hash, a short
/// poll asks some of them, and each receive begins at another one, which is what makes the order loose.
///
/// Events of one instant are handled in the order of scheduling; AWS promises none.
struct SQSQueue: Component {
  /// The queue's own signals.
  enum Signal {
    static let arrived = ChannelSignal.own  // a message
    static let deleteArrived = ChannelSignal.own + 1  // as ChannelSignal.delete
    static let giveBackArrived = ChannelSignal.own + 2
    static let laneDue = ChannelSignal.own + 3  // a lane
    static let retentionDue = ChannelSignal.own + 4
    static let waitDue = ChannelSignal.own + 5
    static let callArrived = ChannelSignal.own + 6  // as CallSignal.call
  }

  /// Messages that are hidden for the same length of time and for the same reason, so that they reappear in the order
  /// in which they went: one pending event for all of them does.
  struct Lane: Sendable {
    var timeout: Nanoseconds
    /// Delayed or in flight.
    var holds: SQSEntry.State
    var list: Int
    var isArmed = false
  }

  let id: ComponentID
  let settings: SQSSettings
  let instruments: SQSInstruments
  let deadLetter: ComponentID?
  let consumers: [(id: ComponentID, name: String)]
  let order: SQSServerOrder
  var store: SQSStore
  var waiters = SQSWaiters()
  /// What one call takes, at most 10.
  var taken = [UInt32](repeating: 0, count: 10)
  var lanes: [Lane] = []
  var draws: SQSDraws
  var inFlight = 0
  /// When the next message is due to expire, if none is moved here that is older.
  var retentionDueAt = Instant.farFuture
  /// When the next waiting call is due to return empty, if none comes that waits less long.
  var waitDueAt = Instant.farFuture

  init(
    id: ComponentID, settings: SQSSettings, instruments: SQSInstruments, deadLetter: ComponentID?,
    consumers: [(id: ComponentID, name: String)]
  ) {
    self.id = id
    self.consumers = consumers
    self.settings = settings
    self.instruments = instruments
    self.deadLetter = deadLetter
    order = SQSServerOrder(servers: settings.servers)
    store = SQSStore(servers: settings.servers)
    draws = SQSDraws(key: RandomKey(seed: 0, replication: 0), queue: settings.name, consumers: consumers)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = SQSDraws(key: timeline.key, queue: settings.name, consumers: consumers)
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ChannelSignal.send: send(event, &timeline)
    case Signal.arrived: arrive(event.a, delay: event.small, &timeline)
    case ChannelSignal.move: takeMoved(event.a, &timeline)
    case ChannelSignal.receive: receive(event, &timeline)
    case ChannelSignal.delete, ChannelSignal.giveBack: call(event, &timeline)
    case Signal.deleteArrived: delete(event, &timeline)
    case Signal.giveBackArrived: giveBack(event, &timeline)
    case ChannelSignal.extend: extend(event, &timeline)
    case CallSignal.call: takeCall(event, &timeline)
    case Signal.callArrived: keep(event, &timeline)
    case Signal.laneDue: endLane(Int(event.a), &timeline)
    case Signal.retentionDue: expire(&timeline)
    case Signal.waitDue: endWaits(&timeline)
    default: break
    }
  }

  mutating func sample(_ timeline: inout Timeline) {
    let oldest = store.ages.first(0)
    let age = oldest == IndexLists.none ? 0 : (timeline.now - store.entries[Int(oldest)].arrivedAt).seconds
    timeline.recorder.set(instruments.oldestAge, age, at: timeline.now)
  }

  // MARK: Sending

  private mutating func send(_ event: Event, _ timeline: inout Timeline) {
    if event.c != ChannelSignal.partOfCall {
      timeline.recorder.count(instruments.sendRequests, SQSRequests.count(bytes: Int64(event.c)))
    }
    let message = timeline.messages[event.a]
    if Int64(message.size) > settings.maximumSize {
      timeline.recorder.count(instruments.rejected)
      timeline.end(event.a, as: .rejected)
      timeline.messages.release(event.a)
      return
    }
    let item = message.drawKey & ~0xFFFF_FFFF | UInt64(event.b)
    let time = Nanoseconds(seconds: settings.sendTime.draw(draws.send, item))
    if time == 0 { return arrive(event.a, delay: event.small, &timeline) }
    timeline.schedule(Event(to: id, Signal.arrived, small: event.small, a: event.a), after: time)
  }

  /// - Parameter given: the message's own delay in seconds plus 1; 0 for the queue's.
  mutating func arrive(_ message: MessageID, delay given: UInt16, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.sent)
    timeline.messages[message].sending += timeline.now - timeline.messages[message].idleSince
    timeline.messages[message].idleSince = timeline.now
    timeline.messages[message].enqueuedAt = timeline.now
    let index = takeIn(message, enqueuedAt: timeline.now, &timeline)
    let delay = given == 0 ? settings.delay : (Nanoseconds(given) - 1) * .second
    if delay == 0 { return show(index, &timeline) }
    timeline.recorder.add(instruments.delayed, 1, at: timeline.now)
    putInLane(index, timeout: delay, as: .delayed, &timeline)
  }

  private mutating func takeMoved(_ message: MessageID, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.movedIn)
    // A standard queue's message keeps its enqueue time.
    let sent = timeline.messages[message].enqueuedAt
    guard sent.advanced(by: settings.retention) > timeline.now else {
      // Too old for this queue: nobody gets to see it here.
      timeline.recorder.count(instruments.expired)
      timeline.end(message, as: .expired)
      return timeline.messages.release(message)
    }
    show(takeIn(message, enqueuedAt: sent, &timeline), &timeline)
  }

  private mutating func takeIn(_ message: MessageID, enqueuedAt: Instant, _ timeline: inout Timeline) -> UInt32 {
    let index = store.add(message, enqueuedAt: enqueuedAt, now: timeline.now)
    store.entries[Int(index)].server = draws.server(timeline.messages[message].drawKey, of: settings.servers)
    armRetention(&timeline)
    return index
  }

  /// Makes a message visible: a waiting call gets it at once, else it waits on its server.
  mutating func show(_ index: UInt32, _ timeline: inout Timeline) {
    let entry = store.entries[Int(index)]
    // A message that was received three times or more goes to the back of the queue; one that was received before
    // that is older than those behind it.
    let wasReceived = entry.receivesHere > 0
    store.put(index, into: Int(entry.server), as: .visible, atFront: wasReceived && entry.receivesHere < 3)
    timeline.recorder.add(instruments.depth, 1, at: timeline.now)
    if waiters.count > 0 { serveWaiters(&timeline) }
  }

  // MARK: Retention

  private mutating func armRetention(_ timeline: inout Timeline) {
    let index = store.expiry.first(0)
    guard index != IndexLists.none else { return }
    let end = store.entries[Int(index)].enqueuedAt.advanced(by: settings.retention)
    guard end < retentionDueAt else { return }
    retentionDueAt = end
    timeline.schedule(Event(to: id, Signal.retentionDue), at: end)
  }

  private mutating func expire(_ timeline: inout Timeline) {
    if timeline.now >= retentionDueAt { retentionDueAt = .farFuture }
    while true {
      let index = store.expiry.first(0)
      guard index != IndexLists.none,
        store.entries[Int(index)].enqueuedAt.advanced(by: settings.retention) <= timeline.now
      else { break }
      timeline.recorder.count(instruments.expired)
      let message = store.entries[Int(index)].message
      timeline.end(message, as: .expired)
      drop(index, &timeline)
    }
    armRetention(&timeline)
    if waiters.count > 0 { serveWaiters(&timeline) }  // there may be room below the in-flight limit again
  }

  /// Takes an entry out for good.
  mutating func drop(_ index: UInt32, _ timeline: inout Timeline) {
    let entry = store.entries[Int(index)]
    store.takeOut(index)
    switch entry.state {
    case .visible: timeline.recorder.add(instruments.depth, -1, at: timeline.now)
    case .delayed: timeline.recorder.add(instruments.delayed, -1, at: timeline.now)
    case .inFlight: changeInFlight(by: -1, &timeline)
    case .free: break
    }
    store.remove(index)
    timeline.messages.release(entry.message)
  }

  mutating func changeInFlight(by change: Int, _ timeline: inout Timeline) {
    inFlight += change
    timeline.recorder.add(instruments.inFlight, Double(change), at: timeline.now)
  }
}
