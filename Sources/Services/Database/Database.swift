// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// A database with the drivers and connection pools of its clients: it answers every call of a read, a write or a delete
/// once, and tells the caches in front of it of every commit.
///
/// A query of the driver waits for a connection to its instance (pool, first come first served), then for a server (or
/// shares the servers with others), runs, and does its disk operations at the end. A read sees what was committed when it
/// began to run (a statement's snapshot): its data are that old when the answer leaves, on a replica older by the lag. A
/// write is committed at its end. A query that its client has given up runs on, and commits, unless it is cancelled.
struct Database: Component {
  /// The database's own signals.
  enum Signal {
    static let finished = ChannelSignal.own  // query, its generation: its work is done
    static let diskDone = ChannelSignal.own + 1  // query, its generation
    static let shareDue = ChannelSignal.own + 2  // instance, generation of the event
    static let acquireDue = ChannelSignal.own + 3  // instance
    static let timeoutDue = ChannelSignal.own + 4
    static let turnedAway = ChannelSignal.own + 5  // call, small the status
    static let retry = ChannelSignal.own + 6  // call
    static let promote = ChannelSignal.own + 7  // wide: when the lost instance is back
  }

  /// What a caller has asked for; answered once.
  struct Call: BitwiseCopyable, Sendable {
    var message: MessageID
    /// The caller's words.
    var b, c: UInt32
    var caller: ComponentID
    var arrived: Instant
    /// Time in lines, all tries together.
    var waited: Nanoseconds = 0
    /// Whether it reads rather than writes or deletes.
    var isRead: Bool
    /// Which of the caller's requests of this operation it is.
    var occurrence: UInt8
    /// The driver's try, from 0.
    var attempt: UInt8 = 0
    /// Bytes of the record that it reads or writes; 0 for a delete, and where nobody counts them.
    var payload: UInt32 = 0
  }

  /// One try of the driver.
  struct Query: BitwiseCopyable, Sendable {
    enum Stage: UInt8, Sendable { case waiting, queued, running, disk }

    /// The call; ``nobody`` after the client has given up.
    var call: UInt32
    var caller: ComponentID
    var key: UInt32
    var space: UInt32
    /// When it began to wait for a connection, got one, and began to run.
    var joined: Instant
    var connected: Instant = 0
    var started: Instant = 0
    /// Time in lines.
    var waited: Nanoseconds = 0
    /// At full speed.
    var work: Nanoseconds
    var diskTime: Nanoseconds = 0
    var lag: Nanoseconds = 0
    var diskOperations: UInt32 = 0
    var generation: UInt32
    var instance: UInt8
    var stage = Stage.waiting
    var isRead: Bool
    /// Whether it ends in an error.
    var fails = false

    static var nobody: UInt32 { .max }
  }

  /// The primary, number 0, or a replica.
  struct Instance: Sendable {
    var connections = 0
    /// Queries that run, those at their disk left out.
    var running = 0
    /// Busy servers over time since the last sample [servers x ns], up to the latest change.
    var busyTime = 0.0
    var changedAt: Instant = 0
    var sharing: ProcessorSharing
    var disk: DiskLimit?
    /// Before it, nobody reaches the instance.
    var downUntil: Instant = 0
    var acquireIsDue = false
    var shareDueAt: Instant = .farFuture
    var shareGeneration: UInt32 = 0
  }

  /// What a caller's request is, by its number.
  struct Operation: Sendable {
    var operation: RequestOperation
    var occurrence: UInt8
  }

  let id: ComponentID
  let settings: DatabaseSettings
  let instruments: DatabaseInstruments
  let operations: [Operation]
  /// Those that are told of every commit: the caches in front, and whoever captures changes.
  let listeners: [ComponentID]
  var keySpaces: KeySpaces
  var draws: DatabaseDraws
  var faults = ServerFaults()
  /// Losses and restarts so far: the key of their draws.
  var outages: UInt64 = 0

  var calls: [Call] = []
  var freeCalls = FreePlaces()
  var queries: [Query] = []
  var freeQueries = FreePlaces()
  /// Where each query stands in the heap of its instance.
  var places: [UInt32] = []
  var instances: [Instance]
  /// By instance i: list 2i of those that wait for a connection, 2i + 1 of those that wait for a server.
  var lines: IndexLists
  /// By instance: those that hold a connection, in the order in which they got it.
  var held: IndexLists
  /// Those whose clients watch the clock, in the order of their timeouts.
  var timed = IndexLists(lists: 1)
  var timeoutIsDue = false
  var sampledAt: Instant = 0

  init(
    id: ComponentID, settings: DatabaseSettings, instruments: DatabaseInstruments, operations: [Operation],
    listeners: [ComponentID], keySpaces: KeySpaces
  ) {
    self.id = id
    self.settings = settings
    self.instruments = instruments
    self.operations = operations
    self.listeners = listeners
    self.keySpaces = keySpaces
    let one = Instance(
      sharing: ProcessorSharing(servers: settings.servers, contention: settings.contention),
      disk: settings.storage?.limit)
    instances = [Instance](repeating: one, count: settings.instances)
    lines = IndexLists(lists: 2 * settings.instances)
    held = IndexLists(lists: settings.instances)
    draws = DatabaseDraws(key: RandomKey(seed: 0, replication: 0), database: settings.name)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = DatabaseDraws(key: timeline.key, database: settings.name)
    keySpaces.start(timeline.key)
    func set(_ gauge: GaugeID?, _ value: Double) {
      if let gauge { timeline.recorder.set(gauge, value, at: timeline.now) }
    }
    set(instruments.primaries, 1)
    set(instruments.replicas, Double(settings.replicas))
    set(instruments.storage, settings.storage.map { Double($0.size) } ?? settings.data)
    set(instruments.provisioned, Double(settings.storage?.billedOperations ?? 0))
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case CallSignal.call: take(event, &timeline)
    case Signal.finished: if isCurrent(event) { endWork(event.a, &timeline) }
    case Signal.diskDone: if isCurrent(event) { endDisk(event.a, &timeline) }
    case Signal.shareDue: share(event, &timeline)
    case Signal.acquireDue: giveUpWaiting(Int(event.a), &timeline)
    case Signal.timeoutDue: giveUp(&timeline)
    case Signal.turnedAway: fail(event.a, event.small, &timeline)
    case Signal.retry: begin(event.a, &timeline)
    case Signal.promote: promote(until: event.wide, &timeline)
    case ControlSignal.begin, ControlSignal.end: change(event, &timeline)
    default: break
    }
  }

  private func isCurrent(_ event: Event) -> Bool { queries[Int(event.a)].generation == event.b }

  // MARK: Calls

  private mutating func take(_ event: Event, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.calls)
    if timeline.isTracing { timeline.note(.asked, event.a, at: id, with: event.d) }
    let number = CallWord.request(event.small)
    let asked = number < operations.count ? operations[number] : Operation(operation: .read, occurrence: 0)
    var call = Call(
      message: event.a, b: event.b, c: event.c, caller: event.d, arrived: timeline.now,
      isRead: asked.operation == .read,
      occurrence: asked.occurrence)
    if instruments.bytesIn != nil, asked.operation != .delete {
      call.payload = payload(of: timeline.messages[event.a], isRead: call.isRead)
    }
    if let place = freeCalls.take() {
      calls[Int(place)] = call
      begin(place, &timeline)
    } else {
      calls.append(call)
      begin(UInt32(calls.count - 1), &timeline)
    }
  }

  /// Bytes of the record that a message is about; none where a read finds nothing.
  private func payload(of message: Message, isRead: Bool) -> UInt32 {
    if isRead, settings.absent > 0, draws.absent.uniform(keySpaces.record(of: message)) < settings.absent { return 0 }
    return keySpaces.bytes(of: message)
  }

  /// A try has failed: another one after a pause, or the answer.
  ///
  /// - Parameter status: a ``CallStatus``; nobody tries again after `refused`.
  mutating func fail(_ place: UInt32, _ status: UInt16, _ timeline: inout Timeline) {
    let call = calls[Int(place)]
    guard status != CallStatus.refused, Int(call.attempt) + 1 < settings.retry.attempts else {
      return answer(place, status, &timeline)
    }
    timeline.recorder.count(instruments.retries)
    let draw = draw(call, timeline)
    calls[Int(place)].attempt += 1
    let uniform = draws.retry.uniform(draw.item, attempt: draw.attempt)
    let wait = settings.retry.wait(after: Int(call.attempt), uniform: uniform)
    if timeline.isTracing { timeline.note(.paused, call.message, at: id, a: timeline.now.advanced(by: wait)) }
    timeline.schedule(Event(to: id, Signal.retry, a: place), after: wait)
  }

  /// - Parameter age: how long ago the data were what the database held.
  mutating func answer(_ place: UInt32, _ status: UInt16, age: Nanoseconds = 0, _ timeline: inout Timeline) {
    let call = calls[Int(place)]
    var word = status
    if status == CallStatus.ok {
      timeline.recorder.count(instruments.succeeded)
      timeline.recorder.record(instruments.latency, timeline.now - call.arrived, at: timeline.now)
      if call.isRead, settings.absent > 0 {
        let record = keySpaces.record(of: timeline.messages[call.message])
        if draws.absent.uniform(record) < settings.absent { word |= AnswerWord.absent }
      }
    } else {
      timeline.recorder.count(instruments.failed)
    }
    timeline.messages.release(call.message)
    freeCalls.give(place)
    timeline.schedule(
      Event(
        to: call.caller, CallSignal.answer, small: word, a: call.b, b: call.c, c: AnswerWord.microseconds(age),
        d: AnswerWord.microseconds(call.waited)), after: 0)
  }

  /// The item and the attempt of a try's draws: the same whoever asks, so that variants can be compared.
  func draw(_ call: Call, _ timeline: borrowing Timeline) -> (item: UInt64, attempt: UInt32) {
    let message = timeline.messages[call.message]
    let place = UInt32(call.occurrence & 15) << 4 | UInt32(call.attempt & 15)
    return (message.drawKey, UInt32(message.attempts) << 8 | place)
  }
}
