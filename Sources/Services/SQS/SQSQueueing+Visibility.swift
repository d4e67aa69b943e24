// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// DeleteMessage, ChangeMessageVisibility and the end of visibility timeouts.
extension SQSQueueing {
  /// The longest that a message can stay hidden, from its receive: 12 h (API/ChangeMessageVisibility).
  static var longestVisibility: Nanoseconds { 12 * 3600 * .second }

  /// A call that takes its time and is answered when it has taken effect.
  ///
  /// A call that fails or is throttled is tried again by the caller's SDK, which the worker sees only as a call that
  /// takes longer.
  mutating func call(_ event: Event, _ timeline: inout Timeline) {
    if faults.isDown { return callWhileDown(event, &timeline) }
    let isDelete = event.signal != ChannelSignal.giveBack
    guard !isDelete || admitsDelete(event, &timeline) else { return }
    var time = deleteTime
    if timeline.isTracing { noteCall(event, isDelete: isDelete, &timeline) }
    if event.signal != ChannelSignal.deleteInSameCall {
      countRequests(isDelete ? instruments.deleteRequests : instruments.visibilityRequests, 1, &timeline)
      tolls.count(with: ComponentID(event.small), &timeline)
      let item = UInt64(event.b) << 32 | UInt64(event.a)
      time = Nanoseconds(seconds: settings.deleteTime.draw(draws.delete, item))
      if isDelete { deleteTime = time }
    }
    var arrival = event
    arrival.signal = isDelete ? SQSQueue.Signal.deleteArrived : SQSQueue.Signal.giveBackArrived
    if time > 0 { return timeline.schedule(arrival, after: time) }
    handle(arrival, &timeline)
  }

  mutating func giveBack(_ event: Event, _ timeline: inout Timeline) {
    answer(event, &timeline)
    guard store.isCurrent(event.a, event.b), store.entries[Int(event.a)].state == .inFlight else {
      return timeline.recorder.count(instruments.visibilityErrors)  // MessageNotInflight
    }
    store.takeOut(event.a)
    reappear(event.a, &timeline)
  }

  /// ChangeMessageVisibility as a heartbeat: the time counts from the call and is not remembered.
  mutating func extend(_ event: Event, _ timeline: inout Timeline) {
    if faults.isDown { return timeline.recorder.count(instruments.failedCalls) }
    countRequests(instruments.visibilityRequests, 1, &timeline)
    tolls.count(with: event.d, &timeline)
    let timeout = Nanoseconds(event.c) * 1_000_000
    guard store.isCurrent(event.a, event.b), store.entries[Int(event.a)].state == .inFlight,
      timeline.now + timeout <= store.entries[Int(event.a)].receivedAt + Self.longestVisibility
    else { return timeline.recorder.count(instruments.visibilityErrors) }
    store.takeOut(event.a)
    putInLane(event.a, timeout: timeout, as: .inFlight, &timeline)
    if timeline.isTracing {
      timeline.note(
        .extended, store.entries[Int(event.a)].message, at: id, with: event.d, a: store.entries[Int(event.a)].deadline,
        use: .init(instruments.visibilityRequests))
    }
  }

  /// Tells the worker that its call has returned.
  func answer(_ event: Event, _ timeline: inout Timeline) {
    timeline.schedule(
      Event(to: ComponentID(event.small), ConsumerSignal.done, a: event.c, b: event.d), after: 0)
  }

  // MARK: Timeouts

  /// Hides an entry that is in no place for a time from now.
  mutating func putInLane(
    _ index: UInt32, timeout: Nanoseconds, as state: SQSEntry.State, _ timeline: inout Timeline
  ) {
    let number: Int
    if let known = lanes.firstIndex(where: { $0.timeout == timeout && $0.holds == state }) {
      number = known
    } else {
      lanes.append(SQSLane(timeout: timeout, holds: state, list: store.places.addList()))
      number = lanes.count - 1
    }
    store.entries[Int(index)].deadline = timeline.now.advanced(by: timeout)
    store.put(index, into: lanes[number].list, as: state)
    arm(number, &timeline)
  }

  private mutating func arm(_ lane: Int, _ timeline: inout Timeline) {
    let index = store.places.first(lanes[lane].list)
    guard !lanes[lane].isArmed, index != IndexLists.none else { return }
    lanes[lane].isArmed = true
    timeline.schedule(Event(to: id, SQSQueue.Signal.laneDue, a: UInt32(lane)), at: store.entries[Int(index)].deadline)
  }

  /// Shows what has been hidden long enough.
  mutating func endLane(_ lane: Int, _ timeline: inout Timeline) {
    lanes[lane].isArmed = false
    while true {
      let index = store.places.first(lanes[lane].list)
      guard index != IndexLists.none, store.entries[Int(index)].deadline <= timeline.now else { break }
      store.takeOut(index)
      if lanes[lane].holds == .delayed {
        timeline.recorder.add(instruments.delayed, -1, at: timeline.now)
        show(index, &timeline)
      } else {
        timeline.recorder.count(instruments.timeouts)
        reappear(index, &timeline)
      }
    }
    arm(lane, &timeline)
  }

  /// Makes an entry that was in flight, and is in no place now, visible again.
  private mutating func reappear(_ index: UInt32, _ timeline: inout Timeline) {
    changeInFlight(by: -1, &timeline)
    flightEnded(index, &timeline)
    let message = store.entries[Int(index)].message
    if timeline.messages[message].isIdle {
      timeline.messages[message].invisible += timeline.now - timeline.messages[message].idleSince
      timeline.messages[message].idleSince = timeline.now
    }
    show(index, &timeline)
  }
}
