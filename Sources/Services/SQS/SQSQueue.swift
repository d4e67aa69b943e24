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
struct SQSQueue: SQSQueueing {
  /// The queue's own signals.
  enum Signal {
    static let arrived = ChannelSignal.own  // a message
    static let deleteArrived = ChannelSignal.own + 1  // as ChannelSignal.delete
    static let giveBackArrived = ChannelSignal.own + 2
    static let laneDue = ChannelSignal.own + 3  // a lane
    static let retentionDue = ChannelSignal.own + 4
    static let waitDue = ChannelSignal.own + 5
    static let callArrived = ChannelSignal.own + 6  // as CallSignal.call
    static let redriveDue = ChannelSignal.own + 8
    static let dataKeyDue = ChannelSignal.own + 9  // as DataKeys
  }

  /// The latest message that reappeared at the front of a server.
  struct Front: BitwiseCopyable, Sendable {
    var index: UInt32 = 0
    var receipt: UInt32 = 0
    var at: Instant = -1
  }

  static var isFIFO: Bool { false }

  let id: ComponentID
  let settings: SQSSettings
  let instruments: SQSInstruments
  let deadLetter: ComponentID?
  let consumers: [(id: ComponentID, name: String)]
  let order: SQSServerOrder
  var store: SQSStore
  var waiters = SQSWaiters()
  var taken = [UInt32](repeating: 0, count: 10)
  var lanes: [SQSLane] = []
  var draws: SQSDraws
  var inFlight = 0
  var retentionDueAt = Instant.farFuture
  var waitDueAt = Instant.farFuture
  var deleteTime: Nanoseconds = 0
  var faults = SQSFaults()
  var redrive: SQSRedrive?
  var dataKeys: DataKeys?
  let redriveTasks: CounterID?
  var tolls = Tolls.none
  var callRequests: Int64 = 0
  /// One for each server.
  var fronts: [Front]
  /// Whether messages have tenants, and what is known of them.
  let isFair: Bool
  var tenants: SQSTenants

  init(
    id: ComponentID, settings: SQSSettings, instruments: SQSInstruments, deadLetter: ComponentID?,
    consumers: [(id: ComponentID, name: String)], tenants: SQSTenants? = nil, dataKeys: DataKeys? = nil,
    redriveTasks: CounterID? = nil
  ) {
    self.id = id
    self.consumers = consumers
    self.settings = settings
    self.instruments = instruments
    self.deadLetter = deadLetter
    order = SQSServerOrder(servers: settings.servers)
    store = SQSStore(servers: settings.servers)
    fronts = [Front](repeating: Front(), count: settings.servers)
    isFair = tenants != nil
    self.dataKeys = dataKeys
    self.redriveTasks = redriveTasks
    self.tenants = tenants ?? SQSTenants.none
    draws = SQSDraws(key: RandomKey(seed: 0, replication: 0), queue: settings.name, consumers: consumers)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = SQSDraws(key: timeline.key, queue: settings.name, consumers: consumers)
    dataKeys?.start(&timeline)
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ChannelSignal.send: send(event, &timeline)
    case Signal.arrived: arrive(event.a, delay: event.small, &timeline)
    case ChannelSignal.move: takeMoved(event, &timeline)
    case ChannelSignal.receive: receive(event, &timeline)
    case ChannelSignal.delete, ChannelSignal.deleteInSameCall, ChannelSignal.giveBack: call(event, &timeline)
    case Signal.deleteArrived: delete(event, &timeline)
    case Signal.giveBackArrived: giveBack(event, &timeline)
    case ChannelSignal.extend: extend(event, &timeline)
    case CallSignal.call: takeCall(event, &timeline)
    case Signal.callArrived: keep(event, &timeline)
    case Signal.laneDue: endLane(Int(event.a), &timeline)
    case Signal.retentionDue: expire(&timeline)
    case Signal.waitDue: endWaits(&timeline)
    case ControlSignal.begin: beginFault(event, &timeline)
    case ControlSignal.end: endFault(event, &timeline)
    case RedriveSignal.arrived: takeRedriven(event, &timeline)
    case Signal.redriveDue: redriveNext(&timeline)
    case Signal.dataKeyDue: dataKeys?.end(event, &timeline)
    default: break
    }
  }

  mutating func sample(_ timeline: inout Timeline) {
    sampleAge(&timeline)
    if isFair { tenants.sample(&timeline) }
  }

  // MARK: Sending

  private mutating func send(_ event: Event, _ timeline: inout Timeline) {
    let message = timeline.messages[event.a]
    let item = message.drawKey & ~0xFFFF_FFFF | UInt64(event.b)
    let time = Nanoseconds(seconds: settings.sendTime.draw(draws.send, item))
    if faults.isDown { return refuseSend(event, after: time, &timeline) }
    if event.c != ChannelSignal.partOfCall {
      countRequests(instruments.sendRequests, SQSRequests.count(bytes: Int64(event.c)), &timeline)
    }
    if Int64(message.size) > settings.maximumSize { return reject(event.a, &timeline) }
    dataKeys?.send(message.flow, &timeline)
    noteAccepted(event, after: time, &timeline)
    if time == 0 { return arrive(event.a, delay: event.small, &timeline) }
    timeline.schedule(Event(to: id, Signal.arrived, small: event.small, a: event.a), after: time)
  }

  /// - Parameter given: the message's own delay in seconds plus 1; 0 for the queue's.
  mutating func arrive(_ message: MessageID, delay given: UInt16, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.sent)
    timeline.recorder.count(instruments.sentBytes, Int64(timeline.messages[message].size))
    timeline.messages[message].sending += timeline.now - timeline.messages[message].idleSince
    timeline.messages[message].idleSince = timeline.now
    enter(message, delay: given == 0 ? settings.delay : (Nanoseconds(given) - 1) * .second, &timeline)
  }

  mutating func takeIn(
    _ message: MessageID, enqueuedAt: Instant, from: UInt16, _ timeline: inout Timeline
  ) -> UInt32 {
    let index = store.add(message, enqueuedAt: enqueuedAt, now: timeline.now)
    store.entries[Int(index)].server = draws.server(timeline.messages[message].drawKey, of: settings.servers)
    store.entries[Int(index)].from = from
    if isFair {
      let tenant = draws.group(of: timeline.messages[message], tenants.grouping)
      tenants.add(index, tenant: tenant, now: timeline.now)
    }
    armRetention(&timeline)
    return index
  }

  // MARK: Places

  mutating func show(_ index: UInt32, _ timeline: inout Timeline) {
    // A message that was received three times or more goes to the back of the queue; one that was received before
    // that is older than those behind it.
    let receives = store.entries[Int(index)].receivesHere
    if timeline.isTracing { noteShown(index, atFront: !isFair && receives > 0 && receives < 3, &timeline) }
    if isFair {
      store.entries[Int(index)].state = .visible
      tenants.show(index, atBack: receives == 0 || receives >= 3)
    } else if receives == 0 || receives >= 3 {
      store.put(index, into: Int(store.entries[Int(index)].server), as: .visible)
    } else {
      bringBack(index, timeline.now)
    }
    timeline.recorder.add(instruments.depth, 1, at: timeline.now)
    if waiters.count > 0 { serveWaiters(&timeline) }
  }

  /// Puts a message at the front of its server, behind those that reappeared at the same instant before it.
  private mutating func bringBack(_ index: UInt32, _ now: Instant) {
    let server = Int(store.entries[Int(index)].server)
    let front = fronts[server]
    if front.at == now, store.isCurrent(front.index, front.receipt), store.entries[Int(front.index)].state == .visible {
      store.put(index, behind: front.index, in: server)
    } else {
      store.put(index, into: server, as: .visible, atFront: true)
    }
    fronts[server] = Front(index: index, receipt: store.entries[Int(index)].receipt, at: now)
  }

  mutating func withdraw(_ index: UInt32, _ timeline: inout Timeline) {
    if isFair { tenants.withdraw(index) } else { store.takeOut(index) }
  }

  mutating func forget(_ index: UInt32, _ timeline: inout Timeline) { if isFair { tenants.remove(index) } }

  mutating func flightBegan(_ index: UInt32, _ timeline: inout Timeline) {
    if isFair { tenants.changeInFlight(index, by: 1) }
  }

  mutating func flightEnded(_ index: UInt32, _ timeline: inout Timeline) {
    if isFair { tenants.changeInFlight(index, by: -1) }
  }

  // MARK: Taking

  /// Takes from the servers that the call asks, beginning at one that it draws, one message from each in turn.
  mutating func take(
    wanted: Int, isLong: Bool, _ draw: Double, hidingFor timeout: Nanoseconds, _ timeline: inout Timeline
  ) -> Int {
    if isFair { return takeFairly(wanted: wanted, hidingFor: timeout, &timeline) }
    let asked = isLong ? settings.servers : settings.shortPollServers
    let (first, stride) = order.draw(draw)
    var count = 0
    var empty = 0
    var step = 0
    var server = first
    while count < wanted, empty < asked {
      let index = store.places.first(server)
      step += 1
      if step == asked {
        (step, server) = (0, first)
      } else {
        server += stride
        if server >= order.servers { server -= order.servers }
      }
      guard index != IndexLists.none else {
        empty += 1
        continue
      }
      empty = 0
      store.takeOut(index)
      timeline.recorder.add(instruments.depth, -1, at: timeline.now)
      if let deadLetter, isUsedUp(index) {
        setAside(index, to: deadLetter, &timeline)
        continue
      }
      hide(index, for: timeout, &timeline)
      taken[count] = index
      count += 1
    }
    return count
  }

  /// Takes from tenants that are not noisy first, the oldest message of all of them each time.
  private mutating func takeFairly(
    wanted: Int, hidingFor timeout: Nanoseconds, _ timeline: inout Timeline
  ) -> Int {
    var count = 0
    while count < wanted, let index = tenants.first() {
      tenants.withdraw(index)
      timeline.recorder.add(instruments.depth, -1, at: timeline.now)
      if let deadLetter, isUsedUp(index) {
        tenants.remove(index)
        setAside(index, to: deadLetter, &timeline)
        continue
      }
      hide(index, for: timeout, &timeline)
      taken[count] = index
      count += 1
    }
    return count
  }

  // MARK: Limits: none but the caller's own pace

  mutating func admitsReceive(_ timeline: inout Timeline) -> Bool { true }
  var wasThrottled: Bool { false }
  mutating func admitsDelete(_ event: Event, _ timeline: inout Timeline) -> Bool { true }

  @inline(__always)
  func countRequests(_ kind: CounterID, _ count: Int64, _ timeline: inout Timeline) {
    timeline.recorder.count(kind, count)
    if isFair, let fair = tenants.instruments { timeline.recorder.count(fair.requests, count) }
  }
}
