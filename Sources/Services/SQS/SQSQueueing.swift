// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What standard and FIFO queues of Amazon SQS have in common: retention, delays, visibility timeouts, calls that wait,
/// dead-letter queues, redrive, requests and faults. A kind of queue decides where its visible messages lie and which of
/// them a call gets.
protocol SQSQueueing: Component {
  static var isFIFO: Bool { get }

  var id: ComponentID { get }
  var settings: SQSSettings { get }
  var instruments: SQSInstruments { get }
  var deadLetter: ComponentID? { get }
  var draws: SQSDraws { get }
  var store: SQSStore { get set }
  var waiters: SQSWaiters { get set }
  /// What one call takes, at most 10.
  var taken: [UInt32] { get set }
  var lanes: [SQSLane] { get set }
  var inFlight: Int { get set }
  /// When the next message is due to expire, if none is moved here that is older.
  var retentionDueAt: Instant { get set }
  /// When the next waiting call is due to return empty, if none comes that waits less long.
  var waitDueAt: Instant { get set }
  /// How long the latest call to delete takes, for the other messages of the same call.
  var deleteTime: Nanoseconds { get set }
  var faults: SQSFaults { get set }
  var redrive: SQSRedrive? { get set }
  /// The data keys of who uses the queue, where KMS encrypts it.
  var dataKeys: DataKeys? { get set }
  /// Counts the calls to StartMessageMoveTask, where the scenario has any.
  var redriveTasks: CounterID? { get }
  /// What counts the bytes of its readers' calls, where somebody pays for them.
  var tolls: Tolls { get }
  /// What the latest call to send was billed as; known only while somebody follows a message.
  var callRequests: Int64 { get set }

  /// Takes a message in; it is in no place yet.
  mutating func takeIn(
    _ message: MessageID, enqueuedAt: Instant, from: UInt16, _ timeline: inout Timeline
  ) -> UInt32
  /// Makes an entry that is in no place visible, and gives it to a call that waits.
  mutating func show(_ index: UInt32, _ timeline: inout Timeline)
  /// Takes a visible entry out of where calls find it.
  mutating func withdraw(_ index: UInt32, _ timeline: inout Timeline)
  /// Notes that an entry is about to be removed for good.
  mutating func forget(_ index: UInt32, _ timeline: inout Timeline)
  /// Notes that an entry is in flight, or no longer.
  mutating func flightBegan(_ index: UInt32, _ timeline: inout Timeline)
  mutating func flightEnded(_ index: UInt32, _ timeline: inout Timeline)
  /// Hides up to `wanted` messages for a call and puts them first in `taken`.
  ///
  /// - Parameter draw: between 0 and 1.
  mutating func take(
    wanted: Int, isLong: Bool, _ draw: Double, hidingFor timeout: Nanoseconds, _ timeline: inout Timeline
  ) -> Int
  /// Whether a call for messages is within the limits.
  mutating func admitsReceive(_ timeline: inout Timeline) -> Bool
  /// Whether the latest `take` found nothing only because of a limit.
  var wasThrottled: Bool { get }
  /// Whether a call to delete is within the limits.
  mutating func admitsDelete(_ event: Event, _ timeline: inout Timeline) -> Bool
  /// Counts the requests of a call.
  func countRequests(_ kind: CounterID, _ count: Int64, _ timeline: inout Timeline)
}

/// Messages that are hidden for the same length of time and for the same reason, so that they reappear in the order in
/// which they went: one pending event for all of them does.
struct SQSLane: Sendable {
  var timeout: Nanoseconds
  /// Delayed or in flight.
  var holds: SQSEntry.State
  var list: Int
  var isArmed = false
}

extension SQSQueueing {
  mutating func sampleAge(_ timeline: inout Timeline) {
    // The real head of a FIFO queue; a standard queue leaves out what was received three times.
    let oldest = Self.isFIFO ? store.expiry.first(0) : store.ages.first(0)
    let age = oldest == IndexLists.none ? 0 : (timeline.now - store.entries[Int(oldest)].arrivedAt).seconds
    timeline.recorder.set(instruments.oldestAge, age, at: timeline.now)
  }

  // MARK: Coming

  /// Takes in what a queue has set aside, or whose receives are used up there.
  mutating func takeMoved(_ event: Event, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.movedIn)
    let message = event.a
    // A standard queue's message keeps its enqueue time; that of a FIFO queue is set anew.
    let sent = Self.isFIFO ? timeline.now : timeline.messages[message].enqueuedAt
    timeline.messages[message].enqueuedAt = sent
    if timeline.isTracing { timeline.note(.movedIn, message, at: id) }
    guard faults.removals == 0, sent.advanced(by: settings.retention) > timeline.now else {
      // Too old for this queue: nobody gets to see it here.
      timeline.recorder.count(instruments.expired)
      timeline.end(message, as: .expired)
      return timeline.messages.release(message)
    }
    show(takeIn(message, enqueuedAt: sent, from: UInt16(truncatingIfNeeded: event.b), &timeline), &timeline)
  }

  /// Stores a new message, and hides it if it has a delay.
  mutating func enter(_ message: MessageID, delay: Nanoseconds, _ timeline: inout Timeline) {
    timeline.messages[message].enqueuedAt = timeline.now
    if timeline.isTracing { timeline.note(.arrived, message, at: id, b: Int64(timeline.messages[message].size)) }
    let index = takeIn(message, enqueuedAt: timeline.now, from: 0, &timeline)
    if delay == 0 { return show(index, &timeline) }
    if timeline.isTracing { timeline.note(.delayed, message, at: id, a: timeline.now.advanced(by: delay)) }
    timeline.recorder.add(instruments.delayed, 1, at: timeline.now)
    putInLane(index, timeout: delay, as: .delayed, &timeline)
  }

  /// Refuses a message for good.
  func reject(_ message: MessageID, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.rejected)
    if timeline.isTracing { timeline.note(.rejected, message, at: id) }
    timeline.end(message, as: .rejected)
    timeline.messages.release(message)
  }

  /// Tells a producer that it may try a message again later; one that does not listen has lost it.
  func turnBack(_ event: Event, after time: Nanoseconds, _ timeline: inout Timeline) {
    guard event.d != 0 else { return reject(event.a, &timeline) }
    timeline.schedule(
      Event(to: event.d - 1, ProducerSignal.throttled, a: event.a, b: event.b, c: event.c), after: time)
  }

  // MARK: Leaving

  /// Takes an entry out; the reference to its message stays.
  mutating func takeAway(_ index: UInt32, _ timeline: inout Timeline) {
    switch store.entries[Int(index)].state {
    case .visible:
      withdraw(index, &timeline)
      timeline.recorder.add(instruments.depth, -1, at: timeline.now)
    case .delayed:
      store.takeOut(index)
      timeline.recorder.add(instruments.delayed, -1, at: timeline.now)
    case .inFlight:
      store.takeOut(index)
      changeInFlight(by: -1, &timeline)
      flightEnded(index, &timeline)
    case .free: return
    }
    forget(index, &timeline)
    store.remove(index)
  }

  /// Takes an entry out for good.
  mutating func drop(_ index: UInt32, _ timeline: inout Timeline) {
    let message = store.entries[Int(index)].message
    takeAway(index, &timeline)
    timeline.messages.release(message)
  }

  /// Moves a message whose receives are used up, which is in no place any more, to the dead-letter queue: no request, and
  /// no send there.
  mutating func setAside(_ index: UInt32, to deadLetter: ComponentID, _ timeline: inout Timeline) {
    let message = store.entries[Int(index)].message
    timeline.recorder.count(instruments.movedOut)
    if timeline.isTracing {
      timeline.note(
        .setAside, message, at: id, with: deadLetter, a: Int64(store.entries[Int(index)].receivesHere))
    }
    timeline.end(message, as: .deadLettered)
    store.remove(index)
    timeline.schedule(Event(to: deadLetter, ChannelSignal.move, a: message, b: id + 1), after: 0)
  }

  mutating func changeInFlight(by change: Int, _ timeline: inout Timeline) {
    inFlight += change
    timeline.recorder.add(instruments.inFlight, Double(change), at: timeline.now)
  }

  // MARK: Retention

  mutating func armRetention(_ timeline: inout Timeline) {
    let index = store.expiry.first(0)
    guard index != IndexLists.none else { return }
    let end = store.entries[Int(index)].enqueuedAt.advanced(by: settings.retention)
    guard end < retentionDueAt else { return }
    retentionDueAt = end
    timeline.schedule(Event(to: id, SQSQueue.Signal.retentionDue), at: end)
  }

  mutating func expire(_ timeline: inout Timeline) {
    if timeline.now >= retentionDueAt { retentionDueAt = .farFuture }
    while true {
      let index = store.expiry.first(0)
      guard index != IndexLists.none,
        store.entries[Int(index)].enqueuedAt.advanced(by: settings.retention) <= timeline.now
      else { break }
      lose(index, &timeline)
    }
    armRetention(&timeline)
    if waiters.count > 0 { serveWaiters(&timeline) }  // there may be room below the in-flight limit again
  }

  /// Drops a message that nobody will see again.
  mutating func lose(_ index: UInt32, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.expired)
    if timeline.isTracing { timeline.note(.dropped, store.entries[Int(index)].message, at: id) }
    timeline.end(store.entries[Int(index)].message, as: .expired)
    drop(index, &timeline)
  }
}
