// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// SendMessage, its limits and its deduplication.
extension FIFOQueue {
  mutating func send(_ event: Event, _ timeline: inout Timeline) {
    let message = timeline.messages[event.a]
    let item = message.drawKey & ~0xFFFF_FFFF | UInt64(event.b)
    let time = Nanoseconds(seconds: settings.sendTime.draw(draws.send, item))
    if faults.isDown { return refuseSend(event, after: time, &timeline) }
    if event.c != ChannelSignal.partOfCall {
      limits.begin(.send)
      sendBytes = Int64(event.c)
    }
    // A message of a FIFO queue has no delay of its own: InvalidParameterValue.
    guard Int64(message.size) <= settings.maximumSize, event.small == 0 else {
      countSendRequests(&timeline)
      return reject(event.a, &timeline)
    }
    guard admitsSend(event.a, &timeline) else { return turnBack(event, after: time, &timeline) }
    countSendRequests(&timeline)
    dataKeys?.send(message.flow, &timeline)
    noteAccepted(event, after: time, &timeline)
    if time == 0 { return arrive(event.a, &timeline) }
    timeline.schedule(Event(to: id, SQSQueue.Signal.arrived, a: event.a), after: time)
  }

  /// A call is billed once, however many of its messages are let through.
  private mutating func countSendRequests(_ timeline: inout Timeline) {
    guard sendBytes >= 0 else { return }
    timeline.recorder.count(instruments.sendRequests, SQSRequests.count(bytes: sendBytes))
    sendBytes = -1
  }

  /// A message has come in: it is stored unless its deduplication id is known.
  mutating func arrive(_ message: MessageID, _ timeline: inout Timeline) {
    let repeats =
      fifo.duplicateSends.map { draws.repeating.uniform(timeline.messages[message].drawKey) < $0.share } ?? false
    if repeats || timeline.messages[message].origin != Message.noOrigin {
      guard known.isNew(deduplicationID(message, timeline), at: timeline.now) else {
        timeline.recorder.count(measured.deduplicated)
        if timeline.isTracing { timeline.note(.deduplicated, message, at: id) }
        return timeline.messages.release(message)
      }
    }
    timeline.messages[message].sending += timeline.now - timeline.messages[message].idleSince
    timeline.messages[message].idleSince = timeline.now
    if repeats, let again = fifo.duplicateSends {
      timeline.messages.retain(message)
      timeline.schedule(Event(to: id, Signal.repeated, a: message), after: again.after)
    }
    add(message, &timeline)
  }

  private mutating func add(_ message: MessageID, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.sent)
    timeline.recorder.count(instruments.sentBytes, Int64(timeline.messages[message].size))
    enter(message, delay: settings.delay, &timeline)
  }

  /// What stands for a message's deduplication id: the message and its flow, and its group where that is the scope.
  private func deduplicationID(_ message: MessageID, _ timeline: borrowing Timeline) -> UInt64 {
    let flow = timeline.messages[message].flow
    var id = timeline.messages[message].drawKey ^ UInt64(flow) << 40
    if fifo.dedupByGroup { id ^= draws.group(of: timeline.messages[message], grouping) &* 0x9E37_79B9_7F4A_7C15 }
    return id
  }

  // MARK: Sends that are repeated

  /// A producer sends a message once more: a call like any other, which its SDK tries again when it is throttled.
  mutating func repeatSend(_ message: MessageID, _ timeline: inout Timeline) {
    limits.begin(.send)
    guard !faults.isDown, admitsSend(message, &timeline) else {
      return timeline.schedule(Event(to: id, Signal.repeated, a: message), after: settings.retryBackoff)
    }
    dataKeys?.send(timeline.messages[message].flow, &timeline)
    timeline.recorder.count(
      instruments.sendRequests, SQSRequests.count(bytes: Int64(timeline.messages[message].size)))
    let time = Nanoseconds(
      seconds: settings.sendTime.draw(draws.send, timeline.messages[message].drawKey, attempt: 1))
    if time == 0 { return arriveAgain(message, &timeline) }
    timeline.schedule(Event(to: id, Signal.repeatArrived, a: message), after: time)
  }

  mutating func arriveAgain(_ message: MessageID, _ timeline: inout Timeline) {
    let hasNewID = fifo.duplicateSends?.changesID ?? false
    guard hasNewID || known.isNew(deduplicationID(message, timeline), at: timeline.now) else {
      timeline.recorder.count(measured.deduplicated)
      if timeline.isTracing { timeline.note(.deduplicated, message, at: id) }
      return timeline.messages.release(message)
    }
    if timeline.isTracing { timeline.note(.duplicated, message, at: id) }
    // A second message with the same content: whoever works on it does so once more.
    let copy = timeline.follow(message)
    timeline.messages[copy].attempts = timeline.messages[message].attempts
    timeline.messages[copy].unfailedAttempts = timeline.messages[message].unfailedAttempts
    timeline.messages[copy].isDuplicateCounted = timeline.messages[message].isDuplicateCounted
    timeline.messages[copy].isIdle = true
    timeline.recorder.count(measured.storedAgain)
    add(copy, &timeline)
    timeline.messages.release(message)
  }

  // MARK: Calls that are answered

  /// A topic or a worker hands a message on and waits for the answer.
  mutating func takeCall(_ event: Event, _ timeline: inout Timeline) {
    let message = timeline.messages[event.a]
    // What a service pushes has its own time behind it.
    let isRequest = event.small == CallKind.request
    let time = isRequest ? Nanoseconds(seconds: settings.sendTime.draw(draws.send, message.drawKey)) : 0
    var status = CallStatus.ok
    if faults.removals > 0 || Int64(message.size) > settings.maximumSize {
      status = CallStatus.refused
    } else if faults.stops > 0 {
      status = CallStatus.failed
    } else {
      limits.begin(.send)
      if !admitsSend(event.a, &timeline) { status = CallStatus.throttled }
    }
    if status == CallStatus.ok || status == CallStatus.refused, faults.removals == 0, isRequest {
      timeline.recorder.count(instruments.sendRequests, SQSRequests.count(bytes: Int64(message.size)))
    }
    if faults.isDown { timeline.recorder.count(instruments.failedCalls) }
    guard status == CallStatus.ok else {
      timeline.messages.release(event.a)
      return timeline.schedule(
        Event(to: event.d, CallSignal.answer, small: status, a: event.b, b: event.c), after: time)
    }
    dataKeys?.use(by: event.d, as: .sends, &timeline)
    if isRequest {
      if timeline.isTracing {
        timeline.note(
          .accepted, event.a, at: id, with: event.d, a: time,
          use: .init(instruments.sendRequests, SQSRequests.count(bytes: Int64(message.size))))
      }
    }
    var arrival = event
    arrival.signal = Signal.called
    if time == 0 { return endCall(arrival, &timeline) }
    timeline.schedule(arrival, after: time)
  }

  mutating func endCall(_ event: Event, _ timeline: inout Timeline) {
    timeline.schedule(
      Event(to: event.d, CallSignal.answer, small: CallStatus.ok, a: event.b, b: event.c), after: 0)
    arrive(event.a, &timeline)
  }

  // MARK: Deleting

  /// DeleteMessage: only while the message is in flight with this handle; after the timeout it is an error, and the
  /// message stays. Deleting a message that is gone succeeds again.
  mutating func delete(_ event: Event, _ timeline: inout Timeline) {
    answer(event, &timeline)
    guard groups.isOfThisMessage(event.a, event.b), store.entries[Int(event.a)].state != .free else {
      timeline.recorder.count(instruments.deletes)
      return timeline.recorder.count(instruments.staleDeletes)
    }
    guard store.isCurrent(event.a, event.b), store.entries[Int(event.a)].state == .inFlight else {
      return timeline.recorder.count(measured.deleteErrors)
    }
    timeline.recorder.count(instruments.deletes)
    if timeline.isTracing { timeline.note(.deleted, store.entries[Int(event.a)].message, at: id) }
    drop(event.a, &timeline)
    if waiters.count > 0 { serveWaiters(&timeline) }  // the group, or the in-flight limit, may have room again
  }
}
