// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// Publish and PublishBatch: limits, quotas and the time of the call.
///
/// Messages that are refused are not billed.
extension SNSTopic {
  mutating func publish(_ event: Event, _ timeline: inout Timeline) {
    let isCall = event.signal == CallSignal.call
    timeline.recorder.count(instruments.attempts)
    let size = Int64(timeline.messages[event.a].size)
    // The first message of a call says how large all are together: 256 KiB at the most for one and for a batch.
    let isFirst = Self.isFirst(event, isCall: isCall)
    if isFirst { callFate = (isCall ? size : Int64(event.c)) > SNSQuotas.largestMessage ? .tooLarge : .fine }
    if callFate == .tooLarge || removals > 0 { return refuse(event, isCall: isCall, CallStatus.refused, &timeline) }
    if stops > 0 { return refuse(event, isCall: isCall, CallStatus.failed, &timeline) }
    if settings.fifo != nil {
      assignGroup(event.a, &timeline)
      let group = timeline.messages[event.a].key
      if isFirst, !order.isOpen(group, now: timeline.now) { callFate = .throttled }
      if callFate == .fine { order.take(group, bytes: size, now: timeline.now) }
    }
    if callFate == .throttled { return throttle(event, isCall: isCall, &timeline) }
    if quotaKeeper == id {
      if isFirst { callFate = accountQuota.isOpen(at: timeline.now) ? .fine : .throttled }
      if callFate == .throttled { return throttle(event, isCall: isCall, &timeline) }
      accountQuota.take(at: timeline.now)
      return admit(event, isCall: isCall, &timeline)
    }
    var question = event
    question.target = quotaKeeper
    question.signal = isCall ? Signal.askForCall : Signal.askForSend
    question.small = UInt16(truncatingIfNeeded: id)
    timeline.schedule(question, after: 0)
  }

  /// Whether a message is alone in its call or the first of a batch; those of a batch come one after the other.
  private static func isFirst(_ event: Event, isCall: Bool) -> Bool {
    isCall || event.c != ChannelSignal.partOfCall
  }

  /// Another topic of the account asks whether it may take a message.
  mutating func answerQuota(_ event: Event, _ timeline: inout Timeline) {
    let isCall = event.signal == Signal.askForCall
    if Self.isFirst(event, isCall: isCall) { askedFate = accountQuota.isOpen(at: timeline.now) ? .fine : .throttled }
    let isFine = askedFate == .fine
    if isFine { accountQuota.take(at: timeline.now) }
    var answer = event
    answer.target = ComponentID(event.small)
    answer.signal =
      isCall
      ? (isFine ? Signal.callIsFine : Signal.callIsThrottled) : (isFine ? Signal.sendIsFine : Signal.sendIsThrottled)
    timeline.schedule(answer, after: 0)
  }

  /// The call goes on: it is billed, and takes its time.
  mutating func admit(_ event: Event, isCall: Bool, _ timeline: inout Timeline) {
    let size = Int64(timeline.messages[event.a].size)
    if Self.isFirst(event, isCall: isCall) {
      // Standard: a request for every 64 KiB of payload begun (SNS pricing). FIFO: one for the call, and its bytes.
      let payload = isCall ? size : Int64(event.c)
      let chunks = max(1, (payload + 65_535) >> 16)
      timeline.recorder.count(instruments.requests, settings.fifo == nil ? chunks : 1)
      if isCall {
        dataKeys?.use(by: event.d, as: .sends, &timeline)
      } else {
        dataKeys?.send(timeline.messages[event.a].flow, &timeline)
      }
    }
    let time = publishTime(event, isCall: isCall, timeline)
    if timeline.isTracing { noteAccepted(event, isCall: isCall, after: time, &timeline) }
    // A source's words are of no use to it later; nobody waits for the answer of its call.
    let (b, c, caller) = isCall ? (event.b, event.c, event.d &+ 1) : (0, 0, 0)
    if settings.fifo != nil { return publishInOrder(event.a, b, c, caller: caller, time, &timeline) }
    if time == 0 { return accept(event.a, b, c, caller: caller, &timeline) }
    timeline.schedule(Event(to: id, Signal.accepted, a: event.a, b: b, c: c, d: caller), after: time)
  }

  private func publishTime(_ event: Event, isCall: Bool, _ timeline: borrowing Timeline) -> Nanoseconds {
    let drawKey = timeline.messages[event.a].drawKey
    let item = isCall ? drawKey : drawKey & ~0xFFFF_FFFF | UInt64(event.b)
    return Nanoseconds(seconds: settings.publishTime.draw(draws.publish, item))
  }

  /// The message is there: its flow ends, and the copies begin.
  ///
  /// - Parameter caller: the component that waits for the answer plus 1; 0 for none.
  mutating func accept(
    _ message: MessageID, _ b: UInt32, _ c: UInt32, caller: UInt32, _ timeline: inout Timeline
  ) {
    if caller > 0 {
      timeline.schedule(Event(to: caller - 1, CallSignal.answer, small: CallStatus.ok, a: b, b: c), after: 0)
    }
    timeline.messages[message].sending += timeline.now - timeline.messages[message].idleSince
    timeline.messages[message].idleSince = timeline.now
    timeline.deliver(message, work: 0)
    // The same message on another way, handed on by another worker, is another one.
    let key = timeline.messages[message].drawKey ^ UInt64(timeline.messages[message].flow) << 32
    if order.isRepeated(key, now: timeline.now) {
      // Taken with thanks, and dropped.
      timeline.recorder.count(instruments.deduplicated)
      if timeline.isTracing { timeline.note(.deduplicated, message, at: id) }
    } else {
      timeline.recorder.count(instruments.published)
      if timeline.isTracing { timeline.note(.published, message, at: id, a: Int64(timeline.messages[message].size)) }
      timeline.recorder.count(instruments.bytes, Int64(timeline.messages[message].size))
      fanOut(message, &timeline)
    }
    timeline.messages.release(message)
  }

  /// What is billed for a call; the first of its messages says how much is in it.
  @inline(never)
  private mutating func noteAccepted(
    _ event: Event, isCall: Bool, after time: Nanoseconds, _ timeline: inout Timeline
  ) {
    if Self.isFirst(event, isCall: isCall) {
      let payload = isCall ? Int64(timeline.messages[event.a].size) : Int64(event.c)
      callRequests = settings.fifo == nil ? max(1, (payload + 65_535) >> 16) : 1
    }
    if timeline.isTracing {
      timeline.note(
        .accepted, event.a, at: id, with: isCall ? event.d : TraceStep.nobody, a: time,
        use: .init(instruments.requests, callRequests, among: isCall ? 1 : 0))
    }
  }

  // MARK: Refusals

  /// Too many messages: the producer may try again.
  mutating func throttle(_ event: Event, isCall: Bool, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.throttled)
    turnAway(event, isCall: isCall, CallStatus.throttled, &timeline)
  }

  private mutating func refuse(_ event: Event, isCall: Bool, _ status: UInt16, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.rejected)
    turnAway(event, isCall: isCall, status, &timeline)
  }

  private mutating func turnAway(_ event: Event, isCall: Bool, _ status: UInt16, _ timeline: inout Timeline) {
    guard isCall else {
      if status != CallStatus.refused, event.d > 0 {
        return timeline.schedule(
          Event(to: event.d - 1, ProducerSignal.throttled, small: event.small, a: event.a, b: event.b, c: event.c),
          after: 0)
      }
      if timeline.isTracing { timeline.note(.rejected, event.a, at: id) }
      timeline.end(event.a, as: .rejected)
      return timeline.messages.release(event.a)
    }
    let time = publishTime(event, isCall: true, timeline)
    timeline.messages.release(event.a)
    timeline.schedule(
      Event(to: id, Signal.refusalDue, small: status, b: event.b, c: event.c, d: event.d), after: time)
  }
}
